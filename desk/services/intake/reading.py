"""Reads a whole workbook into a book of records."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from desk.errors import InputError
from desk.reading.sync_elements import read_sync_elements
from desk.records import BY_TITLE, Field, Kind, Order, RawField, SheetSpec, by_title
from desk.rules.book import Book
from desk.services.intake.coercing import coerce
from desk.services.intake.mapping import (
    ColumnMap,
    Profile,
    checked_choice,
    known_names,
    map_columns,
    sheet_by_title,
    signature_of,
    value_aliases,
)
from desk.services.progress import Progress, untold
from desk.workbook import (
    NO_ORDERS,
    ORDER_NAMES,
    Bad,
    Cell,
    Heading,
    Orders,
    Sheet,
    find_heading,
    orders_of,
    read_workbook,
    to_text,
)

ORDERS = BY_TITLE["工单"]
_SUBJECT = "工单主题"
TOLD_EVERY = 1_000  # rows


@dataclass(frozen=True, slots=True)
class RowError:
    """One value, or one row, that cannot be taken over: where, what and why.

    `sheet` is the sheet's name in the file, `of` the exchange sheet under which the row counts.
    """

    sheet: str
    row: int
    column: str
    value: str
    reason: str
    of: str = ORDERS.title

    def __str__(self) -> str:
        return f"{self.sheet} 第 {self.row} 行 {self.column}“{_short(self.value)}”：{self.reason}"


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:58]}…"


@dataclass(slots=True)
class Intake:
    """What a file holds: the good rows as a book, the bad rows as errors, and remarks for the person."""

    path: Path
    book: Book
    errors: list[RowError] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    bare: bool = False  # a list of orders alone
    left_out: dict[str, int] = field(default_factory=dict)  # orders whose own row is wrong -> that row
    orders_sheet: str = ORDERS.title  # its name in the file
    headings: tuple[str, ...] = ()  # of the sheet of orders, cleaned
    mapping: dict[str, str] = field(default_factory=dict)  # heading -> field title, as it was read

    @property
    def signature(self) -> str:
        """What files of this shape share."""
        return signature_of(self.headings)


def read_intake(
    path: Path,
    *,
    lenient: bool = False,
    chosen: Mapping[str, str] | None = None,
    profiles: Sequence[Profile] = (),
    progress: Progress = untold,
) -> Intake:
    """Read a workbook; see `intake_of`. InputError when the file cannot be read."""
    sheets = read_workbook(path, told=lambda rows: progress("读取文件", rows, 0))
    return intake_of(path, sheets, lenient=lenient, chosen=chosen, profiles=profiles, progress=progress)


def intake_of(
    path: Path,
    sheets: list[Sheet],
    *,
    lenient: bool = False,
    chosen: Mapping[str, str] | None = None,
    profiles: Sequence[Profile] = (),
    progress: Progress = untold,
) -> Intake:
    """Take over the sheets of a workbook. A row with an unreadable value is an error and left out.

    `lenient` (for a check of the file) keeps such rows with the value blank and remembers it as unread, as
    long as the required columns are there; the error is listed all the same. `chosen` maps headings to
    fields by hand; without it the remembered profile of the file's shape serves. InputError when no sheet
    has a heading row of orders.
    """
    intake = Intake(path, Book())
    choice = checked_choice(chosen)
    known = _known_headings(choice, profiles)
    named = [(spec, sheet) for sheet in sheets if (spec := sheet_by_title(sheet.name)) is not None]
    orders = next((sheet for spec, sheet in named if spec is ORDERS), None) or _best_orders(
        sheets, known, choice
    )
    if orders is None:
        raise InputError(
            f"“{path.name}”里没有可识别的表头：没有一张表有“工单号”和“派单时间”等列，请核对文件或手工对应列名"
        )
    intake.bare = not any(spec is not ORDERS for spec, _ in named)
    intake.book.records_known = not intake.bare
    intake.orders_sheet = orders.name
    if heading := find_heading(orders, known.__contains__):
        intake.headings = tuple(name for name in heading.names if name)
        choice = _choice_for(intake, choice, profiles)
    _read_sheet(intake, ORDERS, orders, lenient, choice, progress)
    for spec, sheet in named:
        if spec is not ORDERS:
            _read_sheet(intake, spec, sheet, lenient, {}, progress)
    _note_unknown(intake, sheets, orders)
    _refuse_duplicates(intake)
    return intake


def _known_headings(choice: Mapping[str, str], profiles: Sequence[Profile]) -> frozenset[str]:
    remembered = [heading for profile in profiles for heading in profile.mapping]
    return known_names(ORDERS) | choice.keys() | frozenset(remembered)


def _choice_for(intake: Intake, choice: dict[str, str], profiles: Sequence[Profile]) -> dict[str, str]:
    """The person's choice, checked against the file, or that of the remembered profile of its shape."""
    if choice:
        if not any(heading in intake.headings for heading in choice):
            raise InputError(
                f"“{intake.path.name}”里没有所对应的列：{'、'.join(choice)}，请核对列名或换一个导入档案"
            )
        return choice
    for profile in reversed(profiles):
        if profile.signature == intake.signature:
            intake.remarks.append(f"列名按导入档案“{profile.name}”对应")
            return dict(profile.mapping)
    return {}


def _best_orders(sheets: list[Sheet], known: frozenset[str], choice: Mapping[str, str]) -> Sheet | None:
    scored = [
        (sum(name in known for name in heading.names), sheet)
        for sheet in sheets
        if (heading := find_heading(sheet, known.__contains__)) is not None
        and _has_numbers(heading.names, known, choice)
    ]
    return max(scored, key=lambda item: item[0])[1] if scored else None


def _has_numbers(names: Sequence[str], known: frozenset[str], choice: Mapping[str, str]) -> bool:
    """Whether a column may hold the order numbers, by its name or by a person's choice."""
    mapped = map_columns(ORDERS, names, choice).fields.values()
    return any(f.name == "order_no" for f in mapped) or any(
        name in known and name not in known_names(ORDERS) for name in names
    )


def _note_unknown(intake: Intake, sheets: list[Sheet], orders: Sheet) -> None:
    unknown = [
        sheet.name
        for sheet in sheets
        if sheet is not orders and sheet.rows and not sheet_by_title(sheet.name)
    ]
    if unknown:
        intake.remarks.append(f"未识别的工作表已略过：{'、'.join(unknown)}")


def _read_sheet(
    intake: Intake,
    spec: SheetSpec,
    sheet: Sheet,
    lenient: bool,
    chosen: Mapping[str, str],
    progress: Progress,
) -> None:
    if not sheet.rows:
        return
    known = known_names(spec) | chosen.keys()
    heading = find_heading(sheet, known.__contains__)
    if heading is None and spec is not ORDERS:  # a sheet named as ours may hold its one required column only
        heading = find_heading(sheet, known.__contains__, least=1)
    if heading is None:
        raise InputError(f"“{intake.path.name}”的工作表“{sheet.name}”没有可识别的表头，请保留模板的列名")
    columns = map_columns(spec, heading.names, chosen)
    _require_columns(intake, spec, sheet, columns)
    if spec is ORDERS:
        intake.mapping = {heading.names[column]: f.title for column, f in columns.fields.items()}
    orders = _date_orders(intake, sheet, heading, columns)
    words = _foreign_words(spec, sheet, heading, columns)
    reader = _RowReader(intake, spec, sheet, columns, lenient, orders, words)
    for number, cells in _data_rows(sheet, heading):
        if not number % TOLD_EVERY:
            progress(f"核对“{sheet.name}”各行", number - sheet.first_row, len(sheet.rows))
        reader.read(number, cells)


def _date_orders(intake: Intake, sheet: Sheet, heading: Heading, columns: ColumnMap) -> dict[int, Orders]:
    """By column what its dates tell of the order of day and month; the person is told how they are read."""
    orders: dict[int, Orders] = {}
    start = heading.row - sheet.first_row + 1
    for column, described in columns.fields.items():
        if described.kind is not Kind.TIME:
            continue
        texts = {cell for row in sheet.rows[start:] if isinstance(cell := row[column], str)}
        if told := orders_of(text.strip() for text in texts):
            orders[column] = told
            names = "、".join(sorted({ORDER_NAMES[order] for order in told.values()}))
            intake.remarks.append(f"“{sheet.name}”的列“{heading.names[column]}”里的日期按 {names} 读取")
    return orders


def _foreign_words(
    spec: SheetSpec, sheet: Sheet, heading: Heading, columns: ColumnMap
) -> dict[int, tuple[str, Mapping[str, str]]]:
    """By column its heading and the words of other systems that its field knows.

    None in an exchange workbook, which says what the desk has kept, word for word.
    """
    if spec is not ORDERS or sheet.name == spec.title:
        return {}
    return {
        column: (heading.names[column], value_aliases()[described.title])
        for column, described in columns.fields.items()
        if described.title in value_aliases()
    }


def _require_columns(intake: Intake, spec: SheetSpec, sheet: Sheet, columns: ColumnMap) -> None:
    mapped = {f.name for f in columns.fields.values()}
    missing = [f.title for f in spec.fields if f.required and f.name not in mapped]
    if missing:
        raise InputError(
            f"“{intake.path.name}”的工作表“{sheet.name}”缺少列“{'”“'.join(missing)}”，请补上该列或手工对应列名"
        )


def _data_rows(sheet: Sheet, heading: Heading) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    start = heading.row - sheet.first_row + 1
    for number, cells in enumerate(sheet.rows[start:], heading.row + 1):
        if any(cell is not None and (not isinstance(cell, str) or cell.strip()) for cell in cells):
            yield number, cells


@dataclass(slots=True)
class _RowReader:
    """Turns the rows of one sheet into records of the intake's book."""

    intake: Intake
    spec: SheetSpec
    sheet: Sheet
    columns: ColumnMap
    lenient: bool
    orders: Mapping[int, Orders]
    words: Mapping[int, tuple[str, Mapping[str, str]]]  # column -> its heading, another system's words

    def read(self, number: int, cells: tuple[Cell, ...]) -> None:
        """Take over one row, or list why not."""
        values: dict[str, Any] = {f.name: None for f in self.spec.fields}
        unread: dict[str, str] = {}
        for column, described in self.columns.fields.items():
            value = self._value(column, described, cells[column])
            if isinstance(value, Bad):
                unread[described.title] = to_text(cells[column])
                self._error(number, described.title, cells[column], value.reason)
                continue
            values[described.name] = value
        missing = [f for f in self.spec.fields if f.required and values[f.name] is None]
        for described in missing:
            if described.title not in unread:
                self._error(number, described.title, None, f"“{described.title}”必须填写，请补上")
        if missing or (unread and not self.lenient):
            self._remember_lost(number, values)
            return
        self._keep(number, cells, values, unread)

    def _remember_lost(self, number: int, values: Mapping[str, Any]) -> None:
        """A row of an order that is left out: what it would have shown is not known."""
        order_no = values.get("order_no")
        if order_no and self.spec is ORDERS:
            self.intake.left_out.setdefault(order_no, number)
        elif order_no:
            own = self.intake.book.lost.setdefault(order_no, {})
            told = own.get(self.spec.title)
            own[self.spec.title] = f"{told.removesuffix(' 行')}、{number} 行" if told else f"第 {number} 行"

    def _value(self, column: int, described: Field, cell: Cell) -> Any:
        """The field's value, in the desk's words where another system has its own."""
        value = coerce(
            described, cell, base1904=self.sheet.base1904, orders=self.orders.get(column, NO_ORDERS)
        )
        if column in self.words and isinstance(value, str):
            return self.words[column][1].get(value.lower(), value) or None
        return value

    def _keep(
        self, number: int, cells: tuple[Cell, ...], values: dict[str, Any], unread: dict[str, str]
    ) -> None:
        record: Any = self.spec.record
        row = record(key=number, **values)
        sheet = self.spec.title
        self.intake.book.unread.update({(sheet, number, title): text for title, text in unread.items()})
        if self.spec is ORDERS:
            row = self._fill_from_elements(row, cells)
            self._keep_raw(row, cells)
        self.intake.book.add(self.spec.table, [row])

    def _fill_from_elements(self, order: Order, cells: tuple[Cell, ...]) -> Order:
        """What the 同步要素 block says, where the order's own fields are blank."""
        subject = next((cells[c] for c, name in self.columns.raw.items() if name == _SUBJECT), None)
        found = read_sync_elements(order.complaint or "", to_text(subject))
        if found is None:
            return order
        for remark in found.contradictions:
            self.intake.remarks.append(f"工单 {order.order_no}：{remark}")
        titles = by_title(Order)
        blank: dict[str, Any] = {
            titles[item.field].name: item.value
            for item in reversed(found.fields)
            if getattr(order, titles[item.field].name) is None
        }
        return replace(order, **blank) if blank else order

    def _keep_raw(self, order: Order, cells: tuple[Cell, ...]) -> None:
        rows = [
            RawField(key=order.key, order_no=order.order_no, column=name, value=text)
            for column, name in self.columns.raw.items()
            if (text := to_text(cells[column]).strip())
        ]
        rows += [
            RawField(key=order.key, order_no=order.order_no, column=name, value=text)
            for column, (name, words) in self.words.items()
            if (text := to_text(cells[column]).strip()).lower() in words
        ]
        self.intake.book.add("raw_fields", rows)

    def _error(self, row: int, column: str, value: Cell, reason: str) -> None:
        self.intake.errors.append(
            RowError(self.sheet.name, row, column, to_text(value), reason, self.spec.title)
        )


def _refuse_duplicates(intake: Intake) -> None:
    """An order number twice in one file: the first row stands, the others are errors."""
    seen: dict[str, int] = {}
    kept = []
    for order in intake.book.records["orders"]:
        if order.order_no in seen:
            reason = f"工单号与第 {seen[order.order_no]} 行重复，请删去一行"
            intake.errors.append(RowError(intake.orders_sheet, order.key, "工单号", order.order_no, reason))
            continue
        seen[order.order_no] = order.key
        kept.append(order)
    intake.book.records["orders"] = kept
