"""Expressions in headers and footers of a sheet; a value is printed as it is, whatever signs it holds."""

import re
from collections.abc import Sequence
from html import escape, unescape

from desk.workbook.coerce import to_text
from desk.workbook.filling.expressions import Names, compile_text, context_of
from desk.workbook.filling.sandbox import Sandbox
from desk.workbook.filling.trouble import TroubleError

MOST = 255  # characters that Excel takes
_TEXT = re.compile(r"(<((?:\w+:)?(?:odd|even|first)(?:Header|Footer))>)([^<]*)(</\2>)")
_FIELD = re.compile(r"\{\{.*?\}\}", re.DOTALL)


def has_fields(tail: str) -> bool:
    """Whether a header or footer in the XML after the rows holds an expression."""
    return any("{{" in found[3] or "{%" in found[3] for found in _TEXT.finditer(tail))


def filled(tail: str, sandbox: Sandbox, values: Names, known: Sequence[str]) -> str:
    """The XML after the rows with its headers and footers computed; TroubleError says what is wrong."""
    context = context_of(sandbox, values)

    def value(found: re.Match[str]) -> str:
        shown = to_text(compile_text(sandbox, found[0], known).value(context))
        return shown.replace("&", "&&")

    def text(found: re.Match[str]) -> str:
        source = unescape(found[3])
        if "{%" in source:
            raise TroubleError("页眉和页脚里只能写 {{ 字段 }}，请改写")
        told = _FIELD.sub(value, source)
        if len(told) > MOST:
            raise TroubleError(f"页眉或页脚填好后有 {len(told)} 个字，最多 {MOST} 个，请缩短")
        return found[1] + escape(told, quote=False) + found[4]

    return _TEXT.sub(text, tail)
