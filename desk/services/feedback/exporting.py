"""Exporting the regional feedback, and saying first what is missing."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from desk.rules.parameters import Parameters
from desk.services.desk import Desk
from desk.services.feedback.context import missing_columns, values_of
from desk.services.feedback.default import make_template, thresholds
from desk.services.feedback.fieldlist import TITLE
from desk.services.feedback.judged import judged_orders
from desk.services.judging import current_office
from desk.services.masking import Unmasking, take_right
from desk.services.period import Period
from desk.workbook import fill_template

_ALL = "全部区域"


@dataclass(frozen=True, slots=True)
class MissingItem:
    """A blank that a rule asks for; `field` is named as verdicts do: 工单's bare, others 表.字段."""

    order_no: str
    region: str
    column: str
    field: str
    rule: str
    message: str
    remedy: str


def missing_items(
    desk: Desk,
    region: str | None = None,
    period: Period | None = None,
    *,
    numbers: Sequence[str] | None = None,
) -> list[MissingItem]:
    """What the feedback of these orders would mark as missing; InputError when there is no order."""
    return [
        MissingItem(
            judged.order.order_no,
            judged.region,
            column.name,
            column.source,
            finding.rule,
            finding.message,
            finding.remedy,
        )
        for judged in judged_orders(desk, region, period, numbers)
        for column in missing_columns(judged)
        for finding in column.asked
    ]


def export_feedback(
    desk: Desk,
    path: Path,
    region: str | None,
    period: Period | None = None,
    template: Path | None = None,
    *,
    numbers: Sequence[str] | None = None,
    unmasking: Unmasking | None = None,
) -> int:
    """The feedback of one region or (None) of all, of a period or of the orders in `numbers`.

    Without a template every region has its sheet; the office's own template is filled with all orders, and
    `regions` groups them. Names and numbers are masked unless the person uses the right to unmask, which is
    logged. Answers the number of orders. InputError when there is none, and for a template that cannot be
    filled, with its cell.
    """
    found = judged_orders(desk, region, period, numbers)
    limits = _limits(desk)
    take_right(desk, unmasking, f"导出未脱敏反馈表 {path.name}")
    values = values_of(
        found if unmasking else [judged.covered() for judged in found],
        区域=region or _ALL,
        期间=period.text if period else None,
        截至=desk.now(),
        门限=thresholds(limits),
    )
    if template is not None:
        _fill(desk, template, path, values)
    else:
        _fill_default(desk, path, values, limits)
    return len(found)


def write_template(desk: Desk, path: Path) -> None:
    """The default template, not filled, for the office to make its own of."""
    make_template(path, [("反馈", "区域", "orders")], _limits(desk))


def _fill(desk: Desk, template: Path, path: Path, values: dict[str, Any]) -> None:
    told = partial(desk.progress, "填写反馈表")
    fill_template(template, path, values, untouched=(TITLE,), told=told)


def _fill_default(desk: Desk, path: Path, values: dict[str, Any], limits: Parameters) -> None:
    sheets = [
        (region["名称"], f"regions[{at}].名称", f"regions[{at}].orders")
        for at, region in enumerate(values["regions"])
    ]
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / "区域反馈.xlsx"
        make_template(template, sheets, limits, f"截至 {values['截至']:%Y-%m-%d %H:%M}")
        _fill(desk, template, path, values)


def _limits(desk: Desk) -> Parameters:
    with desk.database.read() as connection:
        return current_office(connection).parameters
