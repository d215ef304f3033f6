"""The columns of the regional feedback, in the order in which the standard's clauses ask for them.

To add one: a line in `COLUMNS`. The default template, the fields of templates, the completeness check and the
sheet 字段说明 are made from it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from desk.records import BY_TABLE, FieldTest, Kind, Measurement, Order, by_name
from desk.rules.signal import is_after, number
from desk.services.feedback.judged import JudgedOrder
from desk.vocabulary import VERDICT_NAMES, Operator, Purpose, Reach, StepKind, StepState, Verdict

OPERATORS = (Operator.MOBILE, Operator.UNICOM, Operator.TELECOM)
MISSING = "缺："
_ELEMENTS = "#同步要素#"
_READINGS = (
    ("network", "网络", 5.0),
    ("rsrp", "RSRP", 7.0),
    ("sinr", "SINR", 6.0),
    ("up", "上行", 6.5),
    ("down", "下行", 6.5),
)


@dataclass(frozen=True, slots=True)
class FeedbackColumn:
    """One column: its value from an order, and the rules that ask for it when it is blank.

    `group` is its heading above others; `source` the field as verdicts name it (表.字段, 工单's bare).
    """

    title: str
    group: str
    kind: str  # of the cells: "text", "long", "identifier", "time", "number"
    width: float
    value: Callable[[JudgedOrder], object]
    source: str = ""
    asked_by: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """As templates call it: readings carry their operator's name."""
        return f"{self.group}{self.title}" if self.group in tuple(OPERATORS) else self.title

    def shown(self, judged: JudgedOrder) -> object:
        """The value, or 缺： with the rules that ask for it."""
        value = self.value(judged)
        if value not in (None, ""):
            return value
        asked = dict.fromkeys(finding.rule for finding in judged.asked(self.source, self.asked_by))
        return MISSING + "、".join(asked) if asked else None


def _of(group: str, title: str, name: str, width: float, asked_by: tuple[str, ...] = ()) -> FeedbackColumn:
    field = by_name(Order)[name]

    def value(judged: JudgedOrder) -> object:
        held = getattr(judged.order, name)
        return reading(held) if field.kind is Kind.NUMBER else held

    return FeedbackColumn(title, group, _cell_kind(field.kind), width, value, field.title, asked_by)


def _test(group: str, title: str, name: str, width: float, asked_by: tuple[str, ...] = ()) -> FeedbackColumn:
    field = by_name(FieldTest)[name]
    return FeedbackColumn(
        title,
        group,
        _cell_kind(field.kind),
        width,
        lambda judged: getattr(judged.last("field_tests"), name, None),
        f"现场测试.{field.title}",
        asked_by,
    )


def _last(
    group: str, title: str, table: str, name: str, width: float, asked_by: tuple[str, ...] = ()
) -> FeedbackColumn:
    sheet = BY_TABLE[table]
    field = by_name(sheet.record)[name]
    return FeedbackColumn(
        title,
        group,
        _cell_kind(field.kind),
        width,
        lambda judged: getattr(judged.last(table), name, None),
        f"{sheet.title}.{field.title}",
        asked_by,
    )


def _told(
    group: str,
    title: str,
    width: float,
    value: Callable[[JudgedOrder], object],
    source: str = "",
    asked_by: tuple[str, ...] = (),
    kind: str = "text",
) -> FeedbackColumn:
    return FeedbackColumn(title, group, kind, width, value, source, asked_by)


def _cell_kind(kind: Kind) -> str:
    same = {Kind.LONG: "long", Kind.IDENTIFIER: "identifier", Kind.TIME: "time", Kind.NUMBER: "number"}
    return same.get(kind, "text")


def _readings() -> Iterator[FeedbackColumn]:
    for operator in OPERATORS:
        for name, title, width in _READINGS:
            field = by_name(Measurement)[name]
            yield FeedbackColumn(
                title,
                operator.value,
                _cell_kind(field.kind),
                width,
                _reader(operator, name),
                f"三网测试.{field.title}",
                ("FLD01",),
            )


def _reader(operator: Operator, name: str) -> Callable[[JudgedOrder], object]:
    def value(judged: JudgedOrder) -> object:
        row = measured(judged, operator)
        held = getattr(row, name, None)
        return held if name == "network" else reading(held)

    return value


def measured(judged: JudgedOrder, operator: Operator) -> Measurement | None:
    """The operator's latest measurement before the measures."""
    rows: Sequence[Measurement] = judged.rows.get("measurements", ())
    own = [row for row in rows if row.operator.removeprefix("中国") == operator and not is_after(row)]
    return own[-1] if own else None


def reading(text: str | None) -> object:
    """A number where the text is one, else the text as it was given."""
    value = number(text)
    return text if value is None else value


def _complaint(judged: JudgedOrder) -> str:
    """The complaint in one paragraph: a line for each 同步要素 would make the row as high as the page."""
    lines = (judged.order.complaint or "").replace(_ELEMENTS, "\n").splitlines()
    *others, last = [line.strip() for line in lines if line.strip()] or [""]
    return "；".join([*(line.rstrip("。；;") for line in others), last])


def _steps(judged: JudgedOrder) -> str:
    rows = judged.rows.get("steps", ())
    settled = (StepState.DONE, StepState.NA)
    done = {row.number for row in rows if row.state in settled and row.number <= 9}
    return f"{len(done)}/9"


def _assessment(judged: JudgedOrder) -> str | None:
    rows = [row for row in judged.rows.get("steps", ()) if row.kind == StepKind.ASSESS]
    return rows[-1].state if rows else None


def _callback(judged: JudgedOrder) -> str | None:
    calls = [row for row in judged.rows.get("contacts", ()) if row.purpose == Purpose.CALLBACK]
    if not calls:
        return None
    last = calls[-1]
    said = f"，确认恢复：{last.restored or '未填'}" if last.result == Reach.REACHED else ""
    return f"{last.time:%m-%d %H:%M} {last.result or ''}{said}"


def _escalation(judged: JudgedOrder) -> str | None:
    row = judged.last("escalations")
    return f"{row.time:%m-%d %H:%M} {row.reason or ''}".rstrip() if row else None


def _conclusion(judged: JudgedOrder) -> str:
    shown = [f for f in judged.findings if f.verdict in (Verdict.FAIL, Verdict.WARN)]
    return "\n".join(f"[{VERDICT_NAMES[f.verdict]}] {f.rule} {f.message}" for f in shown) or "通过"


COLUMNS: tuple[FeedbackColumn, ...] = (
    _of("工单", "工单号", "order_no", 20),
    _of("工单", "区域", "region", 8),
    _of("工单", "处理人", "handler", 8),
    _of("工单", "派单时间", "dispatched_at", 16.5),
    _of("工单", "处理时限", "due_at", 16.5),
    _of("工单", "用户号码", "phone", 13),
    _of("投诉", "网络", "network", 6, ("FLD03",)),
    _of("投诉", "业务", "service", 8, ("FLD03",)),
    _told("投诉", "投诉问题", 50, _complaint, "投诉内容", ("ANA01",), kind="long"),
    _of("投诉", "问题时间点", "problem_time", 12, ("FLD03",)),
    _of("投诉", "出现周期", "cycle", 9, ("ANA01",)),
    _of("投诉", "周边用户使用情况", "nearby", 12, ("ANA01",)),
    _of("地点", "详细地址", "address", 22, ("ADR01", "ADR02")),
    _of("地点", "经度", "lon", 9.5, ("ADR04",)),
    _of("地点", "纬度", "lat", 8.5, ("ADR04",)),
    _of("地点", "坐标系", "datum", 7.5),
    _test("现场测试", "测试时间", "finished_at", 16.5, ("DLN02",)),
    _test("现场测试", "测试人", "tester", 8),
    *_readings(),
    _test("资源", "友商覆盖", "rivals", 15, ("FLD03",)),
    _test("资源", "现网覆盖站点", "own_sites", 15, ("FLD03",)),
    _test("资源", "周边计划站点", "planned_sites", 13, ("FLD03",)),
    _test("资源", "友商资源", "rival_resources", 12, ("FLD03",)),
    _test("资源", "铁塔资源", "tower_resources", 12, ("FLD03",)),
    _of("方案", "客户最紧迫需求", "need", 18, ("FLD04",)),
    _of("方案", "问题原因", "cause", 9, ("ANA02",)),
    _of("方案", "短期方案", "short_plan", 22, ("FLD05",)),
    _of("方案", "长期方案", "long_plan", 22, ("FLD06",)),
    _told("方案", "步骤完成", 8, _steps, "处理步骤"),
    _told("方案", "建设需求评估", 9, _assessment, "处理步骤", ("FLD08",)),
    _last("进展", "转派部门", "transfers", "department", 12),
    _last("进展", "转派时间", "transfers", "handed_at", 16.5),
    _last("进展", "截止时间", "transfers", "due_at", 16.5),
    _last("进展", "阶段回复时间", "stage_replies", "time", 16.5, ("DLN03",)),
    _of("进展", "解决情况", "outcome", 8, ("RPL10",)),
    _told("进展", "回访时间及结果", 19, _callback, "联系记录", ("RPL01",)),
    _last("进展", "跟踪单号", "follow_ups", "number", 17, ("RPL07",)),
    _told("进展", "升级", 13, _escalation, "升级.时间", ("ESC01", "ESC02", "ESC03")),
    _told("进展", "三超", 12, lambda judged: "、".join(judged.over_items) or None),
    _told("结论", "检查结论", 90, _conclusion),
)
