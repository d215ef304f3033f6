"""A changed setting has those orders judged again that a rule may read it for, and no others."""

from dataclasses import astuple, replace
from datetime import date, datetime
from itertools import count

import pytest
from sqlalchemy import select

from desk.models import findings, orders
from desk.records import (
    BY_TITLE,
    CalendarDay,
    CalendarYear,
    Department,
    Meeting,
    OverItem,
    Parameter,
    Phrase,
    Region,
    StepName,
    T2Switch,
)
from desk.rules.catalogue import CATALOGUE
from desk.rules.parameters import specs
from desk.rules.scenes import CLEAN, CLEAN_AT, CLEAN_NO, bent
from desk.services.checking import check_stored
from desk.services.settings import change_settings, setting_rows
from desk.services.sweeping import sweep
from desk.services.verifying import verify
from desk.store import Change
from tests.helpers.scenes import LEAD, fill, open_desk

NUMBERS = tuple(f"HI-052-261010-0000{at}" for at in range(6))
PLAIN, REGION, FAULT, SENT, NEED, OPEN = NUMBERS
BENDS = {
    PLAIN: {},
    REGION: {"区域": " 海口"},
    FAULT: {"原因分类": "故障", "责任部门": "澄迈维护室"},
    SENT: {"责任部门": "网络保障中心"},
    NEED: {"原因分类": "新建资源", "责任部门": "澄迈分公司", "解决情况": "未解决"},
    OPEN: {"回单时间": None, "解决情况": None, "回单内容": None, "派单时间": "2026-10-30 09:00"},
}

# a row of a setting, and whom it concerns
CONCERNED = (
    (Region(region="海口", county="龙华区"), {REGION}),
    (
        Department(department="网络保障中心", category="优化组"),
        {SENT, NEED},
    ),  # NEED's finding reads the table
    (T2Switch(branch="澄迈分公司", enabled="是"), {NEED}),
    (Meeting(time=datetime(2026, 10, 22, 9)), {NEED}),
    (Parameter(name="review_weekly", value="周四 09:00"), {NEED}),
    (CalendarYear(year=2026, covered="否"), {FAULT}),
    (CalendarDay(day=date(2027, 1, 4), kind="放假"), {FAULT}),
    (CalendarDay(day=date(2025, 12, 31), kind="放假"), set()),
    (CalendarDay(day=date(2028, 1, 4), kind="放假"), set()),
    (Parameter(name="follow_up_days", value="3"), set()),
    (Parameter(name="branch_reply_hours", value="12"), {FAULT, NEED}),
    (Parameter(name="difficult_days", value="2"), set(NUMBERS)),
    (Phrase(lexicon="敏感", phrase="尽快处理", category="监管申诉"), set(NUMBERS)),
)


@pytest.fixture
def filled(desk):
    """Six orders of as many customers, far from each other, who share nothing but the desk."""
    first, filed = CLEAN["工单"][0], []
    for at, (number, bend) in enumerate(BENDS.items()):
        own = {"工单号": number, "用户号码": f"1380000000{at}", "投诉地址": f"金江镇文明路{at + 1}号"}
        filed.append({**first, **own, "派单时间": f"2026-10-{at + 3:02d} 08:45", **bend})
    built = {"上报时间": "2026-10-14 09:00", "评审提交时间": "2026-10-14 10:00", "口径": "请建设"}
    answer = {"回复时间": "2026-10-14 10:00", "回复内容": "列入下季度建设计划"}
    handed = (
        {"工单号": FAULT, "类型": "故障", "接收部门": "澄迈维护室", "督办": "是", "督办组": "质量管控组"},
        {"工单号": NEED, "类型": "新建资源", "接收部门": "澄迈分公司", **built, **answer},
    )
    transfers = [{"传递时间": "2026-10-12 10:00", **row} for row in handed]
    fill(desk, {"工单": filed, "转派": transfers, "区域": CLEAN["区域"]})
    sweep(desk)
    return desk


def kept(desk):
    """What is stored of each order's judgement: its findings' keys and when it is looked at again."""
    with desk.database.read() as connection:
        found = {
            number: (time, [])
            for number, time in connection.execute(select(orders.c.order_no, orders.c.recheck_at))
        }
        for number, key in connection.execute(select(findings.c.order_no, findings.c.id)):
            found[number][1].append(key)
    return found


def due(desk):
    with desk.database.read() as connection:
        return set(connection.scalars(select(orders.c.order_no).where(orders.c.recheck_at <= desk.now())))


def agree(desk):
    """What is stored is what a full check says, the version of each finding included."""
    assert check_stored(desk).findings == check_stored(desk, at=desk.now()).findings
    assert sweep(desk) == 0


def name_of(row):
    """The same in every process that collects the tests; a set is not."""
    return f"{type(row).__name__}-{next(str(value) for value in astuple(row) if value)}"


@pytest.mark.parametrize(("row", "concerned"), CONCERNED, ids=[name_of(row) for row, _ in CONCERNED])
def test_a_setting_has_those_judged_again_that_it_concerns(filled, row, concerned):
    lead, before = filled.acting(LEAD.name), kept(filled)
    change_settings(lead, [Change(None, row)], "试行")
    found = due(filled)
    assert found == concerned
    sweep(filled)
    after = kept(filled)
    assert {number for number in NUMBERS if after[number] != before[number]} <= concerned
    assert all(after[number][1] != before[number][1] for number in concerned if before[number][1])
    agree(filled)


def test_a_row_bears_on_the_orders_that_it_named_and_on_those_that_it_names(filled):
    lead, opened = filled.acting(LEAD.name), datetime(2026, 10, 1)
    item = OverItem(number="SC1", orders=PLAIN, opened_at=opened, state="督办中")
    change_settings(lead, [Change(None, item)], "列入")
    assert told(filled, "SUP05") == {PLAIN}
    (own,) = setting_rows(filled, ["over_items"])["over_items"]
    change_settings(lead, [Change(own, replace(own, orders=REGION))], "改正")
    assert told(filled, "SUP05") == {REGION}
    agree(filled)


def told(desk, rule):
    return {found.order_no for found in check_stored(desk).findings if found.rule == rule}


EACH = 9  # of so many examples one is taken
MOMENTS = (datetime(2026, 10, 13, 12), CLEAN_AT)
OTHER = {  # another value of every parameter; those left out get half of their default
    "field_test_hours": "24",
    "stage_reply_hours": "8",
    "upgraded_channels": "10086",
    "sensitive_levels": "三星",
    "quiet_windows": "09:00-10:00",
    "review_weekly": "周四 09:00",
    "cluster_orders": "2",
    "difficult_repeats": "1",
    "soon_hours": "90",
    "repeat_days": "200",
    "callback_attempts": "1",
    "difficult_transfers": "1",
}
TABLES = (
    Region(region="琼海", county="澄迈县"),
    Department(department="澄迈优化组", category="代维单位"),
    Department(department="澄迈分公司", category="其他"),
    Department(department="质量管控组", category="优化组"),
    T2Switch(branch="澄迈分公司", enabled="是"),
    T2Switch(branch="网络保障中心", enabled="是"),
    Meeting(time=datetime(2026, 10, 22, 9)),
    CalendarYear(year=2026, covered="否"),
    CalendarDay(day=date(2026, 10, 12), kind="放假"),
    StepName(number=1, name="调整天线"),
)


def parameter_rows():
    for spec in specs():
        value = OTHER.get(spec.name) or f"{spec.default / 2:g}"
        yield Parameter(name=spec.name, value=value if spec.unit != "dBm" else "-100")


def scenes():
    """Orders that the rules' examples show, each under a number of its own."""
    merged = {"区域": CLEAN["区域"]}
    numbers = count(1)
    for example in [example for rule in CATALOGUE for example in rule.examples][::EACH]:
        own = {}
        for title, sheet in bent(example).items():
            if BY_TITLE[title].of_order:
                for row in sheet:
                    number = row.get("工单号") or CLEAN_NO
                    own.setdefault(number, f"HI-052-261010-{next(numbers):05d}")
                    merged.setdefault(title, []).append({**row, "工单号": own[number]})
    return merged


@pytest.mark.parametrize("moment", MOMENTS, ids=str)
def test_after_a_change_of_any_setting_what_is_stored_is_a_full_check(tmp_path, moment):
    desk = open_desk(tmp_path, moment)
    fill(desk, scenes())
    lead = desk.acting(LEAD.name)
    for row in (*parameter_rows(), *TABLES):
        change_settings(lead, [Change(None, row)], "试行")
        agree(desk)
    assert verify(desk.database.url.render_as_string(), moment) == []
    desk.database.close()
