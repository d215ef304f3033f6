"""The summary workbook of a period: regions across, metrics down, and what lies behind the figures."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from desk.errors import InputError
from desk.rules.catalogue import CATALOGUE
from desk.rules.rule import RULES_VERSION, Finding
from desk.services.desk import Desk
from desk.services.period import Period
from desk.services.standing import Standing, load_order, stand
from desk.services.sweeping import stored_numbers
from desk.vocabulary import VERDICT_NAMES, Outcome, Purpose, Reach, Verdict
from desk.workbook import Column, Table, write_workbook
from desk.workbook.tables import Emphasis

_TOTAL = "合计"
_BLANK = "未分区域"


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure: the count of `part`, or its share of the orders in `whole`."""

    name: str
    definition: str
    part: Callable[[Standing], bool]
    whole: Callable[[Standing], bool] | None = None


def _has(table: str) -> Callable[[Standing], bool]:
    return lambda standing: bool(standing.bundle.rows.get(table))


def _verdict(code: str, *verdicts: Verdict) -> Callable[[Standing], bool]:
    return lambda standing: any(f.rule == code and f.verdict in verdicts for f in standing.findings)


def _solved(standing: Standing) -> bool:
    return standing.order.outcome == Outcome.SOLVED and standing.order.replied_at is not None


def _replied(standing: Standing) -> bool:
    return standing.order.replied_at is not None


def _open(standing: Standing) -> bool:
    return standing.order.replied_at is None


def _called_back(standing: Standing) -> bool:
    contacts = standing.bundle.rows.get("contacts", ())
    return _solved(standing) and any(
        c.purpose == Purpose.CALLBACK and c.result == Reach.REACHED for c in contacts
    )


def _truly_solved(standing: Standing) -> bool:
    """Replied 已解决 and no clause on false closure is broken or doubted."""
    doubts = (Verdict.FAIL, Verdict.WARN, Verdict.UNKNOWN)
    return _solved(standing) and not any(f.clause == "2.4" and f.verdict in doubts for f in standing.findings)


def _timely(standing: Standing) -> bool:
    order = standing.order
    return order.replied_at is not None and order.due_at is not None and order.replied_at <= order.due_at


def _limited(standing: Standing) -> bool:
    return _replied(standing) and standing.order.due_at is not None


def _every(_standing: Standing) -> bool:
    return True


def _any_verdict(verdict: Verdict) -> Callable[[Standing], bool]:
    return lambda standing: any(f.verdict is verdict for f in standing.findings)


METRICS: tuple[Metric, ...] = (
    Metric("工单量", "派单时间在期间内的工单", _every),
    Metric("未回单量", "其中没有回单时间的", _open),
    Metric("已解决量", "其中已回单且解决情况为已解决的", _solved),
    Metric("真正解决量", "已解决，且没有任何 2.4 条规则不符合、提醒或无法判定的", _truly_solved),
    Metric("真正解决率", "真正解决量 / 已回单量", _truly_solved, _replied),
    Metric("实测量", "有现场测试记录的工单", _has("field_tests")),
    Metric("实测率", "实测量 / 工单量", _has("field_tests"), _every),
    Metric("工单及时率", "回单时间不晚于处理时限的 / 已回单且有处理时限的", _timely, _limited),
    Metric("回访率", "有接通回访的 / 已解决量", _called_back, _solved),
    Metric("升级量", "有升级记录的工单", _has("escalations")),
    Metric(
        "疑似虚假回单量",
        "RPL06 提醒或不符合的工单",
        _verdict("RPL06", Verdict.WARN, Verdict.FAIL),
    ),
    Metric("有不符合的工单", "至少一条规则不符合的工单", _any_verdict(Verdict.FAIL)),
    Metric("不符合占比", "有不符合的工单 / 工单量", _any_verdict(Verdict.FAIL), _every),
)


def export_summary(desk: Desk, path: Path, period: Period) -> int:
    """Write the summary of a period; answers the number of orders. InputError when it has none."""
    now = desk.now()
    with desk.database.read() as connection:
        standings = [
            stand(connection, load_order(connection, number), now) for number in stored_numbers(desk, period)
        ]
    if not standings:
        raise InputError(f"期间“{period.text}”没有工单，没有生成汇总，请核对期间")
    as_of = f"{period.text}，截至 {now:%Y-%m-%d %H:%M}"
    tables = [_summary(standings, as_of), _by_rule(standings, as_of), _details(standings), _definitions()]
    write_workbook(path, tables, properties={"title": f"投诉处理汇总 {period.text}", "creator": "投诉处理台"})
    return len(standings)


def _region(standing: Standing) -> str:
    return standing.order.region or _BLANK


def _summary(standings: Sequence[Standing], as_of: str) -> Table:
    regions = sorted({_region(standing) for standing in standings})
    columns = [Column("指标", "text", 18), *(Column(name, "text", 12) for name in (*regions, _TOTAL))]

    def rows() -> Iterator[Sequence[object]]:
        for metric in METRICS:
            cells = [
                _figure(metric, [s for s in standings if region in (_TOTAL, _region(s))])
                for region in (*regions, _TOTAL)
            ]
            yield (metric.name, *cells)

    return Table("汇总", columns, rows(), title=f"投诉处理质量汇总（{as_of}）", autofilter=False)


def _figure(metric: Metric, standings: Sequence[Standing]) -> str:
    part = sum(map(metric.part, standings))
    if metric.whole is None:
        return str(part)
    whole = [standing for standing in standings if metric.whole(standing)]
    if not whole:
        return "—"
    part = sum(map(metric.part, whole))
    return f"{part / len(whole):.1%}（{part}/{len(whole)}）"


def _by_rule(standings: Sequence[Standing], as_of: str) -> Table:
    shown = (Verdict.FAIL, Verdict.WARN, Verdict.UNKNOWN, Verdict.WAIVED)
    columns = [
        Column("规则", "identifier", 9),
        Column("名称", "text", 22),
        Column("条款", "identifier", 9),
        *(Column(VERDICT_NAMES[verdict], "integer", 9) for verdict in shown),
    ]
    found: list[Finding] = [finding for standing in standings for finding in standing.findings]
    rows = [
        (
            rule.code,
            rule.name,
            rule.clause,
            *(sum(f.rule == rule.code and f.verdict is verdict for f in found) for verdict in shown),
        )
        for rule in CATALOGUE
    ]
    return Table("按规则", columns, rows, title=f"各规则结论数（{as_of}）")


def _details(standings: Sequence[Standing]) -> Table:
    columns = [
        Column("工单号", "identifier", 24),
        Column("区域", "text", 12),
        Column("派单时间", "time", 18),
        Column("回单时间", "time", 18),
        Column("解决情况", "text", 10),
        Column("处理人", "text", 10),
        Column("不符合", "integer", 8),
        Column("规则", "text", 40),
    ]

    def rows() -> Iterator[Sequence[object]]:
        for standing in standings:
            order = standing.order
            fails = [f.rule for f in standing.findings if f.verdict is Verdict.FAIL]
            yield (
                order.order_no,
                _region(standing),
                order.dispatched_at,
                order.replied_at,
                order.outcome,
                order.handler,
                len(fails),
                "、".join(fails),
            )

    def fills(row: Sequence[object]) -> Mapping[int, Emphasis]:
        return {6: "fail"} if row[6] else {}

    return Table("明细", columns, rows(), fills=fills)


def _definitions() -> Table:
    columns = [Column("指标", "text", 18), Column("口径", "text", 60), Column("规则版本", "text", 12)]
    return Table("口径", columns, [(metric.name, metric.definition, RULES_VERSION) for metric in METRICS])
