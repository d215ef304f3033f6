import pytest

from desk.errors import InputError
from desk.records import Phrase, Site
from desk.rules.parameter_values import parameters_from, value_text
from desk.rules.parameters import Parameters, groups, specs
from desk.rules.scenes import CLEAN_NO
from desk.services.checking import check_stored, sweep
from desk.services.settings import (
    change_parameters,
    change_settings,
    file_changes,
    parameter_changes,
    parameters_in_force,
    parameters_toml,
    read_parameters,
    setting_rows,
)
from desk.services.settings.parameters import clauses_of
from desk.services.supposing import Flip, suppose
from desk.services.undoing import history, undo
from desk.store import Change
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
    flips = suppose(desk, parameter_changes([], [("callback_attempts", "2")]))
    assert [(flip.rule, flip.now, flip.then) for flip in flips] == [("RPL01", Verdict.FAIL, Verdict.WARN)]
    assert verdict(desk, "RPL01") is Verdict.FAIL


def test_what_if_with_another_lexicon(desk):
    fill(desk, rows(工单={"投诉内容": "用户表示再不处理就向12315投诉。"}))
    off = Phrase(lexicon="敏感", phrase="12315", category="消费维权", enabled="否")
    assert suppose(desk, [Change(None, off)]) == [Flip(CLEAN_NO, "ESC01", Verdict.FAIL, Verdict.NA)]
    assert verdict(desk, "ESC01") is Verdict.FAIL


def test_what_if_agrees_with_what_then_stands(desk):
    texts = ("用户表示再不处理就向12315投诉。", "用户催促尽快处理。", "用户反映没有信号。")
    first = rows()["工单"][0]
    orders = [
        {**first, "工单号": f"HI-052-261010-0000{at}", "投诉内容": text} for at, text in enumerate(texts)
    ]
    fill(desk, {**rows(), "工单": [first, *orders]})
    wanted = [
        Change(None, Phrase(lexicon="敏感", phrase="12315", category="消费维权", enabled="否")),
        Change(None, Phrase(lexicon="敏感", phrase="尽快处理", category="信访", use="行为")),
        *parameter_changes([], [("difficult_repeats", "9")]),
    ]
    before = stored_verdicts(desk)
    flips = suppose(desk, wanted)
    change_settings(desk.acting("组长"), wanted, "试行")
    after = stored_verdicts(desk)
    told = {
        (f.order_no, f.rule): (f.now, f.then if f.then is not Verdict.NA else Verdict.PASS) for f in flips
    }
    assert told == {
        at: (before.get(at, Verdict.PASS), after.get(at, Verdict.PASS))
        for at in before.keys() | after.keys()
        if before.get(at) != after.get(at)
    }
    assert {rule for _, rule in told} == {"ESC01", "ESC03"}


def stored_verdicts(desk):
    return {(f.order_no, f.rule): f.verdict for f in check_stored(desk).findings}


def test_what_if_after_other_settings_looks_from_what_stands(desk):
    fill(desk, rows(联系记录=CALLS))
    change_parameters(desk.acting("质检"), [("callback_attempts", "2")], "试行")
    back = parameter_changes(setting_rows(desk, ["parameters"])["parameters"], [("callback_attempts", "3")])
    assert [change.after for change in back] == [None]
    assert suppose(desk, back) == [Flip(CLEAN_NO, "RPL01", Verdict.WARN, Verdict.FAIL)]


def test_registers_flip_nothing_by_themselves(desk):
    fill(desk, rows())
    assert suppose(desk, [Change(None, Site(code="HK001"))]) == []


def test_a_handler_may_not_change_settings(desk):
    with pytest.raises(InputError, match="无权"):
        change_parameters(desk, [("callback_attempts", "2")], "试行")


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
        ("repeat_days = 1e99\n", "太大"),
        ("repeat_days = true\n", "的值“true”不是数字"),
        ("\n[repeat_days]\nvalue = 1\n", "第 2 行：参数文件不分节"),
        ('repeat_days = 30\n"重复投诉回看" = 40\n', "第 2 行：参数“repeat_days”（重复投诉回看）写了两次"),
        ("soon_hours = 1\nrepeat_days = 1\nrepeat_days = 2\n", "第 3 行的“repeat_days”写了两次"),
        ("repeat_days = '" + "九" * 1000 + "'\n", "九…”不是数字"),
        ("repeat_days == 1\n", "写法有误"),
        ('quiet_windows = ["中午"]\n', "第 1 行：参数“quiet_windows”（休息时间）：休息时段“中午”无法识别"),
        (
            'review_weekly = "周九 09:00"\n',
            "第 1 行：参数“review_weekly”（每周评审会）：“周九 09:00”不是每周的时间",
        ),
        ("\nweak_rsrp_4g = -100\nborder_rsrp_4g = -105\n", "第 2 行：参数“weak_rsrp_4g”"),
        ("weak_rsrp_4g = -100\nborder_rsrp_4g = -105\n", "高于“border_rsrp_4g”（4G 临界 RSRP）的值 -105"),
    ],
)
def test_a_wrong_file_names_the_line(tmp_path, text, sentence):
    path = tmp_path / "参数.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_parameters(path)
    assert sentence in str(caught.value)


@pytest.mark.parametrize("kind", ["parameters", "sensitive", "forbidden", "calendar", "steps"])
def test_a_file_of_another_encoding_or_none_is_told(desk, tmp_path, kind):
    path = tmp_path / "设置.toml"
    with pytest.raises(InputError, match="找不到"):
        file_changes(desk, kind, path)
    path.write_bytes("# 甲\n\n# 重复".encode("gb18030"))
    with pytest.raises(InputError, match="第 1 行不是 UTF-8 编码，请在编辑器里另存为 UTF-8"):
        file_changes(desk, kind, path)
    path.write_text("a = " + "[" * 5000, "utf-8")
    with pytest.raises(InputError, match="嵌套过深"):
        file_changes(desk, kind, path)
    with pytest.raises(InputError, match="打不开"):
        file_changes(desk, kind, tmp_path)


def test_the_file_explains_each_parameter():
    text = parameters_toml(Parameters())
    for spec in specs():
        assert spec.title in text and spec.help in text
        assert len(spec.help) > 4 and clauses_of(spec.name), spec.name
    assert "# 默认：60 天（建议值）；范围：0 以上；条款 2.4、2.7（RPL06、ESC02、ESC03）" in text
    assert {spec.group for spec in specs()} == set(groups())


def test_a_change_needs_a_reason_and_is_told_in_the_log(desk):
    lead = desk.acting("组长")
    for blank in (None, "  "):
        with pytest.raises(InputError, match="原因"):
            change_parameters(lead, [("repeat_days", "30")], blank)
    with pytest.raises(InputError, match="没有变化"):
        change_parameters(lead, [("repeat_days", "60")], "试行")
    change_parameters(lead, [("repeat_days", "30"), ("soon_hours", "12")], "省公司来函")
    deed = history(lead)[0]
    assert (deed.person, deed.kind, deed.reason) == ("组长", "修改设置", "省公司来函")
    assert deed.title == "设置：重复投诉回看 默认 → 30；临期提醒 默认 → 12"


def test_a_default_needs_no_row(desk):
    lead = desk.acting("组长")
    change_parameters(lead, [("repeat_days", "30")], "试行")
    change_parameters(lead, [("repeat_days", "60.0")], "试行结束")
    assert setting_rows(desk, ["parameters"])["parameters"] == []
    assert parameters_in_force(desk) == Parameters()


def test_two_values_that_contradict_are_refused(desk):
    with pytest.raises(InputError, match="高于“border_sinr_4g”"):
        change_parameters(desk.acting("组长"), [("weak_sinr_4g", "2"), ("border_sinr_4g", "1")], "试行")


@pytest.mark.parametrize(
    ("name", "value", "other"),
    [("weak_rsrp_4g", "-100", "border_rsrp_4g"), ("border_sinr_4g", "-5", "weak_sinr_4g")],
)
def test_a_default_gives_way_to_the_threshold_that_is_named(name, value, other):
    limits = parameters_from([(name, value)])
    assert getattr(limits, name) == getattr(limits, other) == float(value)


def test_a_parameter_may_be_named_in_chinese():
    assert parameters_from([("临期提醒", "48")]).soon_hours == 48
