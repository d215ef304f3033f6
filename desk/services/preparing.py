"""An import before it is one: the sheet and heading row that are meant, and what each column would feed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from desk.records import Field, Kind, Order, by_title
from desk.services.intake.coercing import coerce
from desk.services.intake.mapping import (
    Profile,
    known_names,
    map_columns,
    sheet_by_title,
    signature_of,
    value_aliases,
)
from desk.services.intake.reading import ORDERS
from desk.workbook import Bad, Cell, Heading, Orders, Sheet, clean_name, find_heading, orders_of, to_text

SAMPLES = 3
SAMPLED = 500  # rows looked at for samples
LOOK_AT = 50  # rows looked at for a heading
HEAD = 40  # characters of a row, to tell it by
_A = ord("A")


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What a person settled: the sheet, its heading row, heading -> field title; None: to be found.

    Heading row 0: there is none, the columns are named A列, B列.
    """

    sheet: str | None = None
    heading_row: int | None = None
    chosen: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class ColumnPreview:
    """One column of the file. `field` is what it feeds ("": kept raw), `told` how the first sample reads."""

    heading: str  # cleaned, as a mapping names it
    title: str  # as the file has it
    samples: tuple[str, ...]
    field: str
    suggested: str  # what its name alone says
    told: str
    wrong: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """How a file would be read."""

    file: str
    sheets: tuple[str, ...]
    sheet: str
    heading_row: int
    heads: tuple[tuple[int, str], ...]  # the first rows of the sheet, to find the heading among
    rows: int
    columns: tuple[ColumnPreview, ...]
    missing: tuple[str, ...]  # required fields that no column feeds
    profile: str  # the remembered one that was used, or ""

    @property
    def mapping(self) -> dict[str, str]:
        """Heading -> field title of every column."""
        fed = {column.heading: column.field for column in self.columns if column.field}
        return {column.heading: fed.get(column.heading, "") for column in self.columns}


def arranged(sheets: Sequence[Sheet], arrangement: Arrangement) -> list[Sheet]:
    """The sheets as they are to be taken over: the chosen one from its heading row on, and our own others."""
    orders = _orders_sheet(sheets, arrangement)
    others = [sheet for sheet in sheets if sheet is not orders]
    if arrangement.sheet is not None:  # the person chose the orders: no other sheet may be taken for them
        others = [s for s in others if (spec := sheet_by_title(s.name)) is not None and spec is not ORDERS]
    return [_from_heading(orders, arrangement.heading_row), *others]


def preview(
    file: str, sheets: Sequence[Sheet], arrangement: Arrangement, profiles: Sequence[Profile] = ()
) -> Preview:
    """What importing these sheets in this arrangement would read; nothing is refused."""
    orders = arranged(sheets, arrangement)[0]
    heading = heading_of(orders, arrangement, profiles)
    names = heading.names if heading else ()
    profile = _profile_for(names, profiles) if arrangement.chosen is None else None
    chosen = arrangement.chosen if arrangement.chosen is not None else profile.mapping if profile else {}
    fed = map_columns(ORDERS, names, chosen).fields
    plain = map_columns(ORDERS, names).fields
    columns = tuple(
        _column(name, orders, heading, at, fed.get(at), plain.get(at))
        for at, name in enumerate(names)
        if name
    )
    mapped = {column.field for column in columns}
    return Preview(
        file,
        tuple(sheet.name for sheet in sheets),
        orders.name,
        0 if arrangement.heading_row == 0 or heading is None else heading.row,
        _heads(_orders_sheet(sheets, arrangement)),
        len(orders.rows) - (heading.row - orders.first_row + 1 if heading else 0),
        columns,
        tuple(field.title for field in ORDERS.fields if field.required and field.title not in mapped),
        profile.name if profile else "",
    )


def heading_of(sheet: Sheet, arrangement: Arrangement, profiles: Sequence[Profile] = ()) -> Heading | None:
    """The heading row pointed at, else the one with known names, else the first row of mostly texts."""
    if arrangement.heading_row is not None and sheet.rows:
        return Heading(sheet.first_row, tuple(clean_name(cell) for cell in sheet.rows[0]))
    known = known_names(ORDERS) | {heading for profile in profiles for heading in profile.mapping}
    known |= (arrangement.chosen or {}).keys()
    return find_heading(sheet, known.__contains__) or _likely_heading(sheet)


def _heads(sheet: Sheet) -> tuple[tuple[int, str], ...]:
    """(row, its first texts) of the first rows that have any."""
    texts = (
        "、".join(to_text(cell) for cell in row if cell is not None)[:HEAD] for row in sheet.rows[:LOOK_AT]
    )
    return tuple((row, " ".join(text.split())) for row, text in enumerate(texts, sheet.first_row) if text)


def _likely_heading(sheet: Sheet) -> Heading | None:
    """Of a table whose names nobody knows: the row with the most texts, the first of equals."""
    rows = sheet.rows[:LOOK_AT]
    if not rows:
        return None
    texts = [sum(isinstance(cell, str) and len(cell) <= 60 for cell in row) for row in rows]
    at = texts.index(max(texts))
    return Heading(sheet.first_row + at, tuple(clean_name(cell) for cell in rows[at]))


def _orders_sheet(sheets: Sequence[Sheet], arrangement: Arrangement) -> Sheet:
    named = {sheet.name: sheet for sheet in reversed(sheets)}
    if arrangement.sheet in named:
        return named[arrangement.sheet]
    own = next((sheet for sheet in sheets if sheet_by_title(sheet.name) is ORDERS and sheet.rows), None)
    return own or max(sheets, key=_known_number)


def _known_number(sheet: Sheet) -> tuple[int, int]:
    """How many known names its heading has, and how large it is."""
    known = known_names(ORDERS)
    heading = find_heading(sheet, known.__contains__)
    return sum(name in known for name in heading.names) if heading else 0, len(sheet.rows)


def _from_heading(sheet: Sheet, heading_row: int | None) -> Sheet:
    """The sheet from its heading row on; without one its columns are named as Excel names them."""
    if heading_row is None or not sheet.rows:
        return sheet
    if heading_row == 0:
        letters: tuple[Cell, ...] = tuple(f"{column_letters(at)}列" for at in range(len(sheet.rows[0])))
        return replace(sheet, rows=[letters, *sheet.rows], first_row=sheet.first_row - 1)
    start = min(max(heading_row - sheet.first_row, 0), len(sheet.rows) - 1)
    return replace(sheet, rows=sheet.rows[start:], first_row=sheet.first_row + start)


def column_letters(at: int) -> str:
    """A column's name in Excel: 0 is A, 26 is AA."""
    name = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        name = chr(_A + rest) + name
    return name


def _profile_for(names: Sequence[str], profiles: Sequence[Profile]) -> Profile | None:
    signature = signature_of(names)
    return next((profile for profile in reversed(profiles) if profile.signature == signature), None)


def _column(
    name: str, sheet: Sheet, heading: Heading | None, at: int, field: Field | None, plain: Field | None
) -> ColumnPreview:
    assert heading is not None
    top = heading.row - sheet.first_row
    cells = [cell for row in sheet.rows[top + 1 : top + 1 + SAMPLED] if (cell := row[at]) is not None]
    samples = list(dict.fromkeys(" ".join(to_text(cell).split()) for cell in cells))[:SAMPLES]
    orders = _date_orders(sheet, top, at) if field and field.kind is Kind.TIME else {}
    told, wrong = _reads(field, sheet, cells, orders) if field else ("", False)
    return ColumnPreview(
        name,
        _title(name, to_text(sheet.rows[top][at])),
        tuple(samples),
        field.title if field else "",
        plain.title if plain else "",
        told,
        wrong,
    )


def _title(name: str, written: str) -> str:
    """The name as it stands in the file; one of two merged rows as it was cleaned."""
    return " ".join(written.split()) if clean_name(written) == name else name


def _date_orders(sheet: Sheet, top: int, at: int) -> Orders:
    """What the whole column tells of its dates, as it does when it is taken over."""
    column = (row[at] for row in sheet.rows[top + 1 :])
    return orders_of(cell.strip() for cell in column if isinstance(cell, str))


def _reads(field: Field, sheet: Sheet, cells: Sequence[Cell], orders: Orders) -> tuple[str, bool]:
    """How the column's samples come out: the first that cannot be read, else the first."""
    words = {} if sheet.name == ORDERS.title else value_aliases().get(field.title, {})
    first = ""
    for cell in cells:
        value = coerce(field, cell, base1904=sheet.base1904, orders=orders)
        if isinstance(value, Bad):
            return value.reason, True
        if isinstance(value, str):
            value = words.get(value.lower(), value) or None
        if field.choices and value is not None and value not in field.choices:
            return f"“{value}”不是{'、'.join(field.choices)}之一", True
        first = first or to_text(value)
    return first, False


def field_choices() -> tuple[tuple[str, bool], ...]:
    """(field title, required) of every field that a column may feed."""
    return tuple((field.title, field.required) for field in by_title(Order).values())
