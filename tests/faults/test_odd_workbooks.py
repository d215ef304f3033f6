"""Strange but honest workbooks: each is read right."""

import re
from datetime import date, datetime

import pytest

from desk.errors import InputError
from desk.workbook import (
    Column,
    ErrorCell,
    Heading,
    Table,
    find_heading,
    read_workbook,
    to_identifier,
    to_time,
    write_workbook,
)

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
KNOWN = frozenset({"工单号", "派单时间", "用户号码", "投诉内容"})


def text(reference, value):
    return f'<c r="{reference}" t="inlineStr"><is><t xml:space="preserve">{value}</t></is></c>'


def row(number, *values, attributes=""):
    cells = "".join(
        text(f"{letter}{number}", value)
        if isinstance(value, str)
        else f'<c r="{letter}{number}"><v>{value}</v></c>'
        for letter, value in zip("ABCDEFGH", values, strict=False)
        if value is not None
    )
    return f'<row r="{number}"{attributes}>{cells}</row>'


def data(*rows):
    return f"<sheetData>{''.join(rows)}</sheetData>"


ORDERS = (row(1, "工单号", "派单时间"), row(2, "HI-1", "2026-10-08 09:05"))
READ = [("工单号", "派单时间"), ("HI-1", "2026-10-08 09:05")]


@pytest.mark.parametrize("reference", ["A1", "A1:A1", "A1:XFD1048576"])
def test_a_wrong_dimension(xlsx, reference):
    path = xlsx(f'<dimension ref="{reference}"/>' + data(*ORDERS))
    assert read_workbook(path)[0].rows == READ


def test_prefixed_elements(xlsx):
    body = re.sub(r"<(/?)(\w)", r"<\1x:\2", f"<worksheet>{data(*ORDERS)}</worksheet>")
    path = xlsx("", extra={"xl/worksheets/sheet1.xml": body.replace(">", f' xmlns:x="{MAIN}">', 1)})
    assert read_workbook(path)[0].rows == READ


def test_cells_and_rows_without_references(xlsx):
    path = xlsx(re.sub(r' r="\w+"', "", data(*ORDERS)))
    assert read_workbook(path)[0].rows == READ


def test_error_cells_and_formulas(xlsx):
    cells = (
        '<c r="A1" t="e"><v>#N/A</v></c><c r="B1"><f>1+1</f></c><c r="C1"><f>1+1</f><v>2</v></c>'
        '<c r="D1" t="str"><f>""</f><v></v></c><c r="E1" t="str"><f>A2</f><v>字</v></c>'
        '<c r="F1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="G1"><f>X1</f><v></v></c>'
        '<c r="H1" t="str"><f>""</f><v/></c><c r="I1"><v>9</v></c>'
    )
    (sheet,) = read_workbook(xlsx(data(f'<row r="1">{cells}</row>')))
    uncalculated = ErrorCell("未计算的公式")
    assert sheet.rows == [
        (ErrorCell("#N/A"), uncalculated, 2, None, "字", ErrorCell("#DIV/0!"), uncalculated, None, 9)
    ]


def test_errors_below_and_beside_all_values(xlsx):
    (sheet,) = read_workbook(xlsx(data(row(1, "甲"), '<row r="4"><c r="C4" t="e"><v>#REF!</v></c></row>')))
    assert sheet.rows == [("甲", None, None), (None,) * 3, (None,) * 3, (None, None, ErrorCell("#REF!"))]


def test_hidden_sheets_rows_and_protection(xlsx):
    path = xlsx(
        sheets={
            "工单": data(ORDERS[0], row(2, "HI-1", "2026-10-08 09:05", attributes=' hidden="1"'))
            + '<sheetProtection password="CC1A" sheet="1" objects="1"/>',
            "旧表": data(row(1, "旧")),
            "藏": data(row(1, "藏")),
        },
        states={"旧表": ' state="hidden"', "藏": ' state="veryHidden"'},
    )
    sheets = read_workbook(path)
    assert [(sheet.name, sheet.hidden) for sheet in sheets] == [("工单", False), ("旧表", True), ("藏", True)]
    assert sheets[0].rows == READ


def test_a_sheet_that_begins_far_from_the_corner(xlsx):
    (sheet,) = read_workbook(xlsx(data('<row r="7"><c r="D7"><v>1</v></c></row>')))
    assert (sheet.first_row, sheet.rows) == (7, [(None, None, None, 1)])


def test_merged_titles_and_two_heading_rows(xlsx):
    path = xlsx(
        data(
            row(1, "海南投诉工单清单"),
            row(3, "工单号", "派单时间", "用户信息"),
            row(4, None, None, "用户号码", "用户级别"),
            row(5, "HI-1", 46303.5, "13x00000001", "普通"),
        )
        + '<mergeCells count="4"><mergeCell ref="A1:D1"/><mergeCell ref="A3:A4"/>'
        '<mergeCell ref="B3:B4"/><mergeCell ref="C3:D3"/></mergeCells>'
    )
    (sheet,) = read_workbook(path)
    names = ("工单号", "派单时间", "用户号码", "用户信息用户级别")
    assert find_heading(sheet, KNOWN.__contains__) == Heading(4, names)


def test_duplicate_headings_and_embedded_newlines(xlsx):
    path = xlsx(data(row(1, "工单号", "投诉\n内容*", "投诉内容"), row(2, "HI-1", "一\n二", "三")))
    (sheet,) = read_workbook(path)
    assert find_heading(sheet, KNOWN.__contains__) == Heading(1, ("工单号", "投诉内容", "投诉内容"))
    assert sheet.rows[1] == ("HI-1", "一\n二", "三")


def test_dates_of_the_1904_system(xlsx):
    styles = (
        f'<styleSheet xmlns="{MAIN}"><cellXfs count="2">'
        '<xf numFmtId="0"/><xf numFmtId="22"/></cellXfs></styleSheet>'
    )
    path = xlsx(
        data('<row r="1"><c r="A1" s="1"><v>44841.5</v></c><c r="B1"><v>44841.5</v></c></row>'),
        properties='<workbookPr date1904="1"/>',
        extra={"xl/styles.xml": styles},
    )
    (sheet,) = read_workbook(path)
    assert sheet.base1904
    assert to_time(sheet.rows[0][1], base1904=sheet.base1904) == datetime(2026, 10, 8, 12)


def test_numbers_as_texts_and_texts_as_numbers(xlsx):
    (sheet,) = read_workbook(xlsx(data(row(1, "0012", 13800001234, "13800001234.0", "46303.5"))))
    zeros, number, damaged, serial = sheet.rows[0]
    assert [to_identifier(cell) for cell in (zeros, number, damaged)] == [
        "0012",
        "13800001234",
        "13800001234",
    ]
    assert to_time(serial) == datetime(2026, 10, 8, 12)


CSV = '工单号,派单时间,投诉内容\r\n001,2026-10-08 09:05,"一\r\n二,""三"""\r\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_in_every_encoding(tmp_path, encoding, delimiter):
    path = tmp_path / "工单.csv"
    content = (
        CSV if delimiter == "," else CSV.replace(",派", f"{delimiter}派").replace("间,投", f"间{delimiter}投")
    )
    content = content.replace("001,2026", f"001{delimiter}2026").replace("05,", f"05{delimiter}")
    path.write_bytes(content.encode(encoding))
    (sheet,) = read_workbook(path)
    assert sheet.name == "工单"
    assert sheet.rows == [("工单号", "派单时间", "投诉内容"), ("001", "2026-10-08 09:05", '一\r\n二,"三"')]


def test_csv_of_systems_that_protect_zeros(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('工单号,号码,备注\n="0012","=""13800001234""",a"b"c\n', "utf-8")
    assert read_workbook(path)[0].rows[1] == ("0012", "13800001234", 'a"b"c')


def test_a_short_and_a_long_row_in_csv(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("甲,乙\n1\n1,2,3\n\n", "utf-8")
    assert read_workbook(path)[0].rows == [("甲", "乙", None), ("1", None, None), ("1", "2", "3")]


def test_old_excel(tmp_path):
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("工单")
    shape = xlwt.easyxf(num_format_str="yyyy-mm-dd hh:mm:ss")
    for place, value in enumerate(["001", datetime(2026, 10, 8, 9, 5, 7), 13800001234, True, None, "末"]):
        sheet.write(2, place, value, shape if place == 1 else xlwt.Style.default_style)
    book.save(str(tmp_path / "旧.xls"))
    (read,) = read_workbook(tmp_path / "旧.xls")
    assert read.first_row == 3
    assert read.rows == [("001", datetime(2026, 10, 8, 9, 5, 7), 13800001234, True, None, "末")]
    truncated = tmp_path / "断.xls"
    truncated.write_bytes((tmp_path / "旧.xls").read_bytes()[:2_000])
    with pytest.raises(InputError, match=r"断\.xls"):
        read_workbook(truncated)


def test_a_missing_styles_part_and_blank_sheets(xlsx):
    sheets = read_workbook(xlsx(sheets={"空": "<sheetData/>", "工单": data(*ORDERS)}))
    assert [(sheet.name, len(sheet.rows)) for sheet in sheets] == [("空", 0), ("工单", 2)]


def test_real_dates_without_a_time_are_dates(tmp_path):
    write_workbook(tmp_path / "a.xlsx", [Table("表", [Column("日", "time")], [[datetime(2026, 10, 8)]])])
    value = read_workbook(tmp_path / "a.xlsx")[0].rows[1][0]
    assert value == date(2026, 10, 8)
    assert to_time(value) == datetime(2026, 10, 8)


def test_a_file_that_calamine_gives_up_is_read_by_openpyxl(xlsx):
    path = xlsx(data(*ORDERS, '<row r="3"><c r="A3" t="strange"><v>x</v></c></row>'))
    assert read_workbook(path)[0].rows == [*READ, ("x", None)]
