"""What would be different: verdicts under other parameters or lexicons, without changing anything."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desk.reading.order_texts import Lexicons, read_order
from desk.reading.phrases import Lexicon
from desk.rules import engine
from desk.rules.case import Case
from desk.rules.catalogue import CATALOGUE
from desk.rules.office import Office
from desk.services.desk import Desk
from desk.services.judging import all_cases, office_of
from desk.services.sweeping import stored_numbers
from desk.store.loading import Bundle, load_office
from desk.vocabulary import Verdict


@dataclass(frozen=True, slots=True)
class Flip:
    """A verdict that would be another."""

    order_no: str
    rule: str
    now: Verdict
    then: Verdict


def suppose(
    desk: Desk,
    parameters: Sequence[tuple[str, str]] = (),
    *,
    sensitive: Lexicon | None = None,
    forbidden: Lexicon | None = None,
) -> list[Flip]:
    """The verdicts that flip under these parameters (name, value) and lexicons, by 派单时间 and rule."""
    now = desk.now()
    flips: list[Flip] = []
    with desk.database.read() as connection:
        rows = load_office(connection)
        office = office_of(rows)
        other = office_of(rows, parameters)
        other = replace(other, sensitive=sensitive or other.sensitive, forbidden=forbidden or other.forbidden)
        numbers = stored_numbers(desk)
        stands = all_cases(connection, office, now, numbers)
        would = all_cases(connection, other, now, numbers)
        for (_, case), (bundle, then) in zip(stands, would, strict=True):
            if sensitive is not None or forbidden is not None:
                _read_again(bundle, then, other)
            flips += _flips(case, then)
    return flips


def _read_again(bundle: Bundle, case: Case, office: Office) -> None:
    flat = [row for rows in bundle.rows.values() for row in rows]
    case.readings = read_order(bundle.order, flat, Lexicons(office.sensitive, office.forbidden))


def _flips(case: Case, then: Case) -> list[Flip]:
    before = {f.rule: f.verdict for f in engine.check(case, CATALOGUE, quiet=True)}
    after = {f.rule: f.verdict for f in engine.check(then, CATALOGUE, quiet=True)}
    return [
        Flip(case.order.order_no, code, before[code], verdict)
        for code, verdict in after.items()
        if verdict is not before[code]
    ]
