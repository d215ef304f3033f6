"""Importing an order again: what EOMS owns, what the desk entered, and what both sides changed."""

from dataclasses import replace
from datetime import datetime

import openpyxl
import pytest

from desk.errors import InputError
from desk.rules.scenes import CLEAN, CLEAN_NO
from desk.services.contacting import record_contact
from desk.services.editing import save
from desk.services.importing import import_file, read_file
from desk.services.listing import ListQuery, count
from desk.services.profiling import load_profile, save_profile
from desk.services.replying import reply
from desk.services.undoing import redo, undo
from desk.services.viewing import detail
from desk.store import Change
from desk.vocabulary import Outcome, Purpose, Reach, Restored
from tests.helpers.scenes import rows, unreplied, write_exchange

NEW = "海南省澄迈县金江镇文明路229号"
OTHER = "海南省澄迈县金江镇文明路231号"


@pytest.fixture
def bring(desk, tmp_path):
    """Import a scene as a workbook of its own."""
    numbers = iter(range(100))

    def brought(scene, **options):
        return import_file(desk, write_exchange(tmp_path / f"{next(numbers)}.xlsx", scene), **options)

    return brought


def edit(desk, **values):
    order = detail(desk, CLEAN_NO).order
    save(desk, [Change(order, replace(order, **values))])


def address(desk):
    return detail(desk, CLEAN_NO).order.address


def test_a_correction_of_the_desk_outlives_the_same_export(desk, bring):
    bring(rows())
    edit(desk, address=NEW)
    report = bring(rows())
    assert (address(desk), report.conflicts, report.count("工单").unchanged) == (NEW, [], 1)


def test_a_field_that_both_sides_changed_is_a_conflict_and_the_desk_keeps_its_own(desk, bring):
    bring(rows())
    edit(desk, address=NEW)
    report = bring(rows(工单={"投诉地址": OTHER}))
    (conflict,) = report.conflicts
    assert (conflict.order_no, conflict.column) == (CLEAN_NO, "投诉地址")
    assert (conflict.last, conflict.ours, conflict.theirs) == (CLEAN["工单"][0]["投诉地址"], NEW, OTHER)
    assert address(desk) == NEW
    assert bring(rows(工单={"投诉地址": OTHER})).conflicts == []  # it was shown, and the desk kept its own


def test_a_person_may_choose_the_files_value(desk, bring):
    bring(rows())
    edit(desk, address=NEW)
    shown = bring(rows(工单={"投诉地址": OTHER}), dry_run=True)
    bring(rows(工单={"投诉地址": OTHER}), take={shown.conflicts[0].place: True})
    assert address(desk) == OTHER


def test_both_sides_saying_the_same_is_no_conflict(desk, bring):
    bring(rows())
    edit(desk, address=NEW)
    assert bring(rows(工单={"投诉地址": NEW})).conflicts == []


def test_a_field_the_desk_blanked_stays_blank(desk, bring):
    bring(rows())
    edit(desk, level=None, nearby=None)
    bring(rows())
    assert (detail(desk, CLEAN_NO).order.level, detail(desk, CLEAN_NO).order.nearby) == (None, None)


def test_rows_of_the_desk_are_not_overwritten(desk, bring):
    at = datetime(2026, 10, 13, 10, 0)
    bring(unreplied())
    record_contact(desk, CLEAN_NO, Purpose.CALLBACK, Reach.REACHED, restored=Restored.YES, at=at)
    denied = [{"时间": "2026-10-13 10:00", "方式": "电话", "目的": "回访", "结果": "接通", "确认恢复": "否"}]
    report = bring(unreplied() | {"联系记录": [*CLEAN["联系记录"][:1], *denied]})
    assert [conflict.column for conflict in report.conflicts] == ["确认恢复"]
    assert [c.restored for c in detail(desk, CLEAN_NO).rows["contacts"] if c.time == at] == ["是"]


def test_a_row_whose_time_the_desk_corrected_does_not_come_twice(desk, bring):
    bring(rows())
    first = detail(desk, CLEAN_NO).rows["contacts"][0]
    save(desk, [Change(first, replace(first, time=first.time.replace(minute=59)))])
    bring(rows())
    assert len(detail(desk, CLEAN_NO).rows["contacts"]) == len(CLEAN["联系记录"])


def test_several_rows_of_one_identity_are_told_apart_by_what_they_say(desk, bring):
    same = [{"运营商": "移动", "阶段": "前", "RSRP": "-110"}, {"运营商": "移动", "阶段": "后", "RSRP": "-80"}]
    bring(rows(三网测试=same))
    again = bring(rows(三网测试=same[::-1]))
    assert (again.count("三网测试").new, again.count("三网测试").unchanged) == (0, 2)
    assert again.written is None


def test_an_import_may_bring_a_reply_with_the_callback_it_rests_on(desk, bring):
    bring(unreplied())
    report = bring(rows())
    assert report.errors == []
    assert detail(desk, CLEAN_NO).order.outcome == "已解决"


def test_a_reply_refused_by_the_gate_leaves_the_rest_of_the_file(desk, bring):
    bring(unreplied())
    scene = rows(联系记录=[*CLEAN["联系记录"][:1], {"时间": "2026-10-12 10:00", "目的": "沟通"}])
    report = bring(scene, skip_bad_rows=True)
    assert [error.column for error in report.errors] == ["回单时间"]
    shown = detail(desk, CLEAN_NO)
    assert (shown.order.outcome, len(shown.rows["contacts"])) == (None, 2)


def test_undoing_an_import_leaves_out_what_was_edited_since_and_lists_it(desk, bring):
    other = "HI-052-261010-00002"
    scene = rows()
    scene["工单"].append({**CLEAN["工单"][0], "工单号": other})
    deed = bring(scene).written.deed_id
    edit(desk, nearby="周边正常")
    undone = undo(desk, deed)
    assert {left.order_no for left in undone.left} == {CLEAN_NO}
    assert count(desk, ListQuery()) == 1
    assert detail(desk, CLEAN_NO).order.nearby == "周边正常"
    assert len(detail(desk, CLEAN_NO).rows["contacts"]) == 2


def test_undoing_a_second_import_gives_back_the_first_but_for_edited_rows(desk, bring):
    bring(rows())
    second = rows(工单={"投诉地址": OTHER}, 联系记录=[{**row, "内容": "新"} for row in CLEAN["联系记录"]])
    deed = bring(second).written.deed_id
    contact = detail(desk, CLEAN_NO).rows["contacts"][0]
    save(desk, [Change(contact, replace(contact, text="台账写的"))])
    undone = undo(desk, deed)
    assert [(left.sheet, left.why) for left in undone.left] == [("联系记录", "之后被改过")]
    shown = detail(desk, CLEAN_NO)
    assert shown.order.address == CLEAN["工单"][0]["投诉地址"]
    assert [c.text == "台账写的" for c in shown.rows["contacts"]] == [True, False]


def test_undoing_an_import_leaves_a_reply_that_was_there_before(desk, bring):
    bring(rows(工单={"投诉地址": "澄迈县"}))
    before = detail(desk, CLEAN_NO).order
    bring(rows())
    assert undo(desk).reopened == ()
    assert detail(desk, CLEAN_NO).order == before
    assert before.replied_at is not None


def test_undoing_an_import_reopens_what_was_replied_on_its_ground_and_says_so(desk, bring):
    bring(unreplied())
    callback = bring({**unreplied(), "联系记录": CLEAN["联系记录"]}).written.deed_id
    reply(desk, CLEAN_NO, Outcome.SOLVED, "已修复，用户确认恢复正常", at=datetime(2026, 10, 14, 9))
    undone = undo(desk, callback)
    assert undone.reopened == (CLEAN_NO,)
    assert undone.further == f"；1 单的回单失去依据，已重新打开：{CLEAN_NO}"
    assert detail(desk, CLEAN_NO).order.replied_at is None


def test_an_undone_import_can_be_imported_again_and_redone(desk, bring):
    bring(rows())
    bring(rows(工单={"投诉地址": OTHER}))
    undo(desk)
    assert bring(rows(工单={"投诉地址": OTHER})).conflicts == []
    assert address(desk) == OTHER
    undo(desk)
    redo(desk)
    assert address(desk) == OTHER
    with pytest.raises(InputError, match="没有可以恢复"):
        redo(desk)


def test_a_redone_reply_passes_the_gate_again(desk, bring):
    bring(unreplied())
    at = datetime(2026, 10, 13, 10, 0)
    record_contact(desk, CLEAN_NO, Purpose.CALLBACK, Reach.REACHED, restored=Restored.YES, at=at)
    text = "调整天线后测试正常，已回访用户，用户确认恢复正常使用。"
    reply(desk, CLEAN_NO, Outcome.SOLVED, text, at=datetime(2026, 10, 13, 15, 0))
    undo(desk)
    assert redo(desk).deed.kind == "撤销"
    assert detail(desk, CLEAN_NO).order.outcome == "已解决"
    undone = undo(desk)
    callback = detail(desk, CLEAN_NO).rows["contacts"][-1]
    save(desk, [Change(callback, None)])
    with pytest.raises(InputError, match="关口不通过：RPL01"):
        undo(desk, undone.written.deed_id)
    assert detail(desk, CLEAN_NO).order.outcome is None


def odd_workbook(path, headings=("单据", "发出", "地方", "备注x")):
    book = openpyxl.Workbook()
    book.active.append(list(headings))
    book.active.append(["A1", "2026-10-10 08:00", "澄迈县金江镇文明路227号", "无"])
    book.save(path)
    return path


CHOSEN = {"单据": "工单号", "发出": "派单时间", "地方": "投诉地址"}


def test_a_hand_made_mapping_is_remembered_for_files_of_the_shape(desk, tmp_path):
    path = odd_workbook(tmp_path / "奇.xlsx")
    with pytest.raises(InputError, match="没有可识别的表头"):
        import_file(desk, path)
    save_profile(desk, "外省", read_file(desk, path, chosen=CHOSEN), CHOSEN)
    report = import_file(desk, odd_workbook(tmp_path / "又.xlsx"))
    assert report.count("工单").new == 1
    assert "外省" in report.remarks[0]
    shown = detail(desk, "A1")
    assert (shown.order.address, shown.rows["raw_fields"][0].value) == ("澄迈县金江镇文明路227号", "无")


def test_an_unknown_profile_and_an_unknown_field_are_told(desk, tmp_path):
    with pytest.raises(InputError, match="没有名为“无”的导入档案"):
        load_profile(desk, "无")
    with pytest.raises(InputError, match="不能对应到“天气”"):
        import_file(desk, odd_workbook(tmp_path / "奇.xlsx"), chosen={"单据": "天气"})
    with pytest.raises(InputError, match="里没有所对应的列"):
        import_file(desk, write_exchange(tmp_path / "月.xlsx", rows()), chosen=CHOSEN)


def test_errors_count_by_row_and_under_their_sheet_whatever_its_name(desk, tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "导出结果"
    book.active.append(["工单号", "派单时间", "受理时间", "投诉地址"])
    book.active.append(["A1", "前天", "昨天", "澄迈县"])
    book.active.append(["A2", "2026-10-10", "", "澄迈县"])
    book.save(tmp_path / "错.xlsx")
    report = import_file(desk, tmp_path / "错.xlsx", dry_run=True)
    assert set(report.counts) == {"工单"}
    assert (report.count("工单").new, report.count("工单").wrong, len(report.errors)) == (1, 1, 2)
    assert str(report.errors[0]).startswith("导出结果 第 2 行 ")


@pytest.mark.parametrize("year", ["0001-01-01 00:00", "9999-12-31 23:59"])
def test_the_ends_of_time_are_only_dates(desk, bring, year):
    times = {"派单时间": year, "受理时间": year, "处理时限": year, "回单时间": year, "定性时间": year}
    tests = [{**row, "到达时间": year, "完成时间": year} for row in CLEAN["现场测试"]]
    sites = [{"站点编号": "HK001", "断站开始": year, "断站恢复": year}]
    bring(rows(工单=times | {"涉及站点": "HK001"}, 现场测试=tests, 站点=sites), skip_bad_rows=True)
    shown = detail(desk, CLEAN_NO)
    assert [f.rule for f in shown.findings if "规则内部错误" in f.message] == []
