import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from desk.errors import InputError
from desk.rules.scenes import CLEAN_NO
from desk.services.checking import check_file, check_stored
from desk.services.importing import import_file
from desk.services.listing import ListQuery, count
from desk.services.viewing import detail
from tests.helpers.scenes import LEAD, open_desk, rows, write_exchange

REAL = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "eoms_orders_real.jsonl"


def test_a_workbook_is_imported_with_all_its_sheets(desk, tmp_path):
    report = import_file(desk, write_exchange(tmp_path / "月.xlsx", rows()))
    assert (report.count("工单").new, report.count("联系记录").new, report.count("三网测试").new) == (1, 2, 3)
    shown = detail(desk, CLEAN_NO)
    assert shown.order.phone == "13800000001"
    assert len(shown.rows["measurements"]) == 3


def test_an_import_tells_how_far_it_is(desk, tmp_path):
    told = []
    telling = replace(desk, progress=lambda *step: told.append(step))
    import_file(telling, write_exchange(tmp_path / "月.xlsx", rows()))
    assert [step for step, *_ in told if step != "读取文件"] == ["对照库中工单", "检查工单"]
    assert told[0][:2] == ("读取文件", 2)


def test_a_dry_run_counts_and_writes_nothing(desk, tmp_path):
    report = import_file(desk, write_exchange(tmp_path / "月.xlsx", rows()), dry_run=True)
    assert report.count("工单").new == 1
    assert count(desk, ListQuery()) == 0


def test_the_same_file_again_changes_nothing(desk, tmp_path):
    path = write_exchange(tmp_path / "月.xlsx", rows())
    import_file(desk, path)
    again = import_file(desk, path)
    assert {(count.new, count.changed) for count in again.counts.values()} == {(0, 0)}
    assert again.written is None


def test_a_later_export_updates_what_eoms_owns_and_keeps_what_the_desk_entered(desk, tmp_path):
    import_file(desk, write_exchange(tmp_path / "一.xlsx", rows()))
    later = rows(工单={"投诉地址": "海南省澄迈县金江镇文明路229号", "短期方案": "别的方案"})
    import_file(desk, write_exchange(tmp_path / "二.xlsx", later))
    order = detail(desk, CLEAN_NO).order
    assert order.address == "海南省澄迈县金江镇文明路229号"
    assert order.short_plan == "调整天线下倾角并优化邻区"


def test_bad_rows_stop_the_import_with_their_place_unless_skipped(desk, tmp_path):
    scene = rows()
    scene["工单"].append({**scene["工单"][0], "工单号": "HI-052-261010-00002", "派单时间": "前天"})
    path = write_exchange(tmp_path / "坏.xlsx", scene)
    with pytest.raises(InputError, match=r"1 处错误.*工单 第 3 行 派单时间“前天”"):
        import_file(desk, path)
    assert count(desk, ListQuery()) == 0
    report = import_file(desk, path, skip_bad_rows=True)
    assert (report.count("工单").new, report.count("工单").wrong) == (1, 1)


def test_the_same_number_twice_in_a_file_is_told(desk, tmp_path):
    scene = rows()
    scene["工单"].append(dict(scene["工单"][0]))
    report = import_file(desk, write_exchange(tmp_path / "重.xlsx", scene), dry_run=True)
    assert "与第 2 行重复" in report.errors[0].reason


def test_a_row_of_an_unknown_order_is_told(desk, tmp_path):
    scene = rows(联系记录=[{"工单号": "没有", "时间": "2026-10-10 09:30"}])
    report = import_file(desk, write_exchange(tmp_path / "孤.xlsx", scene), dry_run=True)
    assert "没有这个工单号的工单" in report.errors[0].reason


def test_a_stored_unreplied_order_passes_the_gate_on_import(desk, tmp_path):
    open_order = {"解决情况": None, "回单时间": None, "回单内容": None}
    import_file(desk, write_exchange(tmp_path / "一.xlsx", rows(工单=open_order, 联系记录=[])))
    report = import_file(desk, write_exchange(tmp_path / "二.xlsx", rows(联系记录=[])), skip_bad_rows=True)
    assert "RPL01" in report.errors[0].reason
    assert detail(desk, CLEAN_NO).order.replied_at is None


def test_a_replied_order_that_is_new_is_taken_as_it_is(desk, tmp_path):
    import_file(desk, write_exchange(tmp_path / "一.xlsx", rows(联系记录=[])))
    found = {f.rule: f.verdict.value for f in check_stored(desk).findings}
    assert found["RPL01"] == "fail"


def test_a_bare_export_knows_no_records(desk, tmp_path):
    path = write_exchange(tmp_path / "清单.xlsx", {"工单": rows()["工单"]})
    import_file(desk, path)
    stored = {f.rule: (f.verdict.value, f.missing) for f in check_stored(desk).findings}
    assert stored["RPL01"] == ("unknown", ("联系记录",))
    checked = {f.rule: f.verdict.value for f in check_file(path, desk.now()).findings}
    assert checked["RPL01"] == "unknown"


def test_stored_findings_equal_those_of_the_file(desk, tmp_path):
    path = write_exchange(tmp_path / "月.xlsx", rows(联系记录=[], 工单={"投诉地址": "澄迈县"}))
    import_file(desk, path)
    of_file = {(f.rule, f.verdict) for f in check_file(path, desk.now()).findings}
    assert {(f.rule, f.verdict) for f in check_stored(desk).findings} == of_file
    assert {"ADR02", "RPL01"} <= {rule for rule, _ in of_file}


def test_a_workbook_without_headings_is_told_and_nothing_is_written(desk, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["随便", "写写"])
    book.save(tmp_path / "空.xlsx")
    with pytest.raises(InputError, match="没有可识别的表头"):
        import_file(desk, tmp_path / "空.xlsx")
    assert count(desk, ListQuery()) == 0


def test_a_missing_column_is_named(desk, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["工单号", "投诉地址", "投诉内容"])
    book.active.append(["A1", "澄迈县", "慢"])
    book.save(tmp_path / "缺.xlsx")
    with pytest.raises(InputError, match="缺少列“派单时间”"):
        import_file(desk, tmp_path / "缺.xlsx")


def test_a_sheet_with_its_one_required_column_is_read(desk, tmp_path):
    book = openpyxl.load_workbook(write_exchange(tmp_path / "月.xlsx", rows(评审会=[])))
    if "评审会" in book.sheetnames:
        del book["评审会"]
    meetings = book.create_sheet("评审会")
    meetings.append(["时间"])
    meetings.append(["2026-10-21 14:00"])
    book.save(tmp_path / "会.xlsx")
    assert import_file(desk, tmp_path / "会.xlsx").count("评审会").new == 1


def real_workbook(path):
    if not REAL.exists():
        pytest.skip("没有真实工单数据文件夹")
    found = [json.loads(line) for line in REAL.read_text(encoding="utf-8").splitlines()]
    table = [
        {
            "EOMS工单流水号": row["id"],
            "工单主题": row.get("title"),
            "派单时间": row.get("send_time"),
            "工单处理时限": row.get("deadline"),
            "投诉内容": row["text"],
            "故障地点": row.get("address"),
            "申告地": row.get("city"),
            "申告区县": row.get("county"),
            "客户级别": row.get("level"),
            **row.get("fields", {}),
        }
        for row in found
    ]
    headings = list(dict.fromkeys(name for row in table for name in row))
    book = openpyxl.Workbook()
    book.active.append(headings)
    for row in table:
        book.active.append([row.get(name) for name in headings])
    book.save(path)
    return found


def test_the_real_orders_come_in_by_their_own_headings(tmp_path):
    desk = open_desk(tmp_path)
    found = real_workbook(tmp_path / "EOMS导出.xlsx")
    report = import_file(desk, tmp_path / "EOMS导出.xlsx", skip_bad_rows=True)
    dated = [row for row in found if row.get("send_time")]
    assert report.count("工单").new == len(dated) == 4
    assert {error.column for error in report.errors} == {"派单时间"}
    assert len(report.errors) == len(found) - len(dated)
    for row in dated:
        shown = detail(desk, row["id"])
        assert shown.order.address == row["address"]
        assert f"{shown.order.dispatched_at:%Y-%m-%d %H:%M:%S}" == row["send_time"]
        assert {raw.column for raw in shown.rows["raw_fields"]} >= {"工单主题", "申告地", "申告区县"}
    first = detail(desk, "YN-052-191105-00164").order
    assert (first.cycle, first.nearby) == ("经常", "有")
    desk.database.close()


WAIVED = [
    {"规则": "ADR02", "结论": "豁免", "原因": "客户只肯说到县", "经办人": "组长", "时间": "2026-10-12 10:00"}
]


def test_a_handler_cannot_waive_by_importing(desk, tmp_path):
    vague = {"投诉地址": "澄迈县"}
    import_file(desk, write_exchange(tmp_path / "一.xlsx", rows(工单=vague)))
    path = write_exchange(tmp_path / "二.xlsx", rows(工单=vague, 豁免=WAIVED))
    with pytest.raises(InputError, match="不能靠导入豁免"):
        import_file(desk, path)
    assert "waivers" not in detail(desk, CLEAN_NO).rows
    lead = desk.acting(LEAD.name)
    import_file(lead, path)
    assert len(detail(desk, CLEAN_NO).rows["waivers"]) == 1
    assert import_file(desk, path).errors == []


def test_an_archive_brings_its_waivers_along(desk, tmp_path):
    scene = rows(工单={"投诉地址": "澄迈县"}, 豁免=WAIVED)
    assert import_file(desk, write_exchange(tmp_path / "一.xlsx", scene)).errors == []
    assert {f.rule: f.verdict.value for f in detail(desk, CLEAN_NO).findings}["ADR02"] == "waived"
