"""What the orders of the demo month share: people, numbers, sites, testers' diaries."""

import random
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from desk.services.demo.draft import Row
from desk.services.demo.material import Town, words
from desk.services.demo.places import Atlas
from desk.services.demo.rhythm import MONTH_END, at_work

NUMBERS = 100_000  # telephone numbers of one block: 13x0000xxxx
_STRIDE = 38_197  # coprime to NUMBERS: neighbours in time get numbers that look unrelated
_HALVES = ((9, 30), (10, 0), (15, 0), (15, 30), (16, 0))


class World:
    """The state of the making of one month; everything random comes from `rng`."""

    def __init__(self, rng: random.Random, times: Iterable[datetime]) -> None:
        self.rng = rng
        self.now = MONTH_END
        self.atlas = Atlas(rng)
        self.words = words()
        self._order_nos = _order_nos(rng, times)
        self._customers = 0
        self._sites = 0
        self._items: Counter[str] = Counter()
        self._stock: dict[str, list[Row]] = {}
        self._diary: set[tuple[str, str, bool]] = set()

    def soon(self, moment: datetime, low: float, high: float) -> datetime:
        """A working moment some `low` to `high` hours after."""
        return at_work(moment + timedelta(hours=self.rng.uniform(low, high)), self.rng)

    def one(self, group: str, name: str) -> Any:
        """A random text of a list of words."""
        return self.rng.choice(self.words[group][name])

    def order_no(self, dispatched: datetime) -> str:
        """The number of the order dispatched at that moment."""
        return self._order_nos[dispatched]

    def phone(self) -> str:
        """A number that no other customer has."""
        block, index = divmod(self._customers, NUMBERS)
        self._customers += 1
        number = index * _STRIDE % NUMBERS
        return f"13{number // 10000}{block:04d}{number % 10000:04d}"

    def customer(self) -> str:
        """A made-up name."""
        return f"{self.one('people', 'surnames')}{self.one('people', 'titles')}"

    def number(self, prefix: str) -> str:
        """The next number of a register."""
        self._items[prefix] += 1
        return f"{prefix}-{self._items[prefix]:04d}"

    def site(self, town: Town, region: str, at: tuple[float, float]) -> Row:
        """A new site of a town near a GCJ-02 point."""
        self._sites += 1
        lon = at[0] + self.rng.uniform(-0.004, 0.004)
        lat = at[1] + self.rng.uniform(-0.004, 0.004)
        return {
            "code": f"HN{town.code[2:]}{self._sites:05d}",
            "name": f"{region}{town.name.removesuffix('镇')}{self._sites:03d}站",
            "region": region,
            "lon": f"{lon:.5f}",
            "lat": f"{lat:.5f}",
            "datum": "GCJ-02",
            "crucial": "是" if self.rng.random() < 0.08 else "否",
        }

    def standing_site(self, town: Town, region: str) -> tuple[Row, bool]:
        """A site of the town that works, and whether it is new."""
        stock = self._stock.setdefault(town.code, [])
        if len(stock) < 2 or self.rng.random() < 0.05:
            stock.append(self.site(town, region, (town.lon, town.lat)))
            return stock[-1], True
        return self.rng.choice(stock), False

    def visit(self, region: str, after: datetime) -> tuple[datetime, str]:
        """The next half day at which one of the region's testers is free, and who."""
        day = after.date()
        while True:
            for hour, minute in self.rng.sample(_HALVES, len(_HALVES)):
                agreed = datetime(day.year, day.month, day.day, hour, minute)
                tester = self._free(region, agreed) if agreed > after else None
                if tester:
                    return agreed, tester
            day += timedelta(days=1)

    def _free(self, region: str, agreed: datetime) -> str | None:
        for letter in "甲乙丙丁戊己":
            entry = (f"{region}测试员{letter}", f"{agreed:%Y%m%d}", agreed.hour < 12)
            if entry not in self._diary:
                self._diary.add(entry)
                return entry[0]
        return None


def _order_nos(rng: random.Random, times: Iterable[datetime]) -> dict[datetime, str]:
    """Numbers that rise within each day, with gaps: other provinces' desks take numbers too."""
    numbers: dict[datetime, str] = {}
    last: Counter[str] = Counter()
    for moment in times:
        day = f"{moment:%y%m%d}"
        last[day] += rng.randint(1, 9)
        numbers[moment] = f"HI-052-{day}-{last[day]:05d}"
    return numbers
