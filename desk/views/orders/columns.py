"""The list's columns: what the check says first, then the listable fields of the record."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from desk.records import Field, Kind, Order, fields
from desk.services.listing import OrderLine
from desk.services.masking import mask
from desk.views.texts import one_line, short_time, verdict_word


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `name` is what the list sorts by."""

    name: str
    title: str
    width: int  # of the column, in half-width characters
    text: Callable[[OrderLine, bool], str]  # the line, and whether personal fields are covered
    right: bool = False


def _judged() -> tuple[Column, ...]:
    return (
        Column("worst", "检查结论", 13, lambda line, _: verdict_word(line.worst)),
        Column("open_findings", "问题", 7, lambda line, _: str(line.open_findings or ""), right=True),
        Column("next_due", "最近时限", 13, lambda line, _: short_time(line.next_due)),
    )


def _of_field(field: Field) -> Column:
    def text(line: OrderLine, covered: bool) -> str:
        value: Any = line.values[field.name]
        if field.kind is Kind.TIME:
            return short_time(value)
        return one_line(mask(field, value) if covered else value)

    width = 13 if field.kind is Kind.TIME else field.width
    return Column(field.name, field.title, width, text, right=field.kind is Kind.INTEGER)


def _all() -> tuple[Column, ...]:
    own = {field.name: _of_field(field) for field in fields(Order) if field.listable}
    first = own.pop("order_no")
    return (first, *_judged(), *own.values())


COLUMNS = _all()
