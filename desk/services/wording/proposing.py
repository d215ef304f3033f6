"""Proposes a wording for an order: rendered, counted, and marked where it should not go out so."""

from dataclasses import dataclass
from functools import cache

from desk.records import SHEETS, Order
from desk.rules.office import Office
from desk.services.desk import Desk
from desk.services.judging import current_office
from desk.services.standing import Standing, load_order, stand
from desk.services.wording.marking import Mark, marks_of
from desk.services.wording.placeholders import values
from desk.services.wording.rendering import fill
from desk.services.wording.shipped import shipped_wording
from desk.vocabulary import Outcome

COMPANY = "海南移动"
_HANDY: tuple[str, ...] = ("单位", "经办人", "今天", "现在", "问题", "现象", "回访.时间", "回访.内容")


@dataclass(frozen=True, slots=True)
class Wording:
    """A proposed text: its characters, the most it may have, what is marked, which fields it lacks."""

    name: str
    title: str
    text: str
    length: int
    limit: int | None
    marks: tuple[Mark, ...]
    missing: tuple[str, ...]


def render_wording(
    desk: Desk,
    order_no: str,
    name: str,
    template_text: str | None = None,
    *,
    outcome: Outcome | None = None,
    company: str | None = None,
) -> Wording:
    """The wording `name` for this order, from the office's own template or the shipped one.

    `outcome` is the 解决情况 that is about to be given, else the order's own; `company` is how we call
    ourselves. InputError for an unknown order or wording, and for a template that is wrong.
    """
    with desk.database.read() as connection:
        office = current_office(connection)
        standing = stand(connection, load_order(connection, order_no), desk.now())
    return propose(desk, standing, office, name, template_text, outcome=outcome, company=company)


def propose(
    desk: Desk,
    standing: Standing,
    office: Office,
    name: str,
    template_text: str | None = None,
    *,
    outcome: Outcome | None = None,
    company: str | None = None,
) -> Wording:
    """The same for an order that is at hand."""
    shipped = shipped_wording(name)
    missing: list[str] = []
    filled = values(
        standing,
        missing,
        now=desk.now(),
        person=desk.person.name,
        company=company or COMPANY,
        outcome=outcome,
    )
    text = fill(shipped.template if template_text is None else template_text, filled, shipped.title)
    marks = marks_of(
        text,
        office.forbidden,
        limit=shipped.limit,
        judged=shipped.judged,
        outcome=outcome or _outcome(standing.order),
    )
    return Wording(shipped.name, shipped.title, text, len(text), shipped.limit, marks, tuple(missing))


def _outcome(order: Order) -> Outcome | None:
    return Outcome(order.outcome) if order.outcome in tuple(Outcome) else None


@cache
def placeholder_names() -> dict[str, tuple[str, ...]]:
    """Group -> the placeholders that a template may name, for an editor's list."""
    names: dict[str, tuple[str, ...]] = {
        "常用": ("单位", "经办人", "今天", "现在", "问题", "现象", "回访.时间", "回访.内容")
    }
    for sheet in SHEETS:
        if sheet.record is Order:
            names["工单"] = tuple(field.title for field in sheet.fields)
        elif sheet.of_order and sheet.table != "raw_fields":
            names[sheet.title] = tuple(f"{sheet.title}.{field.title}" for field in sheet.fields[1:])
    return names
