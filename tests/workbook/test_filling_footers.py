"""Expressions in headers and footers: computed, printed as they are, refused in a sentence."""

import pytest

from desk.errors import InputError
from tests.helpers.templates import book_of, filled


def footed(path, text, cells=None, **values):
    def prepare(sheet):
        sheet.oddFooter.left.text = "&A"
        sheet.oddFooter.center.text = text
        sheet.oddFooter.right.text = "第 &P 页"

    return filled(book_of(path / "a.xlsx", cells or {"A1": "{{ x }}"}, prepare=prepare), **values)


def test_a_footer_is_computed_and_its_codes_stay(tmp_path):
    sheet = footed(tmp_path, "截至 {{ x }} · <{{ y }}>", x="A&B", y=1).active
    assert sheet.oddFooter.center.text == "截至 A&&B · <1>"
    assert (sheet.oddFooter.left.text, sheet.oddFooter.right.text) == ("&A", "第 &P 页")


def test_a_sheet_that_has_fields_in_its_footer_alone_is_filled(tmp_path):
    assert footed(tmp_path, "{{ x }}", {"A1": "文字"}, x="十月").active.oddFooter.center.text == "十月"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{{ 没有 }}", "没有名为 没有 的字段"),
        ("{{ x + }}", "写法有误"),
        ("{% if x %}有{% endif %}", "只能写"),
        ("{{ x }}", r"页眉或页脚填好后有 \d+ 个字，最多 255 个"),
    ],
)
def test_a_wrong_footer_names_its_sheet(tmp_path, text, sentence):
    with pytest.raises(InputError, match=rf"模板“a.xlsx”的表“反馈”的页眉页脚：.*{sentence}"):
        footed(tmp_path, text, x="长" * 300)
