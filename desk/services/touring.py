"""Everything a new user is shown, written to one folder."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from desk.errors import InputError
from desk.rules.rule import Finding
from desk.services.contacting import record_contact
from desk.services.desk import Desk
from desk.services.exporting import export_orders
from desk.services.feedback import export_feedback
from desk.services.period import parse_period
from desk.services.replying import reply
from desk.services.reporting import field_test_pdf, tested_orders
from desk.services.summarising import export_summary
from desk.store.listing import ListQuery, count_orders, page_ids, rows
from desk.vocabulary import Outcome, Purpose, Reach, Restored

REPLY = "现场核查后调整天线并复测正常，已回访客户，客户确认恢复正常使用。"
CALL = "客户确认已恢复正常使用"
_MENDED_BY_A_CALL = {"RPL01"}


@dataclass(frozen=True, slots=True)
class Refused:
    """An order whose 已解决 is false until the customer has been called, and what the gate says."""

    order_no: str
    blocking: tuple[Finding, ...]


def make_folder(out: Path) -> None:
    """The folder for what is written; InputError when it cannot be."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"不能建立输出文件夹“{out}”，请检查权限或用 --out 换一个位置") from error


def refused_reply(desk: Desk) -> Refused | None:
    """Try 已解决 on the open orders until the gate refuses one for want of a call; nothing is written."""
    for order_no in _open_orders(desk):
        answer = reply(desk, order_no, Outcome.SOLVED, REPLY, dry_run=True)
        if {finding.rule for finding in answer.blocking} == _MENDED_BY_A_CALL:
            return Refused(order_no, answer.blocking)
    return None


def call_and_reply(desk: Desk, order_no: str) -> bool:
    """Register the call in which the customer confirms, then reply again; whether the gate let it pass."""
    record_contact(desk, order_no, Purpose.CALLBACK, Reach.REACHED, restored=Restored.YES, text=CALL)
    return not reply(desk, order_no, Outcome.SOLVED, REPLY).refused


def _open_orders(desk: Desk) -> list[str]:
    """The orders without a reply, oldest first."""
    query = ListQuery(descending=False, open_only=True)
    with desk.database.read() as connection:
        total = count_orders(connection, query)
        return [row["order_no"] for row in rows(connection, page_ids(connection, query, 0, total, total))]


def write_all(desk: Desk, out: Path) -> Iterator[tuple[Path, str]]:
    """Write workbooks and a field-test report; yields (file, what it is) as each is done."""
    period = parse_period(f"{desk.now():%Y-%m}")
    summary = out / f"汇总-{period.text}.xlsx"
    yield summary, f"月度汇总（{export_summary(desk, summary, period)} 张工单）"
    feedback = out / f"区域反馈-{period.text}.xlsx"
    yield feedback, f"区域反馈表（{export_feedback(desk, feedback, None, period)} 张工单）"
    orders = out / "工单检查清单.xlsx"
    yield orders, f"工单清单和检查结论（{export_orders(desk, orders)} 张工单）"
    report = out / "现场测试报告.pdf"
    numbers = tested_orders(desk, 3)
    field_test_pdf(desk, numbers, report)
    yield report, f"现场测试报告（{len(numbers)} 张工单）"
