"""Template filling at the level of the sheet's XML: nothing of the office's own workbook is lost."""

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

Told = Callable[[int, int], None]


def _untold(_done: int, _total: int) -> None:
    """Nobody looks."""


def fill_template(
    template: Path,
    out: Path,
    values: Mapping[str, Any],
    *,
    untouched: Collection[str] = (),
    told: Told = _untold,
) -> None:
    """Write `out`: the template with its `{{ expressions }}` computed and its `{% for %}` rows repeated.

    Expressions may also stand in headers and footers.

    `values` are the names that expressions may use. Numbers, times and texts come as such, a text never
    becomes a formula. Whatever is not concerned is copied byte for byte; what refers to rows grows and moves
    with them; formulas are left for the program that opens the file to compute. Sheets named in `untouched`
    may show expressions that stay as they are. `told` hears how many rows of how many are written. InputError
    names file, sheet and cell of what is wrong, and then there is no new file.
    """
    from desk.workbook.filling.template import fill

    fill(template, out, values, untouched, told)


__all__ = ["fill_template"]
