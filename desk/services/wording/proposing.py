"""Proposes a wording for an order: rendered, counted, and marked where it should not go out so."""

from dataclasses import dataclass
from functools import cache

from desk.records import SHEETS, Order
from desk.rules.office import Office
from desk.services.desk import Desk
from desk.services.judging import current_office
from desk.services.standing import Standing, load_order, stand
from desk.services.wording.keeping import template_of
from desk.services.wording.marking import Mark, marks_of
from desk.services.wording.placeholders import values
from desk.services.wording.rendering import fill
from desk.services.wording.shipped import ShippedWording, shipped_wording
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
    """The wording `name`, a shipped name or a template's title, for this order.

    `template_text` is tried in the place of the text in force; `outcome` is the 解决情况 that is about to be
    given, else the order's own; `company` is how we call ourselves. InputError for an unknown order or
    wording, and for a template that is wrong.
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
    template = template_of(desk, name)
    missing: list[str] = []
    filled = values(
        standing,
        missing,
        now=desk.now(),
        person=desk.person.name,
        company=company or COMPANY,
        outcome=outcome,
    )
    text = fill(template.text if template_text is None else template_text, filled, template.title)
    kind = template.kind
    marks = _marks(text, office, kind, outcome or _outcome(standing.order))
    return Wording(template.use, template.title, text, len(text), kind.limit, marks, tuple(missing))


def marks_while_typing(desk: Desk, text: str, use: str, outcome: Outcome | None = None) -> tuple[Mark, ...]:
    """What a text typed for this use should not go out with."""
    with desk.database.read() as connection:
        office = current_office(connection)
    return _marks(text, office, shipped_wording(use), outcome)


def _marks(text: str, office: Office, kind: ShippedWording, outcome: Outcome | None) -> tuple[Mark, ...]:
    return marks_of(text, office.forbidden, limit=kind.limit, judged=kind.judged, outcome=outcome)


def _outcome(order: Order) -> Outcome | None:
    return Outcome(order.outcome) if order.outcome in tuple(Outcome) else None


@cache
def placeholder_names() -> dict[str, tuple[str, ...]]:
    """Group -> the placeholders that a template may name, for an editor's list."""
    names: dict[str, tuple[str, ...]] = {"常用": _HANDY}
    for sheet in SHEETS:
        if sheet.record is Order:
            names["工单"] = tuple(field.title for field in sheet.fields)
        elif sheet.of_order and sheet.table != "raw_fields" and not sheet.beyond:
            names[sheet.title] = tuple(f"{sheet.title}.{field.title}" for field in sheet.fields[1:])
    return names
