"""Reads the `#同步要素# 键:值 ... #同步要素#` block that the service desk's system writes into 投诉内容.

The pairs stand on lines of their own, or are parted by spaces, or run into one another; a label that the
desk knows is found anywhere, another one at the start of a line or after a space.
"""

from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from typing import NamedTuple

from desk.reading.cues import Cues, lists, words
from desk.reading.folding import fold
from desk.vocabulary import Network, Service


class Element(NamedTuple):
    """A pair of the block: the label, the value and the value's span in the text."""

    label: str
    value: str
    start: int
    end: int


class FieldValue(NamedTuple):
    """What an order field can be filled with, and the span of the text that it was read from."""

    field: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SyncElements:
    """The pairs of a block in order, the order fields they can fill, and contradictions in Chinese."""

    values: tuple[Element, ...]
    fields: tuple[FieldValue, ...]
    contradictions: tuple[str, ...]


_CUES = Cues("sync_elements")
_FILLS = {
    "cycle": "出现周期",
    "neighbours": "周边用户使用情况",
    "network": "网络类型",
    "service": "业务类型",
    "address": "投诉地址",
    "time": "问题时间点",
}
_PARTING = ";；,，、|/ \t\r\n\u3000"
_NUMBER = 8  # characters; longer is no number of a pair
_SIDES = ("室内", "室外")


@cache
def _fields() -> dict[str, str]:
    """Label to the order field that it fills."""
    return {label: field for key, field in _FILLS.items() for label in words("sync_elements", key)}


@cache
def _values(kind: type[Network] | type[Service]) -> dict[str, str]:
    """What the block may say to the value of an order field."""
    known = set(lists("sync_values"))
    return {
        word: value.value
        for value in kind
        if value.value in known
        for word in words("sync_values", value.value)
    }


def read_sync_elements(text: str, title: str = "") -> SyncElements | None:
    """The block of a complaint text, checked against the class path in `title`; None without a block."""
    folded = fold(text)
    opening = _CUES["mark"].search(folded)
    if opening is None:
        return None
    closing = _CUES["mark"].search(folded, opening.end())
    elements = _elements(text, folded, opening.end(), closing.start() if closing else len(folded))
    fields: dict[str, FieldValue] = {}
    for element in elements:
        found = _field(element)
        if found is not None:
            fields.setdefault(found.field, found)
    service = _service(elements)
    if service is not None:
        fields.setdefault(service.field, service)
    return SyncElements(tuple(elements), tuple(fields.values()), _contradictions(elements, fold(title)))


def _elements(text: str, folded: str, begin: int, end: int) -> list[Element]:
    labels = list(_CUES["label"].finditer(folded, begin, end))
    elements = []
    for label, following in zip_longest(labels, labels[1:]):
        stop = following.start() if following else end
        value = text[label.end() : stop]
        start = label.end() + len(value) - len(value.lstrip())
        value = value.strip()
        if following:
            value = value[:-_NUMBER] + _CUES["number"].sub("", value[-_NUMBER:])
        value = value.rstrip(_PARTING)
        name = text[label.start(1) : label.end(1)]
        elements.append(Element(name, value, min(start, stop), min(start, stop) + len(value)))
    return elements


def _field(element: Element) -> FieldValue | None:
    field = _field_of(_CUES["scene"].sub("", fold(element.label)))
    value = fold(element.value).replace(" ", "")
    if field is None or not value:
        return None
    if field == "网络类型":
        network = _named_network(value)
        return FieldValue(field, network, element.start, element.end) if network else None
    if field == "业务类型":
        service = _named_service(value)
        return FieldValue(field, service, element.start, element.end) if service else None
    return FieldValue(field, element.value, element.start, element.end)


def _field_of(label: str) -> str | None:
    """The order field that a label is for, by the lists or by what it is named by."""
    listed = _fields().get(label)
    if listed is not None or label in words("sync_elements", "labels"):
        return listed
    return next((field for key, field in _FILLS.items() if _CUES[key].search(label)), None)


def _named_network(value: str) -> str | None:
    """The 网络类型 that a value names; None if it is unknown or several are named."""
    parts = _CUES["joint"].split(value)
    if value in _values(Network):
        parts = [value]
    named = {_values(Network).get(part.removesuffix("网络").removesuffix("网")) for part in parts}
    return named.pop() if len(named) == 1 else None


def _named_service(value: str) -> str | None:
    """The 业务类型 that a value names, alone or joined; None if a part of it is unknown."""
    parts = {_values(Service).get(part.removesuffix("业务")) for part in _CUES["joint"].split(value)}
    if parts == {Service.VOICE.value, Service.DATA.value}:
        return Service.BOTH.value
    return parts.pop() if len(parts) == 1 else None


def _service(elements: list[Element]) -> FieldValue | None:
    """业务类型 from the scenes in brackets before the labels: （数据）... and （语音）..."""
    scenes: dict[str, Element] = {}
    for element in elements:
        scene = _CUES["scene"].match(element.label)
        if scene and element.value:
            scenes.setdefault(scene.group(1), element)
    data, voice = scenes.get("数据"), scenes.get("语音")
    first = data or voice
    if first is None:
        return None
    kind = Service.BOTH if data and voice else Service.DATA if data else Service.VOICE
    return FieldValue("业务类型", kind.value, first.start, first.end)


def _contradictions(elements: list[Element], title: str) -> tuple[str, ...]:
    """Where the class path says one thing and the block another."""
    found = []
    for element in elements:
        label, value = fold(element.label), fold(element.value)
        if label in words("sync_elements", "side"):
            named = [side for side in _SIDES if side in value]
            other = [side for side in _SIDES if side in title and side not in named]
            if len(named) == 1 and len(other) == 1 and named[0] not in title:
                found.append(f"工单主题写{other[0]}，正文“{element.label}”写{named[0]}：请核实")
        if _fields().get(label) == "网络类型":
            written, titled = set(_CUES["generation"].findall(value)), set(_CUES["generation"].findall(title))
            if written and titled and not written & titled:
                found.append(
                    f"工单主题写{'、'.join(sorted(titled)).upper()}，正文“{element.label}”写{element.value}：请核实"
                )
    return tuple(found)
