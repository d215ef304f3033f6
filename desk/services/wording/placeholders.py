"""What a template may name: the order's fields and its rows, by their Chinese names."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from desk.reading.address import read_address
from desk.reading.sync_elements import read_sync_elements
from desk.records import BY_TABLE, SHEETS, Contact, Field, Order, Step, fields
from desk.services.masking import mask
from desk.services.standing import Standing
from desk.store.loading import Bundle
from desk.vocabulary import Outcome, Purpose, Reach, StepState

_OF_ORDER = tuple(sheet for sheet in SHEETS if sheet.of_order and sheet.record is not Order)
_RAW = "raw_fields"
_SYMPTOMS = ("故障现象", "问题描述", "投诉内容", "客户要求", "用户要求", "客户诉求")  # the most telling first
_LEAD = re.compile("^(?:用户|客户)(?:来电|再次)*(?:反映|反馈|称|表示|投诉)[，,：:]?")


class Blank:
    """A field without a value: false, empty, and named in the text where it is printed all the same."""

    def __init__(self, name: str, missing: list[str]) -> None:
        self._name = name
        self._missing = missing

    def __str__(self) -> str:
        if self._name not in self._missing:
            self._missing.append(self._name)
        return f"【未填：{self._name}】"

    def __bool__(self) -> bool:
        return False

    def __len__(self) -> int:
        return 0

    def __iter__(self) -> Iterator[str]:
        return iter(())


def values(
    standing: Standing,
    missing: list[str],
    *,
    now: datetime,
    person: str,
    company: str,
    outcome: Outcome | None = None,
) -> dict[str, Any]:
    """Every placeholder with its value; a blank one that is printed adds its name to `missing`.

    The order's fields stand by their names; each sheet's name is its last row, and with 列表 all of its rows.
    Personal fields are masked. 现象 is what 投诉内容 complains of, 问题 says in a breath what it is about.
    """
    order, rows = standing.order, standing.bundle.rows
    found = _row(order, "", missing)
    if outcome is not None:
        found["解决情况"] = outcome.value
    for sheet in _OF_ORDER:
        if sheet.table == _RAW:
            continue
        own = rows.get(sheet.table, [])
        found[sheet.title] = _row(own[-1] if own else None, sheet.title, missing, sheet.fields)
        found[f"{sheet.title}列表"] = [_row(row, sheet.title, missing) for row in own]
    found["回访"] = _callback(rows.get("contacts", []), missing)
    found["已实施步骤"] = _done(rows.get("steps", []), missing)
    found["问题"] = _problem(order) or Blank("问题", missing)
    found["现象"] = _symptom(order.complaint) or found["投诉内容"]
    today = f"{now.month}月{now.day}日"
    return found | {"单位": company, "经办人": person, "今天": today, "现在": _told(now)}


def blank_values(now: datetime) -> dict[str, Any]:
    """Every placeholder as an order without any content has it: what a template is checked against."""
    bundle = Bundle(Order(order_no="", dispatched_at=now), True, 0)
    standing = Standing(bundle, (), read_address(""))
    return values(standing, [], now=now, person="", company="")


def _problem(order: Order) -> str:
    """What is complained of in a breath: 4G语音和数据."""
    return "".join(word for word in (order.network, order.service) if word).replace("+", "和")


def _symptom(complaint: str | None) -> str:
    """What the customer says is wrong: from the 同步要素 where the text has them, without a lead-in."""
    text = complaint or ""
    elements = read_sync_elements(text)
    if elements is not None:
        said = {element.label: element.value for element in elements.values}
        text = next((said[label] for label in _SYMPTOMS if said.get(label)), text)
    return _LEAD.sub("", text.strip()).rstrip("。；")


def _row(row: Any, prefix: str, missing: list[str], columns: Sequence[Field] | None = None) -> dict[str, Any]:
    """A row's fields by Chinese name; all blank for no row."""
    record: Any = type(row)
    return {
        field.title: _value(field, None if row is None else getattr(row, field.name), prefix, missing)
        for field in columns or fields(record)
    }


def _value(field: Field, value: Any, prefix: str, missing: list[str]) -> Any:
    if value is None or (isinstance(value, str) and not value.strip()):
        return Blank(f"{prefix}.{field.title}" if prefix else field.title, missing)
    if isinstance(value, datetime):
        return _told(value)
    shown = mask(field, value)
    return shown.strip().rstrip("。；") if isinstance(shown, str) else shown


def _told(moment: datetime) -> str:
    """A time as people say it."""
    return f"{moment.month}月{moment.day}日{moment:%H:%M}"


def _callback(contacts: Sequence[Contact], missing: list[str]) -> dict[str, Any]:
    """The last 回访 that reached the customer."""
    reached = [row for row in contacts if row.purpose == Purpose.CALLBACK and row.result == Reach.REACHED]
    last = max(reached, key=lambda row: row.time, default=None)
    return _row(last, "回访", missing, BY_TABLE["contacts"].fields)


def _done(steps: Sequence[Step], missing: list[str]) -> list[dict[str, Any]]:
    """The handling steps that were taken and say what was done, by number."""
    taken = [step for step in steps if step.state == StepState.DONE and step.text]
    return [
        _row(step, "处理步骤", missing, BY_TABLE["steps"].fields)
        for step in sorted(taken, key=lambda step: step.number)
    ]
