"""The edit log cannot be changed by mistake, and does not stay silent when it was changed on purpose."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from desk.errors import DatabaseError
from desk.rules.scenes import CLEAN_NO
from desk.services.editing import save
from desk.services.undoing import undo
from desk.services.unmasking import unmask
from desk.services.viewing import detail
from desk.services.waiving import waive
from desk.store import Change
from desk.store.logbook import broken_seals
from tests.helpers.scenes import LEAD, fill, rows


@pytest.fixture
def worked(desk):
    fill(desk, rows())
    lead = desk.acting(LEAD.name)
    order = detail(desk, CLEAN_NO).order
    save(desk, [Change(order, replace(order, nearby="周边正常"))])
    undo(desk)
    waive(lead, CLEAN_NO, "ADR02", "客户只肯说小区")
    unmask(lead, CLEAN_NO)
    return desk


def seals(desk):
    with desk.database.read() as connection:
        return list(broken_seals(connection))


def tamper(desk, statement):
    """As somebody would who has the file: the database's own guard taken away first."""
    with desk.database.write() as connection:
        for table in ("deeds", "edits"):
            for event in ("update", "delete"):
                on = f" ON {table}" if connection.dialect.name == "postgresql" else ""
                connection.execute(text(f"DROP TRIGGER {table}_keep_{event}{on}"))
        connection.execute(text(statement))


def test_every_deed_is_sealed(worked):
    assert seals(worked) == []


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE deeds SET person = '别人' WHERE kind = '豁免'", "第 4 条"),
        ("UPDATE deeds SET reason = '别的原因' WHERE kind = '豁免'", "第 4 条"),
        ("UPDATE deeds SET time = '2026-01-01 00:00:00' WHERE kind = '豁免'", "第 4 条"),
        ("UPDATE edits SET after = '{}' WHERE deed_id = 2", "第 2 条"),
        ("DELETE FROM edits WHERE deed_id = 3", "第 3 条"),
        ("DELETE FROM deeds WHERE kind = '查看完整信息'", "末尾对不上"),
        ("UPDATE meta SET value = '9 abc' WHERE name = 'log_head'", "末尾对不上"),
    ],
)
def test_what_was_changed_behind_the_desk_is_found(worked, statement, told):
    tamper(worked, statement)
    (trouble,) = seals(worked)
    assert told in trouble


def test_a_deed_slipped_in_is_found(worked):
    with worked.database.write() as connection:
        connection.execute(
            text(
                "INSERT INTO deeds (id, time, person, kind, title, hash)"
                " SELECT 99, time, person, kind, title, hash FROM deeds WHERE id = 5"
            )
        )
    assert "第 99 条" in seals(worked)[0]


@pytest.mark.parametrize("statement", ["UPDATE deeds SET person = '别人'", "DELETE FROM edits"])
def test_the_database_itself_keeps_the_log(worked, statement):
    with pytest.raises(DatabaseError, match="append-only"), worked.database.write() as connection:
        connection.execute(text(statement))
    assert seals(worked) == []


def test_who_when_and_why_are_in_the_log(worked):
    shown = detail(worked, CLEAN_NO).history[0]
    assert (shown.kind, shown.person, shown.reason) == ("豁免", LEAD.name, "客户只肯说小区")
    assert shown.time == worked.now()
