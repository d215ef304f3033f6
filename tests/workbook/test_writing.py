import errno
import zipfile
from datetime import date, datetime
from itertools import repeat

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.errors import InputError
from desk.workbook import Column, Limits, Table, read_workbook, to_text, to_time, write_workbook
from desk.workbook.guard import inspect
from desk.workbook.parsing import parse

COLUMNS = [
    Column("工单号", "identifier", required=True),
    Column("派单时间", "time", note="EOMS 派单的时间"),
    Column("投诉内容", "text", 40),
    Column("RSRP", "number"),
    Column("次数", "integer"),
    Column("日期", "date"),
]
ROW = ["001", datetime(2026, 10, 8, 9, 5, 7), " 首尾空格 \n第二行\t", -105.5, 3, date(2026, 10, 8)]


def written(path, rows, **options):
    write_workbook(path, [Table("工单", COLUMNS, rows, **options)])
    return path


def rows_of(path):
    """The rows as parsed, without a child process: quick enough for many examples."""
    ((_, _, rows),) = parse(path, inspect(path, Limits()), Limits())
    return list(rows)


def test_what_is_written_is_read_back(tmp_path):
    (sheet,) = read_workbook(written(tmp_path / "a.xlsx", [ROW]))
    assert sheet.name == "工单"
    assert sheet.rows == [tuple(column.title for column in COLUMNS), tuple(ROW)]


# control characters that XML cannot hold are left out by design
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"), max_size=60).map(
    lambda text: "".join(character for character in text if character >= " " or character in "\t\n\r")
)
TIMES = st.datetimes(datetime(1900, 3, 1), datetime(9999, 12, 31)).map(
    lambda time: time.replace(microsecond=0)
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(TEXTS, TIMES, TEXTS, st.floats(allow_nan=False, allow_infinity=False)), max_size=6))
def test_any_row_survives(tmp_path, values):
    rows = [[identity, when, text, number, 3, None] for identity, when, text, number in values]
    back = rows_of(written(tmp_path / "b.xlsx", [*rows, ROW]))[1:-1]
    assert [to_text(row[0]) for row in back] == [row[0] for row in rows]
    assert [to_time(row[1]) for row in back] == [row[1] for row in rows]
    assert [to_text(row[2]) for row in back] == [row[2] for row in rows]
    assert [row[3] for row in back] == [row[3] for row in rows]


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0"])
def test_texts_never_become_formulas(tmp_path, text):
    path = written(tmp_path / "a.xlsx", [[text, None, text, None, None, None]])
    cell = openpyxl.load_workbook(path).active["C2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)
    assert rows_of(path)[1][0] == text


def test_escape_sequences_and_illegal_characters(tmp_path):
    path = written(tmp_path / "a.xlsx", [["a_x000D_b", None, "a\x00\x0bb\ufffe<&>", None, None, None]])
    assert rows_of(path)[1][:3] == ("a_x000D_b", None, "ab<&>")


def test_a_text_too_long_for_excel_is_cut_visibly(tmp_path):
    path = written(tmp_path / "a.xlsx", [["1", None, "😀" * 20_000, None, None, None]])
    text = rows_of(path)[1][2]
    assert len(text.encode("utf-16-le")) // 2 <= 32_767
    assert text.endswith("【原文共 20000 字，超过 Excel 单元格上限，此处截断】")


def test_times_before_excel_began_are_written_as_texts(tmp_path):
    path = written(tmp_path / "a.xlsx", [["1", datetime(1899, 5, 1, 8), None, None, 10**17 + 1, None]])
    assert rows_of(path)[1][1:5] == ("1899-05-01 08:00", None, None, "100000000000000001")


def test_values_of_another_type_than_their_column_are_kept(tmp_path):
    odd = [True, "明天", 1.0, "-105dBm", 1, datetime(2026, 10, 8, 9, 5)]
    path = written(tmp_path / "a.xlsx", [odd, [1, date(2026, 10, 8), True, None, float("nan"), "无"]])
    assert rows_of(path)[1:] == [
        ("TRUE", "明天", "1", "-105dBm", 1, date(2026, 10, 8)),
        ("1", date(2026, 10, 8), "TRUE", None, None, "无"),
    ]


def test_rows_are_as_high_as_their_longest_text(tmp_path):
    texts = ["短", "字" * 30, "一\n二\n三\n", "字" * 2_000]
    path = written(tmp_path / "a.xlsx", [["1", None, text, None, None, None] for text in texts])
    sheet = openpyxl.load_workbook(path).active
    assert [sheet.row_dimensions[row].height for row in range(2, 6)] == [None, 33.0, 49.5, 132.0]


def test_a_row_of_the_wrong_width_is_our_bug(tmp_path):
    with pytest.raises(ValueError, match="zip"):
        written(tmp_path / "a.xlsx", [["1"]])
    assert not list(tmp_path.iterdir())


def test_more_rows_than_excel_has(tmp_path):
    with pytest.raises(InputError, match="超过 Excel 的 1,048,576 行"):
        write_workbook(tmp_path / "a.xlsx", [Table("多", [Column("甲")], repeat(["x"], 1_048_576))])


def test_equal_input_gives_equal_bytes(tmp_path):
    first = written(tmp_path / "a.xlsx", [ROW]).read_bytes()
    assert first == written(tmp_path / "b.xlsx", [ROW]).read_bytes()
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert b"dcterms" not in archive.read("docProps/core.xml").replace(b"xmlns:dcterms", b"")


def test_the_house_style(tmp_path):
    path = written(
        tmp_path / "a.xlsx", [ROW, ROW], title="十月工单", fills=lambda row: {2: "fail"}, tab="2F6DB5"
    )
    sheet = openpyxl.load_workbook(path).active
    assert [cell.value for cell in sheet[2]] == [column.title for column in COLUMNS]
    assert sheet["A1"].value == "十月工单"
    assert sheet.freeze_panes == "B3"
    assert sheet.auto_filter.ref == "A2:F4"
    assert sheet.print_title_rows == "$2:$2"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert sheet["A3"].number_format == "@"
    assert sheet["B3"].number_format == "yyyy-mm-dd hh:mm:ss"
    assert sheet["C3"].fill.fgColor.rgb == "FFFDE2E1"
    assert sheet["D3"].fill.fill_type is None
    assert sheet["B2"].comment.text == "EOMS 派单的时间"
    assert sheet.max_row == 4


def test_a_wide_sheet_is_printed_on_pages_that_repeat_the_frozen_columns(tmp_path):
    columns = [Column(f"列{number}", width=40) for number in range(10)]
    write_workbook(tmp_path / "a.xlsx", [Table("宽", columns, [["x"] * 10])])
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert (sheet.page_setup.fitToWidth, sheet.print_title_cols) == (2, "$A:$A")
    assert sheet.auto_filter.ref == "A1:J2"


def test_every_sheet_has_its_own_filter(tmp_path):
    tables = [Table("甲", COLUMNS, [ROW]), Table("乙", COLUMNS, [ROW] * 3), Table("甲", COLUMNS, [])]
    write_workbook(tmp_path / "a.xlsx", tables, properties={"title": "两表", "creator": "投诉处理台"})
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["甲", "乙", "甲(3)"]
    assert [sheet.auto_filter.ref for sheet in book] == ["A1:F2", "A1:F4", "A1:F1"]
    assert book.properties.title == "两表"


def test_rows_are_read_once_as_they_are_written(tmp_path):
    def rows():
        for number in range(3_000):
            yield [str(number), *ROW[1:]]

    path = written(tmp_path / "a.xlsx", rows())
    assert [row[0] for row in rows_of(path)[1:]] == [str(number) for number in range(3_000)]


def test_impossible_targets_end_in_one_sentence(tmp_path):
    with pytest.raises(InputError, match="这是一个文件夹"):
        written(tmp_path, [ROW])
    with pytest.raises(InputError, match="不存在"):
        written(tmp_path / "无" / "a.xlsx", [ROW])


@pytest.mark.parametrize(
    ("trouble", "sentence"),
    [
        (OSError(errno.ENOSPC, "full"), "磁盘已满"),
        (PermissionError(errno.EACCES, "open elsewhere"), "请关闭该文件"),
        (OSError(errno.ENAMETOOLONG, "File name too long"), "文件名太长"),
    ],
)
def test_trouble_while_writing_leaves_the_old_file(tmp_path, trouble, sentence):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")

    def rows():
        yield ROW
        raise trouble

    with pytest.raises(InputError, match=sentence):
        written(path, rows())
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
