"""What a closed period's figures would be now, where that is no longer what was closed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from desk.services.summarising.facts import OrderFacts
from desk.services.summarising.figures import Figure, columns, figures, measured
from desk.services.summarising.measures import Mark
from desk.services.summarising.metrics import Kind, Metric, all_metrics

_NONE = Figure(0, 0, 0)
Key = tuple[str, str, str | None]
"""Section and name of a metric, and a region; None for all of them."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that was closed as `then` and is `now` another; `orders` are those that make it so.

    `region` is None for all regions. Without orders it is the metric that is counted in another way since.
    """

    section: str
    metric: str
    kind: Kind
    region: str | None
    then: Figure
    now: Figure
    orders: tuple[str, ...]


def all_figures(orders: Sequence[OrderFacts], metrics: Sequence[Metric]) -> dict[Key, Figure]:
    """Every metric of all orders and of each region."""
    marks = measured(orders, metrics)
    groups: dict[str | None, tuple[Figure, ...]] = {None: figures(marks)}
    groups |= {region.name: region.figures for region in columns(orders, marks, lambda order: order.region)}
    return {
        (metric.section, metric.name, name): own[at]
        for name, own in groups.items()
        for at, metric in enumerate(metrics)
        if own
    }


def differences(
    kept: Mapping[Key, Figure], then: Sequence[OrderFacts], now: Sequence[OrderFacts]
) -> list[Difference]:
    """The `kept` figures that differ from those of the orders `now`; `then` are the closed orders."""
    metrics = all_metrics(then, now, folded=False)
    old, new = {**all_figures(then, metrics), **kept}, all_figures(now, metrics)
    moved = _Moved(metrics, then, now)
    return [
        Difference(metric.section, metric.name, metric.kind, region, *pair, moved.orders(at, region))
        for at, metric in enumerate(metrics)
        for region in _regions(then, now)
        if _told((pair := _pair(old, new, (metric.section, metric.name, region)))[0], metric)
        != _told(pair[1], metric)
    ]


def _pair(old: Mapping[Key, Figure], new: Mapping[Key, Figure], key: Key) -> tuple[Figure, Figure]:
    return old.get(key, _NONE), new.get(key, _NONE)


def _told(figure: Figure, metric: Metric) -> tuple[int, ...]:
    """What of a figure is shown: a count has no denominator."""
    if metric.kind is Kind.COUNT:
        return figure.part, figure.unknown
    return figure.part, figure.whole, figure.unknown


def _regions(*groups: Iterable[OrderFacts]) -> list[str | None]:
    return [None, *sorted({order.region for group in groups for order in group})]


class _Moved:
    """Which orders add to a metric something else than they did."""

    def __init__(
        self, metrics: Sequence[Metric], then: Sequence[OrderFacts], now: Sequence[OrderFacts]
    ) -> None:
        self._then, self._now = _marked(then, metrics), _marked(now, metrics)
        numbers = dict.fromkeys(order.order_no for order in (*then, *now))
        self._changed = [n for n in numbers if self._then.get(n) != self._now.get(n)]

    def orders(self, at: int, region: str | None) -> tuple[str, ...]:
        """Those that differ in the metric at this place, in a region or in all."""
        return tuple(number for number in self._changed if self._differs(number, at, region))

    def _differs(self, number: str, at: int, region: str | None) -> bool:
        marks = [
            None if own is None or region not in (None, own[0]) else own[1][at]
            for own in (self._then.get(number), self._now.get(number))
        ]
        return marks[0] != marks[1]


def _marked(
    orders: Sequence[OrderFacts], metrics: Sequence[Metric]
) -> dict[str, tuple[str, tuple[Mark, ...]]]:
    """Order -> its region and what it adds to each metric."""
    pairs: Iterator[tuple[OrderFacts, tuple[Mark, ...]]] = zip(orders, measured(orders, metrics), strict=True)
    return {order.order_no: (order.region, marks) for order, marks in pairs}
