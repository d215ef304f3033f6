"""ADR03: the units that an address names must belong together."""

from desk.reading.address import PartKind
from desk.rules.case import Case, place
from desk.rules.rule import PASS, Example, Judgement, Place, Rule
from desk.vocabulary import Verdict

_LISTED = frozenset({PartKind.TOWNSHIP, PartKind.FARM, PartKind.VILLAGE})


def applies(case: Case) -> bool:
    """The address names two levels of the gazetteer or more."""
    return case.readings.address.levels >= 2


def check(case: Case) -> Judgement:
    """Units that contradict each other break the clause, one that is not listed is asked about."""
    reading = case.readings.address
    if reading.contradictions:
        return Judgement(
            Verdict.FAIL, f"投诉地址的区划前后不符：{'；'.join(reading.contradictions)}", _named_units(case)
        )
    if reading.unlisted:
        strangers = [part for part in reading.parts if part.kind in _LISTED and part.code is None]
        names = "、".join([part.text for part in strangers] or reading.unlisted)
        return Judgement(
            Verdict.WARN,
            f"区划表里没有：{names}",
            tuple(place(case.order, "address", part.start, part.end) for part in strangers)
            or (place(case.order, "address"),),
            remedy=f"核对“{names}”的写法，或向客户确认所属乡镇",
        )
    return PASS


def _named_units(case: Case) -> tuple[Place, ...]:
    units = tuple(
        place(case.order, "address", part.start, part.end)
        for part in case.readings.address.parts
        if part.code is not None
    )
    return units or (place(case.order, "address"),)


RULE = Rule(
    code="ADR03",
    name="行政区划不符",
    clause="2.1",
    gate=True,
    reason="市县、乡镇和村对不上时，派单和测试会去错地方。",
    remedy="向客户核实所在市县和乡镇，改正投诉地址",
    fields=("投诉地址",),
    applies=applies,
    check=check,
    examples=(
        Example(Verdict.PASS, title="县镇相符"),
        Example(Verdict.PASS, {"工单": {"投诉地址": "澄迈县红光农场红星队"}}, title="农场属于该县"),
        Example(Verdict.FAIL, {"工单": {"投诉地址": "琼海市金江镇文明路227号"}}, title="镇不在该市"),
        Example(Verdict.FAIL, {"工单": {"投诉地址": "文昌市博鳌镇朝阳村委会"}}, title="镇属于另一市"),
        Example(Verdict.WARN, {"工单": {"投诉地址": "澄迈县金山镇文明路1号"}}, title="镇不在区划表中"),
        Example(Verdict.NA, {"工单": {"投诉地址": "文明路227号"}}, title="没有两级区划可比"),
    ),
)
