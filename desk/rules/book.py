"""A set of orders with all their rows: what a workbook holds, or a chunk of the database."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from desk.reading.order_texts import Lexicons, OrderReadings, read_order
from desk.records import BY_TABLE, Order, Tie
from desk.rules.case import Case
from desk.rules.happened import as_of, by_time
from desk.rules.kin import Kin
from desk.rules.kinship import KinOf, around, kinship
from desk.rules.moment import Moment
from desk.rules.office import Office
from desk.rules.rule import Spot
from desk.rules.ties import pairing_ties

CASE_TABLES = tuple(
    name for name in Case.__dataclass_fields__ if name in BY_TABLE and BY_TABLE[name].of_order
)


@dataclass(slots=True)
class Book:
    """Records by table. `records_known` is false for a bare export of orders."""

    records: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))
    records_known: bool = True
    unread: dict[Spot, str] = field(default_factory=dict)  # where a value cannot be read -> as it stands
    lost: dict[str, dict[str, str]] = field(default_factory=dict)  # order -> sheet -> rows left out

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


def no_kin(order: Order, own: Sequence[Tie], moment: Moment) -> Kin:
    """The kin of an order that is looked at alone."""
    return Kin()


def build_case(
    order: Order,
    rows: Mapping[str, Iterable[Any]],
    office: Office,
    now: datetime,
    *,
    readings: OrderReadings,
    kin_of: KinOf = no_kin,
    records_known: bool = True,
    unread: Mapping[Spot, str] | None = None,
    lost: Mapping[str, str] | None = None,
) -> Case:
    """The case of one order at `now` from its rows by table; `kin_of` knows the orders around it."""
    moment = Moment(now)
    happened: dict[str, Any] = {
        table: _happened(of_table, moment) for table, of_table in rows.items() if table in CASE_TABLES
    }
    return Case(
        order=as_of(order, moment) or order,
        readings=readings,
        office=office,
        moment=moment,
        kin=kin_of(order, pairing_ties(order, rows, readings), moment),
        records_known=records_known,
        unread=unread or {},
        lost=lost or {},
        **happened,
    )


def _happened(rows: Iterable[Any], moment: Moment) -> tuple[Any, ...]:
    """The rows that have happened, by time."""
    kept = [seen for row in rows if (seen := as_of(row, moment)) is not None]
    if len(kept) > 1:
        kept.sort(key=by_time)
    return tuple(kept)


def cases(book: Book, office: Office, now: datetime) -> Iterator[Case]:
    """The cases of all orders of a book, each with its kin; texts are read here."""
    lexicons = Lexicons(office.sensitive, office.forbidden)
    grouped = book.by_order()
    readings: dict[str, OrderReadings] = {}
    for order in book.records["orders"]:
        flat = [row for table in grouped.get(order.order_no, {}).values() for row in table]
        readings[order.order_no] = read_order(order, flat, lexicons)
    kin_of = kinship(around(book.records, readings, office.parameters.cluster_m), office, now)
    for order in book.records["orders"]:
        yield build_case(
            order,
            grouped.get(order.order_no, {}),
            office,
            now,
            readings=readings[order.order_no],
            kin_of=kin_of,
            records_known=book.records_known,
            unread=book.unread,
            lost=book.lost.get(order.order_no),
        )
