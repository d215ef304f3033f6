"""The verbs that change orders: contact, reply, raise, waive, track, undo, and what an import asks."""

import json

import openpyxl

from desk.rules.scenes import CLEAN_NO
from tests.helpers.scenes import rows, unreplied, write_exchange

AT = "2026-10-13 15:00"
TEXT = "调整天线后测试正常，已回访用户，用户确认恢复正常使用。"


def test_what_has_not_happened_is_refused(stored):
    words = ("contact", CLEAN_NO, "--purpose", "回访", "--result", "接通", "--at", "2099-01-01 10:00")
    code, out, err = stored(*words)
    assert (code, out) == (2, "")
    assert "联系的时间 2099-01-01 10:00 还没有到" in err
    code, _, err = stored("escalate", CLEAN_NO, "--reason", "敏感", "--at", "2099-01-01 10:00")
    assert (code, "升级的时间" in err) == (2, True)
    reply = ("reply", CLEAN_NO, "--outcome", "未解决", "--text", "弱覆盖，已纳入规划，待建设。")
    code, _, err = stored(*reply, "--at", "2099-01-01 10:00")
    assert (code, "回单的时间 2099-01-01 10:00 还没有到" in err) == (2, True)


def test_reply_is_refused_then_written(stored):
    words = ("reply", CLEAN_NO, "--outcome", "已解决", "--text", TEXT, "--at", AT)
    code, out, _ = stored(*words, "--json")
    answer = json.loads(out)
    assert (code, answer["written"], [f["rule"] for f in answer["blocking"]]) == (1, False, ["RPL01"])
    called = ("contact", CLEAN_NO, "--purpose", "回访", "--result", "接通", "--restored", "是")
    assert stored(*called, "--score", "9", "--at", "2026-10-13 10:00")[0] == 0
    code, out, _ = stored(*words)
    assert code == 0
    assert "已回单" in out
    code, out, _ = stored(*called[:-1], "否", "--at", "2026-10-20 10:00")
    assert code == 0
    assert "已重新打开" in out


def test_an_unsolved_order_is_replied_again_when_its_ticket_is_closed(stored):
    first = ("reply", CLEAN_NO, "--outcome", "未解决", "--text", "弱覆盖，已纳入规划，待建设。", "--at", AT)
    assert stored(*first)[0] == 0
    called = ("contact", CLEAN_NO, "--purpose", "回访", "--result", "接通", "--restored", "是")
    assert stored(*called, "--at", "2026-10-22 10:00")[0] == 0
    again = ("reply", CLEAN_NO, "--outcome", "已解决", "--text", TEXT, "--at", "2026-10-22 11:00")
    code, out, _ = stored(*again)
    assert (code, "RPL05" in out, "登记解决时间、关闭跟踪单，再按已解决回单" in out) == (1, True, True)
    closing = ("track", CLEAN_NO, "--close", "--at", "2026-10-22 10:30", "--solved", "2026-10-22 09:00")
    assert stored(*closing)[0] == 0
    assert "可以再次回单：已解决" in stored(*again, "--dry-run")[1]
    code, out, _ = stored(*again, "--json")
    written = json.loads(out)
    assert (code, written["replied_at"], written["text"]) == (0, "2026-10-22T11:00:00", TEXT)
    assert [(doubt["rule"], doubt["verdict"]) for doubt in written["doubts"]] == [("DLN01", "fail")]
    code, out, err = stored(*first)
    assert (code, out, "请先撤销那次回单" in err) == (2, "", True)
    assert "再次回单" in stored("undo")[1]
    code, out, _ = stored(*again)
    assert (code, "已再次回单：已解决（2026-10-22 11:00）" in out, "DLN01" in out) == (0, True, True)


def test_raising_a_replied_order_says_what_it_leaves(call, tmp_path):
    assert call("import", str(write_exchange(tmp_path / "月.xlsx", rows())))[0] == 0
    code, out, _ = call("escalate", CLEAN_NO, "--reason", "多渠道")
    assert (code, "工单已回单，登记升级结果之前会报 ESC05" in out) == (0, True)
    assert "ESC05" in call("check", "--rules", "ESC05", "--verdicts", "fail")[1]


def test_override_needs_the_right(stored):
    words = ("reply", CLEAN_NO, "--outcome", "已解决", "--text", TEXT, "--at", AT, "--override", "客户出国")
    code, _, err = stored(*words)
    assert code == 2
    assert "无权" in err
    code, out, _ = stored(*words, "--by", "组长")
    assert (code, "按“客户出国”越过：RPL01" in out) == (0, True)


def test_escalate_waive_and_undo(stored):
    assert stored("escalate", CLEAN_NO, "--reason", "疑难", "--to", "主管")[0] == 0
    assert stored("waive", CLEAN_NO, "ADR02", "--reason", "客户只肯说小区", "--by", "质检")[0] == 0
    code, out, _ = stored("undo", "--by", "质检")
    assert code == 0
    assert "已撤销：豁免" in out
    code, out, _ = stored("redo", "--by", "质检")
    assert (code, out.startswith("已恢复：豁免")) == (0, True)
    assert stored("redo", "--by", "质检")[0] == 2


def test_a_ticket_is_tracked_and_closed(stored):
    reply = ("reply", CLEAN_NO, "--outcome", "未解决", "--text", "弱覆盖，已纳入规划，待建设。", "--at", AT)
    assert stored(*reply)[0] == 0
    looked = ("track", CLEAN_NO, "--at", "2026-10-20 09:00", "--next", "2026-10-25 09:00", "--text", "已立项")
    code, out, _ = stored(*looked, "--json")
    assert (code, json.loads(out)["next_at"]) == (0, "2026-10-25T09:00:00")
    closing = ("track", CLEAN_NO, "--close", "--at", "2026-10-22 11:00")
    code, out, _ = stored(*closing)
    assert code == 1
    assert "还不能关闭" in out
    assert "RPL09" in out
    code, out, _ = stored(*closing, "--solved", "2026-10-22 10:00", "--json")
    closed = json.loads(out)
    assert (code, closed["state"], closed["written"]) == (0, "已关闭", True)
    assert [finding["verdict"] for finding in closed["doubts"]] == ["warn"]
    assert "没有未关闭的跟踪单" in stored(*looked)[2]
    assert "请加上 --close" in stored("track", CLEAN_NO, "--solved", AT)[2]
    assert "请去掉 --next" in stored(*closing, "--next", AT)[2]


def test_a_mapping_is_remembered_and_named(call, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["单据", "发出", "地方"])
    book.active.append(["A1", "2026-10-10 08:00", "澄迈县"])
    book.save(tmp_path / "奇.xlsx")
    path = str(tmp_path / "奇.xlsx")
    assert call("import", path)[0] == 2
    mapped = ("--map", "单据=工单号", "--map", "发出=派单时间", "--map", "地方=投诉地址")
    assert call("import", path, *mapped, "--remember", "外省")[0] == 0
    for words in (("import", path, "--dry-run"), ("import", path, "--profile", "外省")):
        assert "工单：新增 0，更新 0，不变 1" in call(*words)[1]
    out = call("check", path, "--profile", "外省", "--rules", "ADR02", "--json")[1]
    assert [f["rule"] for f in json.loads(out)["findings"]] == ["ADR02"]
    assert "没有名为“无”的导入档案" in call("import", path, "--profile", "无")[2]
    assert "写法不对" in call("import", path, "--map", "单据")[2]


def test_a_conflict_is_shown_and_may_be_decided(stored, tmp_path):
    reply = ("reply", CLEAN_NO, "--outcome", "未解决", "--text", "弱覆盖，已纳入规划，待建设。", "--at", AT)
    assert stored(*reply)[0] == 0
    path = str(write_exchange(tmp_path / "又.xlsx", unreplied(回单内容="文件里的回单")))
    told = stored("import", path, "--dry-run")[1]
    assert "冲突：工单" in told
    assert "要采用文件里的，导入时加 --take-file" in told
    assert "先 desk undo，再加 --take-file" in stored("import", path)[1]
    assert stored("undo")[0] == 0
    (report,) = json.loads(stored("import", path, "--dry-run", "--json")[1])
    assert [(c["column"], c["theirs"]) for c in report["conflicts"]] == [("回单内容", "文件里的回单")]
    assert "更新 1" in stored("import", path, "--take-file")[1]


def test_a_suspicion_is_dismissed_and_only_where_there_can_be_one(stored):
    words = ("--conclusion", "排除", "--reason", "另一处的问题", "--by", "质检")
    assert stored("waive", CLEAN_NO, "RPL06", *words)[0] == 0
    for rule in ("ADR02", "ADR05"):
        code, out, err = stored("waive", CLEAN_NO, rule, *words)
        assert (code, out) == (2, "")
        assert f"规则 {rule} 没有要“排除”的内容" in err


def test_explain_tells_how_an_order_was_judged_day_by_day(call, tmp_path):
    late = {"类型": "故障", "接收部门": "澄迈维护室", "传递时间": "2026-10-14 09:00"}
    scene = rows(工单={"原因分类": "故障", "定性时间": "2026-10-10 12:00"}, 转派=[late])
    write_exchange(tmp_path / "a.xlsx", scene)
    assert call("import", str(tmp_path / "a.xlsx"))[0] == 0
    code, out, _ = call("explain", "DLN04", CLEAN_NO)
    assert code == 0
    assert "[不符合] DLN04" in out
    assert "2026年10月11日 周日 周末 不计" in out
    told = json.loads(call("explain", "dln04", CLEAN_NO, "--json")[1])
    assert (told["verdict"], told["counted"][0]) == ("fail", "起算：2026年10月10日 周六 12:00，当天不计")
    assert call("explain", "DLN04", "没有")[0] == 2
