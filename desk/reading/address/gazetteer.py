"""The gazetteer: every unit's code and name, found by full, short and former names; read on first use."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from desk import assets
from desk.reading.address.lexicon import lexicon
from desk.reading.address.parts import Sort

_PEOPLES = (
    "蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 "
    "水 东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 "
    "乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺"
)
_AUTONOMOUS = re.compile(
    rf"(?:(?:{'|'.join(_PEOPLES.split())})族|各族|蒙古|哈萨克|维吾尔)*自治(?=[州县旗区])"
)
_TAIL = {
    Sort.PROVINCE: re.compile(r"(?:特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治区|省|市)$"),
    Sort.CITY: re.compile(r"(?:地区|市|州|盟)$"),
    Sort.COUNTY: re.compile(r"(?:林区|特区|市|县|区|旗)$"),
    Sort.TOWN: re.compile(r"(?:民族乡|镇|乡)$"),
    Sort.STREET: re.compile(r"街道$"),
}
_VILLAGE_TAIL = re.compile(
    r"(?P<estate>居)?(?P<tail>社区居民委员会|社区居委会|社区|居民委员会|居委会|村民委员会|村委会|村委员会?|生活区)$"
)
_VILLAGE_HEAD = re.compile(r"^.{2,6}?(?:华侨农场|农场|[镇县])(?=.{2})")
_FARM_HEAD = re.compile(r"^(?:地方国营|国营|省)")
_FARM_WORDS = re.compile("^(?:地方)?国营|(?:农场|总场|分场)$")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the gazetteer; `former` marks an alias whose bounds may have been others."""

    code: str
    name: str
    sort: Sort
    former: bool = False


class Names:
    """Names to units, with the longest name at a place found by its first two characters."""

    def __init__(self) -> None:
        self._units: dict[str, tuple[Unit, ...]] = {}
        self._lengths: dict[str, tuple[int, ...]] = {}

    def add(self, name: str, unit: Unit) -> None:
        """Let the name mean the unit, too."""
        known = self._units.get(name, ())
        if all(other.code != unit.code for other in known):
            self._units[name] = (*known, unit)
            lengths = self._lengths.get(name[:2], ())
            if len(name) not in lengths:
                self._lengths[name[:2]] = tuple(sorted((*lengths, len(name)), reverse=True))

    def get(self, name: str) -> tuple[Unit, ...]:
        """The units of that name, none if it is unknown."""
        return self._units.get(name, ())

    def longest(self, text: str, start: int, end: int) -> str:
        """The longest name that stands at `start` and ends by `end`; empty if none does."""
        for length in self._lengths.get(text[start : start + 2], ()):
            name = text[start : start + length]
            if start + length <= end and name in self._units:
                return name
        return ""

    def occurrences(self, text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
        """Every longest name in the span, from the left, without overlap."""
        lengths = self._lengths
        at = start
        while at < end - 1:
            if text[at : at + 2] in lengths and (name := self.longest(text, at, end)):
                yield at, name
                at += len(name)
            else:
                at += 1


class Gazetteer(NamedTuple):
    """Names as they are written: in full, short (like other words), and of villages by their stem."""

    full: Names
    short: Names
    villages: dict[str, tuple[Unit, ...]]
    units: dict[str, Unit]


def _rows(name: str) -> Iterable[list[str]]:
    lines = assets.resource("gazetteer", name).read_text(encoding="utf-8").splitlines()
    return (line.split("\t") for line in lines)


def township_sort(name: str) -> Sort:
    """The sort of a township-level unit by its name's end."""
    if name.endswith("街道"):
        return Sort.STREET
    if name.endswith(("镇", "乡", "岛", "屿", "礁")) or len(name) == 2:
        return Sort.TOWN
    return Sort.ZONE if "开发区" in name else Sort.FARM


def farm_stem(name: str) -> str:
    """What a farm is called beside 农场, 总场 or 国营: 国营西联农场 is 西联."""
    return _FARM_WORDS.sub("", name)


def _short(name: str, sort: Sort) -> str:
    tail = _TAIL.get(sort)
    plain = name if sort is Sort.PROVINCE else _AUTONOMOUS.sub("", name)
    return tail.sub("", plain) if tail else ""


def _add_nation(book: Gazetteer) -> None:
    vague = lexicon().vague_counties
    sorts = {2: Sort.PROVINCE, 4: Sort.CITY, 6: Sort.COUNTY}
    for code, name in _rows("national.tsv"):
        if code == "4604":  # one place with two codes; its only county-level unit is the one that counts
            continue
        unit = Unit(code, name, sorts[len(code)])
        book.units[code] = unit
        plain = name if len(code) == 2 else _AUTONOMOUS.sub("", name)
        for full in (name, plain):
            if len(full) >= 3 and full not in vague:
                book.full.add(full, unit)
        for short in (name, _short(name, unit.sort)):
            if len(short) >= 2 and (short != name or len(short) == 2 or name in vague):
                book.short.add(short, unit)


def _add_townships_and_villages(book: Gazetteer) -> None:
    for code, name in _rows("hainan.tsv"):
        if len(code) == 12:
            _add_village(book, code, name)
        elif "直辖" not in name:
            unit = Unit(code, name, township_sort(name))
            book.units[code] = unit
            book.full.add(name, unit) if len(name) > 2 else book.short.add(name, unit)
            if len(short := _short(name, unit.sort)) >= 2:
                book.short.add(short, unit)


def _add_village(book: Gazetteer, code: str, name: str) -> None:
    match = _VILLAGE_TAIL.search(name)
    stem = _VILLAGE_HEAD.sub("", name[: match.start()] if match else name)
    tail = match["tail"] if match else ""
    estate = bool(match and match["estate"])
    of_town = "社区" in tail or "居" in tail
    unit = Unit(code, name, Sort.COMMUNITY if of_town and not estate else Sort.VILLAGE)
    book.units[code] = unit
    names = {stem, stem.removesuffix("村"), stem.removesuffix("虚拟"), stem.removesuffix("作业")}
    for each in names - {""}:
        book.villages[each] = (*book.villages.get(each, ()), unit)
    if estate:
        book.full.add(stem + "居", unit)


def _add_aliases(book: Gazetteer) -> None:
    for code, name in _rows("farms.tsv"):
        unit = Unit(code, name, Sort.FARM, former=True)
        book.full.add(name, unit)
        book.full.add(f"国营{name}", unit)
        if not book.full.get(estate := f"{farm_stem(name)}居"):
            book.full.add(estate, Unit(code, name, Sort.VILLAGE, former=True))
    for unit in tuple(book.units.values()):
        if unit.sort is Sort.FARM:
            for plain in (_FARM_HEAD.sub("", unit.name), unit.name.replace("华侨农场", "农场")):
                book.full.add(plain, unit)
    sorts = {"city": Sort.CITY, "county": Sort.COUNTY, "town": Sort.TOWN, "zone": Sort.ZONE}
    for code, name, kind in _rows("former.tsv"):
        unit = Unit(code, name, sorts[kind], former=True)
        loose = kind == "zone" or len(name) == 2
        (book.short if loose else book.full).add(name, unit)
        if kind == "town" and len(name) == 3:
            book.short.add(name[:2], unit)


@cache
def gazetteer() -> Gazetteer:
    """The whole gazetteer, read from the resources once."""
    book = Gazetteer(Names(), Names(), {}, {})
    _add_nation(book)
    _add_townships_and_villages(book)
    _add_aliases(book)
    return book
