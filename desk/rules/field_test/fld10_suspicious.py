"""FLD10: test data that cannot be right, or can hardly be."""

from collections.abc import Iterator
from functools import lru_cache
from operator import attrgetter

from desk.records import FieldTest, Measurement
from desk.rules.case import Case, place
from desk.rules.field_test.measured import THREE, Measured, measured, operator_of
from desk.rules.field_test.travel import against_others
from desk.rules.kinds import clock, field_name, title_of
from desk.rules.rule import PASS, Example, Judgement, Rule
from desk.rules.shapes import blank, tested
from desk.rules.signal import number
from desk.vocabulary import Verdict

# the values that a reading can have in the physical world
RANGES: dict[str, tuple[float, float]] = {
    "rsrp": (-156, -31),
    "sinr": (-23, 40),
    "down": (0, float("inf")),
    "up": (0, float("inf")),
    "delay": (0, float("inf")),
}
_readings = attrgetter(*RANGES)


def check(case: Case) -> Iterator[Judgement]:
    """Each reading, and each finished test by itself and against other tests."""
    for row in case.measurements:
        if not all(map(_plausible, RANGES, _readings(row))):
            yield from _odd(row)
    for found in case.once(measured):
        yield _in_order(found.test)
        yield _equal(found)
        yield from against_others(case, found.test)


@lru_cache(maxsize=4096)
def _plausible(name: str, text: str | None) -> bool:
    """Whether a reading is blank, or lies where it can."""
    value = number(text)
    low, high = RANGES[name]
    return blank(text) if value is None else low <= value <= high


def _odd(row: Measurement) -> Iterator[Judgement]:
    for name, text in zip(RANGES, _readings(row), strict=True):
        if _plausible(name, text):
            continue
        title = f"{row.operator}的{title_of(row, name)}“{text}”"
        if number(text) is None:
            told = f"{title}不是数值，无法读取"
            yield Judgement(
                Verdict.UNKNOWN,
                told,
                (place(row, name),),
                missing=(field_name(row, name),),
                remedy=f"把{title}改成数值，没有测的留空",
            )
        else:
            yield Judgement(Verdict.WARN, f"{title}超出可能的范围", (place(row, name),))


def _in_order(test: FieldTest) -> Judgement:
    arrived, finished = test.arrived_at, test.finished_at
    if arrived is None or finished is None or finished >= arrived:
        return PASS
    told = f"测试完成 {clock(finished)} 早于到达 {clock(arrived)}"
    return Judgement(Verdict.WARN, told, (place(test, "arrived_at"), place(test, "finished_at")))


def _equal(found: Measured) -> Judgement:
    """Whether the three operators have the very same values."""
    if len({number(row.rsrp) for row in found.rows}) == len(found.rows):
        return PASS  # the usual case: no two rows have the same
    first, *others = ({_values(row) for row in found.of(name)} for name in THREE)
    if any(values != first for values in others) or not _some(first):
        return PASS
    same = [row for row in found.rows if operator_of(row) in THREE]
    places = tuple(place(row, name) for row in same for name in RANGES if not blank(getattr(row, name)))
    return Judgement(Verdict.WARN, "移动、联通、电信三家的测试值完全相同", places)


def _some(values: set[tuple[float | None, ...]]) -> bool:
    return any(value is not None for row in values for value in row)


def _values(row: Measurement) -> tuple[float | None, ...]:
    return tuple(map(number, _readings(row)))


def _rows(**readings: str) -> dict[str, list[dict[str, str]]]:
    return {
        "三网测试": [
            {
                "运营商": operator,
                "网络类型": "4G",
                "RSRP": rsrp,
                "测试时间": "2026-10-11 15:10",
                **readings,
            }
            for operator, rsrp in (("移动", "-101"), ("联通", "-99"), ("电信", "-98"))
        ]
    }


def _another(address: str, lon: str, lat: str, arrived: str, finished: str) -> dict[str, object]:
    """Another order whose test the same tester made, beside the clean one's."""
    number = "HI-052-261011-00002"
    order = {"工单号": number, "派单时间": "2026-10-11 09:00", "投诉地址": address}
    own = {
        "到达时间": "2026-10-11 14:45",
        "完成时间": "2026-10-11 15:40",
        "测试人": "测试员甲",
        "经度": "110.0073",
        "纬度": "19.7384",
        "坐标系": "GCJ-02",
    }
    other = {"工单号": number, "到达时间": arrived, "完成时间": finished, "经度": lon, "纬度": lat}
    return {"工单": [{}, order], "现场测试": [own, {**own, **other}]}


RULE = Rule(
    code="FLD10",
    name="测试数据可疑",
    clause="1.2.1",
    gate=False,
    reason="测试数据要真实，照抄或编造的数据会误导分析。",
    remedy="核对测试数据的来源，写错的改正，没有测的补测",
    fields=(
        "三网测试.RSRP",
        "三网测试.SINR",
        "三网测试.下行速率",
        "三网测试.上行速率",
        "三网测试.时延",
        "现场测试.工单号",
        "现场测试.到达时间",
        "现场测试.完成时间",
        "现场测试.测试人",
        "现场测试.经度",
        "现场测试.纬度",
        "投诉地址",
    ),
    applies=tested,
    check=check,
    examples=(
        Example(Verdict.PASS, title="数据正常"),
        Example(Verdict.PASS, _rows(), title="三家各不相同"),
        Example(Verdict.WARN, _rows(RSRP="5"), title="RSRP 为正"),
        Example(Verdict.WARN, _rows(SINR="55"), title="SINR 超出范围"),
        Example(Verdict.WARN, _rows(RSRP="-101", SINR="6"), title="三家完全相同"),
        Example(
            Verdict.WARN,
            {"现场测试": [{"到达时间": "2026-10-11 15:40", "完成时间": "2026-10-11 14:45"}]},
            title="没到就测完了",
        ),
        Example(
            Verdict.WARN,
            _another("琼海市博鳌镇朝阳村委会", "110.0073", "19.7384", "2026-10-12 10:00", "2026-10-12 11:00"),
            title="坐标与另一地址的测试相同",
        ),
        Example(
            Verdict.WARN,
            _another("三亚市天涯区解放路1号", "109.5050", "18.2520", "2026-10-11 16:00", "2026-10-11 16:30"),
            title="同一测试人二十分钟到了三亚",
        ),
        Example(
            Verdict.PASS,
            _another("三亚市天涯区解放路1号", "109.5050", "18.2520", "2026-10-11 18:40", "2026-10-11 19:10"),
            title="三小时后到三亚",
        ),
        Example(Verdict.UNKNOWN, _rows(时延="很慢"), title="时延不是数值"),
        Example(Verdict.NA, {"现场测试": []}, title="没有现场测试"),
    ),
)
