"""Puts the demo month together: which order gets which story and fault, then records of all of them."""

import random
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from desk.records import BY_TABLE
from desk.rules.book import Book
from desk.services.demo.demo import Demo, Planted
from desk.services.demo.draft import OF_ORDER, Draft
from desk.services.demo.office import furnish
from desk.services.demo.plantings import GROUPS, PLANTINGS, Group, Planting
from desk.services.demo.plantings.escalation import raise_order, threaten
from desk.services.demo.plantings.planting import ANY_AGE, Expected
from desk.services.demo.rhythm import MONTH_END, dispatch_times, month_starts
from desk.services.demo.stories import STORIES
from desk.services.demo.world import World

_FAULTY = 0.3
_SETTLED_DAYS = 9  # a life that began so long ago is over
_SENSITIVE = 0.05  # of the settled clean orders: sensitive, and raised as it should be
_TOLD_SENSITIVE = 6


class _Month:
    """The dispatch times that are still free, and what has been told."""

    def __init__(self, orders: int, seed: int) -> None:
        self.rng = random.Random(seed)
        self.times = dispatch_times(orders, self.rng)
        self.world = World(self.rng, self.times)
        self.free = [True] * orders
        self.told: list[tuple[Draft, list[Expected]]] = []

    def take(self, age: tuple[float, float]) -> datetime | None:
        """A free time of that age in days."""
        low = bisect_left(self.times, MONTH_END - timedelta(days=min(age[1], ANY_AGE / 10)))
        high = bisect_right(self.times, MONTH_END - timedelta(days=age[0]))
        for _ in range(30 if high > low else 0):
            index = self.rng.randrange(low, high)
            if self.free[index]:
                self.free[index] = False
                return self.times[index]
        return None

    def take_group(self, group: Group) -> list[datetime] | None:
        """Free times within the group's span, the first of them old enough for all lives to be over."""
        end = MONTH_END - timedelta(days=_SETTLED_DAYS)
        for _ in range(60):
            first = self.rng.randrange(len(self.times))
            start = self.times[first]
            if not self.free[first] or start + group.within > end:
                continue
            second = bisect_left(self.times, start + group.after)
            last = bisect_right(self.times, start + group.within)
            rest = [index for index in range(max(second, first + 1), last) if self.free[index]][
                : group.size - 1
            ]
            if len(rest) == group.size - 1:
                for index in (first, *rest):
                    self.free[index] = False
                return [self.times[index] for index in (first, *rest)]
        return None

    def tell_group(self, group: Group) -> int:
        """Tell a group; how many orders got a fault."""
        times = self.take_group(group)
        if times is None:
            return 0
        told = group.make(self.world, times)
        self.told.extend(told)
        return sum(1 for _, expected in told if expected)

    def tell_faulty(self, planting: Planting, beside: Planting | None) -> int:
        """Tell one order with one fault or two; 0 when no time is free for it."""
        plantings = [planting, beside] if beside else [planting]
        age = (max(each.age[0] for each in plantings), min(each.age[1] for each in plantings))
        at = self.take(age)
        if at is None:
            return 0
        story = (beside and planting.beside(beside)) or self.rng.choice(planting.stories)
        draft = story(self.world, at, None)
        for each in plantings:
            each.bend(self.world, draft)
        self.told.append((draft, [expected for each in plantings for expected in each.expected]))
        return 1

    def tell_clean(self, at: datetime) -> None:
        """Tell an order without a fault."""
        stories, shares = zip(*STORIES, strict=True)
        draft = self.rng.choices(stories, shares)[0](self.world, at, None)
        if MONTH_END - at > timedelta(days=_TOLD_SENSITIVE) and self.rng.random() < _SENSITIVE:
            threaten(self.world.one("escalation", "threats"))(self.world, draft)
            raise_order(self.world, draft, self.rng.uniform(0.5, 4))
        self.told.append((draft, []))


def make_demo(orders: int = 300, seed: int = 1) -> Demo:
    """A synthetic month of Hainan orders with planted faults; the same for the same arguments.

    More than a thousand orders reach back into earlier months.
    """
    month = _Month(orders, seed)
    _plant(month, round(orders * _FAULTY))
    for at, free in zip(month.times, month.free, strict=True):
        if free:
            month.tell_clean(at)
    month.told.sort(key=lambda told: told[0].order["dispatched_at"])
    for draft, _ in month.told:
        draft.cut(MONTH_END)
    book = _book(month.told)
    furnish(book, month_starts(orders))
    planted = tuple(
        Planted(draft.order["order_no"], rule, verdict, what)
        for draft, expected in month.told
        for rule, verdict, what in expected
    )
    return Demo(book, planted, MONTH_END)


def _plant(month: _Month, wanted: int) -> None:
    faulty = 0
    groups = GROUPS * max(1, wanted // 300)
    for group in groups:
        if group.faulty and faulty + group.size > wanted * 0.3:
            continue
        faulty += month.tell_group(group)
    rounds = _rounds(month.rng)
    while faulty < wanted:
        queue = next(rounds)
        while queue and faulty < wanted:
            planting = queue.pop()
            beside = next((other for other in reversed(queue) if planting.beside(other)), None)
            if beside:
                queue.remove(beside)
            faulty += month.tell_faulty(planting, beside)


def _rounds(rng: random.Random) -> Iterator[list[Planting]]:
    """Queues, to be popped, of all plantings, those of rules with a single one twice; again and again.

    Random, but what would be a rule's third planting comes after every rule's second.
    """
    variants = Counter(planting.rule for planting in PLANTINGS)
    twice = [planting for planting in PLANTINGS if variants[planting.rule] == 1]
    while True:
        queue = [*PLANTINGS, *twice]
        rng.shuffle(queue)
        seen: Counter[str] = Counter()
        ranked = []
        for planting in queue:
            ranked.append((max(seen[planting.rule], 1), planting))
            seen[planting.rule] += 1
        yield [planting for _, planting in sorted(ranked, key=lambda entry: -entry[0])]


def _book(told: list[tuple[Draft, list[Expected]]]) -> Book:
    book = Book()
    for draft, _ in told:
        number = draft.order["order_no"]
        for table, row in draft.everything():
            kept = book.records[table]
            if table in OF_ORDER:
                row["order_no"] = number
            kept.append(BY_TABLE[table].record(key=len(kept) + 2, **row))
    return book
