"""Every verb as a person or a script calls it, with its exit code."""

import json

import openpyxl
import pytest

from desk.cli import parser
from desk.rules.scenes import CLEAN_NO
from tests.helpers.scenes import rows, write_exchange

AT = "2026-10-13 15:00"
TEXT = "调整天线后测试正常，已回访用户，用户确认恢复正常使用。"


def test_a_mistyped_database_is_told_and_not_created(call, tmp_path):
    mistyped = tmp_path / "打错.db"
    export = ("export", "orders", str(tmp_path / "a.xlsx"))
    for words in (("check",), export, ("database", "verify"), ("window",)):
        code, out, err = call(*words, "--database", f"sqlite:///{mistyped}")
        assert (code, out) == (3, "")
        assert f"没有数据库文件“{mistyped}”" in err
    assert not mistyped.exists()
    out = call("import", str(write_exchange(tmp_path / "月.xlsx", rows())))[1]
    assert f"新建了数据库 {tmp_path / 'cli.db'}" in out


def test_import_prints_counts_and_json_alone_on_stdout(call, tmp_path):
    path = str(write_exchange(tmp_path / "月.xlsx", rows()))
    code, out, _ = call("import", path, "--dry-run", "--json")
    (report,) = json.loads(out)
    assert (code, report["counts"]["工单"]["new"], report["written"]) == (0, 1, False)
    code, out, _ = call("import", path)
    assert code == 0
    assert "工单：新增 1" in out


def test_the_errors_of_a_refused_file_are_saved_as_a_list(call, tmp_path):
    path = write_exchange(tmp_path / "坏.xlsx", rows(工单={"派单时间": "昨天"}))
    listed = tmp_path / "错误清单.xlsx"
    code, out, err = call("import", str(path), "--errors", str(listed), "--json")
    assert (code, out) == (2, "")
    assert f"处错误已存到 {listed}" in err
    line = [cell.value for cell in openpyxl.load_workbook(listed).active[2]]
    assert line[:5] == ["坏.xlsx", "工单", 2, "派单时间", "昨天"]
    assert call("import", str(path), "--errors", "清单.pdf", "--dry-run")[0] == 2


def test_check_of_a_file_gives_rows_and_spans(call, tmp_path):
    scene = rows(工单={"回单内容": "经测试用户处仍无信号。"})
    code, out, _ = call(
        "check", str(write_exchange(tmp_path / "月.xlsx", scene)), "--at", "2026-10-31T18:00", "--json"
    )
    result = json.loads(out)
    assert code == 0
    assert (result["at"], result["orders"]) == ("2026-10-31T18:00:00", 1)
    finding = next(f for f in result["findings"] if f["rule"] == "RPL04")
    assert (finding["order"], finding["verdict"], finding["gate"], finding["clause"]) == (
        CLEAN_NO,
        "fail",
        True,
        "2.4",
    )
    place = finding["evidence"][-1]
    assert (place["sheet"], place["row"], place["field"]) == ("工单", 2, "回单内容")
    assert scene["工单"][0]["回单内容"][place["start"] : place["end"]] == place["value"]


def test_check_can_fail_a_script(call, tmp_path):
    path = str(write_exchange(tmp_path / "月.xlsx", rows(联系记录=[])))
    assert call("check", path, "--rules", "RPL01")[0] == 0
    code, out, _ = call("check", path, "--rules", "RPL01", "--exit-code")
    assert code == 1
    assert "RPL01（条款 2.4）" in out


def test_check_shows_the_verdicts_asked_for(call, tmp_path):
    path = str(write_exchange(tmp_path / "月.xlsx", rows()))
    _, out, _ = call("check", path, "--verdicts", "pass,na", "--rules", "RPL01,RPL04", "--json")
    assert {f["rule"]: f["verdict"] for f in json.loads(out)["findings"]} == {
        "RPL01": "pass",
        "RPL04": "pass",
    }
    assert "办法" not in call("check", path, "--verdicts", "pass", "--rules", "RPL01")[1]
    assert call("check", path, "--verdicts", "n/a", "--rules", "RPL01")[0] == 0


def test_parameters_change_the_verdict(call, tmp_path):
    calls = [
        {"时间": f"2026-10-{day} 10:00", "方式": "电话", "目的": "回访", "结果": "未接通"} for day in (11, 12)
    ]
    path = str(write_exchange(tmp_path / "月.xlsx", rows(联系记录=calls)))
    (tmp_path / "参数.toml").write_text("callback_attempts = 2\n", encoding="utf-8")
    words = ("check", path, "--rules", "RPL01", "--json")
    assert json.loads(call(*words)[1])["findings"][0]["verdict"] == "fail"
    finding = json.loads(call(*words, "--params", str(tmp_path / "参数.toml"))[1])["findings"][0]
    assert finding["verdict"] == "warn"
    assert finding["parameters"] == {"callback_attempts": 2, "quiet_windows": ["12:00-14:30", "21:00-08:30"]}


def test_address_answers_each_text_in_order(call, tmp_path):
    (tmp_path / "地址.txt").write_text("澄迈县金江镇文明路227号\n\n澄迈县\n", encoding="utf-8")
    code, out, _ = call("address", "--file", str(tmp_path / "地址.txt"), "--json")
    results = json.loads(out)
    assert code == 0
    assert [(item["text"], item["grade"]) for item in results] == [
        ("澄迈县金江镇文明路227号", "A"),
        ("", "F"),
        ("澄迈县", "E"),
    ]
    county = results[0]["parts"][0]
    assert (county["kind"], county["text"], county["start"], county["end"], county["code"]) == (
        "county",
        "澄迈县",
        0,
        3,
        "469023",
    )
    assert results[2]["missing"]


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        ("海口市\r\n\r\n那大".encode(), ["海口市", "", "那大"]),
        ("\ufeff海口市\r那大\r".encode(), ["海口市", "那大"]),
        ("海口市\n那大\n".encode("gbk"), ["海口市", "那大"]),
        ("海口市\n那大\n".encode("utf-16"), ["海口市", "那大"]),
        ("海口\u2028市\x0b\x85\n那大\x00\n".encode(), ["海口\u2028市\x0b\x85", "那大\x00"]),
        ("海口\ud800市\n\u202e那大😀\n".encode("utf-8", "surrogatepass"), ["海口\ud800市", "\u202e那大😀"]),
    ],
)
def test_address_keeps_every_line_as_it_is(call, tmp_path, data, texts):
    (tmp_path / "地址.txt").write_bytes(data)
    code, out, _ = call("address", "--file", str(tmp_path / "地址.txt"), "--json")
    assert (code, [item["text"] for item in json.loads(out)]) == (0, texts)


@pytest.mark.parametrize("data", [bytes(range(256)), "海口市\n那大".encode("utf-16-le")])
def test_address_refuses_what_is_no_text(call, tmp_path, data):
    (tmp_path / "地址.txt").write_bytes(data)
    code, out, err = call("address", "--file", str(tmp_path / "地址.txt"))
    assert (code, out) == (2, "")
    assert "请另存为 UTF-8" in err


def test_address_finds_the_column_by_its_other_names(call, tmp_path):
    (tmp_path / "单.csv").write_text("工单号,详细地址\n1,那大镇\n", encoding="utf-8-sig")
    _, out, _ = call("address", "--file", str(tmp_path / "单.csv"), "--json")
    assert [item["text"] for item in json.loads(out)] == ["那大镇"]


def test_address_reads_the_column_of_a_workbook(call, tmp_path):
    path = write_exchange(tmp_path / "月.xlsx", rows())
    _, out, _ = call("address", "--file", str(path), "--json")
    assert [item["grade"] for item in json.loads(out)] == ["A"]


def test_explain_shows_clause_parameters_and_examples(call):
    code, out, _ = call("explain", "rpl01")
    assert code == 0
    assert "条款 2.4" in out
    assert "callback_attempts = 3" in out
    assert json.loads(call("explain", "RPL01", "--json")[1])["gate"] is True
    assert "休息时间 quiet_windows = 12:00-14:30;21:00-08:30" in call("explain", "CON01")[1]
    assert "每周评审会 review_weekly = 空" in call("explain", "DLN07")[1]


def test_exports_are_workbooks_that_open(stored, tmp_path):
    for words in (
        ("export", "orders"),
        ("export", "feedback", "--region", "all"),
        ("export", "summary", "--period", "2026-10"),
        ("export", "archive", "--by", "管理员"),
    ):
        out = tmp_path / f"{words[1]}.xlsx"
        assert stored(*words, str(out))[0] == 0
        assert openpyxl.load_workbook(out).worksheets


def test_the_feedback_is_filled_into_the_offices_own_template(stored, tmp_path):
    template, out = tmp_path / "模板.xlsx", tmp_path / "反馈.xlsx"
    assert stored("export", "feedback-template", str(template))[0] == 0
    assert stored("export", "feedback", "--region", "all", "--template", str(template), str(out))[0] == 0
    assert openpyxl.load_workbook(out)["反馈"]["B5"].value == CLEAN_NO
    code, _, err = stored("export", "feedback", "--region", "all", "--template", "没有.xlsx", str(out))
    assert code == 2
    assert "没有.xlsx" in err


def test_the_archive_comes_back_the_same(stored, tmp_path, monkeypatch):
    stored("export", "archive", "--by", "管理员", str(tmp_path / "一.xlsx"))
    first = json.loads(stored("check", "--json")[1])
    monkeypatch.setenv("DESK_DATABASE", f"sqlite:///{tmp_path / 'other.db'}")
    assert stored("import", str(tmp_path / "一.xlsx"))[0] == 0
    assert json.loads(stored("check", "--json")[1])["findings"] == first["findings"]
    stored("export", "archive", "--by", "管理员", str(tmp_path / "二.xlsx"))
    assert (tmp_path / "一.xlsx").read_bytes() == (tmp_path / "二.xlsx").read_bytes()


def test_print_makes_a_pdf(stored, tmp_path):
    out = tmp_path / "测试.pdf"
    assert stored("print", "field-test", CLEAN_NO, str(out))[0] == 0
    assert out.read_bytes().startswith(b"%PDF")


def test_database_backup_verify_restore(stored, tmp_path):
    assert stored("database", "backup", str(tmp_path / "备份.db"))[0] == 0
    assert stored("database", "verify")[1].strip() == "数据库完好"
    assert stored("escalate", CLEAN_NO, "--reason", "疑难")[0] == 0
    assert stored("database", "restore", str(tmp_path / "备份.db"))[0] == 0
    assert stored("database", "upgrade")[0] == 0
    assert "ESC" not in stored("check", "--rules", "ESC01")[1]


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("import", "没有.xlsx"), 2, "没有.xlsx"),
        (("check", "没有.xlsx"), 2, "没有.xlsx"),
        (("check", "--rules", "XYZ99"), 2, "没有代码为“XYZ99”的规则"),
        (("check", "--at", "昨天"), 2, "时间“昨天”写法不对"),
        (("check", "--period", "十月"), 2, "期间“十月”写法不对"),
        (("check", "--verdicts", "bad"), 2, "可选 pass"),
        (("check", "--verdicts", ""), 2, "可选 pass"),
        (("check", "--rules", ","), 2, "没有写明要查哪些规则"),
        (("reply", "没有", "--outcome", "已解决", "--text", "好"), 2, "没有工单号为“没有”的工单"),
        (
            ("reply", "没有", "--outcome", "解决了", "--text", "好"),
            2,
            "“解决了”不对，可选 已解决、未解决",
        ),
        (("reply", "没有"), 2, "缺少参数"),
        (("waive", "没有", "RPL01", "--reason", "好"), 2, "无权"),
        (("check", "--by", "无名氏"), 2, "没有名为“无名氏”的人员"),
        (("export", "summary", "--period", "2025-01", "a.xlsx"), 2, "没有工单"),
        (("export", "feedback", "--region", "火星", "a.xlsx"), 2, "区域“火星”没有工单"),
        (("export", "archive", "a.xlsx"), 2, "无权"),
        (("explain", "ABC01"), 2, "没有代码为“ABC01”的规则"),
        (("address",), 2, "请给出地址"),
        (("不认识",), 2, "不对"),
        (("database", "upgrade", "--database", "sqlite:////dev/null/x.db"), 3, "不能建立数据库文件夹"),
        (("check", "--database", "没有的://x"), 3, "数据库地址“没有的://x”写法不对"),
        (("check", "--database", "postgresql://127.0.0.1:1/x"), 3, "连接不上"),
        (("demo", "--orders", "0", "a.xlsx"), 2, "演示工单数 0 不在 1 到"),
        (("demo", "--orders", "99999999999999", "a.xlsx"), 2, "不在 1 到"),
        (("demo", "--orders", "多", "a.xlsx"), 2, "应为整数"),
        (("demo", "a.csv"), 2, "“a.csv”的名称要以 .xlsx"),
        (("print", "shift", "a.xlsx"), 2, "“a.xlsx”的名称要以 .pdf 结尾"),
        (("tour", "--out", "/dev/null/x"), 2, "不能建立输出文件夹"),
    ],
)
def test_what_is_wrong_is_one_sentence_with_its_exit_code(call, words, code, sentence):
    assert call("database", "upgrade") == (0, "新建了数据库\n", "")
    got, out, err = call(*words)
    assert (got, out) == (code, "")
    assert sentence in err
    assert len(err.strip().splitlines()) == 1
    assert "Traceback" not in err


def test_an_output_that_cannot_be_written_is_told(stored, tmp_path):
    code, _, err = stored("export", "orders", str(tmp_path / "没有的文件夹" / "a.xlsx"))
    assert code == 2
    assert "没有的文件夹" in err


def test_a_file_that_is_no_backup_is_not_restored(stored, tmp_path):
    (tmp_path / "别的.db").write_text("这不是数据库", encoding="utf-8")
    code, _, err = stored("database", "restore", str(tmp_path / "别的.db"))
    assert code == 2
    assert "不是投诉处理台的备份或已损坏，请换一个备份" in err
    assert stored("check")[1].endswith("\n")


def test_a_parameter_file_is_told_where_it_is_wrong(call, tmp_path):
    (tmp_path / "参数.toml").write_text("# 参数\ncallback_attempts 2\n", encoding="utf-8")
    code, _, err = call("check", "--params", str(tmp_path / "参数.toml"))
    assert code == 2
    assert "第 2 行" in err
    assert "line" not in err


def test_an_address_is_told_in_chinese(call):
    _, out, _ = call("address", "澄迈县金江镇文明路227号")
    assert "澄迈县（区县） 金江镇（乡镇街道） 文明路（路） 227号（门牌号）" in out


def test_help_is_chinese_and_stands_in_columns(call, capsys):
    with pytest.raises(SystemExit):
        call("--help")
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("用法：desk")
    for name, told in (("import", "导入工单"), ("--version", "显示版本"), ("--database URL", "数据库，")):
        (line,) = (line for line in lines if line.strip().startswith(f"{name} "))
        assert line.index(told) == 26


def test_the_tour_is_refused_mends_replies_and_says_what_next(call, tmp_path):
    code, out, err = call("tour", "--out", str(tmp_path / "输出"))
    assert (code, err) == (0, "")
    steps = ("导入演示月", "关口未通过", "RPL01", "登记回访", "关口已通过", "写出：", "接下来：")
    places = [out.index(step) for step in steps]
    assert places == sorted(places)
    assert sorted(path.suffix for path in (tmp_path / "输出").iterdir()) == [
        ".pdf",
        ".xlsx",
        ".xlsx",
        ".xlsx",
    ]


def test_every_verb_has_a_help_text():
    verbs = parser()._subparsers._group_actions[0]
    assert {
        "import",
        "check",
        "address",
        "reply",
        "contact",
        "escalate",
        "track",
        "waive",
        "explain",
        "export",
    } <= set(verbs.choices)
    assert all(choice.help for choice in verbs._choices_actions)
