"""What would be different: stored verdicts that flip under changed settings, without changing them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from desk.models import findings
from desk.reading.order_texts import Lexicons, read_hits
from desk.records import BY_TABLE, Phrase
from desk.rules import engine
from desk.rules.case import Case
from desk.rules.catalogue import CATALOGUE
from desk.rules.office import Office
from desk.services.desk import Desk
from desk.services.judging import all_cases, office_of
from desk.services.sweeping import stored_numbers, sweep
from desk.store import Change
from desk.store.loading import Bundle, OfficeRows, chunks, load_office
from desk.vocabulary import Verdict

TOLD_EVERY = 500  # orders


@dataclass(frozen=True, slots=True)
class Flip:
    """A verdict that would be another. What is not stored, pass and n/a, counts as pass before."""

    order_no: str
    rule: str
    now: Verdict
    then: Verdict


def suppose(desk: Desk, changes: Sequence[Change]) -> list[Flip]:
    """The verdicts that flip under these changes of settings, by 派单时间 and rule.

    Changes of registers and people flip nothing by themselves and are left out of account.
    """
    wanted = [change for change in changes if BY_TABLE[change.table].is_setting]
    if not wanted:
        return []
    sweep(desk)
    numbers = stored_numbers(desk)
    flips: list[Flip] = []
    with desk.database.read() as connection:
        rows = load_office(connection)
        office, other = office_of(rows), office_of(changed(rows, wanted))
        reread = (office.sensitive, office.forbidden) != (other.sensitive, other.forbidden)
        words_alone = all(isinstance(change.row, Phrase) for change in wanted)
        stored = _stored(connection, numbers)
        for at, (bundle, case) in enumerate(all_cases(connection, other, desk.now(), numbers, settled=True)):
            if not at % TOLD_EVERY:
                desk.progress("估算影响", at, len(numbers))
            if reread and not _reads_otherwise(bundle, case, other) and words_alone:
                continue
            flips += _flips(case, stored.get(case.order.order_no, {}))
    return flips


def changed(rows: OfficeRows, changes: Sequence[Change]) -> OfficeRows:
    """The office's rows with changes in place."""
    after = OfficeRows(rows)
    for change in changes:
        kept = [row for row in after[change.table] if change.before is None or row.key != change.key]
        after[change.table] = (*kept, *((change.after,) if change.after is not None else ()))
    return after


def _stored(connection: Connection, numbers: Sequence[str]) -> dict[str, dict[str, Verdict]]:
    found: dict[str, dict[str, Verdict]] = {}
    columns = (findings.c.order_no, findings.c.rule, findings.c.verdict)
    for part in chunks(numbers):
        for number, rule, verdict in connection.execute(
            select(*columns).where(findings.c.order_no.in_(part))
        ):
            found.setdefault(number, {})[rule] = Verdict(verdict)
    return found


def _reads_otherwise(bundle: Bundle, case: Case, office: Office) -> bool:
    """Have the case read with the office's lexicons; whether they find something else."""
    flat = [row for rows in bundle.rows.values() for row in rows]
    hits = read_hits(bundle.order, flat, Lexicons(office.sensitive, office.forbidden))
    if hits == case.readings.hits:
        return False
    case.readings = replace(case.readings, hits=hits)
    return True


def _flips(case: Case, before: dict[str, Verdict]) -> Iterator[Flip]:
    for finding in engine.check(case, CATALOGUE, quiet=True):
        now = before.get(finding.rule, Verdict.PASS)
        if finding.verdict is not now and not {now, finding.verdict} <= engine.QUIET:
            yield Flip(case.order.order_no, finding.rule, now, finding.verdict)
