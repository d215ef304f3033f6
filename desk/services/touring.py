"""Everything a new user is shown, written to one folder."""

from collections.abc import Iterator
from pathlib import Path

from desk.errors import InputError
from desk.services.desk import Desk
from desk.services.exporting import export_orders
from desk.services.feedback import export_feedback
from desk.services.period import parse_period
from desk.services.reporting import field_test_pdf, tested_orders
from desk.services.summarising import export_summary


def write_all(desk: Desk, out: Path) -> Iterator[tuple[Path, str]]:
    """Write workbooks and a field-test report; yields (file, what it is) as each is done."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"不能建立输出文件夹“{out}”，请检查权限或用 --out 换一个位置") from error
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
