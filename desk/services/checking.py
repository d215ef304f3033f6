"""Checking: the orders of a workbook without storing anything, or those of the database."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from desk.errors import InputError
from desk.models import findings
from desk.records import SHEETS, Order
from desk.rules import engine
from desk.rules.book import Book, cases
from desk.rules.catalogue import BY_CODE, CATALOGUE
from desk.rules.judging import finding_from
from desk.rules.office import Office, office_from
from desk.rules.rule import Finding, Rule
from desk.rules.soundness import check_setting
from desk.services.desk import Desk
from desk.services.intake import Intake, RowError, read_intake
from desk.services.judging import all_cases, current_office, office_of
from desk.services.period import Period
from desk.services.progress import Progress, untold
from desk.services.sweeping import stored_numbers, sweep
from desk.store.loading import chunks, load_office
from desk.vocabulary import Verdict

SHOWN = (Verdict.FAIL, Verdict.WARN, Verdict.UNKNOWN)
TOLD_EVERY = 100  # orders


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The findings of a check, in the order of the source. `from_file` gives rows a meaning."""

    at: datetime
    orders: int
    findings: tuple[Finding, ...]
    rules_version: str
    from_file: bool = False
    errors: tuple[RowError, ...] = ()
    remarks: tuple[str, ...] = ()

    def counts(self) -> dict[Verdict, int]:
        """How many findings of each verdict."""
        return {verdict: sum(f.verdict is verdict for f in self.findings) for verdict in Verdict}


def chosen_rules(codes: Iterable[str] | None) -> Sequence[Rule]:
    """The rules of these codes; all when none is named. InputError for an unknown code."""
    if codes is None:
        return CATALOGUE
    wanted = [code.strip().upper() for code in codes if code.strip()]
    if not wanted:
        raise InputError("没有写明要查哪些规则，请给出代码，例如 RPL01,ADR02")
    unknown = [code for code in wanted if code not in BY_CODE]
    if unknown:
        raise InputError(f"没有代码为“{'”“'.join(unknown)}”的规则，请核对（例如 RPL01）")
    return [rule for rule in CATALOGUE if rule.code in wanted]


def check_file(
    path: Path,
    at: datetime,
    *,
    period: Period | None = None,
    rules: Sequence[Rule] = CATALOGUE,
    verdicts: Collection[Verdict] = SHOWN,
    parameters: Sequence[tuple[str, str]] = (),
    chosen: Mapping[str, str] | None = None,
    progress: Progress = untold,
) -> CheckResult:
    """Check a workbook against the shipped defaults and its own setting sheets; nothing is stored.

    `chosen` maps headings to fields by hand.
    """
    intake = read_intake(path, lenient=True, chosen=chosen, progress=progress)
    _refuse_unsound(intake)
    intake.errors += _orphans(intake)
    office = office_of_book(intake.book, parameters)
    found, number = check_book(
        intake.book, office, at, period=period, rules=rules, verdicts=verdicts, progress=progress
    )
    return CheckResult(at, number, found, office.version, True, tuple(intake.errors), tuple(intake.remarks))


def _refuse_unsound(intake: Intake) -> None:
    """InputError for a parameter that cannot be in force: what it would decide cannot be said."""
    for row in intake.book.records.get("parameters", ()):
        try:
            check_setting(row)
        except InputError as error:
            raise InputError(
                f"“{intake.path.name}”的工作表“参数”第 {row.key} 行：{error}，请改正后重试"
            ) from error


def _orphans(intake: Intake) -> list[RowError]:
    """Rows of orders that the file does not hold, not even with errors: nothing is checked by them."""
    records = intake.book.records
    known = {order.order_no for order in records["orders"]} | intake.left_out.keys()
    reason = "文件里没有这个工单号的工单，这一行没有用上，请核对工单号"
    return [
        RowError(sheet.title, row.key, "工单号", row.order_no, reason, sheet.title)
        for sheet in SHEETS
        if sheet.of_order and sheet.record is not Order
        for row in records.get(sheet.table, ())
        if row.order_no not in known
    ]


def office_of_book(book: Book, parameters: Sequence[tuple[str, str]] = ()) -> Office:
    """The settings that a book's own sheets give, and these parameters over them."""
    return office_from(book.records, parameters)


def check_book(
    book: Book,
    office: Office,
    at: datetime,
    *,
    period: Period | None = None,
    rules: Sequence[Rule] = CATALOGUE,
    verdicts: Collection[Verdict] = SHOWN,
    progress: Progress = untold,
) -> tuple[tuple[Finding, ...], int]:
    """(findings, number of orders checked) of a book; rules across orders see all of its orders."""
    quiet = not engine.QUIET.isdisjoint(verdicts)
    found: list[Finding] = []
    number = 0
    for case in cases(book, office, at):
        if period is not None and case.order.dispatched_at not in period:
            continue
        if not number % TOLD_EVERY:
            progress("检查工单", number, len(book.records["orders"]))
        number += 1
        found.extend(f for f in engine.check(case, rules, quiet=quiet) if f.verdict in verdicts)
    return tuple(found), number


def check_stored(
    desk: Desk,
    *,
    at: datetime | None = None,
    period: Period | None = None,
    rules: Sequence[Rule] = CATALOGUE,
    verdicts: Collection[Verdict] = SHOWN,
    parameters: Sequence[tuple[str, str]] = (),
) -> CheckResult:
    """Check the stored orders: their stored findings after a sweep, or afresh.

    Afresh for another moment, other parameters, or verdicts that are not stored.
    """
    if at is None and not parameters and engine.QUIET.isdisjoint(verdicts):
        sweep(desk)
        return _stored(desk, period, rules, verdicts)
    moment = at or desk.now()
    quiet = not engine.QUIET.isdisjoint(verdicts)
    found: list[Finding] = []
    numbers = stored_numbers(desk, period)
    with desk.database.read() as connection:
        rows = load_office(connection)
        office = office_of(rows, parameters)
        for at_order, (_, case) in enumerate(all_cases(connection, office, moment, numbers)):
            if not at_order % TOLD_EVERY:
                desk.progress("检查工单", at_order, len(numbers))
            found.extend(f for f in engine.check(case, rules, quiet=quiet) if f.verdict in verdicts)
    return CheckResult(moment, len(numbers), tuple(found), office.version)


def _stored(
    desk: Desk, period: Period | None, rules: Sequence[Rule], verdicts: Collection[Verdict]
) -> CheckResult:
    codes = [rule.code for rule in rules]
    numbers = stored_numbers(desk, period)
    columns = (
        findings.c.order_no,
        findings.c.rule,
        findings.c.verdict,
        findings.c.gate,
        findings.c.message,
        findings.c.payload,
    )
    found: list[Finding] = []
    with desk.database.read() as connection:
        for part in chunks(numbers):
            place = {number: at for at, number in enumerate(part)}
            query = select(*columns).where(
                findings.c.order_no.in_(part),
                findings.c.rule.in_(codes),
                findings.c.verdict.in_([verdict.value for verdict in verdicts]),
            )
            rows = sorted(
                connection.execute(query.order_by(findings.c.id)), key=lambda row: place[row.order_no]
            )
            found.extend(finding_from(*row) for row in rows)
        version = current_office(connection).version
    return CheckResult(desk.now(), len(numbers), tuple(found), version)


def worst_orders(found: Sequence[Finding], number: int) -> list[tuple[str, list[Finding]]]:
    """The orders with the most fails, then warns, each with its findings."""
    grouped: dict[str, list[Finding]] = {}
    for finding in found:
        grouped.setdefault(finding.order_no, []).append(finding)
    ranked = sorted(
        grouped.items(),
        key=lambda item: (
            -sum(f.verdict is Verdict.FAIL for f in item[1]),
            -sum(f.verdict is Verdict.WARN for f in item[1]),
            item[0],
        ),
    )
    return ranked[:number]


def most_broken(found: Sequence[Finding], number: int) -> list[tuple[Rule, int]]:
    """The rules with the most fails."""
    counts: dict[str, int] = {}
    for finding in found:
        if finding.verdict is Verdict.FAIL:
            counts[finding.rule] = counts.get(finding.rule, 0) + 1
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [(BY_CODE[code], count) for code, count in ranked[:number]]
