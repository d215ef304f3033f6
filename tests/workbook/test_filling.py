from datetime import date, datetime, time

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Font, PatternFill

from desk.workbook import fill_template
from tests.helpers.templates import book_of, filled, out_of, rewrite, xml_of

ROW = {
    "A3": "{% for order in orders %}{{ loop.index }}",
    "B3": "{{ order.工单号 }}{% endfor %}",
    "A4": "合计",
}
ORDERS = [{"工单号": "007"}, {"工单号": "008"}, {"工单号": "009"}]


def rows_of(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_a_row_repeats_and_what_is_below_moves(tmp_path):
    sheet = filled(
        book_of(tmp_path / "a.xlsx", {"A1": "{{ 区域 }}（{{ orders|length }} 单）", **ROW}),
        区域="海口",
        orders=ORDERS,
    ).active
    assert rows_of(sheet) == [
        ["海口（3 单）", None],
        [None, None],
        [1, "007"],
        [2, "008"],
        [3, "009"],
        ["合计", None],
    ]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (-105.5, -105.5),
        (3, 3),
        (True, True),
        (None, None),
        ("", None),
        ("001", "001"),
        (10**15, "1000000000000000"),
        (float("nan"), None),
        (datetime(2026, 10, 8, 9, 5, 7), datetime(2026, 10, 8, 9, 5, 7)),
        (date(2026, 10, 8), datetime(2026, 10, 8)),
        (time(9, 30), time(9, 30)),
        ("a<b>&\n第二行", "a<b>&\n第二行"),
        (" 首尾 ", " 首尾 "),
    ],
)
def test_values_keep_their_type(tmp_path, value, shown):
    sheet = filled(book_of(tmp_path / "a.xlsx", {"A1": "{{ x }}"}), x=value).active
    assert sheet["A1"].value == shown
    assert type(sheet["A1"].value) is type(shown)


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@SUM(A1)", "\t=1"])
def test_a_text_never_becomes_a_formula(tmp_path, text):
    book = filled(book_of(tmp_path / "a.xlsx", {"A1": "{{ x }}", "A2": "{{ x }}！"}), x=text)
    for cell in (book.active["A1"], book.active["A2"]):
        assert (cell.data_type, cell.quotePrefix) == ("s", True)
        assert str(cell.value).startswith(text)


def test_a_time_keeps_the_format_of_its_cell(tmp_path):
    def prepare(sheet):
        sheet["A1"].number_format = 'm"月"d"日"'
        sheet["A2"].font = Font(bold=True)
        sheet["A2"].fill = PatternFill("solid", fgColor="FFFFFF00")

    when = datetime(2026, 10, 8, 9, 5)
    sheet = filled(
        book_of(tmp_path / "a.xlsx", {"A1": "{{ x }}", "A2": "{{ x }}"}, prepare=prepare), x=when
    ).active
    assert (sheet["A1"].number_format, sheet["A1"].value) == ('m"月"d"日"', when)
    assert (sheet["A2"].number_format, sheet["A2"].value) == ("yyyy-mm-dd hh:mm", when)
    assert (sheet["A2"].font.bold, sheet["A2"].fill.fgColor.rgb) == (True, "FFFFFF00")


def test_the_calendar_of_1904(tmp_path):
    template = book_of(tmp_path / "a.xlsx", {"A1": "{{ x }}"})
    rewrite(
        template,
        lambda parts: parts.update(
            {
                "xl/workbook.xml": parts["xl/workbook.xml"].replace(
                    b"<workbookPr ", b'<workbookPr date1904="1" '
                )
            }
        ),
    )
    assert filled(template, x=datetime(2026, 10, 8)).active["A1"].value == datetime(2026, 10, 8)


def test_several_rows_repeat_and_rows_of_tags_alone_go(tmp_path):
    cells = {
        "A1": "{% for order in orders %}",
        "A2": "{{ order.工单号 }}",
        "A3": "说明",
        "A4": "{% endfor %}",
        "A5": "完",
    }
    sheet = filled(book_of(tmp_path / "a.xlsx", cells), orders=ORDERS[:2]).active
    assert [row[0] for row in rows_of(sheet)] == ["007", "说明", "008", "说明", "完"]


def test_loops_within_loops_sum_each_their_own(tmp_path):
    cells = {
        "A2": "{% for region in regions %}{{ region.名称 }}",
        "B2": "=SUM(B3:B3)",
        "A3": "{% for n in region.数 %}{{ loop.index }}",
        "B3": "{{ n }}{% endfor %}",
        "A4": "{% endfor %}",
        "B5": "=SUM(B$3:B$3)",
    }
    regions = [{"名称": "海口", "数": [1, 2]}, {"名称": "三亚", "数": [4]}]
    sheet = filled(book_of(tmp_path / "a.xlsx", cells), regions=regions).active
    assert rows_of(sheet)[1:] == [
        ["海口", "=SUM(B3:B4)"],
        [1, 1],
        [2, 2],
        ["三亚", "=SUM(B6:B6)"],
        [1, 4],
        [None, "=SUM(B$3:B$6)"],
    ]


def test_two_loops_open_in_one_row(tmp_path):
    cells = {
        "A1": "{% for region in regions %}{{ region.名称 }}",
        "B1": "{% for n in region.数 %}{{ n }}",
        "C1": "{% endfor %}{% endfor %}",
        "A2": "完",
    }
    regions = [{"名称": "海口", "数": [1, 2]}, {"名称": "三亚", "数": [4]}]
    sheet = filled(book_of(tmp_path / "a.xlsx", cells), regions=regions).active
    assert [row[:2] for row in rows_of(sheet)] == [["海口", 1], ["海口", 2], ["三亚", 4], ["完", None]]


def test_a_loop_without_an_end_is_its_row(tmp_path):
    cells = {"A1": "{% for order in orders %}{{ order.工单号 }}", "A2": "完"}
    sheet = filled(book_of(tmp_path / "a.xlsx", cells), orders=ORDERS).active
    assert [row[0] for row in rows_of(sheet)] == ["007", "008", "009", "完"]


def test_nothing_to_repeat_leaves_one_blank_row(tmp_path):
    sheet = filled(book_of(tmp_path / "a.xlsx", {**ROW, "B4": "=SUM(A3:A3)"}), orders=[]).active
    assert rows_of(sheet)[2:] == [[None, None], ["合计", "=SUM(A3:A3)"]]


def test_a_loop_takes_a_condition_and_several_names(tmp_path):
    cells = {"A1": "{% for name, n in pairs if n > 1 %}{{ name }}{{ loop.length }}{% endfor %}", "A2": "=1"}
    cells["B1"] = "{% endfor %}"
    cells["A1"] = cells["A1"].removesuffix("{% endfor %}")
    sheet = filled(book_of(tmp_path / "a.xlsx", cells), pairs=[("a", 1), ("b", 2), ("c", 3)]).active
    assert [row[0] for row in rows_of(sheet)] == ["b2", "c2", "=1"]


def test_a_loop_inside_one_cell_stays_in_it(tmp_path):
    cells = {
        "A1": "{% for o in orders %}{{ o.工单号 }}；{% endfor %}",
        "A2": "{{ 时|时间('%m-%d') }}{{ 空|时间 }}",
    }
    sheet = filled(
        book_of(tmp_path / "a.xlsx", cells), orders=ORDERS, 时=datetime(2026, 10, 8), 空=None
    ).active
    assert [row[0] for row in rows_of(sheet)] == ["007；008；009；", "10-08"]


def test_text_of_several_looks_keeps_them(tmp_path):
    bold = InlineFont(b=True)
    cells = {"A1": CellRichText("共 ", TextBlock(bold, "{{ n }} 单"), "，{{ x }}")}
    template = book_of(tmp_path / "a.xlsx", cells)
    fill_template(template, out_of(template), {"n": 3, "x": "完"})
    xml = xml_of(out_of(template), "xl/worksheets/sheet1.xml")
    assert xml.count("<r>") == 3
    assert "<b" in xml.partition("3 单")[0]
    assert filled(template, n=3, x="完").active["A1"].value == "共 3 单，完"


def test_a_name_of_a_field_wins_over_a_method(tmp_path):
    sheet = filled(book_of(tmp_path / "a.xlsx", {"A1": "{{ x.items }}"}), x={"items": 3}).active
    assert sheet["A1"].value == 3


def test_a_wrapped_text_makes_its_row_higher_unless_that_is_fixed(tmp_path):
    def prepare(sheet):
        for name in ("A1", "A2"):
            sheet[name].alignment = Alignment(wrap_text=True)
        sheet.row_dimensions[2].height = 20

    template = book_of(tmp_path / "a.xlsx", {"A1": "{{ x }}", "A2": "{{ x }}"}, prepare=prepare)
    sheet = filled(template, x="长" * 40).active
    assert sheet.row_dimensions[1].height > 60
    assert sheet.row_dimensions[2].height == 20


def test_sheets_that_show_expressions_are_left_alone(tmp_path):
    def prepare(sheet):
        sheet.parent.create_sheet("字段说明")["A1"] = "写 {{ 字段 }}"

    template = book_of(tmp_path / "a.xlsx", {"A1": "{{ x }}"}, prepare=prepare)
    fill_template(template, out_of(template), {"x": 1}, untouched=("字段说明",))
    assert xml_of(out_of(template), "xl/worksheets/sheet2.xml") == xml_of(
        template, "xl/worksheets/sheet2.xml"
    )


def test_equal_input_gives_equal_bytes(tmp_path):
    template = book_of(tmp_path / "a.xlsx", ROW)
    fill_template(template, tmp_path / "b.xlsx", {"orders": ORDERS})
    fill_template(template, tmp_path / "c.xlsx", {"orders": ORDERS})
    assert (tmp_path / "b.xlsx").read_bytes() == (tmp_path / "c.xlsx").read_bytes()
