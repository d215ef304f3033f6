"""The figures of one summary, read in one go: of now, of the period before, of last year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from desk.rules.office import Office
from desk.services.judging import current_office
from desk.services.period import Period
from desk.services.summarising.facts import OrderFacts, load_facts
from desk.services.summarising.figures import Column, Figure, columns, figures, measured
from desk.services.summarising.metrics import Metric, all_metrics
from desk.services.summarising.spans import before, days_of, year_before


@dataclass(frozen=True, slots=True)
class Compared:
    """A period to compare with; `figures` is empty where it has no orders."""

    title: str
    period: Period | None
    orders: Sequence[OrderFacts]
    figures: tuple[Figure, ...]

    @property
    def told(self) -> str:
        """Which period it is, and whether there is anything to compare with."""
        if self.period is None:
            return f"{self.title}没有这一周"
        return f"{self.title} {self.period.text}" + ("" if self.figures else "（没有工单）")

    def figure(self, place: int) -> Figure | None:
        """The figure of the metric at this place."""
        return self.figures[place] if self.figures else None


@dataclass(frozen=True, slots=True)
class Summary:
    """All that the sheets show. `regions` and `people` are columns beside `total`, the busiest first."""

    period: Period
    now: datetime
    unit: str
    office: Office
    orders: Sequence[OrderFacts]
    metrics: tuple[Metric, ...]
    total: tuple[Figure, ...]
    regions: Sequence[Column]
    people: Sequence[Column]
    last: Compared
    year: Compared

    @property
    def as_of(self) -> str:
        """Of when the figures are."""
        return f"截至 {self.now:%Y-%m-%d %H:%M}"

    @property
    def subtitle(self) -> str:
        """What stands below the title of every sheet."""
        unit = f"{self.unit} · " if self.unit else ""
        return (
            f"{unit}{self.period.text}（{days_of(self.period)}）· {self.as_of} · 规则 {self.office.version}"
        )

    @property
    def places(self) -> Mapping[str, int]:
        """Where a metric of this name stands; of those split by value the last."""
        return {metric.name: at for at, metric in enumerate(self.metrics) if metric.level == 0}


def read_summary(connection: Connection, period: Period, now: datetime, unit: str) -> Summary | None:
    """The summary of the stored orders as they are judged now; None when the period has no orders."""
    office = current_office(connection)
    orders = load_facts(connection, period, now, office.parameters)
    if not orders:
        return None
    spans = (before(period), year_before(period))
    others = [load_facts(connection, span, now, office.parameters) if span else [] for span in spans]
    metrics = all_metrics(orders, [order for found in others for order in found])
    last, year = (
        Compared(title, span, found, figures(measured(found, metrics)))
        for title, span, found in zip(("上期", "去年同期"), spans, others, strict=True)
    )
    marks = measured(orders, metrics)
    return Summary(
        period=period,
        now=now,
        unit=unit,
        office=office,
        orders=orders,
        metrics=metrics,
        total=figures(marks),
        regions=columns(orders, marks, lambda order: order.region),
        people=columns(orders, marks, lambda order: order.handler),
        last=last,
        year=year,
    )
