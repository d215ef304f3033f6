"""The field-test report: what stands on its pages."""

import re
from dataclasses import replace
from datetime import datetime

import pytest

from desk.paper import pages, pdf
from desk.paper.field_test import OrderFacts, Visit, document, six_ticks
from desk.vocabulary import VERDICT_NAMES, Verdict


@pytest.fixture
def told(words):
    return lambda data: words(pdf("field_test", data))


def test_the_order_the_test_and_the_verdicts_are_printed(scene, told):
    text = told(scene.data())
    for part in (
        scene.NO, "CS-001", "2026-10-1008:45", "138****0001", "用户反映在家里上网慢", "晚上能正常看视频",
        "110.0073，19.7384", "测试员甲", "2026-10-1114:45", "差于电信14dB", "（+17）", "联通、电信信号一般",
        "调整天线下倾角", "未填：友商资源。", "办法：补填友商资源。", "测试人（签字）", "客户（签字）",
        "4G弱覆盖RSRP<-110dBm（建议值）", "数据截至：2026-10-3118:00",
        "检查时间：2026-10-3118:05", "第1页共2页",
    ):  # fmt: skip
        assert part in text, part


def test_fails_come_first_in_the_table_of_verdicts(scene, told):
    text = told(scene.data())
    assert text.index("FLD03") < text.index("FLD01")
    assert "不符合1" in text
    assert "通过1" in text


def test_what_the_standard_asks_for_is_named_when_it_is_missing(scene, told):
    text = told(scene.data(scene.sheet(order=OrderFacts(order_no="A-1"), visits=(Visit(),), sketch=None)))
    for title in (
        "派单时间",
        "网络类型",
        "投诉内容",
        "最紧迫需求",
        "投诉地址",
        "经纬度",
        "友商资源",
        "短期方案",
        "三网测试",
    ):
        assert f"{title}未填" in text, title
    assert "处理时限—" in text
    assert "用户级别—" in text


def test_an_order_without_a_test_says_so(scene, told):
    assert "尚无现场测试记录" in told(scene.data(scene.sheet(visits=())))


def test_each_order_counts_its_own_pages_and_has_a_bookmark(scene, told):
    sheets = [scene.sheet(order=scene.order(order_no=number)) for number in ("A-1", "B-2")]
    short = replace(sheets[1], visits=(), sketch=None)
    text = told(scene.data(sheets[0], short))
    assert re.findall(r"工单(A-1|B-2)第(\d)页共(\d)页", text) == [
        ("A-1", "1", "2"), ("A-1", "2", "2"), ("B-2", "1", "1")
    ]  # fmt: skip
    source = pdf("field_test", scene.data(*sheets))
    assert source.count(b"/Title") >= 3  # the document's own, and one for each order


@pytest.mark.parametrize(
    "text",
    [
        '# $x$ *粗* _斜_ @a <b> \\ [x] ~ `c` // /* -- ... "q" \'q\' #import "x" {{ y }}',
        "😀",
        "שלום",
        "第一行\n第二行",
    ],
)
def test_data_are_printed_as_they_are(scene, told, text):
    wanted = "".join(text.split())
    found = told(scene.data(scene.sheet(order=scene.order(complaint=text))))
    pieces = (wanted, "".join(reversed(wanted)))  # poppler gives Hebrew in either order
    assert any(piece in re.sub("[\u202a-\u202e]", "", found) for piece in pieces)


def test_what_cannot_be_printed_shows_as_a_sign(scene, told):
    assert "甲\ufffd乙\ufffd丙\ufffd丁" in told(
        scene.data(scene.sheet(order=scene.order(complaint="甲\x00乙\ud800丙\u202e丁")))
    )


def test_a_run_without_a_break_is_broken_and_stays_whole_when_copied(scene, told, tmp_path):
    run = "A" * 400
    data = scene.data(scene.sheet(order=scene.order(need=run)))
    assert run in told(data)
    widest = max(
        float(place)
        for place in re.findall(
            r'xMax="([\d.]+)"', scene.read("pdftotext", pdf("field_test", data), tmp_path, "-bbox")
        )
    )
    assert widest < 595 - 45


def test_a_long_text_goes_on_over_pages(scene, told):
    text = "".join(f"第{number}句，网络慢。" for number in range(900))
    found = re.sub(r"工单HI-[\d-]+第\d+页共\d+页数据截至2026-10-3118:00", "", told(scene.data(
        scene.sheet(order=scene.order(complaint=text))
    ))).replace("某办公室现场测试报告", "").replace("\f", "")  # fmt: skip
    assert all(f"第{number}句" in found for number in range(900))


def test_shapes_tell_the_grades_without_colour(scene):
    """Weak instead of good changes more than the colour of its place."""
    from io import BytesIO

    from PIL import Image, ImageChops

    def grey(grade):
        measured = scene.measured(-100, 1, 1, 1, 1, grade=grade)
        operators = (scene.OperatorReadings("移动", measured),)
        picture = pages("field_test", scene.data(scene.sheet(visits=(scene.visit(operators=operators),))))[0]
        return Image.open(BytesIO(picture)).convert("L").point(lambda level: 255 if level > 190 else 0)

    changed = ImageChops.difference(grey(scene.Grade.GOOD), grey(scene.Grade.WEAK))
    assert changed.getbbox() is not None


def test_two_visits_are_told_apart(scene, told):
    text = told(scene.data(scene.sheet(visits=(scene.visit(), scene.visit(tester="测试员乙")))))
    assert "三、现场测试（第1次）" in text
    assert "七、现场测试（第2次）" in text
    assert "测试员乙" in text


def test_six_letters_become_six_ticks():
    assert [tick.answer for tick in six_ticks("是否-是")] == ["是", "否", None, "是", None, None]
    assert [tick.answer for tick in six_ticks(None)] == [None] * 6


def test_every_verdict_has_a_word_and_a_shape(scene, told):
    findings = tuple(scene.Finding(verdict, "R01", "某项", "某事", "1.1") for verdict in Verdict)
    text = told(scene.data(scene.sheet(findings=findings)))
    assert all(f"{word}R01" in text for word in VERDICT_NAMES.values())


def test_a_point_far_away_does_not_shrink_the_outline(scene, told):
    sheet = scene.sheet()
    far = scene.Mark(120.0, 40.0, scene.MarkKind.SITE, "远处站点")
    text = told(scene.data(replace(sheet, sketch=replace(sheet.sketch, marks=(*sheet.sketch.marks, far)))))
    assert "远处站点（在图外）" in text
    assert "20km" in text


def test_times_are_given_to_the_minute():
    made = document([], as_of=datetime(2026, 10, 31, 18, 0, 59), checked_at=datetime(2026, 10, 31))
    assert (made["as_of"], made["checked_at"]) == ("2026-10-31 18:00", "2026-10-31 00:00")
