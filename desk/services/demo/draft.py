"""An order under construction: plain values that plantings may bend before records are made of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from desk.records import BY_TABLE, Kind
from desk.rules.happened import PLANS
from desk.services.demo.places import Place

Row = dict[str, Any]

OF_ORDER = tuple(table for table, sheet in BY_TABLE.items() if sheet.of_order and table != "orders")
_TIMES = {
    table: tuple(f.name for f in sheet.fields if f.kind is Kind.TIME) for table, sheet in BY_TABLE.items()
}
_AFTER_TEST = (
    "retest", "rivals", "own_sites", "planned_sites", "rival_resources", "tower_resources", "photographed",
    "photo_permission", "left_contact", "invited_rating", "told_callback", "six_donts", "lon", "lat", "datum",
)  # fmt: skip


@dataclass(slots=True)
class Draft:
    """An order's values, the rows of its sheets, and the rows of the office's sheets that it brings along."""

    place: Place
    order: Row
    rows: dict[str, list[Row]] = field(default_factory=lambda: {table: [] for table in OF_ORDER})
    office: list[tuple[str, Row]] = field(default_factory=list)
    booked_at: datetime | None = None  # when the visit was agreed
    seen: str = ""  # what is wrong, in a few words

    def add(self, table: str, **values: Any) -> Row:
        """A new row of one of the order's sheets."""
        self.rows[table].append(values)
        return values

    def bring(self, table: str, **values: Any) -> Row:
        """A new row of one of the office's sheets."""
        self.office.append((table, values))
        return values

    def contacts(self, purpose: str) -> list[Row]:
        """The contacts of that purpose."""
        return [row for row in self.rows["contacts"] if row["purpose"] == purpose]

    @property
    def callback(self) -> Row:
        """The last callback."""
        return self.contacts("回访")[-1]

    @property
    def test(self) -> Row:
        """The field test."""
        return self.rows["field_tests"][0]

    @property
    def transfer(self) -> Row:
        """The last transfer."""
        return self.rows["transfers"][-1]

    @property
    def site(self) -> Row:
        """The site that the order brought along last."""
        return [row for table, row in self.office if table == "sites"][-1]

    def before(self, operator: str) -> Row:
        """The operator's first measurement."""
        return next(row for row in self.rows["measurements"] if row["operator"] == operator)

    def everything(self) -> Iterator[tuple[str, Row]]:
        """All rows with their tables, the order first."""
        yield "orders", self.order
        for table, rows in self.rows.items():
            for row in rows:
                yield table, row
        yield from self.office

    def postpone(self, after: datetime, by: timedelta) -> None:
        """Let everything later than `after` happen later, deadlines of the order included."""
        for table, row in self.everything():
            for name in _TIMES[table]:
                if (moment := row.get(name)) is not None and moment > after:
                    row[name] = moment + by

    def cut(self, now: datetime) -> None:
        """Forget what has not happened by `now`; plans stay. Only EOMS knows seconds."""
        order = self.order
        if self.booked_at is not None and self.booked_at > now:
            self.rows["field_tests"].clear()
        if (classed := order.get("classed_at")) is not None and classed > now:
            order.update(cause=None, classed_at=None, department=None)
            if not self.rows["field_tests"]:
                order.update(need=None, short_plan=None, long_plan=None)
        if (replied := order.get("replied_at")) is not None and replied > now:
            order.update(outcome=None, replied_at=None, reply=None)
        for test in self.rows["field_tests"]:
            if (finished := test.get("finished_at")) is not None and finished > now:
                test.update(dict.fromkeys(_AFTER_TEST))
                order.update(need=None, short_plan=None, long_plan=None)
        for transfer in self.rows["transfers"]:
            if (answered := transfer.get("answered_at")) is not None and answered > now:
                transfer["answer"] = None
        for table in OF_ORDER:
            self.rows[table] = [row for row in self.rows[table] if not _later(table, row, now)]
        for table, row in self.everything():
            for name in _TIMES[table]:
                if (moment := row.get(name)) is None:
                    continue
                seconds = moment.second if table == "orders" else 0
                late = moment > now and name not in PLANS
                row[name] = None if late else moment.replace(second=seconds, microsecond=0)


_DATING = {"transfers": "handed_at", "follow_ups": "opened_at"}


def _later(table: str, row: Row, now: datetime) -> bool:
    if table == "field_tests":
        return False
    moment = row.get(_DATING.get(table, "time"))
    return moment is not None and bool(moment > now)
