"""Reads a coordinate as people and systems write it, and says what is wrong with a pair."""

import math
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Point:
    """A pair in degrees as it was given; its datum is kept apart."""

    lon: float
    lat: float


class Trouble(StrEnum):
    """What makes a pair unusable before any county is asked."""

    NOT_A_NUMBER = "不是数值"
    OUT_OF_RANGE = "超出范围"
    SWAPPED = "经纬度颠倒"


# Folded before NFKC, which would make "o" of º, a space of ˚ and two primes of ″.
_SIGNS = str.maketrans(
    {"º": "°", "˚": "°", "度": "°", "分": "'", "′": "'", "’": "'", "‘": "'", "＇": "'", "´": "'"}
    | {"秒": '"', "″": '"', "”": '"', "“": '"', "＂": '"', "˝": '"'}
    | {"−": "-", "–": "-", "—": "-", "。": ".", "東": "东", "經": "经", "緯": "纬"}
)
_HEMISPHERES = {
    "东经": "E",
    "西经": "W",
    "北纬": "N",
    "南纬": "S",
    "东": "E",
    "西": "W",
    "北": "N",
    "南": "S",
}
_LONGEST = 64  # characters; what is longer is a text, not a coordinate
_LABEL = re.compile(r"\s*(?:[经纬]度|lon(?:g(?:itude)?)?|lng|lat(?:itude)?)\s*[:：=]?\s*", re.IGNORECASE)
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_WRAPPED = re.compile("[\"“'‘(（](?P<inner>[^\"”'’)）]*)[\"”'’)）]")
_WORDS = (
    (re.compile(r"DEG(?:REES?)?"), "°"),
    (re.compile(r"MIN(?:UTES?)?"), "'"),
    (re.compile("SEC(?:ONDS?)?"), '"'),
)
_BROKEN = re.compile(r"(?<=\d)\s*\.\s*(?=\d)")
_LETTERED = re.compile(r"(?P<d>\d+)\s*D\s*(?P<m>\d+)\s*M\s*(?P<s>\d+(?:\.\d*)?)\s*S?", re.IGNORECASE)
_DASHED = re.compile(r"(?P<d>\d{1,3})-(?P<m>\d{1,2})-(?P<s>\d{1,2}(?:\.\d*)?)")
_HEMISPHERE = re.compile(r"(?:(?P<before>[EWNS])\s*:?\s*)?(?P<body>.*?)(?:\s*(?P<after>[EWNS]))?", re.DOTALL)
_DECIMAL = re.compile(r"(?P<value>[+-]?(?:\d+\.?\d*|\.\d+)(?:E[+-]\d{1,3})?)\s*°?")
_SEXAGESIMAL = re.compile(
    r"""(?P<sign>[+-]?)(?P<degrees>\d+)(?:\s*[°:]\s*|\s+)
        (?P<minutes>\d+(?:\.\d*)?)(?:\s*[':]\s*|\s+|$)
        (?:(?P<seconds>\d+(?:\.\d*)?)\s*"?)?""",
    re.VERBOSE,
)

_BETWEEN = " \t\r\n\u3000,，;；、/|"  # what people write between two coordinates

# Generous: the mainland, Taiwan and the South China Sea down to 曾母暗沙.
_CHINA_LON = (73.0, 136.0)
_CHINA_LAT = (3.0, 54.0)


def parse_coordinate(text: object) -> float | None:
    """Degrees of one coordinate, or None when the value is not a number.

    Understands numbers, "110.123E", "东经110.2", full-width digits, and degrees with minutes and seconds
    (110°12′30″, 110度12分30秒, 110:12:30, 110-12-30, 110d12m30s, 110deg12min30sec, 110 12 30). West and
    south are negative. The range is not judged.
    """
    if isinstance(text, bool):
        return None
    if isinstance(text, int | float | Decimal):
        return _finite(text)
    if not isinstance(text, str):
        return None
    plain = _unwrapped(text)
    return _written(_folded(plain)) if len(plain) <= _LONGEST else None


def pair_in(text: object) -> Point | None:
    """Both coordinates where one text holds the pair ("109.57,19.52", "19.52N 109.57E"), else None.

    They are told apart as places in China can be: a latitude is never a longitude. A text that can be parted
    into several pairs ("109 30 19 30") holds none for certain.
    """
    if not isinstance(text, str) or parse_coordinate(text) is not None:
        return None
    plain = _unwrapped(text)
    if len(plain) > 2 * _LONGEST:
        return None
    found = {_parted(plain, at) for at in range(1, len(plain))} - {None}
    return found.pop() if len(found) == 1 else None


def _parted(plain: str, at: int) -> Point | None:
    """The pair of which one coordinate stands before this place and the other behind it."""
    if (plain[at - 1] + plain[at]).replace(".", "0").isdigit():
        return None  # within a number
    first, second = (parse_coordinate(part.strip(_BETWEEN)) for part in (plain[:at], plain[at:]))
    if first is None or second is None:
        return None
    pairs = (Point(lon, lat) for lon, lat in ((first, second), (second, first)) if _in_china(lon, lat))
    return next(pairs, None)


def pair_trouble(lon: object, lat: object) -> Trouble | None:
    """What is wrong with a pair of values, whatever its datum; None when it is a place in China.

    A blank is not a number: ask only where a coordinate is given.
    """
    x, y = parse_coordinate(lon), parse_coordinate(lat)
    if x is None or y is None:
        return Trouble.NOT_A_NUMBER
    if _in_china(x, y):
        return None
    if _in_china(y, x) or (90 < abs(y) <= 180 and abs(x) <= 90):
        return Trouble.SWAPPED
    return Trouble.OUT_OF_RANGE


def _unwrapped(text: str) -> str:
    """The text without what a cell brings along: invisible marks, quotes, brackets, a last comma."""
    plain = _INVISIBLE.sub("", text).strip().rstrip(",;，；").strip()
    wrapped = _WRAPPED.fullmatch(plain)
    return wrapped["inner"].strip() if wrapped else plain.removeprefix("'")


def _folded(plain: str) -> str:
    """The coordinate in one spelling: half width, capitals, signs and hemispheres by their usual marks."""
    bare = _LABEL.sub("", plain, count=1).translate(_SIGNS)
    folded = unicodedata.normalize("NFKC", bare).replace("''", '"').strip().upper()
    for word, letter in _HEMISPHERES.items():
        folded = folded.replace(word, letter)
    for spelled, mark in _WORDS:
        folded = spelled.sub(mark, folded)
    for spelled in (_LETTERED, _DASHED):
        folded = spelled.sub(r"\g<d>:\g<m>:\g<s>", folded)
    return _BROKEN.sub(".", folded)


def _finite(number: float | Decimal) -> float | None:
    try:
        value = float(number)
    except (OverflowError, ValueError):
        return None
    return value if math.isfinite(value) else None


def _written(text: str) -> float | None:
    parts = _HEMISPHERE.fullmatch(text)
    if parts is None or (parts["before"] and parts["after"]):
        return None
    hemisphere = parts["before"] or parts["after"]
    value = _decimal(parts["body"])
    if value is None:
        value = _sexagesimal(parts["body"])
    if value is None or not hemisphere:
        return value
    if value < 0:
        return None
    return -value if hemisphere in "WS" else value


def _decimal(text: str) -> float | None:
    match = _DECIMAL.fullmatch(text)
    return _finite(float(match["value"])) if match else None


def _sexagesimal(text: str) -> float | None:
    match = _SEXAGESIMAL.fullmatch(text)
    if match is None:
        return None
    minutes, seconds = float(match["minutes"]), float(match["seconds"] or 0)
    if minutes >= 60 or seconds >= 60 or (match["seconds"] and minutes != int(minutes)):
        return None
    value = float(match["degrees"]) + minutes / 60 + seconds / 3600
    return _finite(-value if match["sign"] == "-" else value)


def _in_china(lon: float, lat: float) -> bool:
    return _CHINA_LON[0] <= lon <= _CHINA_LON[1] and _CHINA_LAT[0] <= lat <= _CHINA_LAT[1]
