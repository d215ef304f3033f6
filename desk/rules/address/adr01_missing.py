"""ADR01: the address must name something."""

from desk.rules.case import Case, place
from desk.rules.rule import PASS, Example, Judgement, Rule
from desk.rules.shapes import always, blank
from desk.vocabulary import Grade, Verdict


def check(case: Case) -> Judgement:
    """Grade F breaks the clause: blank, or nothing in it names a place."""
    if case.readings.address.grade is not Grade.F:
        return PASS
    told = "没有填写" if blank(case.order.address) else f"“{case.order.address}”里没有可用的地名"
    return Judgement(Verdict.FAIL, f"投诉地址{told}", (place(case.order, "address"),), missing=("投诉地址",))


RULE = Rule(
    code="ADR01",
    name="地址缺失",
    clause="2.1",
    gate=True,
    reason="没有地址就无法定位问题，也无法派人到现场。",
    remedy="向客户问清投诉地址并填写到几队、哪个村，或某路某号",
    fields=("投诉地址",),
    applies=always,
    check=check,
    examples=(
        Example(Verdict.PASS, title="地址完整"),
        Example(Verdict.PASS, {"工单": {"投诉地址": "澄迈县"}}, title="有地名，是否精确由 ADR02 判"),
        Example(Verdict.FAIL, {"工单": {"投诉地址": ""}}, title="空白"),
        Example(Verdict.FAIL, {"工单": {"投诉地址": "本机所在位置"}}, title="没有地名"),
    ),
)
