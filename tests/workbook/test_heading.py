import pytest

from desk.workbook import Heading, Sheet, clean_name, find_heading

KNOWN = frozenset({"工单号", "派单时间", "用户号码", "区域", "测试前RSRP", "RSRP", "下行速率", "投诉地址"})


def sheet(*rows, first_row=1):
    width = max(map(len, rows))
    return Sheet("工单", [tuple(row) + (None,) * (width - len(row)) for row in rows], first_row)


def find(*rows, first_row=1):
    return find_heading(sheet(*rows, first_row=first_row), KNOWN.__contains__)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" 工单号* ", "工单号"),
        ("*工单号：", "工单号"),
        ("派单\n时间", "派单时间"),
        ("下行速率 (Mbit/s)*", "下行速率"),
        ("用户号码（必填）", "用户号码"),
        ("ＲＳＲＰ", "RSRP"),
        ("(备注)", "(备注)"),
        (None, ""),
        (12.0, "12"),
    ],
)
def test_names_are_cleaned(text, expected):
    assert clean_name(text) == expected


def test_titles_and_blank_rows_above_are_skipped():
    found = find(
        ("海南投诉工单清单 2026年10月",),
        (),
        ("导出人：", "张三"),
        ("工单号*", "派单时间", None, "其他"),
        ("HI-1", "2026-10-08 09:05", "x", "y"),
    )
    assert found == Heading(4, ("工单号", "派单时间", "", "其他"))


def test_the_row_number_is_that_of_the_file():
    assert find(("工单号", "区域"), ("1", "龙华"), first_row=5) == Heading(5, ("工单号", "区域"))


def test_the_first_of_equals_wins():
    found = find(("工单号", "区域"), ("HI-1", "龙华"), ("工单号", "区域"))
    assert found is not None
    assert found.row == 1


def test_groups_above_names():
    found = find(
        ("用户信息", None, "测试前", None),
        ("工单号", "用户号码", "RSRP", "SINR"),
        ("HI-1", "13x", -105.0, 3.0),
    )
    assert found == Heading(2, ("工单号", "用户号码", "测试前RSRP", "测试前SINR"))


def test_names_merged_over_two_rows():
    found = find(
        ("工单号", "派单时间", "测试前", None, "区域"),
        (None, None, "RSRP", "SINR", None),
        ("HI-1", "2026-10-08", -105.0, 3.0, "龙华"),
    )
    assert found == Heading(2, ("工单号", "派单时间", "测试前RSRP", "测试前SINR", "区域"))


def test_a_row_of_texts_below_is_no_second_heading():
    found = find(("工单号", "派单时间", None), ("HI-1", "2026-10-08", "x"))
    assert found == Heading(1, ("工单号", "派单时间", ""))


def test_duplicates_are_kept():
    assert find(("工单号", "区域", "区域"), ("1", "2", "3")) == Heading(1, ("工单号", "区域", "区域"))


def test_one_known_name_is_not_enough():
    assert find(("工单号", "甲", "乙"), ("1", "2", "3")) is None
    assert find_heading(Sheet("空", []), KNOWN.__contains__) is None


def test_only_the_first_rows_are_looked_at():
    assert find(*[("说明",)] * 60, ("工单号", "区域")) is None
