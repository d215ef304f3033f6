"""From a folded text to tokens: stretches between words that end an address, then names, then endings."""

import re

from desk.reading.address.gazetteer import gazetteer
from desk.reading.address.lexicon import INSTITUTIONS, NOT_TEAMS, UNNAMED
from desk.reading.address.parts import Sort
from desk.reading.address.patterns import BARE_NUMBER, BREAK, ENDING, FIGURED_SORT, LEAD, SORT_OF
from desk.reading.address.shorts import ShortNames
from desk.reading.address.tokens import Scan, Token

_FILL_IN = re.compile(r"^[某Xx*×○]+$")
_LONGEST = {Sort.ROAD: 9, Sort.VILLAGE: 8, Sort.GROUP: 7, Sort.TOWN: 5, Sort.COUNTY: 4, Sort.FARM: 8}
_KEPT = 4
_NOT_CITY_END = "场"
_NO_TEAM = re.compile(f"(?:{'|'.join(NOT_TEAMS)})$")
_CHINESE = re.compile("[\u3400-\u9fff]")


class Scanner:
    """Reads one text; a stretch is read from its left, each part beginning where the last one ended."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._book = gazetteer()
        self.scan = Scan(text, [], [], noisy=False)
        self._shorts = ShortNames(self.scan)

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
            if place < at or (name[-1] == "市" and self._text.startswith(_NOT_CITY_END, place + len(name))):
                continue
            self._between(at, place)
            units = self._book.full.get(name)
            at = place + len(name)
            self.scan.tokens.append(Token(units[0].sort, place, at, name, units))
        self._between(at, end)

    def _between(self, start: int, end: int) -> None:
        """Read what stands between two full names of the gazetteer."""
        at = self._shorts.read(start, end)
        place = ENDING.search(self._text, at, end)
        while place:
            after = self._part(place, at)
            at = after if after > at else place.end()
            if at < end and self._ends_place():
                at = self._shorts.read(at, end)
            place = ENDING.search(self._text, at, end)
        self._rest(at, end)

    def _ends_place(self) -> bool:
        return bool(self.scan.tokens) and self.scan.tokens[-1].sort in (Sort.TOWN, Sort.COUNTY)

    def _rest(self, start: int, end: int) -> None:
        if end - start > 1:
            self.scan.rests.append((start, end))

    def _part(self, match: re.Match[str], start: int) -> int:
        group = match.lastgroup or ""
        if group == "word":
            return self._named(match, start)
        self._rest(start, match.start())
        if group != "skip":
            self._figured(match, FIGURED_SORT[group])
        return self._bare_number(match.end()) if group == "road" else match.end()

    def _figured(self, match: re.Match[str], sort: Sort) -> None:
        before = self.scan.tokens[-1].sort if self.scan.tokens else None
        if sort is Sort.NUMBER and before in (Sort.BUILDING, Sort.UNIT, Sort.FLOOR):
            sort = Sort.ROOM
        self.scan.tokens.append(Token(sort, match.start(), match.end(), match[0]))

    def _named(self, match: re.Match[str], start: int) -> int:
        ending = match[0]
        sort = SORT_OF[ending]
        if lead := LEAD.match(self._text, start, match.start()):
            start = lead.end()
        name = self._text[start : match.start()]
        if len(name) > _LONGEST.get(sort, 14):
            start = match.start() - _KEPT
            name = self._text[start : match.start()]
        if not self._is_named(sort, name, ending, start):
            if not (name == "" and ending in INSTITUTIONS and self._follows_place(start)):
                return match.end()
            name = self.scan.tokens[-1].name
        units = self._book.villages.get(name, ()) if sort in (Sort.VILLAGE, Sort.COMMUNITY) else ()
        self.scan.tokens.append(Token(sort, start, match.end(), name, units))
        return self._bare_number(match.end()) if sort is Sort.ROAD else match.end()

    def _is_named(self, sort: Sort, name: str, ending: str, start: int) -> bool:
        if not name or name in UNNAMED or _FILL_IN.match(name):
            return False
        if sort is Sort.GROUP:
            return self._is_team(name, ending, start)
        if sort is Sort.COUNTY:
            return (
                2 <= len(name)
                and self._follows_place(start)
                and ending != "区"
                or ending == "市"
                and start == 0
            )
        if sort in (Sort.TOWN, Sort.STREET, Sort.VILLAGE, Sort.FARM):
            return bool(_CHINESE.search(name))
        return True

    def _is_team(self, name: str, ending: str, start: int) -> bool:
        if ending == "村民小组":
            return True
        if _NO_TEAM.search(name):
            return False
        places = any(token.is_place or token.sort is Sort.VILLAGE for token in self.scan.tokens)
        if ending == "连":
            return any(token.sort is Sort.FARM for token in self.scan.tokens)
        return places or not self.scan.noisy

    def _follows_place(self, start: int) -> bool:
        tokens = self.scan.tokens
        return (
            bool(tokens)
            and tokens[-1].end == start
            and (tokens[-1].is_place or tokens[-1].sort is Sort.VILLAGE)
        )

    def _bare_number(self, at: int) -> int:
        if match := BARE_NUMBER.match(self._text, at):
            self.scan.tokens.append(Token(Sort.NUMBER, match.start("number"), match.end(), match["number"]))
            return match.end()
        return at
