"""The figures of one summary, read in one go: of now, of the period before, of last year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from desk.rules.parameters import Parameters
from desk.services.judging import current_office
from desk.services.period import Period
from desk.services.summarising.closing import closed_differences, closed_facts
from desk.services.summarising.differences import Difference
from desk.services.summarising.facts import OrderFacts, load_facts
from desk.services.summarising.figures import Column, Figure, columns, figures, measured
from desk.services.summarising.metrics import Metric, all_metrics
from desk.services.summarising.spans import before, days_of, year_before
from desk.store.closings import Closing, closing_in_force


@dataclass(frozen=True, slots=True)
class Compared:
    """A period to compare with, as it was closed; `figures` is empty where it has no orders."""

    title: str
    period: Period | None
    orders: Sequence[OrderFacts]
    figures: tuple[Figure, ...]
    closing: Closing | None = None

    @property
    def told(self) -> str:
        """Which period it is, and whether there is anything to compare with."""
        if self.period is None:
            return f"{self.title}没有这一周"
        closed = "（已月结）" if self.closing else ""
        return f"{self.title} {self.period.text}" + (closed if self.figures else "（没有工单）")

    def figure(self, place: int) -> Figure | None:
        """The figure of the metric at this place."""
        return self.figures[place] if self.figures else None


@dataclass(frozen=True, slots=True)
class Summary:
    """All that the sheets show. `regions` and `people` are columns beside `total`, the busiest first.

    The figures are made of `orders` at the moment `now`: that of the closing, where the period is closed.
    The lines behind them are of the `current` orders at the moment `read_at`.
    """

    period: Period
    now: datetime
    read_at: datetime
    unit: str
    rules: str
    repeat_days: float
    orders: Sequence[OrderFacts]
    current: Sequence[OrderFacts]
    metrics: tuple[Metric, ...]
    total: tuple[Figure, ...]
    regions: Sequence[Column]
    people: Sequence[Column]
    last: Compared
    year: Compared
    closing: Closing | None = None
    differences: Sequence[Difference] = ()

    @property
    def as_of(self) -> str:
        """Of when the figures are."""
        return f"截至 {self.now:%Y-%m-%d %H:%M}" + ("（已月结）" if self.closing else "")

    @property
    def lines_as_of(self) -> str:
        """Of when the lines behind the figures are."""
        return f"截至 {self.read_at:%Y-%m-%d %H:%M}"

    @property
    def subtitle(self) -> str:
        """What stands below the title of every sheet."""
        unit = f"{self.unit} · " if self.unit else ""
        return f"{unit}{self.period.text}（{days_of(self.period)}）· {self.as_of} · 规则 {self.rules}"

    @property
    def places(self) -> Mapping[str, int]:
        """Where a metric of this name stands; of those split by value the last."""
        return {metric.name: at for at, metric in enumerate(self.metrics) if metric.level == 0}


def read_summary(connection: Connection, period: Period, now: datetime, unit: str) -> Summary | None:
    """The summary of the stored orders as they are judged now, or as they were when the period was closed.

    None when the period has no orders.
    """
    office = current_office(connection)
    current = load_facts(connection, period, now, office.parameters)
    closing = closing_in_force(connection, period.start, period.end)
    orders = closed_facts(connection, closing) if closing else current
    if not orders:
        return None
    spans = (("上期", before(period)), ("去年同期", year_before(period)))
    others = [(title, span, *_compared(connection, span, now, office.parameters)) for title, span in spans]
    metrics = all_metrics(orders, [order for *_, found in others for order in found])
    last, year = (
        Compared(title, span, found, figures(measured(found, metrics)), closed)
        for title, span, closed, found in others
    )
    marks = measured(orders, metrics)
    return Summary(
        period=period,
        now=closing.closed_at if closing else now,
        read_at=now,
        unit=unit,
        rules=closing.rules if closing else office.version,
        repeat_days=closing.repeat_days if closing else office.parameters.repeat_days,
        orders=orders,
        current=current,
        metrics=metrics,
        total=figures(marks),
        regions=columns(orders, marks, lambda order: order.region),
        people=columns(orders, marks, lambda order: order.handler),
        last=last,
        year=year,
        closing=closing,
        differences=closed_differences(connection, closing, orders, current) if closing else (),
    )


def _compared(
    connection: Connection, period: Period | None, now: datetime, limits: Parameters
) -> tuple[Closing | None, Sequence[OrderFacts]]:
    """The orders of a period to compare with: as its closing keeps them, else as they are now."""
    if period is None:
        return None, []
    if closing := closing_in_force(connection, period.start, period.end):
        return closing, closed_facts(connection, closing)
    return None, load_facts(connection, period, now, limits)
