import io
import re

import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.table import Table

from desk.workbook import fill_template
from desk.workbook.filling.references import Formula
from tests.helpers.templates import (
    BOOK_TIES,
    PNG,
    TYPES,
    add_part,
    attribute,
    book_of,
    filled,
    insert,
    out_of,
    parts_of,
    rewrite,
    tie,
    xml_of,
)

SHEET = "xl/worksheets/sheet1.xml"
CELLS = {
    "A3": "编号",
    "B3": "值",
    "A4": "{% for o in orders %}{{ o.n }}",
    "B4": "{{ o.v }}",
    "C4": "=B4*2",
    "D4": "{% endfor %}",
    "A5": "合计",
    "B5": "=SUM(B4:B4)",
}
ORDERS = [{"n": f"o{n}", "v": n} for n in range(1, 5)]  # rows 4 to 7; the total moves from 5 to 8


def grown(tmp_path, prepare=None, **cells):
    return filled(book_of(tmp_path / "a.xlsx", {**CELLS, **cells}, prepare=prepare), orders=ORDERS)


def test_formulas_follow_and_sums_grow(tmp_path):
    sheet = grown(
        tmp_path,
        C5="=AVERAGE(B4)+B4",
        D5='=SUMIF(A4,"B4",B4)&"B4"',
        E4="=B4/SUM(B$4:B$4)+B$5",
        F4="=反馈!B4",
        E5="=SUM(4:4)+SUM(B:B)+LOG10(B5)",
    ).active
    assert sheet["B8"].value == "=SUM(B4:B7)"
    assert sheet["C8"].value == "=AVERAGE(B4:B7)+B4"
    assert sheet["D8"].value == '=SUMIF(A4:A7,"B4",B4:B7)&"B4"'
    assert [sheet[f"C{row}"].value for row in range(4, 8)] == [f"=B{row}*2" for row in range(4, 8)]
    assert sheet["E6"].value == "=B6/SUM(B$4:B$7)+B$8"
    assert sheet["F6"].value == "=反馈!B6"
    assert sheet["E8"].value == "=SUM(4:7)+SUM(B:B)+LOG10(B8)"


class Lower:
    """Rows that have all moved by ten."""

    def span(self, row, fixed):
        return row + 10, row + 10


def test_references_of_every_kind_follow():
    text = "A4+$A$4:B$5+反馈!C6+'反馈'!4:5+SUM(D:D)"
    assert Formula.of(text).placed(Lower(), {"反馈": Lower()}) == (
        "A14+$A$14:B$15+反馈!C16+'反馈'!14:15+SUM(D:D)"
    )


@pytest.mark.parametrize(
    "text",
    [
        "[1]反馈!A4",
        "'[1]反馈'!A4",
        "表1[[#This Row],[A4]]",
        "A4B+MYAB4+LOG10(1)+_A4",
        '"A4"&"反馈!A4"',
        "别的!A4",
    ],
)
def test_what_is_no_reference_to_these_rows_stays(text):
    assert Formula.of(text).placed(Lower(), {"反馈": Lower()}) == text


def test_formulas_are_left_to_be_computed(tmp_path):
    template = book_of(tmp_path / "a.xlsx", CELLS)
    rewrite(
        template,
        lambda parts: parts.update(
            {
                SHEET: parts[SHEET]
                .replace(b"<f>B4*2</f><v />", b"<f>B4*2</f><v>99</v>")
                .replace(b"<f>B4*2</f><v></v>", b"<f>B4*2</f><v>99</v>")
            }
        ),
    )
    assert "<v>99</v>" in xml_of(template, SHEET)
    filled(template, orders=ORDERS)
    assert "<v>99</v>" not in xml_of(out_of(template), SHEET)
    assert attribute(xml_of(out_of(template), "xl/workbook.xml"), "calcPr", "fullCalcOnLoad") == ["1"]


def test_formulas_of_other_sheets_follow_at_any_distance(tmp_path):
    def prepare(sheet):
        book = sheet.parent
        book.create_sheet("近")["A1"] = "=SUM(反馈!B4:B4)"
        book.create_sheet("远")["A1"] = "=近!A1"
        book.create_sheet("旁")["A1"] = "=1+1"

    template = book_of(tmp_path / "a.xlsx", CELLS, prepare=prepare)

    def compute(parts):
        for number in (2, 3, 4):
            name = f"xl/worksheets/sheet{number}.xml"
            parts[name] = re.sub(rb"</f><v ?/?>(</v>)?", b"</f><v>99</v>", parts[name])

    rewrite(template, compute)
    book = filled(template, orders=ORDERS)
    assert book["近"]["A1"].value == "=SUM(反馈!B4:B7)"
    assert "99" not in xml_of(out_of(template), "xl/worksheets/sheet2.xml")
    assert "99" not in xml_of(out_of(template), "xl/worksheets/sheet3.xml")
    assert (
        parts_of(out_of(template))["xl/worksheets/sheet4.xml"]
        == parts_of(template)["xl/worksheets/sheet4.xml"]
    )


def test_shared_and_array_formulas(tmp_path):
    template = book_of(
        tmp_path / "a.xlsx", {**CELLS, "E5": ArrayFormula("E5:E6", "=B4:B4*2"), "F5": "x", "F6": "y"}
    )
    shared = b'<c r="G5"><f t="shared" ref="G5:G6" si="0">B5+$A$3</f><v>1</v></c></row>'
    follower = b'<c r="G6"><f t="shared" si="0"/><v>1</v></c></row>'

    def change(parts):
        rows = parts[SHEET].split(b"</row>")
        rows[2] += shared.removesuffix(b"</row>")
        rows[3] += follower.removesuffix(b"</row>")
        parts[SHEET] = b"</row>".join(rows)

    sheet = filled(rewrite(template, change), orders=ORDERS).active
    assert (sheet["E8"].value.ref, sheet["E8"].value.text) == ("E8:E9", "=B4:B7*2")
    assert (sheet["G8"].value, sheet["G9"].value) == ("=B8+$A$3", "=B9+$A$3")


def test_merges_repeat_or_move(tmp_path):
    def prepare(sheet):
        for merge in ("D4:E4", "A7:C8", "F3:F5"):
            sheet.merge_cells(merge)

    sheet = grown(tmp_path, prepare).active
    assert sorted(map(str, sheet.merged_cells.ranges)) == sorted(
        ["D4:E4", "D5:E5", "D6:E6", "D7:E7", "A10:C11", "F3:F8"]
    )


def test_conditional_formats_and_validations_grow(tmp_path):
    def prepare(sheet):
        rule = FormulaRule(formula=["$B4>SUM($B$4:$B$4)/2"], fill=PatternFill("solid", bgColor="FFFF0000"))
        sheet.conditional_formatting.add("B4:C4", rule)
        choice = DataValidation(type="list", formula1="$H$5:$H$6")
        choice.add("D4")
        choice.add("A5")
        sheet.add_data_validation(choice)

    sheet = grown(tmp_path, prepare).active
    (ranges,) = sheet.conditional_formatting
    assert (str(ranges.sqref), ranges.rules[0].formula) == ("B4:C7", ["$B4>SUM($B$4:$B$7)/2"])
    (choice,) = sheet.data_validations.dataValidation
    assert (set(str(choice.sqref).split()), choice.formula1) == ({"D4:D7", "A8"}, "$H$8:$H$9")


def test_formats_of_one_row_of_several_stay_with_it(tmp_path):
    def prepare(sheet):
        rule = FormulaRule(formula=["B4>1"], fill=PatternFill("solid", bgColor="FFFF0000"))
        sheet.conditional_formatting.add("B4", rule)

    cells = {"A4": "{% for o in orders %}{{ o.n }}", "B4": "{{ o.v }}", "A5": "说明{% endfor %}"}
    sheet = filled(book_of(tmp_path / "a.xlsx", cells, prepare=prepare), orders=ORDERS).active
    (ranges,) = sheet.conditional_formatting
    assert str(ranges.sqref).split() == ["B4", "B6", "B8", "B10"]


def test_print_areas_titles_filters_and_names_grow(tmp_path):
    def prepare(sheet):
        sheet.print_area, sheet.print_title_rows, sheet.auto_filter.ref = "A1:D6", "3:3", "A3:D4"
        sheet.parent.defined_names["值"] = DefinedName("值", attr_text="反馈!$B$4:$B$4")

    book = grown(tmp_path, prepare)
    sheet = book["反馈"]
    assert (sheet.print_area, sheet.print_title_rows) == ("'反馈'!$A$1:$D$9", "$3:$3")
    assert sheet.auto_filter.ref == "A3:D7"
    assert book.defined_names["值"].attr_text == "反馈!$B$4:$B$7"


def test_tables_grow(tmp_path):
    def prepare(sheet):
        sheet.add_table(Table(displayName="表1", ref="A3:B4"))

    table = grown(tmp_path, prepare).active.tables["表1"]
    assert (table.ref, table.autoFilter.ref) == ("A3:B7", "A3:B7")


def test_links_and_breaks_repeat(tmp_path):
    def prepare(sheet):
        sheet["A4"].hyperlink = "https://example.com/"
        sheet["A5"].hyperlink = "#反馈!A5"
        sheet.row_breaks.append(Break(id=5))

    sheet = grown(tmp_path, prepare).active
    assert {cell for row in sheet for cell in [c.coordinate for c in row if c.hyperlink]} == {
        "A4", "A5", "A6", "A7", "A8",
    }  # fmt: skip
    assert [each.id for each in sheet.row_breaks.brk] == [8]
    assert attribute(xml_of(tmp_path / "out.xlsx", SHEET), "rowBreaks", "count") == ["1"]


def test_charts_grow_and_lose_what_they_remember(tmp_path):
    def prepare(sheet):
        chart = BarChart()
        chart.add_data(Reference(sheet, min_col=2, min_row=3, max_row=4), titles_from_data=True)
        chart.set_categories(Reference(sheet, min_col=1, min_row=4, max_row=4))
        sheet.add_chart(chart, "H7")
        sheet.parent.create_sheet("图").add_chart(_chart_of(sheet), "A1")

    template = book_of(tmp_path / "a.xlsx", CELLS, prepare=prepare)
    remembered = b'</c:f><c:numCache><c:ptCount val="1"/></c:numCache>'
    for name in ("xl/charts/chart1.xml", "xl/charts/chart2.xml"):
        assert name in parts_of(template)
    rewrite(
        template,
        lambda parts: parts.update(
            {
                name: data.replace(b"</f>", remembered.replace(b"c:", b""))
                for name, data in parts.items()
                if "/chart" in name
            }
        ),
    )
    filled(template, orders=ORDERS)
    for name in ("xl/charts/chart1.xml", "xl/charts/chart2.xml"):
        xml = xml_of(out_of(template), name)
        assert "'反馈'!$B$4:$B$7" in xml
        assert "numCache" not in xml
    assert "<row>9</row>" in xml_of(out_of(template), "xl/drawings/drawing1.xml")


def _chart_of(sheet):
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=4, max_row=4))
    return chart


def test_pictures_and_comments_move_with_their_cells(tmp_path):
    def prepare(sheet):
        sheet.add_image(Image(io.BytesIO(PNG)), "C6")
        sheet["A5"].comment = Comment("合计", "甲")

    book = grown(tmp_path, prepare)
    assert book.active._images[0].anchor._from.row == 8
    assert book.active["A8"].comment.text == "合计"
    note = next(data for name, data in parts_of(tmp_path / "out.xlsx").items() if name.endswith(".vml"))
    assert re.search(rb"Row>\s*7\s*</", note)


def test_the_order_of_computing_goes(tmp_path):
    template = book_of(tmp_path / "a.xlsx", CELLS)

    def change(parts):
        chain = b'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
        add_part(parts, "xl/calcChain.xml", chain, kind)
        tie(parts, BOOK_TIES, "calcChain", "calcChain.xml", "rId99")

    filled(rewrite(template, change), orders=ORDERS)
    parts = parts_of(out_of(template))
    assert "xl/calcChain.xml" not in parts
    assert b"calcChain" not in parts[TYPES] + parts[BOOK_TIES]


def test_sparklines_and_new_formats_follow_each_row(tmp_path):
    template = book_of(tmp_path / "a.xlsx", CELLS)
    extension = (
        '<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" uri="{0}">'
        '<x14:sparklineGroups xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:sparklineGroup>'
        "<x14:sparklines><x14:sparkline><xm:f>反馈!B4:C4</xm:f><xm:sqref>E4</xm:sqref></x14:sparkline>"
        "<x14:sparkline><xm:f>反馈!B4:B4</xm:f><xm:sqref>E5</xm:sqref></x14:sparkline>"
        "</x14:sparklines></x14:sparklineGroup></x14:sparklineGroups>"
        '<x14:conditionalFormattings><x14:conditionalFormatting><x14:cfRule type="expression">'
        "<xm:f>B4&gt;反馈!$B$5</xm:f></x14:cfRule><xm:sqref>B4</xm:sqref></x14:conditionalFormatting>"
        "</x14:conditionalFormattings></ext></extLst>"
    )
    rewrite(template, lambda parts: insert(parts, SHEET, "</worksheet>", extension))
    fill_template(template, out_of(template), {"orders": ORDERS[:2]})
    xml = xml_of(out_of(template), SHEET)
    assert re.findall(r"<x14:sparkline><xm:f>([^<]*)</xm:f><xm:sqref>([^<]*)", xml) == [
        ("反馈!B4:C4", "E4"),
        ("反馈!B5:C5", "E5"),
        ("反馈!B4:B5", "E6"),
    ]
    assert "<xm:f>B4&gt;反馈!$B$6</xm:f></x14:cfRule><xm:sqref>B4:B5</xm:sqref>" in xml


def test_elements_with_a_prefix(tmp_path):
    template = book_of(tmp_path / "a.xlsx", CELLS)

    def change(parts):
        xml = parts[SHEET].decode().replace('xmlns="', 'xmlns:x="')
        parts[SHEET] = re.sub(r"<(/?)(\w)", r"<\1x:\2", xml).encode()

    sheet = filled(rewrite(template, change), orders=ORDERS).active
    assert [sheet[f"A{row}"].value for row in range(4, 9)] == ["o1", "o2", "o3", "o4", "合计"]
    assert sheet["B8"].value == "=SUM(B4:B7)"
