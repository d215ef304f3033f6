import pytest

from desk.errors import InputError
from desk.reading.phrases import lexicon_from_toml
from desk.rules.parameters import Parameters
from desk.services.checking import check_stored, sweep
from desk.services.parameters import (
    change_parameters,
    parameters_in_force,
    parameters_toml,
    read_parameters,
    value_text,
)
from desk.services.supposing import suppose
from desk.services.undoing import undo
from desk.vocabulary import Verdict
from tests.helpers.scenes import LEAD, fill, rows

CALLS = [
    {"时间": f"2026-10-{day} 10:00", "方式": "电话", "目的": "回访", "结果": "未接通"} for day in (11, 12)
]


def verdict(desk, rule):
    return next((f.verdict for f in check_stored(desk).findings if f.rule == rule), Verdict.PASS)


def test_a_changed_parameter_judges_again_and_is_undone(desk):
    fill(desk, rows(联系记录=CALLS))
    lead = desk.acting(LEAD.name)
    assert verdict(desk, "RPL01") is Verdict.FAIL
    before = check_stored(desk).rules_version
    change_parameters(lead, [("callback_attempts", "2")], "试行")
    assert verdict(desk, "RPL01") is Verdict.WARN
    assert parameters_in_force(desk).callback_attempts == 2
    assert check_stored(desk).rules_version != before
    undo(lead)
    assert verdict(desk, "RPL01") is Verdict.FAIL
    assert sweep(desk) == 0


def test_what_if_tells_the_flips_and_changes_nothing(desk):
    fill(desk, rows(联系记录=CALLS))
    flips = suppose(desk, [("callback_attempts", "2")])
    assert [(flip.rule, flip.now, flip.then) for flip in flips] == [("RPL01", Verdict.FAIL, Verdict.WARN)]
    assert verdict(desk, "RPL01") is Verdict.FAIL


def test_what_if_with_another_lexicon(desk):
    fill(desk, rows(工单={"投诉内容": "用户表示再不处理就向12315投诉。"}))
    lexicon = lexicon_from_toml('[[group]]\nname = "政务热线"\nmanner = "channel"\nphrases = ["区长热线"]\n')
    assert ("ESC01", Verdict.FAIL, Verdict.NA) in {
        (flip.rule, flip.now, flip.then) for flip in suppose(desk, sensitive=lexicon)
    }


def test_a_handler_may_not_change_settings(desk):
    with pytest.raises(InputError, match="无权"):
        change_parameters(desk, [("callback_attempts", "2")])


def test_the_file_goes_out_and_comes_back(tmp_path):
    path = tmp_path / "参数.toml"
    path.write_text(parameters_toml(Parameters()), encoding="utf-8")
    assert "建议值" in path.read_text(encoding="utf-8")
    defaults = Parameters()
    assert dict(read_parameters(path)) == {
        name: value_text(getattr(defaults, name))
        for name in Parameters.__dataclass_fields__
        if getattr(defaults, name) is not None
    }


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("repeat_days = 30\nrepeat_dayz = 3\n", "第 2 行：没有名为“repeat_dayz”的参数"),
        (
            "\ncluster_orders = 1\n",
            "第 2 行：参数“cluster_orders”（集中投诉单数）的值 1 超出范围，应为 2 以上",
        ),
        ('repeat_days = "两个月"\n', "第 1 行：参数“repeat_days”（重复投诉回看）的值“两个月”不是数字"),
        ("repeat_days = nan\n", "不是数字"),
        ("repeat_days == 1\n", "写法有误"),
    ],
)
def test_a_wrong_file_names_the_line(tmp_path, text, sentence):
    path = tmp_path / "参数.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_parameters(path)
    assert sentence in str(caught.value)
