"""The office's own templates: kept with versions, reset, checked; the shipped ones stay as they are."""

import pytest

from desk.errors import InputError
from desk.records import Deed
from desk.rules.scenes import CLEAN_NO
from desk.services.checking import check_stored
from desk.services.exporting import export_archive
from desk.services.importing import import_file
from desk.services.reporting import visit_data
from desk.services.undoing import history, undo
from desk.services.wording import (
    keep,
    marks_while_typing,
    render_wording,
    reset,
    shipped_wording,
    templates,
    versions,
)
from desk.vocabulary import Outcome
from tests.helpers.scenes import LEAD, fill, open_desk, rows

OWN = "{{ 问题 }}问题已处理，{{ 回访.时间 }}回访用户，用户确认恢复。"


@pytest.fixture
def lead(desk):
    fill(desk, rows())
    return desk.acting(LEAD.name)


def text_of(desk, name="reply"):
    return render_wording(desk, CLEAN_NO, name).text


def test_the_offices_text_is_in_force_for_everybody_and_the_shipped_one_comes_back(lead):
    shipped = text_of(lead)
    keep(lead, "回单内容", "reply", OWN)
    assert text_of(lead) == "4G数据问题已处理，10月13日10:00回访用户，用户确认恢复。"
    (template,) = templates(lead, "reply")
    assert (template.own, template.version, template.person) == (True, 1, "组长")
    reset(lead, "回单内容")
    assert text_of(lead) == shipped
    with pytest.raises(InputError, match="就是程序自带的模板"):
        reset(lead, "回单内容")


def test_every_version_is_kept_with_who_and_when(lead):
    keep(lead, "回单内容", "reply", OWN)
    keep(lead, "回单内容", "reply", OWN + "谢谢。")
    reset(lead, "回单内容")
    found = [(one.version, one.text, one.person) for one in versions(lead, "回单内容")]
    assert found == [(3, None, "组长"), (2, OWN + "谢谢。", "组长"), (1, OWN, "组长")]
    assert versions(lead, "阶段回复") == []
    assert [deed.kind for deed in history(lead)[:3]] == [Deed.SETTINGS.value] * 3


def test_a_template_of_the_offices_alone_stands_beside_and_is_removed(lead):
    keep(lead, "投诉升级答复", "reply", "您好，{{ 问题 }}问题已升级处理。")
    assert [one.title for one in templates(lead, "reply")] == ["回单内容", "投诉升级答复"]
    assert text_of(lead, "投诉升级答复") == "您好，4G数据问题已升级处理。"
    reset(lead, "投诉升级答复")
    assert [one.title for one in templates(lead, "reply")] == ["回单内容"]
    undo(lead)
    assert [one.title for one in templates(lead, "reply")] == ["回单内容", "投诉升级答复"]


def test_the_visit_card_prints_the_offices_words(lead):
    keep(lead, "预约话术", "call", "您好，这里是{{ 单位 }}，想和您约测试时间，谢谢您。")
    assert (
        visit_data(lead, [CLEAN_NO])["reports"][0]["call"]
        == "您好，这里是海南移动，想和您约测试时间，谢谢您。"
    )


@pytest.mark.parametrize(
    ("title", "use", "text", "told"),
    [
        ("回单内容", "reply", " \n", "模板是空的"),
        ("回单内容", "reply", "{{ 工单好 }}", "第 1 行没有名为“工单好”的占位符，是不是想写“工单号”"),
        ("回单内容", "reply", "{% if 难 %}\n{{ 回访.时简 }}{% endif %}", "没有名为“难”"),
        (
            "回单内容",
            "reply",
            "好\n{% if 疑难 == '是' %}{{ 回访.时简 }}{% endif %}",
            "第 2 行没有名为“回访.时简”",
        ),
        ("回单内容", "reply", "{% for 步 in 已实施步骤 %}{{ 步.说明 }}", "第 1 行写法有错"),
        ("回单内容", "reply", "{{ ''.__class__ }}", "没有名为|不支持的写法"),
        ("回单内容", "reply", shipped_wording("reply").template, "没有改动"),
        ("回单内容", "call", OWN, "用途不能改"),
        ("", "reply", OWN, "名称要有 1 到 20 个字"),
        ("新的", "reply", shipped_wording("reply").template + "{{ 没有 }}", "没有名为“没有”"),
    ],
)
def test_a_template_that_could_not_be_filled_is_not_kept(lead, title, use, text, told):
    with pytest.raises(InputError, match=told):
        keep(lead, title, use, text)
    assert versions(lead, "回单内容") == []


def test_only_who_may_change_settings_changes_templates(desk):
    fill(desk, rows())
    with pytest.raises(InputError, match="无权“修改设置”"):
        keep(desk, "回单内容", "reply", OWN)
    with pytest.raises(InputError, match="无权“修改设置”"):
        reset(desk, "回单内容")


def test_changing_a_template_changes_no_verdict_and_no_version_of_the_rules(lead):
    before = check_stored(lead)
    keep(lead, "回单内容", "reply", OWN)
    after = check_stored(lead)
    assert (after.rules_version, after.findings) == (before.rules_version, before.findings)


def test_typed_texts_are_marked_for_their_use(desk):
    marks = marks_while_typing(desk, "仍无信号，你爱用不用", "reply", Outcome.SOLVED)
    assert {mark.kind.value for mark in marks} == {"矛盾", "忌语"}
    assert [m.kind.value for m in marks_while_typing(desk, "好" * 501, "stage_reply")] == ["超长"]
    assert marks_while_typing(desk, "仍无信号", "call", Outcome.SOLVED) == ()


def test_templates_move_with_the_archive(tmp_path, lead):
    keep(lead, "回单内容", "reply", OWN)
    export_archive(lead, tmp_path / "a.xlsx")
    folder = tmp_path / "other"
    folder.mkdir()
    other = open_desk(folder).acting(LEAD.name)
    import_file(other, tmp_path / "a.xlsx")
    assert text_of(other) == text_of(lead)
    other.database.close()
