"""Workbooks made to exhaust memory: refused by the guard, with memory under 500 MB (see conftest)."""

import time
import zipfile
from itertools import repeat

import pytest

from desk.workbook import read_workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MEGABYTE = 1 << 20


def cell(reference, value="1"):
    return f'<c r="{reference}"><v>{value}</v></c>'


def test_zeros_in_a_sheet(xlsx, refusal):
    path = xlsx("", extra={"xl/worksheets/sheet1.xml": repeat(bytes(MEGABYTE), 300)})
    assert path.stat().st_size < MEGABYTE
    assert "已停止读取" in refusal(path)


def test_cells_without_end(xlsx, refusal):
    many = repeat("<row>" + "<c><v>1</v></c>" * 60_000 + "</row>", 300)
    path = xlsx("", extra={"xl/worksheets/sheet1.xml": [f'<worksheet xmlns="{MAIN}"><sheetData>', *many]})
    assert "压缩比" in refusal(path)


def test_shared_strings_without_end(xlsx, refusal):
    strings = [f'<sst xmlns="{MAIN}">', *repeat("<si><t>1</t></si>" * 60_000, 300), "</sst>"]
    assert "压缩比" in refusal(xlsx("<sheetData/>", strings=strings))


def test_one_endless_string(xlsx, refusal):
    strings = [f'<sst xmlns="{MAIN}"><si><t>', *repeat("字" * MEGABYTE, 100), "</t></si></sst>"]
    assert "超长文字" in refusal(xlsx("<sheetData/>", strings=strings))


def test_a_sum_of_parts(xlsx, refusal):
    parts = {f"xl/media/{number}.bin": bytes(15 * MEGABYTE) for number in range(12)}
    path = xlsx("<sheetData/>", extra=parts)
    assert path.stat().st_size < MEGABYTE
    assert "压缩比" in refusal(path)


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml"])
def test_entities(xlsx, refusal, part):
    entities = '<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    text = f'<?xml version="1.0"?><!DOCTYPE x [{entities}]><x xmlns="{MAIN}">&i;</x>'
    assert "DTD" in refusal(xlsx("<sheetData/>", strings="<sst/>", extra={part: text}))


def test_entities_in_a_part_of_another_name(xlsx, refusal):
    entities = f'<!DOCTYPE x [<!ENTITY a "ha">]><worksheet xmlns="{MAIN}">&a;</worksheet>'
    path = xlsx("<sheetData/>", extra={"xl/hidden.bin": f"\n {entities}"})
    assert "DTD" in refusal(path)


def test_pictures_may_have_a_dtd(xlsx):
    path = xlsx(
        f'<sheetData><row r="1">{cell("A1")}</row></sheetData>', extra={"xl/media/a.svg": "<!DOCTYPE svg>"}
    )
    assert read_workbook(path)[0].rows == [(1,)]


def test_entities_in_another_encoding(xlsx, refusal):
    text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>'.encode("utf-16")
    assert "编码不常见" in refusal(xlsx("<sheetData/>", extra={"xl/worksheets/sheet1.xml": text}))


def test_a_stray_cell_at_the_far_corner(xlsx, refusal):
    rows = f'<row r="1">{cell("A1")}</row><row r="1048576">{cell("XFD1048576")}</row>'
    sentence = refusal(xlsx(f"<sheetData>{rows}</sheetData>"))
    assert "工作表「工单」在 XFD1048576" in sentence


def test_a_stray_cell_in_the_last_row_is_read(xlsx):
    rows = f'<row r="1">{cell("A1")}{cell("AD1", 2)}</row><row r="1048576">{cell("B1048576", 3)}</row>'
    (sheet,) = read_workbook(xlsx(f"<sheetData>{rows}</sheetData>"))
    assert len(sheet.rows) == 1_048_576
    assert sheet.rows[-1][:3] == (None, 3, None)
    assert sheet.rows[0][-1] == 2


def test_rows_that_are_only_formatted(xlsx):
    def rows():
        yield f'<worksheet xmlns="{MAIN}"><sheetData><row r="1">{cell("A1")}</row>'
        for number in range(2, 100_000):
            yield (
                f'<row r="{number}" s="1">'
                + "".join(f'<c r="{c}{number}" s="1"/>' for c in "ABCDEFGH")
                + "</row>"
            )
        yield f'<row r="100000">{"".join(cell(f"{c}100000") for c in "AB")}</row></sheetData></worksheet>'

    (sheet,) = read_workbook(xlsx("", extra={"xl/worksheets/sheet1.xml": rows()}))
    assert len(sheet.rows) == 100_000
    assert sheet.rows[-1] == (1, 1)
    assert sheet.rows[50_000] == (None, None)


def test_cells_that_never_end_take_no_time(xlsx, refusal):
    path = xlsx('<sheetData><row r="1">' + '<c r="A1"><f><v' * 500_000 + "</row></sheetData>")
    start = time.monotonic()
    assert "损坏" in refusal(path)
    assert time.monotonic() - start < 20


def test_too_many_parts(xlsx, refusal):
    assert "部件" in refusal(xlsx("<sheetData/>", extra={f"x/{number}": b"" for number in range(10_001)}))


def test_two_parts_of_one_name(xlsx, refusal):
    path = xlsx(f'<sheetData><row r="1">{cell("A1")}</row></sheetData>')
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("xl/worksheets/sheet1.xml", "<worksheet/>")
    assert "已损坏" in refusal(path)


def ods(path, body):
    head = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml",
            f'{head}<table:table table:name="工单">{body}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return path


FILLED = 'office:value-type="string"><text:p>x</text:p></table:table-cell>'


def test_repetition_in_an_ods(tmp_path, refusal):
    body = (
        f'<table:table-row table:number-rows-repeated="1048576">'
        f'<table:table-cell table:number-columns-repeated="16384" {FILLED}</table:table-row>'
    )
    assert "ods" in refusal(ods(tmp_path / "炸弹.ods", body))


def test_blank_repetition_in_an_ods_is_usual(tmp_path):
    body = (
        f"<table:table-row><table:table-cell {FILLED}"
        '<table:table-cell table:number-columns-repeated="16383"/>'
        '</table:table-row><table:table-row table:number-rows-repeated="1048575">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    assert read_workbook(ods(tmp_path / "常见.ods", body))[0].rows == [("x",)]


def test_a_million_rows_are_to_be_cut(xlsx, tmp_path, refusal):
    def rows():
        yield "<sheetData>"
        for start in range(1, 1_000_001, 5_000):
            yield "".join(f'<row r="{at}">{cell(f"A{at}", at)}</row>' for at in range(start, start + 5_000))
        yield "</sheetData>"

    sentence = "的工作表「{}」超过 500,000 行，请按时间分成几个文件依次导入，重复的行不会存两次。"
    content = ("".join(part) for part in rows())
    assert sentence.format("工单") in refusal(xlsx(sheets={"工单": "".join(content)}))
    path = tmp_path / "百万.csv"
    path.write_text("工单号,派单时间\n" + "1,2026-10-08\n" * 1_000_000, encoding="utf-8")
    assert sentence.format("百万") in refusal(path)


def test_a_row_across_all_columns(xlsx, refusal):
    letters = [column(number) for number in range(1, 16_385)]
    rows = "".join(
        f'<row r="{at}">{"".join(cell(f"{letter}{at}") for letter in letters)}</row>' for at in (1, 2)
    )
    assert "工作表「工单」在 XFD" in refusal(xlsx(f"<sheetData>{rows}</sheetData>"))
    assert letters[-1] == "XFD"


def column(number):
    """A for 1."""
    letters = ""
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(65 + place) + letters
    return letters
