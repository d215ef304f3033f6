"""From a folded text to tokens: stretches between words that end an address, then names, then endings."""

import re

from desk.reading.address.breaks import BREAK
from desk.reading.address.gazetteer import Unit, gazetteer
from desk.reading.address.listed import alike, named_by_place
from desk.reading.address.naming import Naming
from desk.reading.address.parts import Sort
from desk.reading.address.patterns import (
    BARE_NUMBER,
    BARE_ROOM,
    FIGURED_SORT,
    LEAD,
    NO_BARE_NUMBER,
    ending_pattern,
)
from desk.reading.address.shorts import ShortNames
from desk.reading.address.tokens import RURAL, Scan, Token

_LONGEST = {Sort.ROAD: 9, Sort.VILLAGE: 8, Sort.GROUP: 7, Sort.TOWN: 5, Sort.COUNTY: 4, Sort.FARM: 8}
_KEPT = 4
_LEADS_ON = {"市": ("场",), "居": ("民", "委", "住"), "区": ("域",)}
_NOTHING = ("\0",)
_BEFORE_SHORTS = frozenset({Sort.TOWN, Sort.STREET, Sort.COUNTY})
_INDOORS = frozenset({Sort.BUILDING, Sort.UNIT, Sort.FLOOR})
_HAS_TEAMS = frozenset({Sort.FARM, Sort.TOWN, Sort.VILLAGE, Sort.COMMUNITY})
_HAS_ESTATES = frozenset({Sort.TOWN, Sort.STREET, Sort.ZONE})
_TEAM_NAME = re.compile("[\u3400-\u9fff]{1,4}")
_SEAT = {"县": re.compile("城(?![东西南北中关郊厢乡内外])"), "市": re.compile("区(?![东西南北中])")}
_OF_FARMS = frozenset({"农场", "总场"})
_DIRECTIONS = frozenset("东西南北中")
_SHOP = re.compile("号(?:商铺|铺面|铺位|铺)$")
_SIDED_BLOCK = re.compile("[东西南北][一二三四五六七八九十]{1,2}区")
_CHINESE_DIGITS = frozenset("零一二两三四五六七八九十百千廿")


class Scanner:
    """Reads one text; a stretch is read from its left, each part beginning where the last one ended."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._book = gazetteer()
        self._ending = ending_pattern()
        self.scan = Scan(text, [], [], noisy=False)
        self._tokens = self.scan.tokens
        self._shorts = ShortNames(self.scan)
        self._naming = Naming(self.scan)

    def read(self) -> Scan:
        """Read the whole text."""
        at, denied = 0, False
        for match in BREAK.finditer(self._text):
            if match.start() > at and not denied:
                self._stretch(at, match.start())
            word = match.lastgroup
            ends_denial = word == "stop" or (match[0] == "是" and match.start() > at)
            denied = word == "doubt" or (denied and not ends_denial)
            self.scan.noisy |= word == "strong"
            at = match.end()
        if at < len(self._text) and not denied:
            self._stretch(at, len(self._text))
        return self.scan

    def _stretch(self, start: int, end: int) -> None:
        at = start
        for place, name in self._book.full.occurrences(self._text, start, end):
            after = place + len(name)
            if place < at or self._text.startswith(_LEADS_ON.get(name[-1], _NOTHING), after):
                continue
            self._between(at, place)
            units = self._book.full.get(name)
            self._tokens.append(Token(units[0].sort, place, after, name, units))
            seat = _SEAT[name[-1]].match(self._text, after, end) if name[-1] in _SEAT else None
            at = seat.end() if seat else after
        self._between(at, end)

    def _between(self, start: int, end: int) -> None:
        """Read what stands between two full names of the gazetteer."""
        at = self._shorts.read(start, end)
        match = self._ending.search(self._text, at, end)
        while match:
            before = len(self._tokens)
            at, onward = self._part(match, at, end)
            found = self._tokens[before:]
            if match.lastgroup == "skip" or (
                found and found[-1].sort in _BEFORE_SHORTS and found[-1].end == at
            ):
                at = onward = self._shorts.read(at, end)
            match = self._ending.search(self._text, onward, end)
        self._rest(at, end)

    def _rest(self, start: int, end: int) -> None:
        if end - start > 1:
            self.scan.rests.append((start, end))

    def _part(self, match: re.Match[str], start: int, end: int) -> tuple[int, int]:
        """Read one match; where the next name may begin, and where to look for the next ending."""
        group = match.lastgroup or ""
        if group == "word":
            return self._named(match, start, end)
        if group in ("block", "lane"):
            self._numbered_name(match, group, start)
            return match.end(), match.end()
        named = group == "group" and self._is_named_team(start, match.start())
        if not named:
            self._rest(start, match.start())
        if group in FIGURED_SORT:
            self._figured(match, FIGURED_SORT[group], start if named else match.start())
        at = self._bare_figure(group, match.end(), end)
        return at, at

    def _is_named_team(self, start: int, end: int) -> bool:
        """Whether a numbered team has a name before its number, right after what it belongs to: 东风二队."""
        before = self._tokens[-1] if self._tokens and self._tokens[-1].end == start else None
        named = (
            before is not None and before.sort in _HAS_TEAMS and _TEAM_NAME.fullmatch(self._text, start, end)
        )
        return bool(named) and not LEAD.match(self._text, start, end)

    def _figured(self, match: re.Match[str], sort: Sort, start: int) -> None:
        before = self._tokens[-1].sort if self._tokens else None
        if sort is Sort.NUMBER and before in _INDOORS:
            sort = Sort.ROOM
        elif sort is Sort.ROOM and before is Sort.ROAD and _SHOP.search(match[0]):
            sort = Sort.NUMBER
        self._tokens.append(Token(sort, start, match.end(), self._text[start : match.end()]))

    def _numbered_name(self, match: re.Match[str], group: str, start: int) -> None:
        """下湾一区, 农场三区 and 清明一弄; an 弄 right after a road is its number."""
        before = self._tokens[-1] if self._tokens and self._tokens[-1].end == match.start() else None
        if group == "lane":
            chinese = match[0][0] in _CHINESE_DIGITS
            sort = Sort.ROAD if chinese and not (before and before.sort is Sort.ROAD) else Sort.NUMBER
            start = start if sort is Sort.ROAD else match.start()
        elif before is not None and before.sort is Sort.FARM:
            self._tokens.append(Token(Sort.VILLAGE, match.start(), match.end(), before.name + match[0]))
            return
        elif (block := self._block(match[0], start, match.start(), before)) is not None:
            sort = block
        else:
            return
        self._tokens.append(Token(sort, start, match.end(), self._text[start : match.end()]))

    def _block(self, figure: str, start: int, at: int, before: Token | None) -> Sort | None:
        """What a numbered 区 is with the name before it: a district (市中区), an estate, part of a zone."""
        name = self._text[start:at]
        if not name:
            on_road = before is not None and before.sort is Sort.ROAD
            return Sort.COMPOUND if on_road or _SIDED_BLOCK.fullmatch(figure) else None
        if name.endswith("工业") and figure[0] not in _DIRECTIONS:
            return Sort.ZONE
        if len(name) == 1 and self._naming.is_name(Sort.COUNTY, name + figure[0], "市", start):
            return Sort.COUNTY
        return Sort.COMPOUND if self._naming.is_name(Sort.COMPOUND, name, "小区", start) else None

    def _named(self, match: re.Match[str], start: int, end: int) -> tuple[int, int]:
        ending = match[0]
        sort = self._naming.sorts[ending]
        if lead := LEAD.match(self._text, start, match.start()):
            start = lead.end()
        name = self._text[start : match.start()]
        if len(name) > _LONGEST.get(sort, 14):
            start = match.start() - _KEPT
            name = self._text[start : match.start()]
        if not self._naming.is_name(sort, name, ending, start):
            if not name and (token := named_by_place(self.scan, sort, start, match.end())):
                self._tokens.append(token)
                return match.end(), match.end()
            if not self._naming.is_institution(name, ending, start):
                return self._naming.unnamed(sort, ending, name, start, match.end())
            if sort is Sort.ZONE and self._tokens[-1].sort is Sort.ZONE:
                self._tokens[-1].end = match.end()
                return match.end(), match.end()
            sort = sort if sort is Sort.ZONE else Sort.LANDMARK
        if ending in self._naming.estates and any(token.sort in _HAS_ESTATES for token in self._tokens):
            sort = Sort.COMPOUND
        units = self._units(sort, name, ending)
        self._tokens.append(Token(sort, start, match.end(), name, units, committee="居" in ending))
        at = self._bare_number(match.end(), end) if sort is Sort.ROAD else match.end()
        return at, at

    def _units(self, sort: Sort, name: str, ending: str) -> tuple[Unit, ...]:
        if sort in RURAL:
            return alike(self._book.villages.get(name, ()), sort is Sort.VILLAGE)
        return self._book.full.get(f"{name}农场") if ending in _OF_FARMS else ()

    def _bare_figure(self, group: str, at: int, end: int) -> int:
        """What a road or a building has right after it without a word: its number, its room."""
        if group == "road":
            return self._bare_number(at, end)
        room = BARE_ROOM.match(self._text, at, end) if FIGURED_SORT.get(group) in _INDOORS else None
        if room is None:
            return at
        self._tokens.append(Token(Sort.ROOM, room.start("number"), room.end(), room["number"]))
        return room.end()

    def _bare_number(self, at: int, end: int) -> int:
        match = BARE_NUMBER.match(self._text, at, end)
        if match and not NO_BARE_NUMBER.match(self._text, match.end()):
            self._tokens.append(Token(Sort.NUMBER, match.start("number"), match.end(), match["number"]))
            return match.end()
        return at
