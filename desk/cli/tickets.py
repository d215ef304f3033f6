"""desk track: the 跟踪单 of an unsolved order, looked after or closed."""

from argparse import Namespace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from desk.cli.parser import given_time, shared
from desk.cli.printing import finding_json, print_finding, print_json, time_json
from desk.cli.session import open_desk
from desk.errors import InputError

if TYPE_CHECKING:
    from desk.services.tracking import TrackAnswer


def add(verbs: Any) -> None:
    """Add the verb."""
    verb = verbs.add_parser("track", help="跟踪未解决的工单，或关闭它的跟踪单")
    verb.add_argument("order", metavar="工单号")
    verb.add_argument("--ticket", metavar="跟踪单号", help="有几张未关闭的跟踪单时写明是哪一张")
    verb.add_argument("--next", metavar="时间", help="下次跟踪时间")
    verb.add_argument("--text", metavar="内容", help="跟踪情况，加在说明后面")
    verb.add_argument("--close", action="store_true", help="关闭跟踪单：没有解决时间的不能关闭")
    verb.add_argument("--solved", metavar="时间", help="解决时间")
    verb.add_argument("--override", metavar="原因", help="有权限的人写明原因后关闭")
    verb.add_argument("--at", metavar="时间", help="发生的时刻，默认现在")
    shared(verb, person=True)
    verb.set_defaults(run=_track)


def _track(chosen: Namespace) -> int:
    answer = _answer(chosen)
    if chosen.json:
        print_json(_answer_json(answer))
    else:
        done = "还不能关闭：" if answer.refused else "已关闭" if chosen.close else "已登记跟踪"
        print(f"工单 {chosen.order} 的跟踪单 {answer.ticket.number} {done}")
        for finding in (*answer.blocking, *answer.doubts):
            print_finding(finding)
    return 1 if answer.refused else 0


def _answer(chosen: Namespace) -> "TrackAnswer":
    from desk.services.tracking import close, track

    if chosen.close and chosen.next:
        raise InputError("关闭的跟踪单没有下次跟踪时间，请去掉 --next 或 --close")
    if not chosen.close and (chosen.solved or chosen.override):
        raise InputError("--solved 和 --override 只在关闭跟踪单时用，请加上 --close")
    closing = partial(close, solved_at=_time(chosen.solved), override=chosen.override)
    deed = closing if chosen.close else partial(track, next_at=_time(chosen.next))
    desk = open_desk(chosen, writes=True)
    return deed(desk, chosen.order, number=chosen.ticket, at=_time(chosen.at), text=chosen.text)


def _time(text: str | None) -> datetime | None:
    return given_time(text) if text else None


def _answer_json(answer: "TrackAnswer") -> dict[str, Any]:
    ticket = answer.ticket
    return {
        "order": ticket.order_no,
        "ticket": ticket.number,
        "written": answer.written is not None,
        "state": ticket.state,
        "tracked_at": time_json(ticket.tracked_at),
        "next_at": time_json(ticket.next_at),
        "solved_at": time_json(ticket.solved_at),
        "overridden": list(answer.overridden),
        "blocking": [finding_json(finding, from_file=False) for finding in answer.blocking],
        "doubts": [finding_json(finding, from_file=False) for finding in answer.doubts],
    }
