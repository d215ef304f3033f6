"""Wordings: filled from the order, counted, marked; a wrong template is one sentence."""

import pytest

from desk.errors import InputError
from desk.rules.scenes import CLEAN_NO
from desk.services.wording import MarkKind, placeholder_names, render_wording, shipped_wordings
from desk.vocabulary import Outcome
from tests.helpers.scenes import fill, open_desk, rows, unreplied


@pytest.fixture
def desk(tmp_path):
    opened = open_desk(tmp_path)
    yield opened
    opened.database.close()


@pytest.fixture
def say(desk):
    fill(desk, rows())

    def said(template, name="reply", **options):
        return render_wording(desk, CLEAN_NO, name, template, **options)

    return said


@pytest.mark.parametrize("name", [wording.name for wording in shipped_wordings()])
def test_a_shipped_wording_of_a_clean_order_goes_out_as_it_is(desk, name):
    fill(desk, rows())
    wording = render_wording(desk, CLEAN_NO, name)
    assert wording.text
    assert (wording.length, wording.marks, wording.missing) == (len(wording.text), (), ())


@pytest.mark.parametrize("name", [wording.name for wording in shipped_wordings()])
def test_a_shipped_wording_of_a_new_order_names_what_is_blank(desk, name):
    fill(desk, {"工单": [{"工单号": "A-1", "派单时间": "2026-10-10 08:00"}]})
    wording = render_wording(desk, "A-1", name)
    assert wording.missing
    blanks = [mark for mark in wording.marks if mark.kind is MarkKind.BLANK]
    assert {wording.text[mark.start : mark.end] for mark in blanks} == {
        f"【未填：{name}】" for name in wording.missing
    }
    assert {mark.kind for mark in wording.marks} == {MarkKind.BLANK}


def test_placeholders_are_the_chinese_names_of_the_fields(say):
    text = say("{{ 工单号 }}，{{ 现场测试.测试人 }}，{{ 联系记录.目的 }}，{{ 派单时间 }}").text
    assert text.startswith(f"{CLEAN_NO}，")
    assert text.endswith("，回访，10月10日08:45")


@pytest.mark.parametrize(
    ("complaint", "symptom"),
    [
        ("用户来电反映家里上网慢。", "家里上网慢"),
        ("家里上网慢", "家里上网慢"),
        (
            "#同步要素#联系要求:本机\n客户要求:用户反映电梯没有信号。\n网络标识:4G#同步要素#",
            "电梯没有信号",
        ),
        ("", "【未填：投诉内容】"),
    ],
)
def test_the_symptom_is_what_is_complained_of(desk, complaint, symptom):
    fill(desk, rows(工单={"投诉内容": complaint}))
    assert render_wording(desk, CLEAN_NO, "reply", "{{ 现象 }}").text == symptom


def test_every_listed_placeholder_can_be_used(say):
    for names in placeholder_names().values():
        say("".join(f"{{{{ {name} }}}}" for name in names))


def test_all_rows_of_a_sheet_can_be_listed(say):
    assert say("{% for 行 in 三网测试列表 %}{{ 行.运营商 }}、{% endfor %}").text == "移动、联通、电信、"


def test_personal_fields_are_masked(say):
    assert "*" in say("{{ 用户号码 }}").text


def test_a_blank_field_is_false_and_is_missing_only_where_it_is_printed(say):
    fields = "{% if 升级.级别 %}甲{% else %}乙{% endif %}{{ 升级.结果 or '丙' }}{{ 升级.受理人 }}"
    wording = say(fields)
    assert wording.text == "乙丙【未填：升级.受理人】"
    assert wording.missing == ("升级.受理人",)


def test_our_forbidden_words_are_marked_where_they_stand(say):
    wording = say("经测试网络就是这个样子，请凑合着用吧。")
    marked = [wording.text[m.start : m.end] for m in wording.marks if m.kind is MarkKind.FORBIDDEN]
    assert any("凑合" in part for part in marked)
    assert all("请换一种说法" in m.note for m in wording.marks)


def test_what_the_customer_said_is_not_marked(say):
    assert say("用户称测试员说网络就是这个样子，凑合着用吧。").marks == ()


@pytest.mark.parametrize(
    ("outcome", "text", "kind"),
    [
        (Outcome.SOLVED, "该处待建设，用户处仍无信号。", MarkKind.CONTRADICTION),
        (Outcome.UNSOLVED, "已处理，用户确认已恢复正常使用。", MarkKind.CONTRADICTION),
        (Outcome.SOLVED, "信号有所改善，继续观察。", MarkKind.HEDGED),
        (Outcome.SOLVED, "已处理，用户确认已恢复正常使用。", None),
        (Outcome.UNSOLVED, "该处待建设，用户处仍无信号。", None),
    ],
)
def test_a_reply_is_compared_with_the_outcome_about_to_be_given(say, outcome, text, kind):
    wording = say(text, outcome=outcome)
    assert {mark.kind for mark in wording.marks} == ({kind} if kind else set())
    assert say(text, "transfer", outcome=outcome).marks == ()


def test_without_an_outcome_a_text_may_not_say_both(desk):
    fill(desk, unreplied())
    text = "用户确认已恢复正常使用。\n另一处仍无信号。"
    kinds = [mark.kind for mark in render_wording(desk, CLEAN_NO, "reply", text).marks]
    assert kinds == [MarkKind.CONTRADICTION, MarkKind.CONTRADICTION]


def test_the_proposed_reply_follows_the_outcome(say):
    solved, unsolved = (say(None, outcome=outcome).text for outcome in Outcome)
    assert "确认恢复正常使用" in solved
    assert "暂未解决" in unsolved
    assert "确认恢复" not in unsolved


def test_a_stage_reply_beyond_its_limit_is_marked_from_there(say):
    wording = say("长" * 503, "stage_reply")
    (mark,) = wording.marks
    assert (wording.length, wording.limit) == (503, 500)
    assert (mark.kind, mark.start, mark.end) == (MarkKind.LONG, 500, 503)
    assert "请删去 3 字" in mark.note
    assert say("长" * 500, "stage_reply").marks == ()


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("第一行\n{{ 投诉地 }}", "第 2 行没有名为“投诉地”的占位符，是不是想写“投诉地址”"),
        ("{{ 现场测试.到达 }}", "第 1 行没有名为“到达”的占位符，是不是想写“到达时间”"),
        ("{{ zzz }}", "请用工单和各记录表的字段名称"),
        ("{{ 工单号", "第 1 行写法有错"),
        ("{% if 工单号 %}甲", "第 1 行写法有错"),
        ("{{ 工单号 | upper }}", "第 1 行写法有错"),
        ("{{ 工单号 * 100000000 }}", "不支持的写法"),
        ("{{ 工单号.ljust(100000000) }}", "不支持的写法"),
        ("{{ range(10) }}", "不支持的写法"),
        ("{{ 工单号.__class__.__mro__ }}", "“预约话术”"),
        ("{% include 'x' %}", "不支持的写法"),
        ("{{ 疑难 > 2 }}", "不支持的写法"),
        ("({{ " + "(" * 3000 + ")" * 3000 + " }}", "“预约话术”"),
        ("字" * 20_001, "请缩短模板"),
    ],
)
def test_a_wrong_template_is_one_sentence(say, template, told):
    with pytest.raises(InputError) as caught:
        say(template, "call")
    assert told in str(caught.value)
    assert str(caught.value).startswith("“预约话术”")
    assert "\n" not in str(caught.value)


def test_an_unknown_wording_or_order_is_told(say, desk):
    with pytest.raises(InputError, match="可用的有：call（预约话术）"):
        say("x", "nothing")
    with pytest.raises(InputError, match="没有工单号为“无”的工单"):
        render_wording(desk, "无", "call")
