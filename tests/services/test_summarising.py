"""The summary workbook of a month: figures recomputed from the raw orders, checks, masking, bytes, pages."""

import re
import shutil
from collections import defaultdict
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import select

from desk.errors import InputError
from desk.models import deeds
from desk.rules.scenes import CLEAN_AT
from desk.services.checking import check_stored
from desk.services.demo import make_demo
from desk.services.desk import Desk
from desk.services.importing import import_intake
from desk.services.intake import Intake
from desk.services.masking import Unmasking
from desk.services.summarising import export_summary
from desk.services.summarising.metrics import METRICS
from desk.services.summarising.regions import HEADING, _even_pages
from desk.vocabulary import Verdict
from tests.helpers.office import NEEDS_OFFICE, convert
from tests.helpers.scenes import LEAD, open_desk
from tests.helpers.summaries import CHECK, OCTOBER, by_region, exported, overview

CHECKED, MARKS = ("总览", "分区域", "分区域数据", "分人员", "按规则"), ("✓", "不符")


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

    def split(*causes):
        return tuple(sum(o.cause in causes for o in among) for among in (truly, judged))

    def test_in_time(order):
        """None while a test may still be fed back in time."""
        back = [
            t.fed_back_at if t.fed_back_at and t.fed_back_at <= now else None for t in tests[order.order_no]
        ]
        if any((time or now) > order.due_at for time in back):
            return False
        return None if None in back else True

    orders = records["orders"]
    replied = [o for o in orders if o.replied_at and o.replied_at <= now]
    solved = [o for o in replied if o.outcome == "已解决"]
    due = [o for o in orders if o.due_at and (o in replied or o.due_at < now)]
    in_time = [o for o in due if o.replied_at and o.replied_at <= o.due_at]
    tests = defaultdict(list)
    for test in records["field_tests"]:
        tests[test.order_no].append(test)
    wanted = {*tests, *(t.order_no for t in records["transfers"] if t.kind == "现场测试")}
    fed_back = [test_in_time(o) for o in orders if o.order_no in tests and o.due_at]
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
        "问题解决率": (len(solved), sum(bool(o.outcome) for o in replied)),
        "真正解决率": (len(truly), len(judged)),
        "优化类真正解决率": split("优化"),
        "建设类真正解决率": split("技改", "新增有源", "新建资源"),
        "维护类真正解决率": split("故障"),
        "其它类真正解决率": split("其他", None),
        "测试及时率": (fed_back.count(True), len(fed_back) - fed_back.count(None)),
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


def test_the_totals_of_verdicts_are_those_of_a_fresh_check(month):
    desk, records, book, _ = month
    found = check_stored(desk, at=CLEAN_AT).findings
    told, orders = overview(book), records["orders"]
    broken = {f.order_no for f in found if f.verdict is Verdict.FAIL}
    doubted = {f.order_no: f.verdict for f in found if f.rule == "RPL06"}
    solved = [
        o.order_no for o in orders if o.outcome == "已解决" and o.replied_at and o.replied_at <= CLEAN_AT
    ]
    suspected = [number for number in solved if doubted.get(number) in (Verdict.FAIL, Verdict.WARN)]
    judged = [number for number in solved if doubted.get(number) is not Verdict.UNKNOWN]
    assert broken
    assert suspected
    assert told["有不符合工单率"][1:3] == (len(broken), len(orders))
    assert told["疑似虚假回单率"][1:3] == (len(suspected), len(judged))


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
