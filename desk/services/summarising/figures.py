"""Figures from sums: numerator, denominator and what cannot be judged, for any group of orders."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from desk.services.summarising.facts import OrderFacts
from desk.services.summarising.metrics import Kind, Metric


@dataclass(frozen=True, slots=True)
class Figure:
    """What the orders of a group add to one metric."""

    part: int
    whole: int
    unknown: int

    def value(self, kind: Kind) -> float | int | None:
        """The count, or the quotient of the sums; None where nothing can be divided by."""
        if kind is Kind.COUNT:
            return self.part
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class Column:
    """A group of orders with its figures, one a metric."""

    name: str
    figures: tuple[Figure, ...]


def figures(orders: Iterable[OrderFacts], metrics: Sequence[Metric]) -> tuple[Figure, ...]:
    """One figure a metric."""
    facts = list(orders)
    return tuple(_figure(facts, metric) for metric in metrics)


def _figure(facts: Sequence[OrderFacts], metric: Metric) -> Figure:
    part = whole = unknown = 0
    for order in facts:
        own = metric.measure(order)
        part, whole, unknown = part + own[0], whole + own[1], unknown + own[2]
    return Figure(part, whole, unknown)


def columns(
    orders: Iterable[OrderFacts], metrics: Sequence[Metric], key: Callable[[OrderFacts], str]
) -> list[Column]:
    """A column for each group, the one with the most orders first."""
    groups: dict[str, list[OrderFacts]] = {}
    for order in orders:
        groups.setdefault(key(order), []).append(order)
    ranked: Mapping[str, list[OrderFacts]] = dict(sorted(groups.items(), key=lambda g: (-len(g[1]), g[0])))
    return [Column(name, figures(facts, metrics)) for name, facts in ranked.items()]
