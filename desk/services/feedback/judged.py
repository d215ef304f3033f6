"""Orders with their rows and stored findings, as feedback and its templates see them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, select

from desk.models import findings, orders
from desk.records import Order, OverItem
from desk.rules.judging import finding_from
from desk.rules.outages import codes
from desk.rules.rule import Finding
from desk.services.desk import Desk
from desk.services.masking import covered_finding, covered_row, covered_rows
from desk.services.period import Period, without_orders
from desk.services.progress import in_parts
from desk.services.sweeping import sweep
from desk.store.loading import dispatched_in, load_bundles, load_table
from desk.vocabulary import Verdict

NO_REGION = "未分区域"
_ASKING = frozenset({Verdict.FAIL, Verdict.WARN})


@dataclass(frozen=True, slots=True)
class JudgedOrder:
    """An order, its rows by table, what is found on it, and the 三超 items that it belongs to."""

    order: Order
    rows: dict[str, list[Any]]
    findings: tuple[Finding, ...]
    over_items: tuple[str, ...] = ()

    @property
    def region(self) -> str:
        """The region's name, also where the order has none."""
        return self.order.region or NO_REGION

    def covered(self) -> "JudgedOrder":
        """The same as everybody may see it."""
        findings = tuple(map(covered_finding, self.findings))
        return replace(self, order=covered_row(self.order), rows=covered_rows(self.rows), findings=findings)

    def last(self, table: str) -> Any:
        """The latest row of a table; None without one."""
        rows = self.rows.get(table)
        return rows[-1] if rows else None

    def asked(self, source: str, rules: Collection[str]) -> list[Finding]:
        """What asks for a field that is blank: broken rules among these, and any that misses just this."""
        sheet = source.partition(".")[0]
        return [
            finding
            for finding in self.findings
            if (finding.verdict in _ASKING and finding.rule in rules)
            or (finding.verdict in {*_ASKING, Verdict.UNKNOWN} and {source, sheet} & set(finding.missing))
        ]


def judged_orders(
    desk: Desk, region: str | None, period: Period | None, numbers: Sequence[str] | None
) -> list[JudgedOrder]:
    """The orders of a region (None: all), a period and a selection, by region and 派单时间.

    InputError when there is none.
    """
    sweep(desk)
    with desk.database.read() as connection:
        chosen = _numbers(connection, region, period, numbers)
        found = list(_judged(connection, in_parts(desk.progress, "读取工单", chosen)))
    if not found:
        raise without_orders("反馈表", period, region=region)
    return sorted(found, key=lambda judged: judged.region)


def _numbers(
    connection: Connection, region: str | None, period: Period | None, chosen: Sequence[str] | None
) -> list[str]:
    query = select(orders.c.order_no).order_by(orders.c.dispatched_at, orders.c.id)
    if region == NO_REGION:
        query = query.where((orders.c.region.is_(None)) | (orders.c.region == ""))
    elif region is not None:
        query = query.where(orders.c.region == region)
    if period is not None:
        query = query.where(dispatched_in(*period.span))
    kept = None if chosen is None else frozenset(chosen)
    return [number for number in connection.scalars(query) if kept is None or number in kept]


def _judged(connection: Connection, parts: Iterable[list[str]]) -> Iterator[JudgedOrder]:
    over = _over_items(load_table(connection, "over_items"))
    columns = [findings.c[name] for name in ("order_no", "rule", "verdict", "gate", "message", "payload")]
    for part in parts:
        bundles = load_bundles(connection, part)
        held: dict[str, list[Finding]] = {}
        query = select(*columns).where(findings.c.order_no.in_(part)).order_by(findings.c.id)
        for row in connection.execute(query):
            held.setdefault(row[0], []).append(finding_from(*row))
        for number in part:
            bundle = bundles[number]
            yield JudgedOrder(
                bundle.order, bundle.rows, tuple(held.get(number, ())), tuple(over.get(number, ()))
            )


def _over_items(items: Sequence[OverItem]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for item in items:
        for number in codes(item.orders):
            found.setdefault(number, []).append(item.number)
    return found
