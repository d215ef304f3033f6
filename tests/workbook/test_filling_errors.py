import subprocess
import sys
import time
from pathlib import Path

import pytest

from desk.errors import InputError
from desk.workbook import fill_template
from desk.workbook.filling.expressions import compile_text, context_of
from desk.workbook.filling.sandbox import Sandbox
from desk.workbook.filling.trouble import TroubleError
from tests.helpers.templates import TYPES, add_part, book_of, out_of, rewrite

VALUES = {"orders": [{"工单号": "001", "投诉地址": None}], "区域": "海口", "文": "x"}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{{ ordr.工单号 }}", "没有名为 ordr 的字段，可用 orders、区域、文"),
        ("{{ orders[0].工单 }}", "没有名为 工单 的字段，可用 工单号、投诉地址"),
        ("{{ orders[0].投诉地址.x }}", "为空"),
        ("{{ orders[7].工单号 }}", "没有第 7 项"),
        ("{{ 区域 ", "写法有误"),
        ("{{ 区域. }}", "写法有误"),
        ("{% if 区域 %}a", "写法有误"),
        ("{{ 区域|大写 }}", "没有的过滤器"),
        ("{{ 区域 + 1 }}", "算不出结果"),
        ("{{ orders }}", "一组值"),
        ("{% set x = 1 %}{{ x }}", "只能使用"),
        ("{% include 'a' %}{{ 区域 }}", "只能使用"),
        ("{{ 区域.__class__ }}", "没有名为 __class__ 的字段"),
        ("{{ 区域.format(1) }}", "不许用"),
        ("{% endfor %}{{ 区域 }}", "前面没有对应的"),
        ("{% for o in 区域 %}{{ o }}", "不是可以重复的列表"),
        ("{% for o in ordrs %}{{ o }}", "没有名为 ordrs 的字段"),
        ("{% for o %}{{ o }}", "写法有误"),
        ("{% for a, b, c in orders %}{{ a }}", "不能分成 3 个值"),
        ("{% for x in range(10**9) %}{{ x }}", "范围过大"),
        ("{% for a in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}", "循环次数"),
        ("{{ 'a' * 10**9 }}", "文字过多"),
        ("{{ 9 ** 99999999 }}", "过大"),
        ("{{ '%99999999d' % 1 }}", "不能用 %"),
        ("{{ range(99999)|map('string')|map('join', 'a' * 99999)|list|length }}", "文字过多"),
    ],
)
def test_what_is_wrong_is_one_sentence_with_its_cell_and_nothing_is_written(tmp_path, text, sentence):
    template = book_of(tmp_path / "模板.xlsx", {"A1": "{{ 区域 }}", "C5": text})
    start = time.monotonic()
    with pytest.raises(InputError) as caught:
        fill_template(template, out_of(template), VALUES)
    assert time.monotonic() - start < 20
    assert str(caught.value).startswith("模板“模板.xlsx”的表“反馈”单元格 C5：")
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)
    assert list(tmp_path.iterdir()) == [template]


def test_a_wrong_value_in_a_late_row_leaves_the_old_file(tmp_path):
    template = book_of(tmp_path / "a.xlsx", {"A1": "{% for o in orders %}{{ 1 // o }}"})
    out_of(template).write_bytes(b"old")
    with pytest.raises(InputError, match="单元格 A1"):
        fill_template(template, out_of(template), {"orders": [1, 1, 0]})
    assert out_of(template).read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 2


def test_loops_that_cross(tmp_path):
    cells = {"A1": "{% for o in orders %}", "A2": "{{ 区域 }}", "A3": "{% for p in orders %}{% endfor %}"}
    cells |= {"A4": "{% endfor %}", "A5": "{% endfor %}"}
    template = book_of(tmp_path / "a.xlsx", cells)
    with pytest.raises(InputError, match="前面没有对应的"):
        fill_template(template, out_of(template), VALUES)


def test_a_template_without_fields_is_told(tmp_path):
    template = book_of(tmp_path / "a.xlsx", {"A1": "区域"})
    with pytest.raises(InputError, match="没有可填的内容"):
        fill_template(template, out_of(template), VALUES)


def test_a_protected_sheet_is_told(tmp_path):
    template = book_of(
        tmp_path / "a.xlsx", {"A1": "{{ 区域 }}"}, prepare=lambda sheet: sheet.protection.enable()
    )
    with pytest.raises(InputError, match=r"表“反馈”受保护.*撤销工作表保护"):
        fill_template(template, out_of(template), VALUES)


@pytest.mark.parametrize("sign", ["part", "type"])
def test_macros_are_told(tmp_path, sign):
    template = book_of(tmp_path / "a.xlsm", {"A1": "{{ 区域 }}"})

    def change(parts):
        if sign == "part":
            add_part(parts, "xl/vbaProject.bin", b"\xd0\xcf")
        else:
            parts[TYPES] = parts[TYPES].replace(
                b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
            )

    with pytest.raises(InputError, match=r"含有宏.*另存为"):
        fill_template(rewrite(template, change), tmp_path / "out.xlsx", VALUES)


@pytest.mark.parametrize(
    ("data", "sentence"), [(b"a,b\n", "不是 .xlsx"), (b"", "空的"), (b"PK\x03\x04", "损坏")]
)
def test_other_files_are_told(tmp_path, data, sentence):
    template = tmp_path / "a.xlsx"
    template.write_bytes(data)
    with pytest.raises(InputError, match=sentence):
        fill_template(template, tmp_path / "out.xlsx", VALUES)


def test_places_that_cannot_be_written(tmp_path):
    template = book_of(tmp_path / "a.xlsx", {"A1": "{{ 区域 }}"})
    with pytest.raises(InputError, match="同一个文件"):
        fill_template(template, template, VALUES)
    with pytest.raises(InputError, match="文件夹"):
        fill_template(template, tmp_path, VALUES)
    with pytest.raises(InputError, match="不存在"):
        fill_template(template, tmp_path / "没有" / "b.xlsx", VALUES)
    with pytest.raises(InputError, match="找不到"):
        fill_template(tmp_path / "没有.xlsx", tmp_path / "b.xlsx", VALUES)


def test_a_disk_that_fills_half_way_leaves_no_half_file(tmp_path):
    """A limit on the size of files stands for the full disk."""
    template = book_of(tmp_path / "a.xlsx", {"A1": "{% for n in numbers %}{{ n * n }}"})
    out_of(template).write_bytes(b"old")
    code = (
        "import resource, sys; from pathlib import Path; from desk.workbook import fill_template\n"
        "from desk.errors import InputError\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))\n"
        "try:\n    fill_template(Path(sys.argv[1]), Path(sys.argv[2]), {'numbers': range(50_000)})\n"
        "except InputError as error:\n    print(error)\n"
    )
    root = Path(__file__).resolve().parents[2]
    told = subprocess.run(
        [sys.executable, "-c", code, template, out_of(template)],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "无法写入" in told.stdout
    assert told.stderr == ""
    assert out_of(template).read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.xlsx", "out.xlsx"]


def test_too_many_rows_are_told(tmp_path):
    cells = {"A1": "{% for a in ten %}x", "A2": "{% for b in many %}{{ b }}", "B2": "{% endfor %}"}
    template = book_of(tmp_path / "a.xlsx", cells | {"A3": "{% endfor %}"})
    with pytest.raises(InputError, match="单元格 A2：超过 Excel 的 1,048,576 行"):
        fill_template(template, out_of(template), {"ten": range(11), "many": range(99_000)})


@pytest.mark.parametrize("source", ["{{ x.__init__ }}", "{{ x.mro() }}", "{{ x|attr('y') }}"])
def test_the_sandbox_gives_no_way_out(source):
    sandbox = Sandbox()
    with pytest.raises(TroubleError):
        compile_text(sandbox, source, ["x"]).value(context_of(sandbox, {"x": object()}))
