"""desk settings: shown, changed with a reason, out as a file and in again."""

import json

import pytest

from desk.cli import run
from desk.rules.scenes import CLEAN_NO
from tests.helpers.scenes import fill, open_desk, rows

OUT = {"时间": "2026-10-12 10:00", "方式": "电话", "目的": "回访", "结果": "未接通"}


@pytest.fixture
def desk_of(tmp_path, capsys):
    """Runs a command on a desk of one order without a reached callback; answers (code, stdout, stderr)."""
    desk = open_desk(tmp_path)
    fill(desk, rows(联系记录=[OUT, {**OUT, "时间": "2026-10-11 10:00"}]))
    desk.database.close()

    def call(*words):
        code = run(["--database", f"sqlite:///{tmp_path / 'desk.db'}", *map(str, words)])
        told = capsys.readouterr()
        return code, told.out, told.err

    return call


def test_show_tells_value_default_and_clause(desk_of):
    code, out, _ = desk_of("settings", "show", "repeat_days")
    assert code == 0
    assert "重复投诉回看 repeat_days = 60 天" in out and "默认 60，建议值；条款 2.4、2.7" in out
    told = json.loads(desk_of("settings", "show", "--json")[1])
    assert {"name", "title", "value", "default", "unit", "suggested", "clauses", "rules", "help"} == set(
        told[0]
    )
    assert len(told) == 28


def test_set_needs_right_and_reason_and_tells_what_it_changes(desk_of):
    words = ("settings", "set", "回访尝试次数", "2")
    code, _, err = desk_of(*words, "--reason", "试行")
    assert (code, "无权“修改设置”" in err) == (2, True)
    code, _, err = desk_of(*words, "--by", "质检")
    assert (code, "请写明修改设置的原因" in err) == (2, True)
    code, out, _ = desk_of(*words, "--dry-run")
    assert (code, "这次改动会使 1 单的 1 条结论改变" in out) == (0, True)
    assert f"工单 {CLEAN_NO} RPL01：不符合 → 提醒" in out
    told = json.loads(desk_of(*words, "--by", "质检", "--reason", "试行", "--json")[1])
    assert told["written"] and told["flips"][0]["then"] == "warn"
    assert "= 2 次" in desk_of("settings", "show", "callback_attempts")[1]
    assert (
        desk_of("settings", "set", "callback_attempts", "default", "--by", "组长", "--reason", "试行结束")[0]
        == 0
    )
    assert "= 3 次" in desk_of("settings", "show", "callback_attempts")[1]


@pytest.mark.parametrize("kind", ["parameters", "sensitive", "forbidden", "calendar", "steps"])
def test_what_is_written_comes_in_again_and_changes_nothing(desk_of, tmp_path, kind):
    path = tmp_path / "设置.toml"
    assert desk_of("settings", "export", kind, path)[0] == 0
    assert path.read_text(encoding="utf-8").startswith("# ")
    told = json.loads(desk_of("settings", "import", kind, path, "--dry-run", "--json")[1])
    assert told["changes"] == 0
    code, _, err = desk_of("settings", "import", kind, path, "--by", "组长", "--reason", "试行")
    assert (code, "没有变化" in err) == (2, True)


@pytest.mark.parametrize(
    ("kind", "old", "new", "shown"),
    [
        ("parameters", "repeat_days = 60", "repeat_days = 30", "设置：重复投诉回看 默认 → 30"),
        (
            "sensitive",
            '"国务院"',
            '"找台长"',
            "设置：新增词库 敏感 国务院 政务热线（认定方式 渠道、启用 否）；新增词库 敏感 找台长",
        ),
        ("forbidden", 'name = "品头论足"', 'name = "评论"', "处"),
        (
            "calendar",
            "2026-10-10",
            "2026-10-11",
            "设置：新增日历 2026-10-10（类型 照常）；新增日历 2026-10-11（类型 上班）",
        ),
        ("steps", "优化步骤 3（示例）", "邻区核查", "设置：新增步骤名称 3"),
    ],
)
def test_an_edited_file_is_put_in_force_and_undone(desk_of, tmp_path, kind, old, new, shown):
    path, again = tmp_path / "设置.toml", tmp_path / "again.toml"
    desk_of("settings", "export", kind, path)
    before = path.read_text(encoding="utf-8")
    assert old in before
    path.write_text(before.replace(old, new), encoding="utf-8")
    code, out, _ = desk_of("settings", "import", kind, path, "--by", "组长", "--reason", "试行")
    assert (code, shown in out) == (0, True), out
    told = json.loads(desk_of("settings", "import", kind, path, "--dry-run", "--json")[1])
    assert told["changes"] == 0
    assert desk_of("undo", "--by", "组长")[0] == 0
    desk_of("settings", "export", kind, again)
    assert again.read_text(encoding="utf-8") == before


@pytest.mark.parametrize(
    ("kind", "text", "sentence"),
    [
        ("parameters", "repeat_dayz = 3\n", "“设置.toml”第 1 行：没有名为“repeat_dayz”的参数"),
        (
            "sensitive",
            "[[group]]\nphrases = []\n",
            "“设置.toml”：词库第 1 个 [[group]]（第 1 行起）缺少 name",
        ),
        (
            "sensitive",
            '[[group]]\nname = "信访"\nmanner = "said"\nphrases = ["我不管"]\n',
            "不能按“我方用语”认定",
        ),
        (
            "calendar",
            '[2031.holidays]\n"元旦" = [2031-02-30]\n',
            "日历第 2 行的日期或时间不存在",
        ),
        (
            "steps",
            "3 = 邻区\n",
            '方括号和数字；每行应写成 3 = "名称"',
        ),
        ("steps", '3 = "甲"\n3 = "乙"\n', "“设置.toml”第 2 行的“3”写了两次"),
        ("steps", 'third = "邻区"\n', "“设置.toml”：“third”这一行看不懂"),
        ("steps", '13 = "拆站"\n', "“设置.toml”：“13”这一行看不懂"),
        ("steps", '3 = " "\n', "“设置.toml”：步骤名称的“名称”必须填写"),
    ],
)
def test_a_wrong_file_is_one_sentence_and_changes_nothing(desk_of, tmp_path, kind, text, sentence):
    path = tmp_path / "设置.toml"
    path.write_text(text, encoding="utf-8")
    code, out, err = desk_of("settings", "import", kind, path, "--by", "组长", "--reason", "试行")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert sentence in err


def test_a_new_year_is_covered_by_a_file(desk_of, tmp_path):
    path = tmp_path / "2031.toml"
    path.write_text('[2031.holidays]\n"元旦" = [2031-01-01]\n', encoding="utf-8")
    assert desk_of("settings", "import", "calendar", path, "--by", "组长", "--reason", "国办通知")[0] == 0
    desk_of("settings", "export", "calendar", tmp_path / "all.toml")
    text = (tmp_path / "all.toml").read_text(encoding="utf-8")
    assert '[2031.holidays]\n"元旦" = [2031-01-01]' in text and "[2026.holidays]" in text


def test_the_file_serves_a_check(desk_of, tmp_path):
    path = tmp_path / "参数.toml"
    desk_of("settings", "export", "parameters", path)
    text = path.read_text(encoding="utf-8").replace("callback_attempts = 3", "callback_attempts = 2")
    path.write_text(text, encoding="utf-8")
    found = json.loads(desk_of("check", "--params", path, "--at", "2026-10-14 12:00", "--json")[1])
    assert {f["verdict"] for f in found["findings"] if f["rule"] == "RPL01"} == {"warn"}


def test_all_registers_go_out_as_a_workbook_and_in_again(desk_of, tmp_path):
    book = tmp_path / "办公设置.xlsx"
    desk_of("settings", "set", "repeat_days", "30", "--by", "组长", "--reason", "试行")
    assert desk_of("settings", "export", "office", book)[0] == 0
    told = json.loads(desk_of("import", book, "--by", "组长", "--json")[1])[0]
    assert told["errors"] == [] and not told["written"]
    code, _, err = desk_of("settings", "export", "office", tmp_path / "办公设置.toml")
    assert (code, ".xlsx" in err) == (2, True)
