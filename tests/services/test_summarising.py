"""The summary workbook: figures recomputed from the raw orders, checks, masking, bytes and pages."""

import re
import shutil
from collections import defaultdict
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import select

from desk.errors import InputError
from desk.models import deeds
from desk.records import Person
from desk.rules.scenes import CLEAN, CLEAN_AT
from desk.services.checking import check_stored
from desk.services.demo import make_demo
from desk.services.desk import Desk
from desk.services.importing import import_intake
from desk.services.intake import Intake
from desk.services.masking import Unmasking
from desk.services.period import Period, parse_period
from desk.services.summarising import export_summary
from desk.services.summarising.metrics import METRICS
from desk.services.summarising.regions import HEADING, _even_pages
from desk.services.summarising.spans import before, year_before
from desk.vocabulary import Role, Verdict
from tests.helpers.office import NEEDS_OFFICE, convert
from tests.helpers.scenes import LEAD, fill, open_desk

OCTOBER = parse_period("2026-10")
ORDER = CLEAN["工单"][0]
CHECKED, MARKS = ("总览", "分区域", "分区域数据", "分人员", "按规则"), ("✓", "不符")
CHECK = re.compile(r'=IF\((.*),"✓","不符"\)')


def order(number: int, **changes):
    """The clean order under another number; made-up phone numbers apart from each other."""
    return {**ORDER, "工单号": f"HI-052-261010-{number:05d}", "用户号码": f"138000010{number:02d}", **changes}


def exported(desk, path: Path, period=OCTOBER, **options):
    export_summary(desk, path, period, **options)
    return openpyxl.load_workbook(path)


def summarised(desk, tmp_path, scene, *, bare=False, period=OCTOBER, **options):
    fill(desk, scene, bare=bare)
    return exported(desk, tmp_path / "汇总.xlsx", period, **options)


def overview(book) -> dict[str, tuple]:
    """Metric -> (value, numerator, denominator, unknown, last, change, year, change)."""
    rows = book["总览"].iter_rows(min_row=5, values_only=True)
    return {row[0]: row[1:9] for row in rows if row[1] is not None}


def by_region(book) -> dict[tuple[str, str], object]:
    """(metric, region) -> value, of metrics that are not split."""
    sheet = book["分区域"]
    names = [cell.value for cell in sheet[4]]
    found = {}
    for row in sheet.iter_rows(min_row=5):
        if row[0].value and row[1].value is not None and not row[0].alignment.indent:
            found |= {(row[0].value, name): cell.value for name, cell in zip(names, row, strict=True)}
    return found


@pytest.fixture(scope="module")
def month(tmp_path_factory):
    """The demo month: its desk, its raw records, and the summary of it."""
    folder = tmp_path_factory.mktemp("month")
    desk = open_desk(folder)
    demo = make_demo(300, 1)
    import_intake(desk, Intake(Path("演示月.xlsx"), demo.book))
    yield desk, demo.book.records, exported(desk, folder / "汇总.xlsx"), folder / "汇总.xlsx"
    desk.database.close()


def recomputed(records, doubts, unknowns, now=CLEAN_AT):
    """Metric -> (numerator, denominator), from the records; the rules' word on clause 2.4 is given."""
    orders = records["orders"]
    replied = [o for o in orders if o.replied_at and o.replied_at <= now]
    solved = [o for o in replied if o.outcome == "已解决"]
    due = [o for o in orders if o.due_at and (o in replied or o.due_at < now)]
    in_time = [o for o in due if o.replied_at and o.replied_at <= o.due_at]
    tests = defaultdict(list)
    for test in records["field_tests"]:
        tests[test.order_no].append(test)
    wanted = {*tests, *(t.order_no for t in records["transfers"] if t.kind == "现场测试")}
    finished = {t.order_no for t in records["field_tests"] if t.finished_at and t.finished_at <= now}
    calls = [c for c in records["contacts"] if c.purpose == "回访" and c.result == "接通" and c.time <= now]
    scores = {c.order_no: c.score for c in sorted(calls, key=lambda c: c.time) if c.score is not None}
    judged = [o for o in replied if o.outcome and (o.order_no in doubts or o.order_no not in unknowns)]
    truly = [o for o in judged if o.outcome == "已解决" and o.order_no not in doubts]
    escalated = {e.order_no for e in records["escalations"]}
    repeated = [
        o
        for o in orders
        if any(
            p.phone == o.phone and timedelta(0) <= o.dispatched_at - p.dispatched_at <= timedelta(days=60)
            for p in orders
            if p is not o
        )
    ]
    return {
        "实测率": (len(finished), len(wanted)),
        "工单及时率": (len(in_time), len(due)),
        "故障及时率": (sum(o.cause == "故障" for o in in_time), sum(o.cause == "故障" for o in due)),
        "超时率": (len(due) - len(in_time), len(due)),
        "滞留率": (len(orders) - len(replied), len(orders)),
        "真正解决率": (len(truly), len(judged)),
        "优化类真正解决率": (sum(o.cause == "优化" for o in truly), sum(o.cause == "优化" for o in judged)),
        "回访率": (len({c.order_no for c in calls} & {o.order_no for o in solved}), len(solved)),
        "满意度": (sum(scores.values()), len(scores)),
        "重派率": (sum(o.redispatches > 0 for o in orders), len(orders)),
        "重复投诉率": (len(repeated), sum(o.phone is not None for o in orders)),
        "升级率": (len(escalated), len(orders)),
    }


def test_the_totals_are_those_of_the_raw_orders(month):
    desk, records, book, _ = month
    findings = [f for f in check_stored(desk, at=CLEAN_AT).findings if f.clause == "2.4"]
    doubts = {f.order_no for f in findings if f.verdict in (Verdict.FAIL, Verdict.WARN)}
    unknowns = {f.order_no for f in findings if f.verdict is Verdict.UNKNOWN}
    told = overview(book)
    for name, (part, whole) in recomputed(records, doubts, unknowns).items():
        assert told[name][1:3] == (part, whole), name
        assert told[name][0] == pytest.approx(part / whole), name


def test_the_regions_are_those_of_the_raw_orders(month):
    _, records, book, _ = month
    told = by_region(book)
    for region in {o.region for o in records["orders"]}:
        own = [o for o in records["orders"] if o.region == region]
        replied = [o for o in own if o.replied_at and o.replied_at <= CLEAN_AT]
        assert told["工单量", region] == len(own)
        assert told["已回单量", region] == len(replied)
        assert told["已解决量", region] == sum(o.outcome == "已解决" for o in replied)
        assert told["未回单量", region] == len(own) - len(replied)


def test_the_splits_count_every_order(month):
    _, records, book, _ = month
    sheet, counted = book["总览"], {}
    section = ""
    for row in sheet.iter_rows(min_row=5, values_only=True):
        section = row[0] if row[1] is None else section
        if row[1] is not None:
            counted[section, row[0]] = row[1]
    for section, name in (
        ("按渠道", "channel"),
        ("按网络", "network"),
        ("按业务", "service"),
        ("按原因", "cause"),
    ):
        values = [getattr(o, name) or "未填" for o in records["orders"]]
        assert {k[1]: n for k, n in counted.items() if k[0] == section} == {
            v: values.count(v) for v in values
        }


def test_the_findings_by_rule_are_those_of_a_fresh_check(month):
    desk, _, book, _ = month
    fresh = check_stored(desk, at=CLEAN_AT, verdicts=set(Verdict) - {Verdict.PASS, Verdict.NA}).findings
    verdicts = (Verdict.FAIL, Verdict.WARN, Verdict.UNKNOWN, Verdict.WAIVED)
    for row in book["按规则"].iter_rows(min_row=5, max_row=65, values_only=True):
        counts = tuple(sum(f.rule == row[0] and f.verdict is v for f in fresh) or None for v in verdicts)
        assert row[4:8] == counts, row[0]
        assert row[2]


def agrees(book, sheet, formula: str) -> bool:
    """The truth of a check, computed from the written values."""

    def cell(name: str, reference: str):
        value = book[name or sheet.title][reference].value
        return value if value is not None else 0

    def total(match) -> str:
        cells = book[match[1] or sheet.title][match[2]]
        line = cells[0] if len(cells) == 1 else [row[0] for row in cells]
        return repr(sum(c.value for c in line if isinstance(c.value, int | float)))

    test = CHECK.fullmatch(formula)[1]
    test = re.sub(r"SUM\((?:(\w+)!)?([A-Z]+\d+:[A-Z]+\d+)\)", total, test)
    test = re.sub(r"(?<!\w)(?:(\w+)!)?([A-Z]{1,2}\d+)", lambda m: repr(cell(m[1], m[2])), test)
    if branches := re.fullmatch(r"IF\((.+?)>0,ABS\((.+)/(.+)-(.+)\)<1E-9,(.+)=\"—\"\)", test):
        whole, part, _, value, other = branches.groups()
        return abs(float(part) / float(whole) - float(value)) < 1e-9 if float(whole) > 0 else other == "'—'"
    left, right = test.split("=")
    return float(left) == float(right)


def test_the_check_formulas_agree_with_the_written_values(month):
    _, _, book, _ = month
    checks = defaultdict(int)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert agrees(book, sheet, cell.value), (sheet.title, cell.coordinate, cell.value)
                    checks[sheet.title] += 1
    assert set(checks) == set(CHECKED)
    assert checks["总览"] >= len(METRICS)


@NEEDS_OFFICE
def test_libreoffice_computes_every_check_and_agrees(month, tmp_path):
    _, _, _, path = month
    computed = convert(convert(shutil.copy(path, tmp_path / "a.xlsx"), "ods"), "xlsx")
    book = openpyxl.load_workbook(computed, data_only=True)
    checks = [c.value for name in CHECKED for row in book[name].iter_rows() for c in row if c.value in MARKS]
    assert set(checks) == {"✓"}
    assert len(checks) > 100


def test_a_check_tells_a_wrong_total(month):
    _, _, _, path = month
    book = openpyxl.load_workbook(path)
    sheet = book["总览"]
    sheet["B6"] = sheet["B6"].value + 1
    assert not agrees(book, sheet, sheet["J6"].value)


def test_the_same_data_give_the_same_bytes(month, tmp_path):
    desk, _, _, path = month
    export_summary(desk, tmp_path / "again.xlsx", OCTOBER)
    assert (tmp_path / "again.xlsx").read_bytes() == path.read_bytes()


def test_every_sheet_says_of_when_it_is_and_prints_on_a4(month):
    _, _, book, _ = month
    for sheet in book.worksheets:
        assert "截至 2026-10-31 18:00" in sheet.oddFooter.center.text, sheet.title
        assert sheet.page_setup.paperSize == 9
    assert book["分区域"].page_setup.orientation == "portrait"


def test_all_metrics_of_some_regions_stand_on_one_page(month):
    _, _, book, _ = month
    for sheet in (book["分区域"], book["分区域数据"]):
        regions = len([cell for cell in sheet[4][3:] if cell.value])
        ends = [3, *(mark.id for mark in sheet.col_breaks.brk), 3 + regions]
        across = [after - first for first, after in pairwise(ends)]
        assert regions == sum(across) == 20
        assert max(across) - min(across) <= 1
        assert sheet.print_title_cols == "$A:$C"
        heights = [sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)]
        assert sum(heights) * sheet.page_setup.scale / 100 <= 750  # points between the margins of A4
        assert not sheet.row_breaks.brk


@pytest.mark.parametrize(("rows", "pages"), [(40, [40]), (120, [40, 40, 40]), (75, [35, 40])])
def test_what_is_too_long_for_a_page_is_parted_evenly_before_sections(rows, pages):
    heights = [20.0] * HEADING + [10.0] * rows
    firsts = _even_pages(heights, 80.0 + 420.0, range(HEADING + 1, HEADING + rows, 5))
    ends = [HEADING, *(row - 1 for row in firsts), HEADING + rows]
    assert [after - first for first, after in pairwise(ends)] == pages


def test_the_charts_have_titles_and_data(month):
    _, _, book, _ = month
    assert len(book["封面"]._charts) == 1
    charts = book["图表"]._charts
    assert len(charts) == 4
    assert all(chart.title and chart.series for chart in charts)
    titles = [chart.title.tx.rich.p[0].r[0].t for chart in charts]
    assert re.fullmatch(r"每日派单量：平均 \d+ 单，最多 \d+ 单（\d+ 日）", titles[0])
    assert re.fullmatch(r"各区域工单量：前 3 个区域占 \d+%", titles[1])


def test_the_definitions_name_every_metric_and_the_version(month):
    desk, _, book, _ = month
    rows = list(book["口径"].iter_rows(min_row=3, values_only=True))
    version = check_stored(desk).rules_version
    assert {metric.name for metric in METRICS} <= {row[1] for row in rows}
    assert all(row[3] and row[4] and row[5] and row[6] and row[8] == version for row in rows)
    assert any("60 天" in row[3] for row in rows if row[1] == "重复投诉率")


def test_numbers_and_names_are_masked(month):
    _, records, book, _ = month
    shown = {
        str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row if value
    }
    assert not shown & {o.phone for o in records["orders"]}
    row = next(book["明细"].iter_rows(min_row=3, values_only=True))
    assert re.fullmatch(r"13\d\*{4}\d{4}", row[7])
    assert row[8].endswith("*")


def test_unmasking_needs_the_right_and_is_logged(month, tmp_path):
    desk, records, _, _ = month
    with pytest.raises(InputError, match="无权"):
        export_summary(desk, tmp_path / "a.xlsx", OCTOBER, unmasking=Unmasking())
    assert not (tmp_path / "a.xlsx").exists()
    lead = Desk(desk.database, LEAD, desk.now)
    book = exported(lead, tmp_path / "b.xlsx", unmasking=Unmasking())
    assert next(book["明细"].iter_rows(min_row=3, values_only=True))[7] in {
        o.phone for o in records["orders"]
    }
    with desk.database.read() as connection:
        titles = connection.scalars(select(deeds.c.title).order_by(deeds.c.id)).all()
    assert titles[-1] == "导出未脱敏汇总 b.xlsx"


def test_texts_never_become_formulas_and_identifiers_are_text(desk, tmp_path):
    wild = order(1, 区域="=1+1", 处理人="+坏人", 来源渠道="@渠道", 投诉地址="-SUM(A1)", 网络类型="\x01坏\t网")
    book = summarised(desk, tmp_path, {"工单": [wild]})
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f" or CHECK.fullmatch(cell.value), (sheet.title, cell.coordinate)
    heading = book["分区域"]["D4"]
    assert (heading.value, heading.data_type, heading.quotePrefix) == ("=1+1", "s", True)
    details = book["明细"]["A3"]
    assert (details.value, details.data_type, details.number_format) == (wild["工单号"], "s", "@")


def test_what_cannot_be_judged_is_no_part_of_a_rate(desk, tmp_path):
    scene = {
        "工单": [
            order(1),
            order(2, 处理时限=None, 重复派单次数=None, 用户号码=None),
            order(3, 处理时限="2026-10-12 08:00", 重复派单次数="2"),
            order(4, 解决情况=None, 回单时间=None, 回单内容=None, 处理时限="2026-11-02 08:00"),
        ]
    }
    told = overview(summarised(desk, tmp_path, scene, bare=True))
    assert told["工单及时率"][:4] == (0.5, 1, 2, 1)
    assert told["重派率"][:4] == (pytest.approx(1 / 3), 1, 3, 1)
    assert told["重复投诉率"][:4] == (0, 0, 3, 1)
    assert told["回访率"][:4] == ("—", 0, 0, 3)
    assert told["实测率"][:4] == ("—", 0, 0, 4)
    assert told["升级率"][:4] == ("—", 0, 0, 4)
    assert told["真正解决率"][1:4] == (0, 1, 2)
    assert told["未回单量"][0] == 1


def test_what_is_dated_after_the_moment_has_not_happened(desk, tmp_path):
    later = datetime(2026, 10, 12, 12, 0)
    desk = Desk(desk.database, desk.person, lambda: later)
    told = overview(summarised(desk, tmp_path, {**CLEAN, "工单": [ORDER]}))
    assert told["已回单量"][0] == 0
    assert told["滞留量"][0] == 1
    assert told["回访率"][:3] == ("—", 0, 0)


def test_a_number_that_complained_before_the_period_counts_as_repeated(desk, tmp_path):
    scene = {
        "工单": [
            order(1, 派单时间="2026-08-05 09:00", 用户号码="13800002001"),
            order(2, 派单时间="2026-10-04 09:00", 用户号码="13800002001"),
            order(3, 派单时间="2026-08-05 08:59", 用户号码="13800002002"),
            order(4, 派单时间="2026-10-04 09:00", 用户号码="13800002002"),
        ]
    }
    assert overview(summarised(desk, tmp_path, scene))["重复投诉率"][1:3] == (1, 2)


def test_the_period_before_and_last_year_stand_beside(desk, tmp_path):
    past = [
        order(11, 派单时间="2026-09-10 08:00", 回单时间="2026-09-12 08:00", 处理时限="2026-09-14 08:00"),
        order(12, 派单时间="2026-09-11 08:00", 回单时间="2026-09-16 08:00", 处理时限="2026-09-14 08:00"),
        order(13, 派单时间="2025-10-10 08:00", 回单时间="2025-10-12 08:00", 处理时限="2025-10-14 08:00"),
    ]
    book = summarised(desk, tmp_path, {"工单": [order(1), *past]})
    told = overview(book)
    assert told["工单量"][4:] == (2, -1, 1, 0)
    assert told["工单及时率"][4:] == (0.5, 50, 1, 0)
    assert [cell.value for cell in book["图表"][4][11:15]] == ["指标", "本期", "上期", "去年同期"]


def test_a_backlog_is_counted_at_the_end_of_the_period(desk, tmp_path):
    late = order(1, 派单时间="2026-09-28 08:00", 回单时间="2026-10-02 08:00")
    told = overview(summarised(desk, tmp_path, {"工单": [late, order(2)]}, period=parse_period("2026-09")))
    assert told["滞留率"][:3] == (1, 1, 1)
    assert told["未回单量"][0] == 0


def test_a_late_feedback_makes_the_test_late(desk, tmp_path):
    tests = [
        {"工单号": order(1)["工单号"], "完成时间": "2026-10-11 15:00", "反馈时间": "2026-10-14 08:45"},
        {"工单号": order(2)["工单号"], "完成时间": "2026-10-11 15:00", "反馈时间": "2026-10-14 08:46"},
        {"工单号": order(3)["工单号"], "预约时间": "2026-10-11 15:00"},
    ]
    scene = {"工单": [order(n) for n in (1, 2, 3, 4)], "现场测试": tests}
    told = overview(summarised(desk, tmp_path, scene))
    assert told["测试及时率"][1:4] == (1, 3, None)
    assert told["实测率"][1:3] == (2, 3)
    assert told["需实测量"][0] == 3


def test_only_outages_over_forty_eight_hours_are_listed_with_their_complaints(desk, tmp_path):
    sites = [
        {"站点编号": "CM001", "断站开始": "2026-10-09 08:00", "断站恢复": "2026-10-11 08:00"},
        {"站点编号": "CM002", "断站开始": "2026-10-09 08:00", "断站恢复": "2026-10-11 08:00:01"},
        {"站点编号": "CM003", "断站开始": "2026-10-29 08:00"},
        {"站点编号": "CM004", "断站开始": "2026-08-01 08:00", "断站恢复": "2026-08-09 08:00"},
    ]
    scene = {"工单": [order(1, 涉及站点="CM001;CM002"), order(2, 涉及站点="CM002")], "站点": sites}
    rows = list(summarised(desk, tmp_path, scene)["断站超48小时"].iter_rows(min_row=3, values_only=True))
    assert [(row[0], row[5], row[8]) for row in rows][1:] == [("CM003", "未恢复", 0)]
    assert (rows[0][0], rows[0][8]) == ("CM002", 2)


def test_registers_show_what_is_to_be_watched(desk, tmp_path):
    number = order(1)["工单号"]
    scene = {
        "工单": [order(1)],
        "升级": [
            {"工单号": number, "时间": "2026-10-11 09:00", "原因": "敏感", "结果": "电话 13800001234 已沟通"}
        ],
        "跟踪单": [{"工单号": number, "跟踪单号": "GZ1", "建立时间": "2026-10-21 18:00", "状态": "跟踪中"}],
        "三超": [
            {"编号": "SC1", "成员工单": number, "状态": "督办中", "最近督办时间": "2026-10-24 18:00"},
            {"编号": "SC2", "成员工单": "别的", "状态": "已销号"},
        ],
    }
    book = summarised(desk, tmp_path, scene)
    escalation = next(book["升级"].iter_rows(min_row=3, values_only=True))
    assert (escalation[8], escalation[9]) == ("电话 138****1234 已沟通", "未受理")
    follow_up = next(book["跟踪单"].iter_rows(min_row=3, values_only=True))
    assert (follow_up[2], follow_up[8]) == ("GZ1", 10)
    over = list(book["三超"].iter_rows(min_row=3, values_only=True))
    assert [(row[0], row[5], row[10]) for row in over] == [("SC1", 1, 7)]


def test_the_details_say_what_each_order_adds_to_the_figures(desk, tmp_path):
    late = order(2, 处理时限="2026-10-12 08:00", 原因分类="故障", 解决情况="未解决", 重复派单次数="2")
    scene = {**CLEAN, "工单": [ORDER, late]}
    rows = list(summarised(desk, tmp_path, scene)["明细"].iter_rows(min_row=2, values_only=True))
    assert len(rows[0]) == 30
    clean, other = (dict(zip(rows[0], row, strict=True)) for row in rows[1:])
    told = ("及时", "实测", "测试及时", "归类", "真正解决", "回访", "重复投诉", "升级", "疑似虚假", "滞留")
    assert [clean[name] for name in told] == [
        *("及时", "是", "及时", "优化", "是", "是", "否", "否", "否", "否"),
    ]
    assert [other[name] for name in told] == [
        *("超时", "—", "—", "维护", "否", "—", "否", "否", "—", "否"),
    ]
    assert (clean["满意度"], other["重派次数"]) == (10, 2)


def test_gaps_name_what_is_missing(desk, tmp_path):
    book = summarised(desk, tmp_path, {"工单": [order(1, 处理时限=None, 区域=None)]})
    rows = {row[1]: row for row in book["数据缺口"].iter_rows(min_row=3, values_only=True)}
    assert rows["处理时限空白"][2:5] == (1, 1, "100.0%")
    assert rows["区域空白"][2] == 1
    assert rows["上期（2026-09）"][5]
    assert "驳回率" in rows
    assert "DLN01" in rows["处理时限"][5]
    assert book["分区域"]["D4"].value == "未分区域"


def test_many_channels_end_in_one_row(desk, tmp_path):
    book = summarised(desk, tmp_path, {"工单": [order(n, 来源渠道=f"渠道{n:02d}") for n in range(1, 12)]})
    assert overview(book)["其余"][0] == 4


def test_the_office_stands_on_the_cover(desk, tmp_path):
    book = summarised(desk, tmp_path, {"工单": [order(1)]}, office="某某处理中心")
    assert book.sheetnames[:4] == ["封面", "总览", "图表", "分区域"]
    assert [book["封面"].cell(row, 1).value for row in (1, 2)] == ["某某处理中心", "投诉处理质量汇总"]


def test_a_period_without_orders_is_refused(desk, tmp_path):
    with pytest.raises(InputError, match="期间“2026-10”没有工单"):
        export_summary(desk, tmp_path / "a.xlsx", OCTOBER)
    assert not (tmp_path / "a.xlsx").exists()


@pytest.mark.parametrize(
    ("text", "last", "year"),
    [
        ("2026-10", "2026-09", "2025-10"),
        ("2026-01", "2025-12", "2025-01"),
        ("2026-W42", "2026-W41", "2025-W42"),
        ("2026-W01", "2025-W52", "2025-W01"),
        ("2026-10-01..2026-10-15", "2026-09-16..2026-09-30", "2025-10-01..2025-10-15"),
        ("2026-10-01..2026-10-31", "2026-09", "2025-10"),
        ("2024-02-29..2024-02-29", "2024-02-28..2024-02-28", "2023-02-28..2023-02-28"),
    ],
)
def test_what_a_period_is_compared_with(text, last, year):
    period = parse_period(text)
    assert before(period).text == last
    assert before(period).end == period.start
    assert year_before(period).text == year


def test_a_week_that_last_year_lacked_is_not_compared():
    assert year_before(parse_period("2026-W53")) is None
    assert isinstance(before(parse_period("2026-W53")), Period)


def test_the_acting_person_needs_no_right_for_a_masked_summary(desk, tmp_path):
    handler = Desk(desk.database, Person("处理人", Role.HANDLER), desk.now)
    assert summarised(handler, tmp_path, {"工单": [order(1)]}).sheetnames
