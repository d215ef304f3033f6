"""Short names of units (琼中, 那大, 博潭) where they begin a stretch and cannot be part of a longer word."""

import re

from desk.reading.address.gazetteer import Unit, gazetteer
from desk.reading.address.lexicon import lexicon
from desk.reading.address.listed import listed_village
from desk.reading.address.parts import Sort
from desk.reading.address.patterns import ending_pattern
from desk.reading.address.tokens import WIDE, Scan, Token

_HOME = "46"
_NUMBERED_ROAD = re.compile("[一二三四五六七八九十]{1,2}[东西南北中]?路")
_HOLDERS = frozenset({Sort.TOWN, Sort.FARM, Sort.STREET})
_SEATS = frozenset({"墟", "圩"})
_OWN_NAMES = frozenset({"大学", "学院", "机场"})


class ShortNames:
    """Reads short names from the left of a stretch and adds their tokens to the scan."""

    def __init__(self, scan: Scan) -> None:
        self._scan = scan
        self._book = gazetteer()
        self._ending = ending_pattern()
        self._words = lexicon()

    def read(self, start: int, end: int) -> int:
        """Read as many short names as follow each other; the place where they end."""
        at = start
        while at < end - 1:
            token = (
                self._last_township(at, end)
                or listed_village(self._scan, at, end)
                or self._unit(at, end)
                or self._village(at, end)
            )
            if token is None:
                break
            self._scan.tokens.append(token)
            at = token.end
        return at

    def _before(self, at: int) -> Token | None:
        """The token that ends right here."""
        tokens = self._scan.tokens
        return tokens[-1] if tokens and tokens[-1].end == at else None

    def _last_township(self, at: int, end: int) -> Token | None:
        """A township that ends the stretch, where a village's name would fit as well: 陵水县新村."""
        units = self._book.short.get(self._scan.text[at:end])
        return (
            self._unit(at, end) if any(unit.sort is Sort.TOWN and not unit.former for unit in units) else None
        )

    def _unit(self, at: int, end: int) -> Token | None:
        text = self._scan.text
        name = self._book.short.longest(text, at, end)
        if not name or (self._is_glued(at + len(name), end) and not self._has_town(name, at, end)):
            return None
        units = tuple(unit for unit in self._plausible(name, at, end) if self._agrees(unit))
        if units and units[0].sort is Sort.STREET and self._is_no_street(at + len(name), end):
            return None
        same = tuple(unit for unit in units if unit.sort is units[0].sort)
        return (
            Token(units[0].sort, at, self._rank_end(units[0], at + len(name), end), name, same)
            if units
            else None
        )

    def _has_town(self, name: str, at: int, end: int) -> bool:
        """Whether the stretch ends with the short name of a township in what is named: 陵水新村."""
        wider = tuple(unit.code for unit in self._book.short.get(name))
        last = self._book.short.get(self._scan.text[at + len(name) : end])
        return any(u.sort is Sort.TOWN and u.code.startswith(wider) and not u.former for u in last)

    def _is_no_street(self, at: int, end: int) -> bool:
        """Whether a street office's name begins something else: 海甸五西路, 人民医院."""
        if _NUMBERED_ROAD.match(self._scan.text, at):
            return True
        place = self._ending.match(self._scan.text, at, end)
        return place is not None and place.lastgroup == "word" and place[0] in self._words.institutions

    def _rank_end(self, unit: Unit, at: int, end: int) -> int:
        """Where the name ends with the rank that the unit once had: 临安市 is now 临安区."""
        text = self._scan.text
        ranked = unit.sort in (Sort.CITY, Sort.COUNTY) and at < end and text[at] in "市县"
        return at + 1 if ranked and not text.startswith(("市场", "市区", "县城"), at) else at

    def _agrees(self, unit: Unit) -> bool:
        """A short name never contradicts what stands before it: 老城镇海口综合保税区 names no second city."""
        return all(
            not token.units or any(_related(unit.code, other.code) for other in token.units)
            for token in self._scan.tokens
            if token.is_place
        )

    def _is_glued(self, at: int, end: int) -> bool:
        """Whether what follows makes the name the beginning of a longer one: 文昌路, 三亚湾路, 东方市场."""
        if self._scan.text.startswith(("市区", "城区", "镇上", "镇区"), at):
            return False
        place = self._ending.search(self._scan.text, at, min(end, at + 8))
        if place is not None and place[0] in _OWN_NAMES:
            return not self._book.short.longest(self._scan.text, at, end)
        if place is None or place.start() - at > 1:
            return end - at == 1
        if place.lastgroup != "word":
            return place.lastgroup == "building" and place.start() - at == 1
        if self._words.endings[place[0]] is Sort.ZONE:
            return False
        return place[0] not in self._words.institutions or place[0] in _SEATS

    def _plausible(self, name: str, at: int, end: int) -> tuple[Unit, ...]:
        units = self._book.short.get(name)
        before = self._before(at)
        inside = tuple(unit for unit in units if before and self._holds(before, unit))
        if inside:
            return inside
        if name in self._words.vague_shorts:
            return tuple(u for u in units if u.code.startswith(_HOME) and self._stands_alone(at, end, u))
        home = tuple(unit for unit in units if unit.code.startswith(_HOME))
        large = tuple(unit for unit in home if unit.sort in WIDE)
        if large:
            return large[:1]
        if home:
            return home if self._is_clear_township(home, at, at + len(name), end) else ()
        return self._elsewhere(units)

    @staticmethod
    def _holds(before: Token, unit: Unit) -> bool:
        return any(
            (unit.code != other.code or unit.former) and unit.code.startswith(other.code)
            for other in before.units
        )

    def _stands_alone(self, at: int, end: int, unit: Unit) -> bool:
        if at + 2 == end:
            return True
        return any(
            other.code.startswith(unit.code)
            for book in (self._book.full, self._book.short)
            for other in book.get(book.longest(self._scan.text, at + 2, end))
        )

    def _is_clear_township(self, units: tuple[Unit, ...], at: int, after: int, end: int) -> bool:
        """A township's short name counts without its county if only one township has it."""
        counties = [token for token in self._scan.tokens if token.sort in (Sort.COUNTY, Sort.CITY)]
        if counties:
            free = self._before(at) is None or units[0].sort is Sort.ZONE
            return (
                free and end - after != 1 and any(self._holds(token, u) for token in counties for u in units)
            )
        if len({unit.code[:6] for unit in units}) > 1 or any(unit.sort is Sort.STREET for unit in units):
            return False
        return end - after != 1

    @staticmethod
    def _elsewhere(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
        """Provinces and cities outside Hainan; a county's short name alone is mostly something else."""
        return tuple(unit for unit in units if len(unit.code) <= 4)[:1]

    def _village(self, at: int, end: int) -> Token | None:
        """A village's bare name right after its township."""
        before = self._before(at)
        if before is None or before.sort not in _HOLDERS:
            return None
        for length in (4, 3, 2):
            name = self._scan.text[at : at + length]
            if at + length > end:
                continue
            units = tuple(u for u in self._book.villages.get(name, ()) if self._holds(before, u))
            if units and self._ends_or_counts(at + length, end):
                return Token(units[0].sort, at, at + length, name, units)
        return None

    def _ends_or_counts(self, at: int, end: int) -> bool:
        """Whether nothing, a figure or a village follows: 长坡, 长坡3队, but not 长坡水泥厂."""
        if at == end:
            return True
        place = self._ending.search(self._scan.text, at, end)
        if place is None:
            return False
        counts = place.lastgroup != "word" and place.start() == at
        return counts or (place.start() > at + 1 and self._words.endings.get(place[0]) is Sort.VILLAGE)


def _related(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)
