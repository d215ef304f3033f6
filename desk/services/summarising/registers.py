"""What is to be watched, line by line: 升级, 跟踪单, 三超 and 断站."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from desk.models import orders, table_of
from desk.records import Escalation, FollowUp, OverItem, Site, by_name
from desk.rules.outages import codes, touches
from desk.services.masking import Cover
from desk.services.summarising.facts import OrderFacts, rows_of
from desk.services.summarising.lines import ORDER_NO, REGION, lines_table
from desk.services.summarising.summary import Summary
from desk.store.loading import dispatched_in, load_table
from desk.vocabulary import VERDICT_NAMES, FollowUpState, OverState
from desk.workbook import Column, Table
from desk.workbook.tables import Emphasis

LONG_OUTAGE = timedelta(hours=48)


def registers(connection: Connection, summary: Summary, cover: Cover) -> list[Table]:
    """The sheets of lines, in the order of the book. Rows are read while they are written."""
    return [
        _escalations(connection, summary, cover),
        _follow_ups(connection, summary, cover),
        _over_items(connection, summary),
        _outages(connection, summary),
    ]


def _escalations(connection: Connection, summary: Summary, cover: Cover) -> Table:
    columns = [
        ORDER_NO,
        REGION,
        Column("升级时间", "time", 17),
        Column("原因", "text", 8),
        Column("级别", "text", 10),
        Column("受理人", "text", 10),
        Column("受理时间", "time", 17),
        Column("完成时间", "time", 17),
        Column("结果", "text", 38),
        Column("进展", "text", 10),
        Column("规则结论", "text", 26),
    ]
    names = ("time", "reason", "level", "receiver", "accepted_at", "finished_at", "result")
    told_as = by_name(Escalation)["result"]
    by_number = {order.order_no: order for order in summary.current}
    rows = rows_of(connection, summary.period, table_of("escalations"), names)

    def lines() -> Iterator[Sequence[object]]:
        for number, time, reason, level, receiver, accepted_at, finished_at, result in rows:
            state = "已完成" if finished_at else "处理中" if accepted_at else "未受理"
            told = _told(by_number[number], ("ESC01", "ESC02", "ESC03", "ESC04", "ESC05"))
            times = (accepted_at, finished_at, cover(told_as, result))
            yield number, by_number[number].region, time, reason, level, receiver, *times, state, told

    return lines_table(
        "升级", "升级记录", columns, lines(), summary, mark=9, marks={"未受理": "fail", "处理中": "warn"}
    )


def _follow_ups(connection: Connection, summary: Summary, cover: Cover) -> Table:
    columns = [
        ORDER_NO,
        REGION,
        Column("跟踪单号", "identifier", 24),
        Column("建立时间", "time", 17),
        Column("状态", "text", 9),
        Column("最近跟踪时间", "time", 17),
        Column("下次跟踪时间", "time", 17),
        Column("解决时间", "time", 17),
        Column("历时（天）", "number", 10),
        Column("规则结论", "text", 26),
        Column("说明", "text", 34),
    ]
    names = ("number", "opened_at", "state", "tracked_at", "next_at", "solved_at", "text")
    told_as = by_name(FollowUp)["text"]
    by_number = {order.order_no: order for order in summary.current}
    rows = rows_of(connection, summary.period, table_of("follow_ups"), names)

    def lines() -> Iterator[Sequence[object]]:
        for number, own, opened_at, state, tracked_at, next_at, solved_at, text in rows:
            told = _told(by_number[number], ("RPL07", "RPL08", "RPL09"))
            days = round(((solved_at or summary.read_at) - opened_at) / timedelta(days=1), 1)
            times = (tracked_at, next_at, solved_at, days, told, cover(told_as, text))
            yield number, by_number[number].region, own, opened_at, state, *times

    marks: Mapping[object, Emphasis] = {FollowUpState.OPEN.value: "warn"}
    return lines_table("跟踪单", "跟踪单", columns, lines(), summary, mark=4, marks=marks)


def _over_items(connection: Connection, summary: Summary) -> Table:
    columns = [
        Column("编号", "identifier", 14),
        Column("类型", "text", 10),
        Column("站点编号", "identifier", 18),
        Column("地点", "text", 26),
        Column("成员工单数", "integer", 11),
        Column("其中本期", "integer", 10),
        Column("负责人", "text", 10),
        Column("建立时间", "time", 17),
        Column("状态", "text", 9),
        Column("最近督办时间", "time", 17),
        Column("距督办（天）", "number", 12),
    ]
    numbers = {order.order_no for order in summary.current}

    def lines() -> Iterator[Sequence[object]]:
        items: list[OverItem] = load_table(connection, "over_items")
        for item in items:
            members = codes(item.orders)
            own = sum(number in numbers for number in members)
            if not own and item.state == OverState.CLOSED:
                continue
            since = item.supervised_at or item.opened_at
            days = round((summary.read_at - since) / timedelta(days=1), 1) if since else None
            waiting = None if item.state == OverState.CLOSED else days
            yield (
                *(item.number, item.kind, item.site, item.place, len(members), own, item.owner),
                *(item.opened_at, item.state, item.supervised_at, waiting),
            )

    marks: Mapping[object, Emphasis] = {OverState.OPEN.value: "warn"}
    title = "三超：督办中的，和成员有本期工单的"
    return lines_table("三超", title, columns, lines(), summary, mark=8, marks=marks)


def _outages(connection: Connection, summary: Summary) -> Table:
    columns = [
        Column("站点编号", "identifier", 18),
        Column("名称", "text", 22),
        REGION,
        Column("关键站点", "text", 9),
        Column("断站开始", "time", 17),
        Column("断站恢复", "time", 17),
        Column("断站时长（小时）", "number", 15),
        Column("断站原因", "text", 10),
        Column("本期投诉量", "integer", 11),
        Column("相关工单", "identifier", 50),
    ]
    query = select(orders.c.order_no, orders.c.dispatched_at, orders.c.sites).where(
        dispatched_in(*summary.period.span), orders.c.sites.is_not(None)
    )
    naming: dict[str, list[Any]] = {}
    for row in connection.execute(query.order_by(orders.c.dispatched_at, orders.c.id)):
        for code in codes(row.sites):
            naming.setdefault(code, []).append(row)

    def lines() -> Iterator[Sequence[object]]:
        sites: list[Site] = load_table(connection, "sites")
        for site in sorted(sites, key=lambda site: (site.out_from or datetime.min, site.code, site.key)):
            hours = _long(site, summary)
            if hours is None:
                continue
            own = [row.order_no for row in naming.get(site.code, ()) if touches(site, row.dispatched_at)]
            until = site.out_until or "未恢复"
            yield (
                *(site.code, site.name, site.region, site.crucial, site.out_from, until, hours),
                *(site.out_cause, len(own), "；".join(own)),
            )

    title = "连续断站超过 48 小时的站点及其投诉量"
    return lines_table("断站超48小时", title, columns, lines(), summary, mark=5, marks={"未恢复": "fail"})


def _long(site: Site, summary: Summary) -> float | None:
    """Hours out of service, when that is over 48 and the outage reaches into the period."""
    if site.out_from is None or site.out_from > summary.read_at:
        return None
    end = min(site.out_until or summary.read_at, summary.read_at)
    inside = site.out_from < summary.period.end and end >= summary.period.start
    if not inside or end - site.out_from <= LONG_OUTAGE:
        return None
    return round((end - site.out_from) / timedelta(hours=1), 1)


def _told(order: OrderFacts, rules: Sequence[str]) -> str:
    found = ((rule, order.verdicts.get(rule)) for rule in rules)
    return "、".join(f"{rule} {VERDICT_NAMES[verdict]}" for rule, verdict in found if verdict is not None)
