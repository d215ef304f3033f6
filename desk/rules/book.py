"""A set of orders with all their rows: what a workbook holds, or a chunk of the database."""

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from desk.reading.order_texts import Lexicons, OrderReadings, read_order
from desk.records import BY_TABLE, Kind, Order, SheetSpec
from desk.rules.case import Case
from desk.rules.kin import Kin
from desk.rules.moment import Moment
from desk.rules.office import Office

T = TypeVar("T")

# times that are plans: a later one is no event that has not happened yet
PLANS = frozenset({"due_at", "agreed_at", "next_at", "planned_at"})

CASE_TABLES = tuple(
    name for name in Case.__dataclass_fields__ if name in BY_TABLE and BY_TABLE[name].of_order
)


@dataclass(slots=True)
class Book:
    """Records by table. `records_known` is false for a bare export of orders."""

    records: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))
    records_known: bool = True
    unread: dict[str, dict[str, str]] = field(default_factory=dict)  # order -> field -> unreadable value

    def add(self, table: str, rows: Iterable[Any]) -> None:
        """Put rows of a table into the book."""
        self.records[table].extend(rows)

    def by_order(self) -> dict[str, dict[str, list[Any]]]:
        """The rows of each order, by order number and table, unsorted."""
        grouped: dict[str, dict[str, list[Any]]] = defaultdict(dict)
        for table in CASE_TABLES:
            for row in self.records.get(table, ()):
                grouped[row.order_no].setdefault(table, []).append(row)
        return grouped


@dataclass(frozen=True, slots=True)
class _Times:
    """The time fields of a record: the one that dates the row, and those that may lie ahead."""

    dating: str | None
    events: tuple[str, ...]


def _times(sheet: SheetSpec) -> _Times:
    times = [f for f in sheet.fields if f.kind is Kind.TIME and f.name not in PLANS]
    dating = None
    if sheet.record is not Order:
        dating = next((f.name for f in times if f.required or f.name == "time"), None)
    return _Times(dating, tuple(f.name for f in times if f.name != dating and not f.required))


_TIMES: dict[object, _Times] = {sheet.record: _times(sheet) for sheet in BY_TABLE.values()}


def as_of(row: T, moment: Moment) -> T | None:
    """The row as it stood: None when it is dated later; its later times blank."""
    times = _TIMES[type(row)]
    if times.dating is not None:
        dated = getattr(row, times.dating)
        if dated is not None and not moment.reached(dated):
            return None
    later = {
        name: None
        for name in times.events
        if (time := getattr(row, name)) is not None and not moment.reached(time)
    }
    return dataclasses.replace(row, **later) if later else row  # type: ignore[type-var]


def _sort_key(row: Any) -> tuple[datetime, int]:
    times = _TIMES[type(row)]
    for name in (times.dating, *times.events):
        if name is not None and (time := getattr(row, name)) is not None:
            return time, row.key
    return datetime.max, row.key


def build_case(
    order: Order,
    rows: Mapping[str, Iterable[Any]],
    office: Office,
    now: datetime,
    *,
    readings: OrderReadings,
    kin: Kin,
    records_known: bool = True,
    unread: Mapping[str, str] | None = None,
) -> Case:
    """The case of one order at `now` from its rows by table."""
    moment = Moment(now)
    happened: dict[str, Any] = {}
    for table in CASE_TABLES:
        kept = [seen for row in rows.get(table, ()) if (seen := as_of(row, moment)) is not None]
        if len(kept) > 1:
            kept.sort(key=_sort_key)
        happened[table] = tuple(kept)
    return Case(
        order=as_of(order, moment) or order,
        readings=readings,
        office=office,
        moment=moment,
        kin=kin,
        records_known=records_known,
        unread=unread or {},
        **happened,
    )


def cases(
    book: Book, office: Office, now: datetime, kin_of: Callable[[Order], Kin] = lambda _: Kin()
) -> Iterator[Case]:
    """The cases of all orders of a book; texts are read here."""
    lexicons = Lexicons(office.sensitive, office.forbidden)
    grouped = book.by_order()
    for order in book.records["orders"]:
        rows = grouped.get(order.order_no, {})
        flat = [row for table in rows.values() for row in table]
        yield build_case(
            order,
            rows,
            office,
            now,
            readings=read_order(order, flat, lexicons),
            kin=kin_of(order),
            records_known=book.records_known,
            unread=book.unread.get(order.order_no),
        )
