"""Templates of other makes with parts that libraries drop; all of them survive byte for byte."""

import io
import re
import shutil
from pathlib import Path

import openpyxl
from openpyxl.drawing.image import Image

from desk.workbook import fill_template
from tests.helpers.office import NEEDS_OFFICE, convert
from tests.helpers.templates import (
    BOOK_TIES,
    PNG,
    TYPES,
    add_part,
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
SHEET_TIES = "xl/worksheets/_rels/sheet1.xml.rels"
CELLS = {"A1": "{% for o in orders %}{{ o }}", "B1": "{% endfor %}", "A2": "合计"}
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def survivors(template, changing):
    """The parts of the filled file that must be as they were, and those of the template."""
    fill_template(template, out_of(template), {"orders": ["a", "b", "c"]})
    before, after = parts_of(template), parts_of(out_of(template))
    assert [name for name in before if name not in after] == []
    return (
        {name: data for name, data in after.items() if name not in changing},
        {name: data for name, data in before.items() if name not in changing},
    )


def test_pictures_in_headers_backgrounds_and_shapes(tmp_path):
    """As Excel keeps a letterhead: a legacy drawing of the header, a background, a shape with a text."""
    template = book_of(
        tmp_path / "a.xlsx", CELLS, prepare=lambda sheet: sheet.add_image(Image(io.BytesIO(PNG)), "D1")
    )
    shape = (
        "<xdr:twoCellAnchor><xdr:from><xdr:col>4</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row>"
        "<xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>6</xdr:col><xdr:colOff>0</xdr:colOff>"
        "<xdr:row>3</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to><xdr:sp macro='' textlink=''>"
        "<xdr:txBody>内部资料</xdr:txBody></xdr:sp><xdr:clientData/></xdr:twoCellAnchor>"
    )
    namespace = ' xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'

    def change(parts):
        add_part(parts, "xl/drawings/vmlDrawing9.vml", b"<xml><!-- header --></xml>")
        add_part(parts, "xl/media/back.png", PNG)
        tie(parts, SHEET_TIES, "vmlDrawing", "../drawings/vmlDrawing9.vml", "rId90")
        tie(parts, SHEET_TIES, "image", "../media/back.png", "rId91")
        tail = f'<legacyDrawingHF xmlns:r="{R}" r:id="rId90"/><picture xmlns:r="{R}" r:id="rId91"/>'
        insert(parts, SHEET, "</worksheet>", tail)
        parts["xl/drawings/drawing1.xml"] = (
            parts["xl/drawings/drawing1.xml"]
            .replace(b"</wsDr>", shape.encode() + b"</wsDr>")
            .replace(b"<wsDr", b"<wsDr" + namespace.encode(), 1)
        )

    after, before = survivors(rewrite(template, change), {SHEET, "xl/drawings/drawing1.xml"})
    assert after == before
    drawing = xml_of(out_of(template), "xl/drawings/drawing1.xml")
    assert "内部资料" in drawing
    assert re.findall(r"<xdr:row>(\d+)", drawing) == ["3", "5"]
    assert "legacyDrawingHF" in xml_of(out_of(template), SHEET)


def test_sparklines_slicers_and_controls(tmp_path):
    """As Excel keeps a dashboard: slicers with their caches, a control, cell pictures, custom XML."""
    template = book_of(tmp_path / "a.xlsx", CELLS)
    kept = {
        "xl/slicers/slicer1.xml": b"<slicers/>",
        "xl/slicerCaches/slicerCache1.xml": b"<slicerCacheDefinition/>",
        "xl/cellimages.xml": b"<etc:cellImages xmlns:etc='urn:x'/>",
        "xl/richData/rdrichvalue.xml": b"<rvData/>",
        "customXml/item1.xml": b"<x>\r\n  &#10;</x>",
        "xl/printerSettings/printerSettings1.bin": bytes(range(256)),
        "xl/threadedComments/threadedComment1.xml": b'<T><threadedComment ref="A2"/></T>',
        "xl/ctrlProps/ctrlProp1.xml": b'<formControlPr objectType="CheckBox" fmlaLink="$A$2"/>',
    }

    def change(parts):
        for name, data in kept.items():
            add_part(parts, name, data, "application/xml" if name.endswith(".xml") else "")
        for number, (kind, target) in enumerate(
            [
                ("slicer", "../slicers/slicer1.xml"),
                ("threadedComment", "../threadedComments/threadedComment1.xml"),
                ("ctrlProp", "../ctrlProps/ctrlProp1.xml"),
            ]
        ):
            tie(parts, SHEET_TIES, kind, target, f"rId8{number}")
        tie(parts, BOOK_TIES, "slicerCache", "slicerCaches/slicerCache1.xml", "rId80")
        tail = (
            f'<extLst><ext uri="{{1}}" xmlns:x14="{X14}"><x14:slicerList><x14:slicer r:id="rId80"'
            f' xmlns:r="{R}"/></x14:slicerList></ext></extLst>'
        )
        insert(parts, SHEET, "</worksheet>", tail)

    moved = {SHEET, "xl/threadedComments/threadedComment1.xml", "xl/ctrlProps/ctrlProp1.xml"}
    after, before = survivors(rewrite(template, change), moved)
    assert after == before
    assert {name: after[name] for name in kept if name not in moved} == {
        name: data for name, data in kept.items() if name not in moved
    }
    assert 'ref="A4"' in xml_of(out_of(template), "xl/threadedComments/threadedComment1.xml")
    assert 'fmlaLink="$A$4"' in xml_of(out_of(template), "xl/ctrlProps/ctrlProp1.xml")
    assert "slicerList" in xml_of(out_of(template), SHEET)


DASHBOARD = Path(__file__).parent / "templates" / "dashboard.xlsx"


def test_a_dashboard_made_by_xlsxwriter_grows_and_keeps_its_parts(tmp_path):
    template = Path(shutil.copy(DASHBOARD, tmp_path / "a.xlsx"))
    orders = [{"名": f"工单{n}", "一": -100 - n, "二": -105 + n, "三": -90} for n in range(6)]
    fill_template(template, out_of(template), {"区域": "海口", "orders": orders})
    before, after = parts_of(template), parts_of(out_of(template))
    assert set(before) == set(after)
    changed = {name for name in before if before[name] != after[name]}
    # the two sheets, and what names or stands beside their rows; the chart moves down with them
    drawn = {"xl/drawings/drawing1.xml", "xl/drawings/vmlDrawing1.vml", "xl/charts/chart1.xml"}
    sheets = {SHEET, "xl/worksheets/sheet2.xml"}
    assert changed == {*sheets, *drawn, "xl/comments1.xml", "xl/workbook.xml"}
    sheet = after[SHEET].decode()
    lines = re.findall(r"<x14:sparkline><xm:f>(.*?)</xm:f><xm:sqref>(.*?)</xm:sqref>", sheet)
    assert lines == [(f"反馈!B{row}:D{row}", f"E{row}") for row in range(3, 9)]
    assert "<xm:sqref>F3:F8</xm:sqref>" in sheet  # the x14 data bar
    assert 'sqref="B3:D8"' in sheet
    assert re.findall("<c:f>(.*?)</c:f>", after["xl/charts/chart1.xml"].decode()) == [
        "反馈!$A$3:$A$8",
        "反馈!$F$3:$F$8",
    ]
    assert "<f>SUM(F3:F8)</f>" in sheet
    assert "<f>SUM(反馈!F3:F8)</f>" in after["xl/worksheets/sheet2.xml"].decode()
    names = after["xl/workbook.xml"].decode()
    assert "反馈!$A$1:$F$9</definedName>" in names  # the print area
    assert '<definedName name="全部">反馈!$F$3:$F$8<' in names


FLAT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.2"
 office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body><office:spreadsheet>
<table:table table:name="反馈"><table:shapes><draw:custom-shape svg:width="3cm" svg:height="1cm" svg:x="8cm"
 svg:y="4cm"><text:p>内部资料</text:p><draw:enhanced-geometry draw:type="rectangle"
 svg:viewBox="0 0 21600 21600"/></draw:custom-shape></table:shapes>
<table:table-row><table:table-cell table:number-columns-spanned="2">
<text:p>{{ 区域 }}反馈</text:p></table:table-cell>
<table:covered-table-cell/></table:table-row>
<table:table-row><table:table-cell><text:p>{% for o in orders %}{{ loop.index }}</text:p></table:table-cell>
<table:table-cell><text:p>{{ o }}{% endfor %}</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell><text:p>合计</text:p></table:table-cell>
<table:table-cell table:formula="of:=SUM([.B2:.B2])"
 office:value-type="float" office:value="0"/></table:table-row>
</table:table></office:spreadsheet></office:body></office:document>
"""


@NEEDS_OFFICE
def test_a_template_made_by_libreoffice_is_filled_and_computed_by_it(tmp_path):
    flat = tmp_path / "a.fods"
    flat.write_text(FLAT, "utf-8")
    template = convert(flat, "xlsx")
    book = filled(template, 区域="海口", orders=[1, 2, 4])
    sheet = book["反馈"]
    assert [row[:2] for row in sheet.iter_rows(values_only=True)] == [
        ("海口反馈", None),
        (1, 1),
        (2, 2),
        (3, 4),
        ("合计", "=SUM(B2:B4)"),
    ]
    before, after = parts_of(template), parts_of(out_of(template))
    changing = {SHEET, "xl/workbook.xml", "xl/drawings/drawing1.xml"}
    assert {name for name in before if name not in changing and before[name] != after.get(name)} == set()
    assert "内部资料" in after["xl/drawings/drawing1.xml"].decode()
    (tmp_path / "again").mkdir()
    computed = convert(shutil.copy(out_of(template), tmp_path / "again" / "b.xlsx"), "ods")
    assert computed.is_file()
    back = convert(shutil.copy(computed, tmp_path / "c.ods"), "xlsx")
    assert openpyxl.load_workbook(back, data_only=True)["反馈"]["B5"].value == 7


def test_the_kept_parts_hold_no_new_ties(tmp_path):
    template = book_of(tmp_path / "a.xlsx", CELLS)
    after, before = survivors(template, {SHEET})
    assert after == before
    assert TYPES in after
