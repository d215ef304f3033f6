"""Which other sheets must be written anew because their formulas look at filled ones."""

import re
from collections.abc import Iterable, Mapping
from html import unescape

from desk.workbook.filling.references import Formula, SheetRows

_FORMULA = re.compile(r"<(?:\w+:)?(?:f|formula\d?)\b[^>]*>([^<]+)</")
_NAME = re.compile(r'<(?:\w+:)?definedName\b[^>]*?\sname="([^"]*)"[^>]*>([^<]*)<')
_WORD = re.compile(r"[^\W\d][\w.]*")


def dependents(sheets: Mapping[str, str], filled: SheetRows, book: str, tables: Iterable[str]) -> set[str]:
    """Names of the sheets (name -> XML) with formulas that look at `filled` ones, directly or through others.

    `book` is the workbook's XML with its defined names, `tables` the names of tables on filled sheets.
    """
    found: set[str] = set()
    stale: dict[str, object] = dict(filled)
    words = {table.casefold() for table in tables}
    while True:
        words |= {name.casefold() for name, text in _NAME.findall(book) if _looks_at(text, stale, words)}
        more = {
            name
            for name, xml in sheets.items()
            if name not in found and any(_looks_at(text, stale, words) for text in _FORMULA.findall(xml))
        }
        if not more:
            return found
        found |= more
        stale |= {name.casefold(): None for name in more}


def _looks_at(text: str, stale: Mapping[str, object], words: set[str]) -> bool:
    formula = unescape(text)
    if "!" in formula and Formula.of(formula).names_any(stale):
        return True
    return bool(words) and any(word.casefold() in words for word in _WORD.findall(formula))
