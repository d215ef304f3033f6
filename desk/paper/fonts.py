"""Which Chinese fonts this machine has: Song for text, Hei for headings, as lists of families."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from desk.errors import InputError

if TYPE_CHECKING:
    import typst

SONG = (
    "SimSun",
    "NSimSun",
    "Noto Serif CJK SC",
    "Noto Serif SC",
    "Source Han Serif SC",
    "Source Han Serif CN",
    "Songti SC",
    "STSong",
    "FZShuSong-Z01",
    "AR PL UMing CN",
)
HEI = (
    "SimHei",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "PingFang SC",
    "Heiti SC",
    "STHeiti",
    "FZHei-B01",
    "Droid Sans Fallback",
)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where fonts are looked for: those of the system, and folders besides."""

    system: bool = True
    folders: tuple[Path, ...] = ()


SYSTEM = Shelf()


@dataclass(frozen=True, slots=True)
class Faces:
    """The families to ask for, present ones only, best first; neither list is empty."""

    song: tuple[str, ...]
    hei: tuple[str, ...]


def chinese_font(shelf: Shelf = SYSTEM) -> str | None:
    """The family that running text will have; None when the shelf holds no Chinese font."""
    faces = _faces(shelf)
    return faces.song[0] if faces else None


def faces_of(shelf: Shelf) -> Faces:
    """The families for a document; InputError names what to install when there is none."""
    faces = _faces(shelf)
    if faces is None:
        typst_fonts.cache_clear()  # so that a font installed now is found at the next try
        raise InputError(
            "没有找到中文字体，无法生成报告，请安装后重试："
            "Debian、UOS、麒麟安装 fonts-noto-cjk 或 fonts-wqy-microhei，"
            "Windows 在“可选功能”中添加“中文（简体）补充字体”（宋体 SimSun、黑体 SimHei 或微软雅黑）。"
        )
    return faces


@cache
def typst_fonts(shelf: Shelf) -> "typst.Fonts":
    """The searched shelf, kept because searching takes a tenth of a second."""
    import typst

    return typst.Fonts(include_system_fonts=shelf.system, font_paths=list(shelf.folders))


def _faces(shelf: Shelf) -> Faces | None:
    there = set(typst_fonts(shelf).families())
    song = tuple(family for family in SONG if family in there)
    hei = tuple(family for family in HEI if family in there)
    if not song and not hei:
        return None
    return Faces(song or hei, hei or song)
