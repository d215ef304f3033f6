"""Reads the `#同步要素# 键:值 ... #同步要素#` block that the service desk's system writes into 投诉内容.

The pairs stand on lines of their own, or are parted by spaces, or run into one another; a label that the
desk knows is found anywhere, another one at the start of a line or after a space.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

from desk.reading.folding import fold
from desk.vocabulary import Network, Service

SYNC_ELEMENTS_VERSION = 1
"""Raised whenever the same text may read differently."""


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


_MARK = re.compile("#同步要素#")
_LABELS = ["联系要求", "联系方式", "联系电话", "联系人", "客户要求", "用户要求", "客户诉求", "处于室内还是室外", "室内还是室外", "室内/室外", "室内外", "处于该场景下的具体位置", "具体位置", "位置", "访问哪个网站出现问题", "周围其他用户是否有同样情况", "周边其他用户是否有同样情况", "周围用户是否有同样情况", "周边用户是否有同样情况", "周围其他用户情况", "周边用户使用情况", "周围用户使用情况", "处于哪个场景", "手机显示的网络标识", "网络标识", "网络类型", "业务类型", "无信号出现的频率", "问题出现的频率", "问题出现频率", "出现频率", "出现的频率", "出现周期", "开关机情况", "故障地市/区县", "故障地市", "故障区县", "故障详细地址", "投诉详细地址", "详细地址", "故障地点", "故障地址", "故障位置", "投诉地址", "投诉位置", "投诉地点", "故障时间", "问题时间", "发生时间", "问题发生时间", "故障发生时间", "投诉时间", "出现时间", "问题出现时间", "问题时间点", "故障现象", "问题描述", "投诉内容", "终端型号", "手机型号", "手机品牌", "是否提取", "备注"]
_SCENE = "(?:（[^（）()\\s]{1,6}）|\\([^（）()\\s]{1,6}\\))?"
_KNOWN = _SCENE + "(?:" + "|".join(re.escape(label) for label in sorted(_LABELS, key=len, reverse=True)) + ")"
_OTHER = r"(?:(?<=\s)|(?<![\s\S]))[^\s:#，,。；;！!？?0-9]{2,24}"
_LABEL = re.compile(f"({_KNOWN}|{_OTHER})[:]")
_PLAIN_LABEL = re.compile("^[（(][^（）()]*[）)]")

_FIELD_OF = {
    "出现周期": ("无信号出现的频率", "问题出现的频率", "问题出现频率", "出现频率", "出现的频率", "出现周期"),
    "周边用户使用情况": (
        "周围其他用户是否有同样情况", "周边其他用户是否有同样情况", "周围用户是否有同样情况", "周边用户是否有同样情况",
        "周围其他用户情况", "周边用户使用情况", "周围用户使用情况",
    ),
    "网络类型": ("手机显示的网络标识", "网络标识", "网络类型"),
    "业务类型": ("业务类型",),
    "投诉地址": ("故障详细地址", "投诉详细地址", "详细地址", "故障地点", "故障地址", "故障位置", "投诉地址", "投诉位置", "投诉地点", "具体位置", "位置"),
    "问题时间点": ("故障时间", "问题时间", "发生时间", "问题发生时间", "故障发生时间", "出现时间", "问题出现时间", "问题时间点"),
}  # fmt: skip
_FIELDS = {label: field for field, labels in _FIELD_OF.items() for label in labels}
_NETWORKS = {
    "g": Network.G2, "e": Network.G2, "2g": Network.G2, "gprs": Network.G2, "edge": Network.G2,
    "h": Network.G3, "h+": Network.G3, "t": Network.G3, "3g": Network.G3,
    "4g": Network.G4, "4g+": Network.G4, "lte": Network.G4, "volte": Network.G4, "hd": Network.G4,
    "5g": Network.G5, "5ga": Network.G5, "5g-a": Network.G5, "vonr": Network.G5, "宽带": Network.BROADBAND,
}  # fmt: skip
_SERVICES = {
    "语音": Service.VOICE, "通话": Service.VOICE, "电话": Service.VOICE, "数据": Service.DATA, "上网": Service.DATA,
    "流量": Service.DATA, "语音+数据": Service.BOTH, "数据+语音": Service.BOTH, "语音和数据": Service.BOTH,
    "语音、数据": Service.BOTH, "数据和语音": Service.BOTH,
}  # fmt: skip
_SIDES = ("室内", "室外")
_SIDE_LABELS = ("处于室内还是室外", "室内还是室外", "室内/室外", "室内外")
_GENERATION = re.compile(r"(?<!\d)([2345]g)")


def read_sync_elements(text: str, title: str = "") -> SyncElements | None:
    """The block of a complaint text, checked against the class path in `title`; None without a block."""
    folded = fold(text)
    opening = _MARK.search(folded)
    if opening is None:
        return None
    closing = _MARK.search(folded, opening.end())
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
    labels = list(_LABEL.finditer(folded, begin, end))
    elements = []
    for label, following in zip(labels, [*labels[1:], None], strict=True):
        stop = following.start() if following else end
        value = text[label.end() : stop]
        start = label.end() + len(value) - len(value.lstrip())
        value = value.strip()
        name = text[label.start(1) : label.end(1)]
        elements.append(Element(name, value, min(start, stop), min(start, stop) + len(value)))
    return elements


def _field(element: Element) -> FieldValue | None:
    label, value = fold(element.label), fold(element.value).replace(" ", "")
    field = _FIELDS.get(label)
    if field is None or not value:
        return None
    if field == "网络类型":
        network = _NETWORKS.get(value.removesuffix("网络").removesuffix("网"))
        return FieldValue(field, network.value, element.start, element.end) if network else None
    if field == "业务类型":
        service = _SERVICES.get(value.removesuffix("业务"))
        return FieldValue(field, service.value, element.start, element.end) if service else None
    return FieldValue(field, element.value, element.start, element.end)


def _service(elements: list[Element]) -> FieldValue | None:
    """业务类型 from the scenes in brackets before the labels: （数据）... and （语音）..."""
    scenes: dict[str, Element] = {}
    for element in elements:
        scene = _PLAIN_LABEL.match(element.label)
        if scene and element.value:
            scenes.setdefault(scene.group()[1:-1], element)
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
        if label in _SIDE_LABELS:
            named = [side for side in _SIDES if side in value]
            other = [side for side in _SIDES if side in title and side not in named]
            if len(named) == 1 and len(other) == 1 and named[0] not in title:
                found.append(f"工单主题写{other[0]}，正文“{element.label}”写{named[0]}：请核实")
        if _FIELDS.get(label) == "网络类型":
            written, titled = set(_GENERATION.findall(value)), set(_GENERATION.findall(title))
            if written and titled and not written & titled:
                found.append(
                    f"工单主题写{'、'.join(sorted(titled)).upper()}，正文“{element.label}”写{element.value}：请核实"
                )
    return tuple(found)
