"""What templates see: orders with their fields by Chinese name, their rows, and the feedback's columns."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from desk.records import BY_RECORD, SHEETS, Field, Kind, Measurement, Order, RawField, fields
from desk.rules.catalogue import BY_CODE
from desk.rules.rule import Finding
from desk.services.feedback.columns import COLUMNS, OPERATORS, measured
from desk.services.feedback.judged import JudgedOrder
from desk.vocabulary import VERDICT_NAMES, Operator

# raw columns of imports may hold anything, names and numbers of customers too
ROW_SHEETS = tuple(sheet for sheet in SHEETS if sheet.of_order and sheet.record not in (Order, RawField))
BLANK_ROWS = {sheet.title: dict.fromkeys(field.title for field in sheet.fields) for sheet in ROW_SHEETS}
_BLANK_READINGS = BLANK_ROWS[BY_RECORD[Measurement].title]

# names that are not fields of records -> what they give
ORDER_EXTRAS = {
    "反馈": "反馈表的各列，缺项时写明要求它的规则",
    "三网": "移动、联通、电信最近一次整改前的测试",
    "最近": "各表的最近一行，没有时各字段为空",
    "缺项": "缺少的列和要求它的规则，一行文字一项",
    "结论": "检查发现的问题，每条有 规则、名称、结论、条款、说明、办法",
}


def values_of(found: Sequence[JudgedOrder], **general: Any) -> dict[str, Any]:
    """The names of a template: orders, regions (each with 名称 and orders), and the general ones."""
    orders = [order_values(judged) for judged in found]
    pairs = zip(found, orders, strict=True)
    regions = [
        {"名称": name, "orders": [values for _, values in own]}
        for name, own in groupby(pairs, key=lambda pair: pair[0].region)
    ]
    return {"orders": orders, "regions": regions, **general}


def order_values(judged: JudgedOrder) -> dict[str, Any]:
    """One order as templates see it."""
    values = _values(judged.order, fields(Order))
    rows: dict[str, list[dict[str, Any]]] = {
        sheet.title: [_values(row, sheet.fields) for row in judged.rows.get(sheet.table, ())]
        for sheet in ROW_SHEETS
    }
    shown = {column.name: column.shown(judged) for column in COLUMNS}
    return {
        **values,
        **rows,
        "反馈": shown,
        "三网": {operator.value: _readings(judged, operator) for operator in OPERATORS},
        "最近": {title: own[-1] if own else BLANK_ROWS[title] for title, own in rows.items()},
        "缺项": [f"{item.name}：{item.rules}" for item in missing_columns(judged)],
        "结论": [_finding(finding) for finding in judged.findings],
    }


@dataclass(frozen=True, slots=True)
class MissingColumn:
    """A column that is blank although rules ask for it. `source` is the field as verdicts name it."""

    name: str
    source: str
    asked: Sequence[Finding]

    @property
    def rules(self) -> str:
        """The codes of the rules that ask."""
        return "、".join(dict.fromkeys(finding.rule for finding in self.asked))


def missing_columns(judged: JudgedOrder) -> list[MissingColumn]:
    """The feedback's columns that are blank although rules ask for them."""
    blank = (column for column in COLUMNS if column.value(judged) in (None, ""))
    asked = ((column, judged.asked(column.source, column.asked_by)) for column in blank)
    return [MissingColumn(column.name, column.source, found) for column, found in asked if found]


def _values(record: Any, declared: Iterable[Field]) -> dict[str, Any]:
    return {field.title: _cell(field, getattr(record, field.name)) for field in declared}


def _cell(field: Field, value: Any) -> Any:
    """A number that was kept as text is a number again; other words stay."""
    if field.kind is not Kind.NUMBER or not isinstance(value, str):
        return value
    try:
        read = float(value)
    except ValueError:
        return value
    return read if math.isfinite(read) else value


def _readings(judged: JudgedOrder, operator: Operator) -> Mapping[str, Any]:
    found = measured(judged, operator)
    return _BLANK_READINGS if found is None else _values(found, fields(Measurement))


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "规则": finding.rule,
        "名称": BY_CODE[finding.rule].name,
        "结论": VERDICT_NAMES[finding.verdict],
        "条款": finding.clause,
        "说明": finding.message,
        "办法": finding.remedy,
    }
