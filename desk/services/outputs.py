"""Everything that leaves the desk, in one table; the export dialog and the command line are made from it.

To add one: a function that writes it and says what it wrote, and its line in `KINDS`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.errors import InputError
from desk.services.period import Period

if TYPE_CHECKING:
    from desk.services.desk import Desk
    from desk.services.feedback import MissingItem
    from desk.services.masking import Unmasking
    from desk.services.reporting import OrderReport
    from desk.store.listing import ListQuery


_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f]')  # for the name of a file


class Part(Enum):
    """Something that a person may say of an output."""

    PERIOD = "period"
    ORDERS = "order_nos"
    FILTER = "query"
    REGION = "region"
    TEMPLATE = "template"
    HANDLER = "handler"
    UNMASKED = "unmasked"
    REASON = "reason"
    CLOSE = "close"


_FULL = (Part.UNMASKED, Part.REASON)  # of every kind that carries names and numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a person said. `region` None is all regions; `query` is the list as it is shown."""

    period: Period | None = None
    order_nos: tuple[str, ...] = ()
    query: "ListQuery | None" = None
    region: str | None = None
    template: Path | None = None
    handler: str | None = None
    unmasked: bool = False
    reason: str | None = None
    close: bool = False
    office: str | None = None

    @property
    def unmasking(self) -> "Unmasking | None":
        """The wish to see names and numbers in full, with its reason."""
        from desk.services.masking import Unmasking

        return Unmasking(self.reason) if self.unmasked else None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputKind:
    """One kind of file. `takes` are the parts it looks at, `needs` those without which it is not written.

    `write` answers what was written, in words; `check` names what its orders lack.
    """

    name: str
    title: str
    help: str
    ending: str
    takes: frozenset[Part]
    write: "Callable[[Desk, Path, Wanted], str]"
    needs: frozenset[Part] = frozenset()
    check: "Callable[[Desk, Wanted], list[MissingItem]] | None" = None
    pages: "Callable[[Desk, Wanted, int], list[bytes]] | None" = None

    @property
    def printed(self) -> bool:
        """Whether it is paper, which can be looked at before."""
        return self.pages is not None


def write_output(desk: "Desk", name: str, path: Path, wanted: Wanted) -> str:
    """Write a kind by its name and answer what was written; InputError for what it needs or meets."""
    kind = BY_NAME[name]
    for part in sorted(kind.needs, key=lambda part: part.value):
        if not getattr(wanted, part.value):
            raise InputError(f"导出“{kind.title}”要先给出{_PART_NAMES[part]}")
    desk.progress(f"准备{kind.title}", 0, 0)
    return kind.write(desk, path, wanted)


_PART_NAMES = {Part.PERIOD: "期间", Part.ORDERS: "工单", Part.REGION: "区域", Part.TEMPLATE: "模板"}


def _list(desk: "Desk", path: Path, wanted: Wanted) -> str:
    from desk.services.exporting import export_orders

    number = export_orders(desk, path, wanted.query, wanted.period, unmasking=wanted.unmasking)
    return f"已导出 {number} 张工单"


def _feedback(desk: "Desk", path: Path, wanted: Wanted) -> str:
    from desk.services.feedback import export_feedback

    numbers = wanted.order_nos or None
    number = export_feedback(
        desk,
        path,
        wanted.region,
        wanted.period,
        wanted.template,
        numbers=numbers,
        unmasking=wanted.unmasking,
    )
    return f"已导出 {number} 张工单的反馈"


def _feedback_missing(desk: "Desk", wanted: Wanted) -> "list[MissingItem]":
    from desk.services.feedback import missing_items

    return missing_items(desk, wanted.region, wanted.period, numbers=wanted.order_nos or None)


def _summary(desk: "Desk", path: Path, wanted: Wanted) -> str:
    from desk.services.summarising import close_period, export_summary

    assert wanted.period is not None
    closed = f"已月结 {close_period(desk, wanted.period).period}，" if wanted.close else ""
    number = export_summary(desk, path, wanted.period, office=wanted.office, unmasking=wanted.unmasking)
    return f"{closed}已汇总 {number} 张工单"


def _archive(desk: "Desk", path: Path, wanted: Wanted) -> str:
    from desk.services.exporting import export_archive
    from desk.services.photo_files import listed_pictures

    number = export_archive(desk, path, wanted.period, reason=wanted.reason)
    pictures = listed_pictures(desk, wanted.period)
    told = f"（{pictures} 张照片只有清单在内，照片本身要用“现场照片”另存，即 desk export photos）"
    return f"已导出 {number} 张工单及全部记录{told if pictures else ''}"


def _photos(desk: "Desk", path: Path, wanted: Wanted) -> str:
    from desk.services.photo_files import export_photos

    done = export_photos(desk, path, wanted.period, wanted.order_nos)
    lost = f"（另有 {done.lost} 张不在库里或已损坏）" if done.lost else ""
    return f"已导出 {done.written} 张照片{lost}"


def _report(name: str) -> "OrderReport":
    from desk.services import reporting

    return reporting.BY_ORDER[name]


def _numbers(desk: "Desk", name: str, wanted: Wanted) -> tuple[str, ...]:
    """The named orders, else all of the period that have what the report is about."""
    if wanted.order_nos:
        return wanted.order_nos
    if wanted.period is None:
        raise InputError("没有指定工单，请给出工单号，或给出期间打印其中全部")
    from desk.services.reporting import printable_orders

    return tuple(printable_orders(desk, name, wanted.period))


def _by_order(name: str, title: str, help_text: str) -> OutputKind:
    """A report with a sheet for each order."""

    def write(desk: "Desk", path: Path, wanted: Wanted) -> str:
        numbers = _numbers(desk, name, wanted)
        _report(name).pdf(desk, numbers, path, office=wanted.office, unmasking=wanted.unmasking)
        return f"已打印 {len(set(numbers))} 份{title}"

    def pages(desk: "Desk", wanted: Wanted, dpi: int) -> list[bytes]:
        numbers = _numbers(desk, name, wanted)
        return _report(name).pages(desk, numbers, dpi, office=wanted.office, unmasking=wanted.unmasking)

    return OutputKind(
        name=name.replace("_", "-"),
        title=title,
        help=help_text,
        ending=".pdf",
        takes=frozenset({Part.ORDERS, Part.PERIOD, *_FULL}),
        write=write,
        pages=pages,
        check=_feedback_missing if name == "field_test" else None,
    )


def _shift(desk: "Desk", path: Path, wanted: Wanted) -> str:
    from desk.services.reporting import shift_pdf

    shift_pdf(desk, path, **_shift_options(wanted))
    return "已打印当班工作单"


def _shift_pages(desk: "Desk", wanted: Wanted, dpi: int) -> list[bytes]:
    from desk.services.reporting import shift_pages

    return shift_pages(desk, dpi, **_shift_options(wanted))


def _shift_options(wanted: Wanted) -> dict[str, Any]:
    return {"handler": wanted.handler, "office": wanted.office, "unmasking": wanted.unmasking}


def _review(desk: "Desk", path: Path, wanted: Wanted) -> str:
    from desk.services.reporting import review_pdf

    review_pdf(desk, path, wanted.order_nos or None, **_review_options(wanted))
    return "已打印建设需求论证"


def _review_pages(desk: "Desk", wanted: Wanted, dpi: int) -> list[bytes]:
    from desk.services.reporting import review_pages

    return review_pages(desk, wanted.order_nos or None, dpi, **_review_options(wanted))


def _review_options(wanted: Wanted) -> dict[str, Any]:
    return {"period": wanted.period, "office": wanted.office, "unmasking": wanted.unmasking}


KINDS: tuple[OutputKind, ...] = (
    OutputKind(
        name="orders",
        title="工单清单",
        help="工单清单和检查结论",
        ending=".xlsx",
        takes=frozenset({Part.PERIOD, Part.FILTER, *_FULL}),
        write=_list,
    ),
    OutputKind(
        name="feedback",
        title="区域反馈表",
        help="区域反馈表，可用单位自己的模板",
        ending=".xlsx",
        takes=frozenset({Part.PERIOD, Part.REGION, Part.TEMPLATE, Part.ORDERS, *_FULL}),
        write=_feedback,
        check=_feedback_missing,
    ),
    OutputKind(
        name="summary",
        title="汇总",
        help="汇总（月、周或起止日）",
        ending=".xlsx",
        takes=frozenset({Part.PERIOD, *_FULL, Part.CLOSE}),
        needs=frozenset({Part.PERIOD}),
        write=_summary,
    ),
    OutputKind(
        name="archive",
        title="交换工作簿",
        help="交换工作簿（不脱敏，要有权限；照片另用“现场照片”导出）",
        ending=".xlsx",
        takes=frozenset({Part.PERIOD, Part.REASON}),
        write=_archive,
    ),
    OutputKind(
        name="photos",
        title="现场照片",
        help="现场照片，按工单分文件夹；导入交换工作簿后用 desk photo restore 放回",
        ending=".zip",
        takes=frozenset({Part.ORDERS, Part.PERIOD}),
        write=_photos,
    ),
    _by_order("field_test", "现场测试报告", "现场测试报告，每张工单一份"),
    _by_order("order", "工单处理单", "工单处理单和检查结论，每张工单一份"),
    _by_order("visit", "上门服务卡", "上门服务卡：话术、敬语、六“不”，每张工单一份"),
    _by_order("follow_up", "投诉跟踪单", "投诉跟踪单，每张工单一份"),
    OutputKind(
        name="shift",
        title="当班工作单",
        help="当班工作单：今日到期、约定的上门、承诺的跟踪、可联系时段",
        ending=".pdf",
        takes=frozenset({Part.HANDLER, *_FULL}),
        write=_shift,
        pages=_shift_pages,
    ),
    OutputKind(
        name="review",
        title="建设需求论证",
        help="建设需求论证：资源需求评审会的材料",
        ending=".pdf",
        takes=frozenset({Part.PERIOD, *_FULL}),
        write=_review,
        pages=_review_pages,
    ),
)
BY_NAME = {kind.name: kind for kind in KINDS}


def suggested_name(name: str, wanted: Wanted) -> str:
    """A file name that says what is in it."""
    kind = BY_NAME[name]
    parts = [kind.title]
    if Part.REGION in kind.takes:
        parts.append(wanted.region or "全部区域")
    if Part.HANDLER in kind.takes and wanted.handler:
        parts.append(wanted.handler)
    if wanted.period is not None and Part.PERIOD in kind.takes:
        parts.append(wanted.period.text.replace("..", "至"))
    elif len(wanted.order_nos) == 1 and Part.ORDERS in kind.takes:
        parts.append(wanted.order_nos[0])
    return _UNFIT.sub("_", "-".join(parts)) + kind.ending
