"""Figures from sums: numerator, denominator and what cannot be judged, for any group of orders."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from desk.services.summarising.facts import OrderFacts
from desk.services.summarising.measures import Mark
from desk.services.summarising.metrics import Kind, Metric

_SHOWN = {Kind.COUNT: "{:,.0f}", Kind.RATE: "{:.1%}", Kind.MEAN: "{:.2f}"}
Marks = tuple[Mark, ...]
"""What one order adds to each metric."""


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

    def shown(self, kind: Kind) -> str:
        """The value in words; a dash where there is none."""
        value = self.value(kind)
        return "—" if value is None else _SHOWN[kind].format(value)

    def told(self, kind: Kind) -> str:
        """The value with its sums: 88.0%（528/600，未判 3）."""
        sums = [] if kind is Kind.COUNT else [f"{self.part}/{self.whole}"]
        sums += [f"未判 {self.unknown}"] if self.unknown else []
        return self.shown(kind) + (f"（{'，'.join(sums)}）" if sums else "")


@dataclass(frozen=True, slots=True)
class Column:
    """A group of orders with its figures, one a metric."""

    name: str
    figures: tuple[Figure, ...]


def measured(orders: Iterable[OrderFacts], metrics: Sequence[Metric]) -> list[Marks]:
    """Each order measured once."""
    return [tuple(metric.measure(order) for metric in metrics) for order in orders]


def figures(marks: Iterable[Marks]) -> tuple[Figure, ...]:
    """One figure a metric; none without orders."""
    return tuple(_figure(Counter(column)) for column in zip(*marks, strict=True))


def _figure(counts: Counter[Mark]) -> Figure:
    sums = [sum(mark[at] * number for mark, number in counts.items()) for at in range(3)]
    return Figure(*sums)


def columns(
    orders: Sequence[OrderFacts], marks: Sequence[Marks], key: Callable[[OrderFacts], str]
) -> list[Column]:
    """A column for each group, the one with the most orders first."""
    groups: dict[str, list[Marks]] = {}
    for order, own in zip(orders, marks, strict=True):
        groups.setdefault(key(order), []).append(own)
    ranked = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    return [Column(name, figures(found)) for name, found in ranked]
