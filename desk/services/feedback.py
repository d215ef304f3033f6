"""The regional feedback workbook: one line an order, in the columns that the standard's clauses ask for."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desk.errors import InputError
from desk.records import Measurement, Order, by_name
from desk.rules.rule import Finding
from desk.rules.signal import is_after
from desk.services.desk import Desk
from desk.services.intake.coercing import number_text
from desk.services.masking import mask
from desk.services.period import Period
from desk.services.standing import Standing, load_order, stand
from desk.services.sweeping import stored_numbers
from desk.vocabulary import VERDICT_NAMES, Operator, Purpose, Reach, StepState, Verdict
from desk.workbook import Column, Table, write_workbook
from desk.workbook.tables import Emphasis

_OPERATORS = (Operator.MOBILE, Operator.UNICOM, Operator.TELECOM)
_READINGS = (("rsrp", "RSRP"), ("sinr", "SINR"), ("up", "上行"), ("down", "下行"))


@dataclass(frozen=True, slots=True)
class FeedbackColumn:
    """One column: its value from an order, and the rules that ask for it when it is blank."""

    column: Column
    value: Callable[[Standing], object]
    asked_by: tuple[str, ...] = ()


def _of(title: str, name: str, width: float = 14, asked_by: tuple[str, ...] = ()) -> FeedbackColumn:
    field = by_name(Order)[name]
    kind: Any = "time" if field.kind.value == "time" else "text"
    column = Column(title, kind, width)
    return FeedbackColumn(column, lambda standing: mask(field, getattr(standing.order, name)), asked_by)


def _test(title: str, name: str, asked_by: tuple[str, ...] = ()) -> FeedbackColumn:
    def value(standing: Standing) -> object:
        tests = standing.bundle.rows.get("field_tests")
        return getattr(tests[-1], name) if tests else None

    kind: Any = "time" if name.endswith("_at") else "text"
    return FeedbackColumn(Column(title, kind, 18 if name.endswith("_at") else 20), value, asked_by)


def _reading(operator: Operator, name: str, title: str) -> FeedbackColumn:
    def value(standing: Standing) -> object:
        rows: Sequence[Measurement] = standing.bundle.rows.get("measurements", ())
        own = [row for row in rows if row.operator == operator and not is_after(row)]
        return _cell(getattr(own[-1], name)) if own else None

    return FeedbackColumn(Column(f"{operator.value}{title}", "number", 10), value, ("FLD01",))


def _cell(text: str | None) -> object:
    try:
        value = float(text or "")
    except ValueError:
        return text
    return value if number_text(value) == text else text


def _steps(standing: Standing) -> str:
    rows = standing.bundle.rows.get("steps", ())
    done = {row.number for row in rows if row.state in (StepState.DONE, StepState.NA) and row.number <= 9}
    return f"{len(done)}/9"


def _callback(standing: Standing) -> str | None:
    calls = [c for c in standing.bundle.rows.get("contacts", ()) if c.purpose == Purpose.CALLBACK]
    if not calls:
        return None
    last = calls[-1]
    said = f"，确认恢复：{last.restored or '未填'}" if last.result == Reach.REACHED else ""
    return f"{last.time:%m-%d %H:%M} {last.result or ''}{said}"


def _last(table: str, name: str) -> Callable[[Standing], object]:
    return lambda standing: ((rows := standing.bundle.rows.get(table)) and getattr(rows[-1], name)) or None


def _conclusion(standing: Standing) -> str:
    shown = [f for f in standing.findings if f.verdict in (Verdict.FAIL, Verdict.WARN)]
    return "\n".join(f"[{VERDICT_NAMES[f.verdict]}] {f.rule} {f.message}" for f in shown) or "通过"


COLUMNS: tuple[FeedbackColumn, ...] = (
    _of("工单号", "order_no", 24),
    _of("区域", "region", 10),
    _of("派单时间", "dispatched_at", 18),
    _of("处理时限", "due_at", 18),
    _of("用户号码", "phone", 14),
    _of("网络", "network", 8, ("FLD03",)),
    _of("语音/数据", "service", 10, ("FLD03",)),
    _of("投诉问题", "complaint", 40, ("ANA01",)),
    _of("问题时间点", "problem_time", 18, ("FLD03",)),
    _of("出现周期", "cycle", 12, ("ANA01",)),
    _of("周边用户使用情况", "nearby", 16, ("ANA01",)),
    _of("详细地址", "address", 36, ("ADR01", "ADR02")),
    _of("经度", "lon", 11, ("ADR04",)),
    _of("纬度", "lat", 11, ("ADR04",)),
    _of("坐标系", "datum", 9),
    _test("测试时间", "finished_at"),
    _test("测试人", "tester"),
    *(_reading(operator, name, title) for operator in _OPERATORS for name, title in _READINGS),
    _test("友商覆盖", "rivals", ("FLD03",)),
    _test("现网覆盖站点", "own_sites", ("FLD03",)),
    _test("周边计划站点", "planned_sites", ("FLD03",)),
    _test("友商资源", "rival_resources", ("FLD03",)),
    _test("铁塔资源", "tower_resources", ("FLD03",)),
    _of("客户最紧迫需求", "need", 20, ("FLD04",)),
    _of("问题原因", "cause", 10, ("ANA02",)),
    _of("短期方案", "short_plan", 26, ("FLD05",)),
    _of("长期方案", "long_plan", 26, ("FLD06",)),
    FeedbackColumn(Column("步骤完成", "text", 9), _steps),
    FeedbackColumn(Column("转派部门", "text", 16), _last("transfers", "department")),
    FeedbackColumn(Column("转派时间", "time", 18), _last("transfers", "handed_at")),
    FeedbackColumn(Column("阶段回复时间", "time", 18), _last("stage_replies", "time"), ("DLN03",)),
    _of("解决情况", "outcome", 10),
    FeedbackColumn(Column("回访时间及结果", "text", 28), _callback, ("RPL01",)),
    FeedbackColumn(Column("跟踪单号", "identifier", 26), _last("follow_ups", "number"), ("RPL07",)),
    FeedbackColumn(Column("升级时间", "time", 18), _last("escalations", "time"), ("ESC01", "ESC02")),
    FeedbackColumn(Column("检查结论", "text", 60), _conclusion),
)


def export_feedback(desk: Desk, path: Path, region: str | None, period: Period | None = None) -> int:
    """The feedback of one region, or a sheet for every region; answers the number of orders.

    A blank that a broken rule asks for is marked. InputError when there is no order to write.
    """
    now = desk.now()
    by_region: dict[str, list[Standing]] = {}
    numbers = stored_numbers(desk, period)
    with desk.database.read() as connection:
        for number in numbers:
            standing = stand(connection, load_order(connection, number), now)
            name = standing.order.region or "未分区域"
            if region in (None, name):
                by_region.setdefault(name, []).append(standing)
    if not by_region:
        where = f"区域“{region}”" if region else "这个期间"
        raise InputError(f"{where}没有工单，没有生成反馈表，请核对区域和期间")
    tables = [_table(name, by_region[name], now.strftime("%Y-%m-%d %H:%M")) for name in sorted(by_region)]
    write_workbook(path, tables, properties={"title": "区域反馈表", "creator": "投诉处理台"})
    return sum(len(found) for found in by_region.values())


def _table(name: str, standings: Sequence[Standing], as_of: str) -> Table:
    columns = [Column("序号", "integer", 6), *(item.column for item in COLUMNS)]
    marks: dict[int, dict[int, Emphasis]] = {}

    def rows() -> Iterator[Sequence[object]]:
        for number, standing in enumerate(standings, 1):
            values = [item.value(standing) for item in COLUMNS]
            marks[number] = _missing(values, standing.findings)
            yield (number, *values)

    def fills(row: Sequence[object]) -> Mapping[int, Emphasis]:
        return marks.get(int(str(row[0])), {})

    title = f"{name} 现场测试反馈（截至 {as_of}，标色处为缺项）"
    return Table(name, columns, rows(), title=title, fills=fills, frozen=2)


def _missing(values: Sequence[object], findings: Sequence[Finding]) -> dict[int, Emphasis]:
    broken = {f.rule for f in findings if f.verdict in (Verdict.FAIL, Verdict.WARN)}
    return {
        at: "warn"
        for at, (item, value) in enumerate(zip(COLUMNS, values, strict=True), 1)
        if value in (None, "") and not broken.isdisjoint(item.asked_by)
    }
