"""RPL04: the reply's text must not say the opposite of its outcome."""

from desk.reading.outcome import OutcomeHit, OutcomeWord
from desk.rules.case import Case, place
from desk.rules.rule import PASS, Example, Judgement, Rule
from desk.vocabulary import Verdict


def applies(case: Case) -> bool:
    """An outcome and a text are given."""
    return (case.solved or case.unsolved) and bool(case.order.reply)


def check(case: Case) -> Judgement:
    """已解决 against wording that denies or hedges it, 未解决 against wording that confirms."""
    said = case.readings.outcome
    if case.unsolved:
        return _judge(
            case, said, OutcomeWord.SOLVED, Verdict.FAIL, "按未解决回单，回单内容却写明已恢复并确认"
        )
    denied = _judge(case, said, OutcomeWord.NOT_SOLVED, Verdict.FAIL, "按已解决回单，回单内容却写着没有解决")
    if denied is not PASS:
        return denied
    return _judge(case, said, OutcomeWord.HEDGED, Verdict.WARN, "按已解决回单，回单内容却留有余地")


def _judge(
    case: Case, said: tuple[OutcomeHit, ...], kind: OutcomeWord, verdict: Verdict, message: str
) -> Judgement:
    hits = [hit for hit in said if hit.kind is kind]
    if not hits:
        return PASS
    words = "、".join(dict.fromkeys(f"“{hit.text}”" for hit in hits))
    places = tuple(place(case.order, "reply", hit.start, hit.end) for hit in hits)
    return Judgement(verdict, f"{message}：{words}", (place(case.order, "outcome"), *places))


RULE = Rule(
    code="RPL04",
    name="回单内容与结论矛盾",
    clause="2.4",
    gate=True,
    burden=True,
    reason="实际未解决却按已解决回单，会造成客户重复投诉和重复派单。",
    remedy="使解决情况与回单内容一致：没有解决的按未解决回单并建跟踪单",
    fields=("解决情况", "回单内容"),
    applies=applies,
    check=check,
    examples=(
        Example(
            Verdict.PASS,
            {"工单": {"回单内容": "调整天线后已恢复正常，回访用户确认可正常使用。"}},
            title="一致",
        ),
        Example(
            Verdict.PASS,
            {"工单": {"解决情况": "未解决", "回单内容": "该处弱覆盖，已纳入规划，待建设。"}},
            title="未解决，内容一致",
        ),
        Example(
            Verdict.FAIL, {"工单": {"回单内容": "该处为弱覆盖，已纳入规划，待建设后改善。"}}, title="待建设"
        ),
        Example(Verdict.FAIL, {"工单": {"回单内容": "经测试用户处仍无信号。"}}, title="仍无信号"),
        Example(
            Verdict.FAIL,
            {"工单": {"解决情况": "未解决", "回单内容": "故障已修复，用户确认已恢复正常使用。"}},
            title="未解决却写已恢复",
        ),
        Example(
            Verdict.WARN, {"工单": {"回单内容": "参数已优化，信号有所改善，继续观察。"}}, title="留有余地"
        ),
        Example(Verdict.NA, {"工单": {"回单内容": ""}}, title="没有回单内容"),
    ),
)
