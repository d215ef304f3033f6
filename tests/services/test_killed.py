"""kill -9 at any point of a deed: what was acknowledged is there, and no deed is there by half."""

import os
import random
import shutil
import signal
import sqlite3
import sys
import time
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import event
from sqlalchemy.pool import Pool

from desk.rules.scenes import CLEAN, CLEAN_AT, CLEAN_NO
from desk.services.contacting import record_contact
from desk.services.editing import save
from desk.services.maintaining import upgrade
from desk.services.replying import reply
from desk.services.undoing import redo, undo
from desk.services.verifying import verify
from desk.services.viewing import detail
from desk.store import Change
from desk.vocabulary import Outcome, Purpose, Reach, Restored
from tests.helpers.scenes import LEAD, fill, open_desk, unreplied
from tests.store.test_migrations import set_back

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="没有 fork")

POINTS = 200
GROUPS = 8
AT = datetime(2026, 10, 13, 10, 0)
TEXT = "调整天线后测试正常，已回访用户，用户确认恢复正常使用。"
KEPT = ("orders", "contacts", "deeds", "edits", "findings", "ties", "readings", "meta")


def bring(desk):
    scene = unreplied(投诉地址="海南省澄迈县金江镇文明路229号")
    second = {**scene["工单"][0], "工单号": "HI-052-261010-00002"}
    fill(
        desk,
        {**scene, "工单": [scene["工单"][0], second, {**CLEAN["工单"][0], "工单号": "HI-052-261010-00003"}]},
    )


def edit(desk):
    order = detail(desk, CLEAN_NO).order
    save(desk, [Change(order, replace(order, nearby="周边正常"))])


def call(desk):
    record_contact(desk, CLEAN_NO, Purpose.CALLBACK, Reach.REACHED, restored=Restored.YES, at=AT)


def answer(desk):
    at = AT + timedelta(hours=5)
    reply(desk.acting(LEAD.name), CLEAN_NO, Outcome.SOLVED, TEXT, at=at, override="客户出国")


def undo_reply(desk):
    undo(desk.acting(LEAD.name))


def redo_reply(desk):
    redo(desk.acting(LEAD.name))


DEEDS = (bring, edit, call, answer, undo_reply, redo_reply, undo)


def state(path):
    """Everything that is kept, as one value."""
    with closing(sqlite3.connect(path)) as live:
        assert live.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert live.execute("PRAGMA foreign_key_check").fetchall() == []
        return tuple(tuple(live.execute(f"SELECT * FROM {table} ORDER BY 1, 2")) for table in KEPT)


@pytest.fixture(scope="module")
def memory(tmp_path_factory):
    """A folder in memory where there is one: a kill is not a power cut, and the disk would cost a minute."""
    if not Path("/dev/shm").is_dir():
        yield tmp_path_factory.mktemp("kill")
        return
    with TemporaryDirectory(dir="/dev/shm", prefix="desk-kill-") as folder:
        yield Path(folder)


@pytest.fixture(scope="module")
def started(memory):
    """(a database before the deeds, its state after each deed, events of a whole run, its seconds)."""
    folder = memory
    desk = open_desk(folder)
    fill(desk, unreplied())
    desk.database.close()
    path = folder / "desk.db"
    template = shutil.copyfile(path, folder / "template.db")
    states = [state(path)]
    desk = open_desk(folder)
    for deed in DEEDS:
        deed(desk)
        states.append(state(path))
    desk.database.close()
    began = time.monotonic()
    acknowledged, events = run(template, folder, None, None)
    assert acknowledged == len(DEEDS)
    return template, states, events, time.monotonic() - began


def run(template, folder, last_event, delay):
    """Let a child do the deeds on a copy until it is killed; answers (deeds acknowledged, events seen)."""
    shutil.copyfile(template, folder / "desk.db")
    for suffix in ("-wal", "-shm"):
        (folder / f"desk.db{suffix}").unlink(missing_ok=True)
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        _work(folder, writing, last_event)
    os.close(writing)
    if delay is not None:
        time.sleep(delay)  # not waiting for anything: the moment of the kill
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    acknowledged, _, events = told.partition(b"#")
    return len(acknowledged), int(events or 0)


def _work(folder, pipe, last_event):
    """The child: does not come back."""
    try:
        seen = _killed_at(last_event)
        desk = open_desk(folder)
        for deed in DEEDS:
            deed(desk)
            os.write(pipe, b".")
        os.write(pipe, b"#%d" % seen[0])
    except BaseException as error:
        print(f"child: {error!r}", file=sys.stderr, flush=True)
    finally:
        os._exit(0)


def _killed_at(last_event):
    """Count what databases do in this process, and kill it at the given event; the count so far."""
    seen = [0]

    def count(*_statement):
        seen[0] += 1
        if seen[0] == last_event:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0

    @event.listens_for(Pool, "connect")
    def _watch(connection, _record):
        connection.set_trace_callback(count)
        connection.set_progress_handler(count, 400)

    return seen


@pytest.mark.parametrize("group", range(GROUPS))
def test_what_was_acknowledged_is_there_and_nothing_by_half(started, memory, group):
    template, states, events, seconds = started
    chance = random.Random(group)
    for point in range(POINTS // GROUPS):
        timed = point % 4 == 0
        last_event = None if timed else chance.randrange(1, events)
        delay = chance.uniform(0, seconds) if timed else None
        acknowledged, _ = run(template, memory, last_event, delay)
        found = state(memory / "desk.db")
        assert found in (states[acknowledged], states[min(acknowledged + 1, len(DEEDS))])
    assert verify(f"sqlite:///{memory / 'desk.db'}", CLEAN_AT) == []


def migrate_until(path, last_event):
    """Let a child migrate the database until it is killed; answers the events of a whole run, else 0."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            seen = _killed_at(last_event)
            upgrade(f"sqlite:///{path}")
            os.write(writing, b"%d" % seen[0])
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    return int(told or 0)


def tables(path):
    """The version and the tables of a sound database."""
    with closing(sqlite3.connect(path)) as live:
        assert live.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        version = live.execute("SELECT value FROM meta WHERE name = 'schema'").fetchone()[0]
        names = live.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        return version, tuple(name for (name,) in names)


def test_a_migration_that_is_killed_is_there_whole_or_not_at_all(memory):
    folder = memory / "migration"
    folder.mkdir()
    desk = open_desk(folder)
    fill(desk, unreplied())
    before = detail(desk, CLEAN_NO).order
    set_back(desk, 1)
    path = folder / "desk.db"
    with closing(sqlite3.connect(path)) as live:
        live.execute("PRAGMA journal_mode=DELETE")
    template = shutil.copyfile(path, memory / "old.db")
    old = tables(path)
    events = migrate_until(path, None)
    new = tables(path)
    assert old[0] == "1" != new[0]
    chance = random.Random(1)
    for _ in range(POINTS // GROUPS):
        for left in folder.iterdir():
            left.unlink()
        shutil.copyfile(template, path)
        assert migrate_until(path, chance.randrange(1, events)) == 0
        assert tables(path) in (old, new)
        upgrade(f"sqlite:///{path}")
        desk = open_desk(folder)
        assert detail(desk, CLEAN_NO).order == before
        desk.database.close()
    assert tables(path)[1] == new[1]
