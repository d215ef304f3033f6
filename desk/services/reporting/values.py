"""What reports print of orders: rows by field name, findings with their words, and the heading of all."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from desk.errors import InputError
from desk.paper import pages, write_pdf
from desk.paper.compiling import PICTURES
from desk.paper.field_test import Finding as PrintedFinding
from desk.paper.picture import Picture
from desk.paper.plain import plain
from desk.records import Order, fields
from desk.rules.catalogue import BY_CODE
from desk.rules.engine import QUIET
from desk.rules.office import Office
from desk.rules.rule import Finding
from desk.services.desk import Desk
from desk.services.judging import current_office
from desk.services.masking import Unmasking, covered_finding, covered_row, covered_rows, take_right
from desk.services.standing import Standing, load_order, stand
from desk.vocabulary import VERDICT_NAMES

Sheet = Callable[[Desk, Standing, Office, datetime], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class OrderReport:
    """A report with one sheet for each order: its folder below reports/ and what a sheet prints.

    `quiet` judges with pass and n/a too.
    """

    name: str
    sheet: Sheet
    quiet: bool = False

    def pdf(
        self,
        desk: Desk,
        order_nos: Sequence[str],
        path: Path,
        *,
        office: str | None = None,
        unmasking: Unmasking | None = None,
    ) -> None:
        """Print these orders into one PDF; `office` stands in the header."""
        write_pdf(path, self.name, self.data(desk, order_nos, office, unmasking=unmasking))

    def pages(
        self,
        desk: Desk,
        order_nos: Sequence[str],
        dpi: int = 110,
        *,
        office: str | None = None,
        unmasking: Unmasking | None = None,
    ) -> list[bytes]:
        """The same pages as pictures (PNG), for preview and printer."""
        return pages(self.name, self.data(desk, order_nos, office, unmasking=unmasking), dpi=dpi)

    def data(
        self,
        desk: Desk,
        order_nos: Sequence[str],
        office: str | None = None,
        *,
        unmasking: Unmasking | None = None,
    ) -> dict[str, Any]:
        """The data, one sheet for each order in the order given, no order twice.

        `unmasking` uses the right to see personal fields in full. InputError for an unknown order, for none
        at all, without that right, or from the sheet.
        """
        if not order_nos:
            raise InputError("没有指定工单，请至少选择一张工单再打印")
        now = desk.now()
        with desk.database.read() as connection:
            settings = current_office(connection)
            numbers = list(dict.fromkeys(order_nos))
            sheets = []
            for at, number in enumerate(numbers):
                desk.progress("准备报告", at, len(numbers))
                standing = stand(connection, load_order(connection, number), now, quiet=self.quiet)
                shown = standing if unmasking else _covered(standing)
                sheets.append(self.sheet(desk, shown, settings, now))
        desk.progress("排版", 0, 0)
        log_print(desk, unmasking, order_nos)
        return headed(sheets, now, office)


def log_print(desk: Desk, unmasking: Unmasking | None, order_nos: Sequence[str] = ()) -> None:
    """Log that personal fields are printed in full; InputError without the right to it."""
    what = "、".join(order_nos[:3]) + ("等" if len(order_nos) > 3 else "")
    take_right(desk, unmasking, f"打印未脱敏报告 {what}".strip())


def _covered(standing: Standing) -> Standing:
    """The order as everybody may see it."""
    bundle = standing.bundle
    shown = replace(bundle, order=covered_row(bundle.order), rows=covered_rows(bundle.rows))
    return replace(standing, bundle=shown, findings=tuple(map(covered_finding, standing.findings)))


def headed(sheets: list[dict[str, Any]], now: datetime, office_name: str | None) -> dict[str, Any]:
    """The sheets under what stands at the top of every page; their pictures are put together."""
    pictures: dict[str, Picture] = {}
    for sheet in sheets:
        pictures |= sheet.pop(PICTURES, {})
    return {
        "as_of": plain(now),
        "checked_at": plain(now),
        "office": office_name or "",
        "reports": sheets,
        PICTURES: pictures,
    }


def row_values(row: Any) -> dict[str, Any]:
    """A record's fields by name as they are printed: times to the minute."""
    record: Any = type(row)
    return {field.name: plain(getattr(row, field.name)) for field in fields(record)}


def all_rows(standing: Standing) -> dict[str, list[dict[str, Any]]]:
    """The order's rows by table, as they are printed, in the order of their entry."""
    return {table: [row_values(row) for row in rows] for table, rows in standing.bundle.rows.items()}


def order_values(order: Order) -> dict[str, Any]:
    """The order's fields, and its coordinates as one."""
    return {**row_values(order), "coordinates": coordinates(order)}


def coordinates(row: Any) -> str | None:
    """Longitude and latitude as given, with a comma between; None when one is missing."""
    return f"{row.lon}，{row.lat}" if row.lon and row.lat else None


def printed_findings(findings: Iterable[Finding], *, quiet: bool = False) -> tuple[PrintedFinding, ...]:
    """The findings that ask for attention, or the passed and not applicable ones."""
    return tuple(
        PrintedFinding(f.verdict, f.rule, BY_CODE[f.rule].name, f.message, f.clause, f.remedy)
        for f in findings
        if (f.verdict in QUIET) is quiet
    )


def finding_values(findings: Iterable[PrintedFinding]) -> list[dict[str, Any]]:
    """Findings as templates read them."""
    return [{**plain(asdict(f)), "word": VERDICT_NAMES[f.verdict]} for f in findings]
