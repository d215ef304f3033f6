"""Whether a row of the office's settings can be in force: said before it is written, in one sentence."""

from collections.abc import Callable, Mapping
from typing import Any

from desk.errors import InputError
from desk.reading.address import county_code
from desk.reading.phrases import check_phrase
from desk.records import (
    BY_RECORD,
    CalendarDay,
    CalendarYear,
    Kind,
    Parameter,
    Person,
    Phrase,
    Region,
    StepName,
)
from desk.rules.field_test.ladder import TWELVE
from desk.rules.parameter_values import parameter_value
from desk.vocabulary import DayKind

_YEARS = range(1990, 2101)
_LONGEST_NAME = 20  # of a step, in characters: it stands in a column on paper


def check_setting(row: Any) -> None:
    """InputError for a row that cannot be in force; registers and other rows are taken as they are."""
    sheet = BY_RECORD[type(row)]
    if not (sheet.is_setting or isinstance(row, Person)):
        return
    for field in sheet.fields:
        value = getattr(row, field.name)
        if field.required and value in (None, ""):
            raise InputError(f"{sheet.title}的“{field.title}”必须填写")
        if field.kind is Kind.CHOICE and value is not None and value not in field.choices:
            choices = "、".join(field.choices)
            raise InputError(f"{sheet.title}的“{field.title}”不能是“{value}”，应为 {choices} 之一")
    own = _OWN.get(type(row))
    if own is not None:
        own(row)


def _parameter(row: Parameter) -> None:
    parameter_value(row.name, row.value)


def _region(row: Region) -> None:
    if county_code(row.county) is None:
        raise InputError(f"没有名为“{row.county}”的区县，请写全称，例如 澄迈县、龙华区")


def _year(row: CalendarYear) -> None:
    if row.year not in _YEARS:
        raise InputError(f"年份“{row.year}”不在 {_YEARS[0]} 到 {_YEARS[-1]} 之间，请核对")


def _day(row: CalendarDay) -> None:
    if row.kind == DayKind.OPENED and row.day.weekday() < 5:
        raise InputError(f"{row.day} 不是周末，本来就上班；要取消放假请选“{DayKind.PLAIN}”")


def _step_name(row: StepName) -> None:
    if row.number not in TWELVE:
        raise InputError(f"步骤编号“{row.number}”不在 {TWELVE[0]} 到 {TWELVE[-1]} 之间，请核对")
    if not row.name.strip() or len(row.name) > _LONGEST_NAME:
        raise InputError(f"第 {row.number} 步的名称应为 1 到 {_LONGEST_NAME} 个字，请改短或补上")


_OWN: Mapping[type, Callable[[Any], None]] = {
    Parameter: _parameter,
    Region: _region,
    Phrase: check_phrase,
    CalendarYear: _year,
    CalendarDay: _day,
    StepName: _step_name,
}
