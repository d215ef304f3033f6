"""The clipboard as a sheet: Excel's text, tables of web pages, and what is no table."""

import pytest

from desk.errors import InputError
from desk.services.pasting import pasted_sheet

EXCEL = (
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table><tr><td>1.4E+10</td></tr></table></html>'
)


def test_text_of_excel_keeps_line_ends_and_tabs_inside_cells():
    sheet = pasted_sheet('工单号\t内容\r\nA1\t"第一行\n第二""行"""\r\nA2\t\r\n', EXCEL)
    assert sheet.rows == [("工单号", "内容"), ("A1", '第一行\n第二"行"'), ("A2", None)]


def test_the_table_of_a_web_page_is_read_with_its_spans():
    html = """<div>菜单</div><table><tr><td>x</td></tr></table>
    <table><thead><tr><th rowspan="2">工单号</th><th colspan=2>时间</th></tr>
    <tr><th>派单</th><th>回单</th></tr>
    </thead><tr><td>A1</td><td>2026-10-10<br>08:00</td><td>&nbsp;</td></tr></table>"""
    assert pasted_sheet("工单号 时间\nA1 2026-10-10", html).rows == [
        ("工单号", "时间", None),
        (None, "派单", "回单"),
        ("A1", "2026-10-10\n08:00", None),
    ]


def test_rows_of_unequal_length_are_filled_and_blank_ones_left_out():
    assert pasted_sheet("a\tb\tc\n\n1\n").rows == [("a", "b", "c"), ("1", None, None)]


@pytest.mark.parametrize(("text", "html"), [("", ""), ("只有一句话", ""), ("一\n二", "<p>一</p>")])
def test_what_is_no_table_is_refused_with_the_remedy(text, html):
    with pytest.raises(InputError, match="剪贴板里没有表格"):
        pasted_sheet(text, html)
