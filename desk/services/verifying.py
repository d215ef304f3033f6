"""Verifying a database: its structure, its log, and a sample of what is kept beside the records."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import Connection, func, select, text

from desk import clock
from desk.models import orders
from desk.services.judging import as_kept
from desk.services.standing import Standing, load_order, stand
from desk.store import open_database
from desk.store.judging import kept_findings
from desk.store.logbook import broken_seals
from desk.store.search import misindexed
from desk.store.tying import stored_ties

SAMPLE = 200  # orders of which what is stored is compared with what a fresh look gives


def verify(url: str, now: datetime | None = None) -> list[str]:
    """What is wrong with the database; empty when all is well."""
    database = open_database(url, create=False)
    try:
        with database.read() as connection:
            troubles = [*_structure(connection), *broken_seals(connection)]
            if not any(trouble.startswith("完整性") for trouble in troubles):
                troubles += _samples(connection, now or clock.now())
        return troubles
    finally:
        database.close()


def _structure(connection: Connection) -> Iterator[str]:
    if connection.dialect.name != "sqlite":
        return
    for answer in connection.scalars(text("PRAGMA integrity_check")):
        if answer != "ok":
            yield f"完整性：{answer}"
    for row in connection.execute(text("PRAGMA foreign_key_check")).fetchall():
        yield f"{row[0]} 的第 {row[1]} 行指向不存在的 {row[2]}"
    indexed = connection.scalar(text("SELECT count(*) FROM order_search_docsize"))
    stored = connection.scalar(select(func.count(orders.c.id)))
    if indexed != stored:
        yield f"搜索索引里有 {indexed} 张工单，库里有 {stored} 张"


def _samples(connection: Connection, now: datetime) -> Iterator[str]:
    """Compare on a sample spread over the orders; verdicts only where time has not caught up with them."""
    numbers = _sample(connection.scalars(select(orders.c.order_no).order_by(orders.c.id)).all())
    query = select(orders.c.order_no).where(orders.c.recheck_at <= now, orders.c.order_no.in_(numbers))
    stale = set(connection.scalars(query))
    standings = []
    for number in numbers:
        try:
            standings.append(stand(connection, load_order(connection, number), now))
        except (LookupError, TypeError, ValueError):  # of a payload that is none
            yield f"工单 {number} 存储的内容已损坏，读不出来"
    for order in misindexed(connection, [standing.order for standing in standings]):
        yield f"工单 {order.order_no} 的搜索索引与内容不一致"
    for standing in standings:
        number = standing.order.order_no
        if not _ties_hold(connection, standing):
            yield f"工单 {number} 存储的关联与重新读取不一致"
        if number not in stale and not _findings_hold(connection, standing):
            yield f"工单 {number} 存储的结论与重新检查不一致"


def _sample(numbers: Sequence[str]) -> list[str]:
    return list(numbers[:: max(len(numbers) // SAMPLE, 1)])


def _ties_hold(connection: Connection, standing: Standing) -> bool:
    return set(stored_ties(connection, [standing.order.order_no])) == set(standing.bundle.read.ties)


def _findings_hold(connection: Connection, standing: Standing) -> bool:
    number = standing.order.order_no
    return tuple(kept_findings(connection, [number])[number]) == as_kept(standing.findings)
