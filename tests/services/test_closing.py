"""月结: closed figures stay, what would differ since is listed with its orders, reopening leaves a trace."""

from dataclasses import replace
from datetime import datetime

import openpyxl
import pytest
from sqlalchemy import delete, select, update

from desk.errors import DatabaseError, InputError
from desk.models import closed_figures, closed_orders, deeds
from desk.records import Deed
from desk.rules.scenes import CLEAN
from desk.services.desk import Desk
from desk.services.editing import save
from desk.services.period import parse_period
from desk.services.summarising import (
    close_period,
    closed_periods,
    export_summary,
    period_differences,
    reopen_period,
)
from desk.services.summarising.closing import closed_facts
from desk.services.summarising.differences import differences
from desk.services.summarising.figures import Figure
from desk.services.viewing import detail
from desk.store import Change
from tests.helpers.scenes import LEAD, fill

OCTOBER, NOVEMBER = parse_period("2026-10"), parse_period("2026-11")
CLOSED_AT = datetime(2026, 11, 2, 9, 0)
LATER = datetime(2026, 12, 5, 10, 0)
ORDER = CLEAN["工单"][0]


def order(number: int, **changes):
    return {**ORDER, "工单号": f"HI-052-261010-{number:05d}", "用户号码": f"138000010{number:02d}", **changes}


@pytest.fixture
def lead(desk):
    """A lead's desk with three orders in October, on 2 November."""
    scene = [order(1), order(2, 区域="琼北"), order(3, 区域="琼北", 处理时限="2026-10-12 08:00")]
    lead = Desk(desk.database, LEAD, lambda: CLOSED_AT)
    fill(lead, {"工单": scene})
    return lead


def at(desk, moment):
    return replace(desk, now=lambda: moment)


def edit(desk, number, **values):
    held = detail(desk, order(number)["工单号"]).order
    save(desk, [Change(held, replace(held, **values))])


def late(desk):
    """What the differences say about 超时量, by region."""
    found = period_differences(desk, OCTOBER)
    return {d.region: (d.then.part, d.now.part, d.orders) for d in found if d.metric == "超时量"}


def overview(path):
    rows = openpyxl.load_workbook(path)["总览"].iter_rows(min_row=5, values_only=True)
    return {row[0]: row[1:9] for row in rows if row[1] is not None}


def test_nothing_differs_at_first(lead):
    closing = close_period(lead, OCTOBER)
    assert (closing.period, closing.orders, closing.person) == ("2026-10", 3, "组长")
    assert period_differences(lead, OCTOBER) == []
    assert [c.period for c in closed_periods(lead)] == ["2026-10"]


def test_a_later_change_is_listed_with_the_orders_that_make_it(lead):
    close_period(lead, OCTOBER)
    edit(lead, 2, due_at=datetime(2026, 10, 12, 8, 0))
    number = order(2)["工单号"]
    assert late(lead) == {None: (1, 2, (number,)), "琼北": (1, 2, (number,))}


def test_an_order_that_changes_its_region_differs_in_both(lead):
    close_period(lead, OCTOBER)
    edit(lead, 3, region=ORDER["区域"])
    number = order(3)["工单号"]
    assert late(lead) == {"琼北": (1, 0, (number,)), ORDER["区域"]: (0, 1, (number,))}


def test_an_order_that_comes_later_is_a_difference(lead):
    close_period(lead, OCTOBER)
    fill(lead, {"工单": [order(4, 来源渠道="新渠道")]})
    found = {(d.section, d.metric, d.region): d for d in period_differences(lead, OCTOBER)}
    assert found["业务量", "工单量", None].now.part == 4
    assert found["按渠道", "新渠道", None].then.part == 0
    assert found["业务量", "工单量", None].orders == (order(4)["工单号"],)


def test_the_summary_of_a_closed_period_keeps_its_figures(lead, tmp_path):
    export_summary(lead, tmp_path / "before.xlsx", OCTOBER)
    close_period(lead, OCTOBER)
    later = at(lead, LATER)
    edit(later, 2, due_at=datetime(2026, 10, 12, 8, 0))
    export_summary(later, tmp_path / "after.xlsx", OCTOBER)
    assert overview(tmp_path / "after.xlsx") == overview(tmp_path / "before.xlsx")
    book = openpyxl.load_workbook(tmp_path / "after.xlsx")
    for name in ("封面", "总览", "分区域", "分人员", "按规则", "口径"):
        assert "截至 2026-11-02 09:00（已月结）" in book[name].oddFooter.center.text
    for name in ("明细", "升级", "月结差异", "数据缺口"):
        assert "截至 2026-12-05 10:00" in book[name].oddFooter.center.text
    told = {row[1:3]: row[3:] for row in book["月结差异"].iter_rows(min_row=3, values_only=True)}
    assert told["超时率", "合计"][:3] == ("33.3%（1/3）", "66.7%（2/3）", 1)
    assert told["超时率", "合计"][3] == order(2)["工单号"]
    notes = [cell.value for row in book["封面"].iter_rows() for cell in row if cell.value]
    assert "月结差异" in notes
    assert any("组长于 2026-11-02 09:00 月结，此后有" in str(note) for note in notes)


def test_an_open_period_has_no_sheet_of_differences(lead, tmp_path):
    export_summary(lead, tmp_path / "open.xlsx", OCTOBER)
    assert "月结差异" not in openpyxl.load_workbook(tmp_path / "open.xlsx").sheetnames


def test_the_next_period_is_compared_with_the_closed_figures(lead, tmp_path):
    close_period(lead, OCTOBER)
    later = at(lead, LATER)
    edit(later, 2, due_at=datetime(2026, 10, 12, 8, 0))
    fill(later, {"工单": [order(9, 派单时间="2026-11-10 08:00")]})
    export_summary(later, tmp_path / "nov.xlsx", NOVEMBER)
    assert overview(tmp_path / "nov.xlsx")["超时量"][4] == 1
    sheet = openpyxl.load_workbook(tmp_path / "nov.xlsx")["总览"]
    assert "上期 2026-10（已月结）" in sheet["A3"].value


def test_a_closed_period_keeps_its_figures_when_its_orders_are_gone(lead, tmp_path):
    close_period(lead, OCTOBER)
    held = [detail(lead, order(number)["工单号"]).order for number in (1, 2, 3)]
    lead.apply(lead.note(Deed.EDIT, "清空"), [Change(row, None) for row in held])
    export_summary(lead, tmp_path / "after.xlsx", OCTOBER)
    assert overview(tmp_path / "after.xlsx")["工单量"][0] == 3


def test_reopening_needs_a_reason_and_leaves_a_trace(lead):
    close_period(lead, OCTOBER)
    with pytest.raises(InputError, match="写明原因"):
        reopen_period(lead, OCTOBER, " ")
    assert reopen_period(lead, OCTOBER, "漏录 3 张工单").reopened_by == "组长"
    with pytest.raises(InputError, match="没有月结"):
        period_differences(lead, OCTOBER)
    close_period(lead, OCTOBER)
    assert [c.reopen_reason for c in closed_periods(lead)] == [None, "漏录 3 张工单"]
    with lead.database.read() as connection:
        logged = connection.execute(select(deeds.c.kind, deeds.c.title, deeds.c.reason)).all()
    assert logged[-3:] == [
        ("月结", "月结 2026-10（工单 3 张）", None),
        ("撤销月结", "撤销月结 2026-10", "漏录 3 张工单"),
        ("月结", "月结 2026-10（工单 3 张）", None),
    ]


def test_closing_and_reopening_need_the_right(lead):
    handler = lead.acting("处理人")
    with pytest.raises(InputError, match="无权“月结”"):
        close_period(handler, OCTOBER)
    close_period(lead, OCTOBER)
    with pytest.raises(InputError, match="无权“撤销月结”"):
        reopen_period(lead.acting("质检"), OCTOBER, "想改")
    assert closed_periods(lead)[0].reopened_at is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2026-11", "结束后才能月结"),
        ("2026-09", "期间“2026-09”没有工单，没有月结"),
        ("2026-10-01..2026-10-31", "期间“2026-10”已由组长于 2026-11-02 09:00 月结"),
    ],
)
def test_what_cannot_be_closed_is_told(lead, text, told):
    close_period(lead, OCTOBER)
    with pytest.raises(InputError, match=told):
        close_period(lead, parse_period(text))
    assert len(closed_periods(lead)) == 1


@pytest.mark.parametrize("table", [closed_figures, closed_orders])
def test_the_database_itself_refuses_to_change_what_is_closed(lead, table):
    close_period(lead, OCTOBER)
    for statement in (delete(table), update(table).values(closing_id=1)):
        with pytest.raises(DatabaseError, match="append-only"), lead.database.write() as connection:
            connection.execute(statement)


def test_a_metric_that_is_counted_otherwise_since_is_told_without_orders(lead):
    closing = close_period(lead, OCTOBER)
    with lead.database.read() as connection:
        held = closed_facts(connection, closed_periods(lead)[0])
    kept = {("业务量", "工单量", None): Figure(closing.orders + 1, 3, 0)}
    found = differences(kept, held, held)
    assert [(d.metric, d.region, d.then.part, d.now.part, d.orders) for d in found] == [
        ("工单量", None, 4, 3, ())
    ]
