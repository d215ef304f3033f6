"""CON02: none of the forbidden wordings, said by our side."""

from desk.rules.case import Case, phrase_hits, place
from desk.rules.rule import PASS, Example, Judgement, Rule
from desk.vocabulary import Verdict


def applies(case: Case) -> bool:
    """There is a text of ours."""
    return (
        bool(case.order.reply)
        or any(contact.text or contact.wording for contact in case.contacts)
        or any(reply.text for reply in case.stage_replies)
        or any(transfer.wording for transfer in case.transfers)
    )


def check(case: Case) -> Judgement:
    """Each hit names its class and the clause it resembles."""
    hits = phrase_hits(case, "forbidden")
    if not hits:
        return PASS
    said = []
    for row, name, hit in hits:
        clauses = f"，近似忌语 {'、'.join(hit.clauses)}" if hit.clauses else ""
        said.append(f"“{getattr(row, name)[hit.start : hit.end]}”（{hit.group}{clauses}）")
    places = tuple(place(row, name, hit.start, hit.end) for row, name, hit in hits)
    return Judgement(Verdict.FAIL, "我方用语有服务忌语：" + "、".join(dict.fromkeys(said)), places)


RULE = Rule(
    code="CON02",
    name="服务忌语",
    clause="1.1.2",
    gate=True,
    reason="推脱、激化和品头论足的话会使客户不满、投诉升级。",
    remedy="改写这句话：说明原因、下一步措施和时间",
    fields=("回单内容", "联系记录.内容", "联系记录.话术", "阶段回复.内容", "转派.口径"),
    applies=applies,
    check=check,
    examples=(
        Example(
            Verdict.PASS,
            {"阶段回复": [{"时间": "2026-10-10 15:00", "内容": "用户称测试员说不归我管，已向用户致歉。"}]},
            title="客户转述",
        ),
        Example(
            Verdict.PASS,
            {"工单": {"回单内容": "该处位置偏远，暂无法解决，已列入下月优化计划，回访用户确认。"}},
            title="如实说明并有下一步",
        ),
        Example(
            Verdict.FAIL,
            {
                "联系记录": [
                    {
                        "时间": "2026-10-10 09:30",
                        "方式": "电话",
                        "目的": "沟通",
                        "结果": "接通",
                        "内容": "答复用户：移动网络就是这个样子，您凑合着先用吧。",
                    }
                ]
            },
            title="忌语 c",
        ),
        Example(
            Verdict.PASS,
            {"工单": {"回单内容": "告知用户这个事不归我管。"}},
            at="2026-10-12 18:00",
            title="回单还没有写",
        ),
        Example(Verdict.FAIL, {"工单": {"回单内容": "告知用户这个事不归我管。"}}, title="推脱"),
        Example(
            Verdict.NA,
            {"工单": {"回单内容": ""}, "联系记录": [], "阶段回复": [], "转派": []},
            title="没有我方文字",
        ),
    ),
)
