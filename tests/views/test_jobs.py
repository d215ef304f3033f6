"""Work goes out and its answers come back to the GUI thread, or to nobody."""

import os
import threading
from functools import partial

import pytest
import shiboken6
from PySide6.QtCore import QObject

from desk.errors import InputError
from desk.views.jobs import Jobs


def fail(_error):
    raise AssertionError("not expected to fail")


def answered(_value):
    raise AssertionError("nobody is there to be answered")


@pytest.fixture
def jobs(qtbot):
    made = Jobs()
    yield made
    made.drain()


def test_a_read_answers_in_the_gui_thread(qtbot, jobs):
    seen = []
    here = threading.get_ident()
    jobs.read(threading.get_ident, lambda there: seen.append((there, threading.get_ident())), fail, jobs)
    qtbot.waitUntil(lambda: bool(seen))
    there, back = seen[0]
    assert there != here
    assert back == here


def test_writes_run_one_after_the_other(qtbot, jobs):
    order, gate = [], threading.Event()
    jobs.write(lambda: (gate.wait(5), order.append(1)), lambda _: None, fail, jobs)
    jobs.write(lambda: order.append(2), lambda _: None, fail, jobs)
    gate.set()
    qtbot.waitUntil(lambda: jobs.under_way == 0)
    assert order == [1, 2]


def test_an_error_goes_to_failed(qtbot, jobs):
    seen = []
    jobs.read(partial(int, "x"), answered, seen.append, jobs)
    qtbot.waitUntil(lambda: bool(seen))
    assert isinstance(seen[0], ValueError)


def test_an_owner_that_is_gone_is_not_answered(qtbot, jobs):
    owner, gate = QObject(), threading.Event()
    jobs.read(partial(gate.wait, 5), answered, fail, owner)
    shiboken6.delete(owner)
    gate.set()
    qtbot.waitUntil(lambda: jobs.under_way == 0)
    assert not shiboken6.isValid(owner)


def test_computing_has_a_process_of_its_own(qtbot, jobs):
    seen = []
    jobs.compute(os.getpid, seen.append, fail, jobs)
    qtbot.waitUntil(lambda: bool(seen), timeout=20_000)
    assert seen[0] != os.getpid()


def test_a_process_that_dies_is_told_and_replaced(qtbot, jobs):
    seen = []
    jobs.compute(partial(os._exit, 3), answered, seen.append, jobs)
    qtbot.waitUntil(lambda: bool(seen), timeout=20_000)
    assert isinstance(seen[0], InputError)
    jobs.compute(os.getpid, seen.append, fail, jobs)
    qtbot.waitUntil(lambda: len(seen) == 2, timeout=20_000)


def test_draining_finishes_writes_and_answers_nobody(qtbot):
    jobs, written, gate = Jobs(), [], threading.Event()
    jobs.write(lambda: (gate.wait(5), written.append(1)), answered, fail, jobs)
    jobs.write(lambda: written.append(2), answered, fail, jobs)
    gate.set()
    jobs.drain()
    assert written == [1, 2]
    qtbot.waitUntil(lambda: jobs.under_way == 0)
