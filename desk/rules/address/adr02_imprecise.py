"""ADR02: the address must name the team or village, or the road and its number."""

from desk.rules.case import Case, place
from desk.rules.rule import PASS, Example, Judgement, Rule
from desk.vocabulary import Grade, Verdict

_NAMED = {
    Grade.C: "只写到小区、楼宇或地标",
    Grade.D: "只写到乡镇、农场、开发区或没有门牌号的道路",
    Grade.E: "只写到市县区",
}


def applies(case: Case) -> bool:
    """The address names something."""
    return case.readings.address.grade is not Grade.F


def check(case: Case) -> Judgement:
    """Grades A and B satisfy the clause, C is asked about, D and E break it."""
    reading = case.readings.address
    if reading.grade in (Grade.A, Grade.B):
        return PASS
    verdict = Verdict.WARN if reading.grade is Grade.C else Verdict.FAIL
    asked = "、".join(reading.missing)
    evidence = tuple(place(case.order, "address", part.start, part.end) for part in reading.parts)
    return Judgement(
        verdict,
        f"投诉地址{_NAMED[reading.grade]}（{reading.grade}级），还缺：{asked}",
        evidence or (place(case.order, "address"),),
        remedy=f"向客户问清{asked.replace('?', '')}，并补入投诉地址",
    )


RULE = Rule(
    code="ADR02",
    name="地址不精确",
    clause="2.1",
    gate=True,
    reason="地址精确到队、村或路和门牌号，才能找到客户所在的位置并定位问题。",
    remedy="把投诉地址补到几队、哪个村，或某路某号",
    fields=("投诉地址",),
    applies=applies,
    check=check,
    examples=(
        Example(Verdict.PASS, {"工单": {"投诉地址": "澄迈县金江镇文明路227号"}}, title="有路有门牌号"),
        Example(Verdict.PASS, {"工单": {"投诉地址": "澄迈县红光农场红星队"}}, title="写到队"),
        Example(Verdict.PASS, {"工单": {"投诉地址": "琼海市博鳌镇朝阳村委会"}}, title="写到村"),
        Example(Verdict.WARN, {"工单": {"投诉地址": "海口市美兰区海甸岛水岸花园3栋"}}, title="只有小区"),
        Example(Verdict.FAIL, {"工单": {"投诉地址": "澄迈县金江镇文明路"}}, title="有路无号"),
        Example(Verdict.FAIL, {"工单": {"投诉地址": "澄迈县"}}, title="只有县"),
        Example(Verdict.NA, {"工单": {"投诉地址": "本机所在位置"}}, title="没有可用内容，由 ADR01 判"),
    ),
)
