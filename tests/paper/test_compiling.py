"""Compiling: the same bytes, the same pictures, and one sentence for a broken template."""

import json
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from desk import assets
from desk.errors import InputError
from desk.paper import Shelf, chinese_font, pages, pdf, write_pdf

HELLO = {"as_of": "2026-10-31 18:00", "name": "张三"}


@pytest.fixture
def office(tmp_path):
    """A folder of the office's own reports; writes the template of the report named own."""
    folder = tmp_path / "reports"
    shutil.copytree(assets.report("common"), folder / "common")
    (folder / "own").mkdir()

    def write(source):
        (folder / "own" / "report.typ").write_text(source, encoding="utf-8")
        return folder

    return write


def test_the_same_data_give_the_same_bytes(scene):
    first = pdf("field_test", scene.data())
    again = subprocess.run(
        [sys.executable, "-c", "import json,sys;from desk.paper import pdf;"
         "sys.stdout.buffer.write(pdf('field_test', json.load(sys.stdin)))"],
        input=json.dumps(scene.data()).encode(), capture_output=True, check=True,
        cwd=Path(__file__).resolve().parents[2],
    ).stdout  # fmt: skip
    assert first == again


def test_the_document_is_dated_by_its_data(scene, tmp_path):
    said = scene.read("pdfinfo", pdf("field_test", scene.data()), tmp_path, "-isodates", to=())
    assert "CreationDate:    2026-10-31T10:00:00Z" in said  # 18:00 in China


def test_the_pictures_show_what_the_pdf_shows(scene, tmp_path):
    if not shutil.which("pdftoppm"):
        pytest.skip("本机没有 pdftoppm（poppler-utils）")
    write_pdf(tmp_path / "a.pdf", "field_test", scene.data())
    subprocess.run(
        ["pdftoppm", "-r", "100", "-png", "a.pdf", "a"], cwd=tmp_path, check=True, capture_output=True
    )
    printed = [Image.open(path).convert("L") for path in sorted(tmp_path.glob("a-*.png"))]
    shown = [Image.open(BytesIO(page)).convert("L") for page in pages("field_test", scene.data(), dpi=100)]
    assert len(shown) == len(printed) == 2
    for ours, theirs in zip(shown, printed, strict=True):
        assert all(abs(a - b) <= 1 for a, b in zip(ours.size, theirs.size, strict=True))
        size = (ours.width // 8, ours.height // 8)  # the two smooth edges differently, by 40 at most
        difference = ImageChops.difference(
            ours.resize(size, Image.Resampling.BOX), theirs.resize(size, Image.Resampling.BOX)
        )
        assert ImageStat.Stat(difference).mean[0] < 5
        assert difference.getextrema()[1] < 70


def test_pictures_have_the_resolution_asked_for(scene):
    sizes = [Image.open(BytesIO(pages("field_test", scene.data(), dpi=dpi)[0])).width for dpi in (72, 300)]
    assert sizes == [595, 2480]


def test_a_machine_with_one_small_font_prints_the_same_words(scene, words):
    folder = Path("/usr/share/fonts/truetype/wqy")
    if not folder.is_dir():
        pytest.skip("本机没有 fonts-wqy-microhei")
    shelf = Shelf(system=False, folders=(folder,))
    assert chinese_font(shelf) == "WenQuanYi Micro Hei"
    document = pdf("field_test", scene.data(), shelf=shelf)
    assert "现场测试报告" in words(document)
    assert "未填：友商资源。" in words(document)


def test_a_machine_without_a_chinese_font_says_what_to_install(scene):
    bare = Shelf(system=False)
    assert chinese_font(bare) is None
    with pytest.raises(InputError, match="fonts-noto-cjk 或 fonts-wqy-microhei"):
        pdf("field_test", scene.data(), shelf=bare)


def test_an_office_may_have_its_own_report(office, words):
    folder = office(
        '#import "/common/words.typ": *\n#set text(font: song)\n#json(bytes(sys.inputs.data)).name'
    )
    assert words(pdf("own", HELLO, folder=folder)) == "张三"


@pytest.mark.parametrize(
    ("source", "place", "fault"),
    [
        ("\n#nmae", "第 2 行第 2 列", "没有名为 nmae 的变量"),
        ("#json(bytes(sys.inputs.data)).nmae", "第 1 行", "数据中没有 nmae 这一项"),
        ("#let x = 1 +\n", "第 1 行", "表达式不完整"),
        ("#set page(widht: 1cm)", "第 1 行", "不认识参数 widht"),
        ("\n\n#table(", "第 3 行", "括号或引号没有配对"),
        ('#image("no.png")', "第 1 行", "引用的文件不存在"),
        ('#(1 + "a")', "第 1 行", "Typst 说明：cannot add integer and string"),
    ],
)
def test_a_broken_template_ends_in_one_sentence(office, tmp_path, source, place, fault):
    folder = office(source)
    with pytest.raises(InputError) as caught:
        write_pdf(tmp_path / "out.pdf", "own", HELLO, folder=folder)
    said = str(caught.value)
    assert said.startswith("报告模板 own/report.typ ")
    assert place in said
    assert fault in said
    assert said.endswith("恢复程序自带的模板。")
    assert "\n" not in said
    assert not (tmp_path / "out.pdf").exists()


def test_a_template_that_would_fetch_a_package_is_refused(office):
    with pytest.raises(InputError, match=r"own/report\.typ 第 2 行引用了网络上的软件包"):
        pdf("own", HELLO, folder=office('\n#import "@preview/tablex:0.0.8": *'))


def test_a_template_that_is_no_text_is_refused(office):
    folder = office("")
    (folder / "own" / "report.typ").write_bytes("中文".encode("gb18030"))
    with pytest.raises(InputError, match="own"):
        pdf("own", HELLO, folder=folder)


def test_more_reports_than_memory_serves_are_refused(office):
    folder = office("#json(bytes(sys.inputs.data)).name")
    assert pdf("own", {**HELLO, "reports": [0] * 200}, folder=folder)
    with pytest.raises(InputError, match="最多放 200 份报告，这次要求了 201 份，请分几次打印"):
        pdf("own", {**HELLO, "reports": [0] * 201}, folder=folder)


@pytest.mark.parametrize("name", ["nothing", "../reports/own", "common", ""])
def test_an_unknown_report_is_named_with_those_there_are(office, name):
    with pytest.raises(InputError, match="可用的有：own"):
        pdf(name, HELLO, folder=office(""))
