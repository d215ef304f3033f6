"""desk reply, contact, escalate, waive, undo, redo: the deeds of a handler."""

from argparse import Namespace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from desk.cli.parser import Parser, given_time, shared
from desk.cli.printing import finding_json, print_finding, print_json, time_json
from desk.cli.session import open_desk
from desk.vocabulary import EscalationReason, Outcome, Purpose, Reach, Restored, WaiverKind

if TYPE_CHECKING:
    from desk.services.undoing import Undone


def add(verbs: Any) -> None:
    """Add the verbs of this group."""
    reply = _verb(verbs, "reply", "回单：先过关口，不满足时列出缺什么", _reply)
    reply.add_argument("--outcome", required=True, choices=[word.value for word in Outcome], help="解决情况")
    reply.add_argument("--text", required=True, metavar="内容", help="回单内容")
    reply.add_argument("--override", metavar="原因", help="有权限的人写明原因后放行")
    reply.add_argument("--dry-run", action="store_true", help="只看能否回单，不写入")
    contact = _verb(verbs, "contact", "登记一次联系", _contact)
    contact.add_argument("--purpose", required=True, choices=[word.value for word in Purpose], help="目的")
    contact.add_argument("--result", required=True, choices=[word.value for word in Reach], help="结果")
    contact.add_argument("--restored", choices=[word.value for word in Restored], help="客户是否确认恢复")
    contact.add_argument("--score", type=int, metavar="1-10", help="满意度")
    contact.add_argument("--text", metavar="内容", help="说了什么")
    escalate = _verb(verbs, "escalate", "升级", _escalate)
    escalate.add_argument(
        "--reason", required=True, choices=[word.value for word in EscalationReason], help="升级原因"
    )
    escalate.add_argument("--to", metavar="姓名", help="受理人")
    waive = _verb(verbs, "waive", "豁免一条不符合，或确认、排除一条疑似（要有权限和原因）", _waive, at=False)
    waive.add_argument("rule", metavar="规则")
    waive.add_argument(
        "--conclusion",
        choices=[word.value for word in WaiverKind],
        default=WaiverKind.WAIVE.value,
        help="默认豁免；RPL06 的疑似用确认或排除，ADR05 颠倒的坐标对调后用确认",
    )
    waive.add_argument("--reason", required=True, metavar="原因", help="为什么豁免，会记入日志")
    undo = verbs.add_parser("undo", help="撤销自己的上一次操作")
    shared(undo, person=True, json=False)
    undo.set_defaults(run=_undo)
    redo = verbs.add_parser("redo", help="恢复自己刚撤销的操作")
    shared(redo, person=True, json=False)
    redo.set_defaults(run=_redo)


def _verb(verbs: Any, name: str, help_text: str, run: Any, *, at: bool = True) -> Parser:
    verb: Parser = verbs.add_parser(name, help=help_text)
    verb.add_argument("order", metavar="工单号")
    if at:
        verb.add_argument("--at", metavar="时间", help="发生的时刻，默认现在")
    shared(verb, person=True)
    verb.set_defaults(run=run)
    return verb


def _at(chosen: Namespace) -> datetime | None:
    return given_time(chosen.at) if chosen.at else None


def _reply(chosen: Namespace) -> int:
    from desk.services.replying import reply

    answer = reply(
        open_desk(chosen, writes=True),
        chosen.order,
        Outcome(chosen.outcome),
        chosen.text,
        at=_at(chosen),
        override=chosen.override,
        dry_run=chosen.dry_run,
    )
    if chosen.json:
        print_json(
            {
                "order": chosen.order,
                "written": answer.written is not None,
                "outcome": chosen.outcome,
                "replied_at": time_json(answer.order.replied_at),
                "text": answer.order.reply,
                "overridden": list(answer.overridden),
                "blocking": [finding_json(finding, from_file=False) for finding in answer.blocking],
                "doubts": [finding_json(finding, from_file=False) for finding in answer.doubts],
            }
        )
    elif answer.refused:
        print(f"工单 {chosen.order} 不能回单为“{chosen.outcome}”，还缺：")
        for finding in answer.blocking:
            print_finding(finding)
    else:
        done = f"{'可以' if chosen.dry_run else '已'}{'再次' if answer.earlier else ''}回单"
        print(f"工单 {chosen.order} {done}：{chosen.outcome}（{answer.order.replied_at:%Y-%m-%d %H:%M}）")
        if answer.overridden:
            print(f"按“{chosen.override}”越过：{'、'.join(answer.overridden)}")
        for finding in answer.doubts:
            print_finding(finding)
    return 1 if answer.refused else 0


def _contact(chosen: Namespace) -> int:
    from desk.services.contacting import record_contact

    recorded = record_contact(
        open_desk(chosen, writes=True),
        chosen.order,
        Purpose(chosen.purpose),
        Reach(chosen.result),
        restored=Restored(chosen.restored) if chosen.restored else None,
        score=chosen.score,
        text=chosen.text,
        at=_at(chosen),
    )
    reopened = "；回单失去依据，已重新打开" if "orders" in recorded.tables else ""
    return _done(chosen, recorded.deed_id, f"已登记联系{reopened}")


def _escalate(chosen: Namespace) -> int:
    from desk.services.escalating import escalate

    raised = escalate(
        open_desk(chosen, writes=True),
        chosen.order,
        EscalationReason(chosen.reason),
        to=chosen.to,
        at=_at(chosen),
    )
    return _done(chosen, raised.written.deed_id, f"已升级{raised.left}")


def _waive(chosen: Namespace) -> int:
    from desk.services.waiving import waive

    desk, rule, word = open_desk(chosen, writes=True), chosen.rule.strip().upper(), chosen.conclusion
    waived = waive(desk, chosen.order, rule, chosen.reason, conclusion=WaiverKind(word))
    return _done(chosen, waived.deed_id, f"已{word} {rule}")


def _done(chosen: Namespace, deed_id: int, sentence: str) -> int:
    if chosen.json:
        print_json({"order": chosen.order, "deed": deed_id})
    else:
        print(f"工单 {chosen.order} {sentence}")
    return 0


def _undo(chosen: Namespace) -> int:
    from desk.services.undoing import undo

    return _taken_back("已撤销", undo(open_desk(chosen, writes=True)))


def _redo(chosen: Namespace) -> int:
    from desk.services.undoing import redo

    return _taken_back("已恢复", redo(open_desk(chosen, writes=True)))


def _taken_back(done: str, undone: "Undone") -> int:
    print(f"{done}：{undone.deed.title.removeprefix('撤销：').removeprefix('重做：')}{undone.further}")
    for left in undone.left:
        print(f"  提示：{left}")
    return 0
