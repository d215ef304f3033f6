"""The office's phrases, calendar, step names and people: in force, in the archive, by those who may."""

from datetime import date
from pathlib import Path

import pytest

from desk.errors import InputError
from desk.reading.phrases import in_force, rows_of, shipped_sensitive
from desk.records import Phrase
from desk.rules.scenes import CLEAN_AT, CLEAN_NO, book_of
from desk.services.checking import check_file, check_stored
from desk.services.exporting import export_archive
from desk.services.importing import import_file, import_intake
from desk.services.intake import Intake
from desk.services.judging import current_office
from desk.services.staff import all_people
from desk.services.viewing import detail
from desk.store.loading import load_table
from desk.vocabulary import LexiconName, Verdict
from desk.workbook import read_workbook
from tests.helpers.scenes import fill, open_desk, rows, write_exchange

OWN = {
    "词库": [
        {"词库": "敏感", "词条": "找台长", "类别": "媒体曝光"},
        {"词库": "敏感", "词条": "12345", "类别": "政务热线", "启用": "否"},
    ],
    "日历年份": [{"年份": "2027", "已录入": "是"}],
    "日历": [
        {"日期": "2027-01-01", "类型": "放假", "名称": "元旦"},
        {"日期": "2027-01-03", "类型": "上班", "名称": "元旦"},
        {"日期": "2026-10-10", "类型": "照常"},
    ],
    "步骤名称": [{"编号": "7", "名称": "更换天线"}, {"编号": "2", "名称": "下倾角调整"}],
}
PEOPLE = [{"姓名": "王小海", "角色": "管理员"}, {"姓名": "陈小云", "角色": "处理人"}]


def office_of(desk):
    with desk.database.read() as connection:
        return current_office(connection)


def verdicts(desk, rule):
    return [f.verdict for f in check_stored(desk).findings if f.rule == rule]


def bring(desk, **sheets):
    return import_intake(desk, Intake(Path("设置.xlsx"), book_of({"工单": [], **sheets})))


@pytest.mark.parametrize(
    ("complaint", "verdict"),
    [("用户说再不处理就找台长。", [Verdict.FAIL]), ("用户表示再不处理就向12345投诉。", [])],
)
def test_the_office_adds_and_switches_off_phrases(desk, complaint, verdict):
    fill(desk, {**rows(工单={"投诉内容": complaint}), "词库": OWN["词库"]})
    assert verdicts(desk, "ESC01") == verdict


def test_a_phrase_is_classed_anew():
    row = Phrase(lexicon="敏感", phrase="12315", category="监管申诉")
    lexicon = in_force(LexiconName.SENSITIVE, [row])
    assert {entry.group for entry in lexicon.entries if entry.phrase == "12315"} == {"监管申诉"}
    assert len(lexicon.entries) == len(shipped_sensitive().entries)
    assert in_force(LexiconName.SENSITIVE, []) is shipped_sensitive()
    assert in_force(LexiconName.SENSITIVE, [row]) is lexicon
    assert lexicon.version != shipped_sensitive().version
    assert sum(entry.phrase == "12315" for entry in rows_of(LexiconName.SENSITIVE, lexicon)) == 1


def test_the_office_works_its_own_days(desk):
    fill(desk, {**rows(), **OWN})
    calendar = office_of(desk).calendar
    assert calendar.kind(date(2027, 1, 1)) == "元旦"
    assert calendar.kind(date(2027, 1, 3)) == "元旦调休上班"
    assert calendar.kind(date(2027, 1, 4)) == "工作日"
    assert calendar.kind(date(2026, 10, 10)) == "周末"
    assert calendar.kind(date(2026, 10, 1)) == "国庆节"
    assert calendar.kind(date(2028, 1, 1)) is None


def test_a_year_may_be_taken_out(desk):
    fill(desk, {**rows(), "日历年份": [{"年份": "2026", "已录入": "否"}]})
    assert office_of(desk).calendar.is_working(date(2026, 10, 12)) is None


def test_the_office_names_its_steps(desk):
    work = [{"步骤": "7", "状态": "已实施", "时间": "2026-10-12 09:00"}]
    fill(desk, {**rows(处理步骤=work), **OWN})
    told = next(f.message for f in check_stored(desk).findings if f.rule == "FLD07")
    assert told == "第 7 步（更换天线）整改已实施，还没有任何优化步骤"
    titles = detail(desk, CLEAN_NO).step_titles
    assert [titles[n] for n in (1, 2, 7, 10, 12)] == [
        "1 优化步骤 1（示例）",
        "2 下倾角调整",
        "7 更换天线",
        "10 资源建设评估 10（示例）",
        "12 提站 12（示例）",
    ]


def test_the_archive_carries_them_into_an_empty_desk(desk, tmp_path):
    admin = desk.acting("管理员")
    fill(admin, {**rows(工单={"投诉内容": "用户说再不处理就找台长。"}), **OWN, "人员": PEOPLE})
    boss = desk.acting("王小海")
    export_archive(boss, tmp_path / "档案.xlsx")
    (tmp_path / "other").mkdir()
    other = open_desk(tmp_path / "other")
    import_file(other.acting("管理员"), tmp_path / "档案.xlsx")
    assert check_stored(other).findings == check_stored(boss).findings
    assert office_of(other).version == office_of(boss).version
    assert [p.name for p in all_people(other)] == [p.name for p in all_people(desk)] == ["王小海", "陈小云"]
    export_archive(other.acting("王小海"), tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == (tmp_path / "档案.xlsx").read_bytes()
    other.database.close()


def test_what_is_as_shipped_has_no_sheet(desk, tmp_path):
    fill(desk, rows())
    export_archive(desk.acting("组长"), tmp_path / "档案.xlsx")
    titles = {sheet.name for sheet in read_workbook(tmp_path / "档案.xlsx")}
    assert "参数" in titles and not titles & {"词库", "日历", "日历年份", "步骤名称", "人员"}


def test_who_has_no_right_changes_no_setting_by_importing(desk):
    fill(desk, rows())
    report = bring(
        desk, 参数=[{"名称": "callback_attempts", "值": "1"}], 人员=PEOPLE, 站点=[{"站点编号": "HK9"}]
    )
    assert [remark[:10] for remark in report.remarks] == ["“参数”表有 1 行", "“人员”表有 6 行"]
    assert office_of(desk).parameters.callback_attempts == 3
    with desk.database.read() as connection:
        assert [site.code for site in load_table(connection, "sites")] == ["HK9"]
        assert load_table(connection, "parameters") == []
    assert len(all_people(desk)) == 4
    bring(desk.acting("质检"), 参数=[{"名称": "callback_attempts", "值": "1"}])
    assert office_of(desk).parameters.callback_attempts == 1


@pytest.mark.parametrize(
    ("sheet", "row", "sentence"),
    [
        ("参数", {"名称": "repeat_days", "值": "两月"}, "不是数字"),
        ("词库", {"词库": "敏感", "词条": "！！", "类别": "信访"}, "不足两个字"),
        (
            "词库",
            {"词库": "敏感", "词条": "找台长", "类别": "信访", "认定方式": "我方用语"},
            "不能按“我方用语”认定",
        ),
        ("日历", {"日期": "2026-10-12", "类型": "上班"}, "不是周末"),
        ("日历年份", {"年份": "26"}, "年份“26”"),
        ("步骤名称", {"编号": "13", "名称": "拆站"}, "步骤编号“13”不在 1 到 12 之间"),
        ("步骤名称", {"编号": "3", "名称": "长" * 21}, "第 3 步的名称应为 1 到 20 个字"),
    ],
)
def test_a_setting_that_cannot_be_in_force_is_an_error_of_its_row(desk, sheet, row, sentence):
    intake = Intake(Path("设置.xlsx"), book_of({"工单": [], sheet: [row]}))
    report = import_intake(desk.acting("组长"), intake, dry_run=True)
    assert [error.sheet for error in report.errors] == [sheet]
    assert sentence in report.errors[0].reason
    assert report.changes == []


def test_a_checked_file_brings_its_own_lists(tmp_path):
    complaint = {"投诉内容": "用户说再不处理就找台长。"}
    path = write_exchange(tmp_path / "单.xlsx", {**rows(工单=complaint), "词库": OWN["词库"]})
    found = check_file(path, CLEAN_AT).findings
    assert [f.verdict for f in found if f.rule == "ESC01"] == [Verdict.FAIL]
    path = write_exchange(tmp_path / "错.xlsx", {**rows(), "日历": [{"日期": "2026-10-12", "类型": "半天"}]})
    with pytest.raises(InputError, match="日历 2026-10-12 的“类型”不能是“半天”"):
        check_file(path, CLEAN_AT)
