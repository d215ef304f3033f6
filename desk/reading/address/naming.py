"""Whether what stands before an ending is a name: 红星 before 队 is, 消防 is not; 某 before 小区 is not."""

import re
from collections.abc import Callable
from functools import cache

from desk.reading.address.lexicon import lexicon
from desk.reading.address.parts import Sort
from desk.reading.address.tokens import RURAL, Scan, Token

_BLANK = re.compile(r"^[某Xx*×○]+$")
_CHINESE = re.compile("[\u3400-\u9fff]")
_FIGURES = frozenset("零一二两三四五六七八九十0123456789东西南北中新老工小")
_COMMON = frozenset(
    ("小区", "公寓", "别墅", "宿舍", "宿舍楼", "宿舍区", "大院", "家属院", "家属楼", "安置房")
)
_SIDES = frozenset("上下大小新老东西南北中")
_LEADS_TO_ROAD = re.compile(".{1,3}(?:[路街巷]|大道)")


@cache
def _not_teams() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(lexicon().no_teams)})$")


@cache
def _not_groups() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(lexicon().no_groups)})$")


class Naming:
    """Judges names in the light of the tokens found so far."""

    def __init__(self, scan: Scan) -> None:
        self._scan = scan
        self._words = lexicon()
        self.sorts = self._words.endings
        self.estates = self._words.estates

    def is_name(self, sort: Sort, name: str, ending: str, start: int) -> bool:
        """Whether the name, which begins at `start`, names a part of this sort."""
        if not name or _BLANK.match(name):
            return False
        judge = _JUDGES.get(sort)
        if judge is not None:
            return judge(self, name, ending, start)
        if ending == "大队" and _not_teams().search(name):
            return False
        if sort is Sort.VILLAGE and name in _SIDES:
            return self._follows(start) is not None
        return name not in self._words.nameless_places and bool(_CHINESE.search(name))

    def is_institution(self, name: str, ending: str, start: int) -> bool:
        """Whether a part is named by the place it belongs to: 王五镇政府, 红光农场中心小学, 海口市保税区."""
        if self.sorts[ending] is Sort.ZONE:
            return not name and self._follows(start) is not None
        if ending not in self._words.institutions or (name and name not in self._words.nameless_places):
            return False
        if _LEADS_TO_ROAD.match(self._scan.text, start + len(name) + len(ending)) and len(ending) == 1:
            return False
        if self._follows(start) is not None:
            return True
        return not self._scan.noisy and any(
            token.is_place or token.sort is Sort.ROAD for token in self._scan.tokens
        )

    def unnamed(self, sort: Sort, ending: str, name: str, start: int, end: int) -> tuple[int, int]:
        """Where to go on after an ending without a name: it may begin the next name (华庭 before 家园)."""
        begins_name = sort in (Sort.COMPOUND, Sort.LANDMARK) and ending not in _COMMON and not name
        doubled = ending == "路" and not name and self._scan.text.startswith("路路", start - 1)
        joins = (sort is Sort.TOWN and bool(name)) or (
            sort is Sort.ROAD and (name in ("大", "小") or doubled)
        )
        if begins_name or joins or sort in (Sort.COUNTY, Sort.GROUP):
            return start, end
        return end, end

    def _follows(self, start: int) -> Token | None:
        tokens = self._scan.tokens
        if tokens and tokens[-1].end == start and (tokens[-1].is_place or tokens[-1].sort in RURAL):
            return tokens[-1]
        return None

    def _is_house(self, name: str, ending: str, start: int) -> bool:
        if name in self._words.operators and ending not in self._words.operator_houses:
            return ending == "营业厅" and bool(self._scan.tokens)
        return name not in self._words.nameless_places

    def _is_road(self, name: str, ending: str, start: int) -> bool:
        if name in self._words.nameless_roads:
            return False
        if name.isascii() and name.isdigit():  # an aisle of a market has no house numbers
            return ending != "街" or all(token.sort is not Sort.LANDMARK for token in self._scan.tokens)
        if len(name) == 1 and name in _FIGURES and name not in "东西南北中新老":
            return bool(self._scan.tokens) and self._scan.tokens[-1].end == start
        return len(name) > 1 or ending not in ("里", "道", "线", "环", "高速")

    def _is_group(self, name: str, ending: str, start: int) -> bool:
        if ending in ("村民小组", "村小组", "居民小组", "村民组", "居民组"):
            return True
        if name in self._words.nameless_places:
            return False
        if ending in ("小组", "组", "社"):
            before = self._follows(start)
            return before is not None and before.sort in RURAL and not _not_groups().search(name)
        return self._is_team(name, ending)

    def _is_team(self, name: str, ending: str) -> bool:
        tokens = self._scan.tokens
        if name in self._words.farm_teams and tokens and tokens[-1].sort is Sort.FARM:
            return True
        if _not_teams().search(name):
            return False
        if ending == "连":
            return any(token.sort is Sort.FARM for token in tokens)
        places = any(token.is_place or token.sort in RURAL for token in tokens)
        return places or not self._scan.noisy

    def _is_county(self, name: str, ending: str, start: int) -> bool:
        """Former and unknown counties: 绍兴县, 江干区; only where a text or a province begins."""
        if not 2 <= len(name) <= 4 or name in self._words.nameless_places or not _CHINESE.match(name):
            return False
        if ending == "区" and name[-1] == "市":
            return False
        before = self._follows(start)
        first = start == 0 or (before is not None and before.sort in (Sort.PROVINCE, Sort.CITY))
        return first and (ending != "区" or (len(name) <= 3 and name[-1] not in _FIGURES))


_JUDGES: dict[Sort, Callable[[Naming, str, str, int], bool]] = {
    Sort.ROAD: Naming._is_road,
    Sort.GROUP: Naming._is_group,
    Sort.COUNTY: Naming._is_county,
    Sort.COMPOUND: Naming._is_house,
    Sort.LANDMARK: Naming._is_house,
}
