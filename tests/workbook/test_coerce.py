import pytest

from desk.workbook import Bad, ErrorCell, to_identifier, to_integer, to_number, to_text, to_yes_no
from desk.workbook.cells import UNCALCULATED


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (13807531234.0, "13807531234"),
        ("13807531234.0", "13807531234"),
        ("1.3807531234E+10", "13807531234"),
        (13807531234, "13807531234"),
        ("001", "001"),
        (" HI-052-261008-00017 ", "HI-052-261008-00017"),
        ("１３８０７５３１２３４", "13807531234"),
        ('="0012"', "0012"),
        ("'0012", "0012"),
        ("5E10", "5E10"),
        (123456789012345.0, "123456789012345"),
        (None, ""),
        ("", ""),
    ],
)
def test_identifiers_are_repaired_where_nothing_was_lost(value, expected):
    assert to_identifier(value) == expected


@pytest.mark.parametrize(
    ("value", "word"),
    [
        ("1.38075E+10", "已丢失"),
        ("1E+10", "已丢失"),
        (123456789012345680.0, "超过 15 位"),
        (1234567890123450.0, "超过 15 位"),
        (True, "逻辑值"),
        (float("inf"), "有效数字"),
        (ErrorCell("#N/A"), "#N/A"),
        (ErrorCell(UNCALCULATED), "没有计算结果"),
    ],
)
def test_identifiers_with_lost_digits_are_reported(value, word):
    result = to_identifier(value)
    assert isinstance(result, Bad)
    assert word in result.reason
    assert "请" in result.reason


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1,234.5", 1234.5),
        ("12%", 0.12),
        ("-105dBm", -105.0),
        ("−105", -105.0),
        ("１２", 12.0),
        (3, 3.0),
        (None, None),
        ("-", None),
        ("N/A", None),
        ("23.4 Mbit/s", 23.4),
        (0.0, 0.0),
        ("110.35°", 110.35),
    ],
)
def test_numbers_are_read(value, expected):
    assert to_number(value) == expected


@pytest.mark.parametrize("value", ["abc", "1,2", True, float("nan"), ErrorCell("#DIV/0!"), "1e999"])
def test_what_is_no_number_is_reported(value):
    assert isinstance(to_number(value), Bad)


def test_an_integer_has_no_fraction():
    assert to_integer("3.0") == 3
    assert isinstance(to_integer(3.5), Bad)
    assert to_integer(" ") is None


@pytest.mark.parametrize("value", ["是", "有", "Y", "yes", 1, 1.0, "1", True, "TRUE"])
def test_yes(value):
    assert to_yes_no(value) == "是"


@pytest.mark.parametrize("value", ["否", "无", "n", "No", 0, 0.0, "0", False, "false"])
def test_no(value):
    assert to_yes_no(value) == "否"


def test_neither_yes_nor_no():
    assert to_yes_no("-") is None
    assert to_yes_no(None) is None
    assert to_yes_no("也许") == Bad("“也许”不是是或否，请填“是”或“否”。")


@pytest.mark.parametrize(
    ("value", "expected"),
    [(3.0, "3"), (3.5, "3.5"), (None, ""), (" a ", " a "), (True, "TRUE"), (ErrorCell("#REF!"), "#REF!")],
)
def test_texts_read_as_in_the_cell(value, expected):
    assert to_text(value) == expected
