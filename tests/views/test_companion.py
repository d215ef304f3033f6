"""A process that stays: what it keeps, what it raises, and how it is stopped."""

import os
import threading

import pytest

from desk.errors import InputError
from desk.services.progress import untold
from desk.store import EditConflictError
from desk.views.companion import Companion, StoppedError


class Counter:
    """What the other process keeps."""

    def __init__(self, told, start):
        self.told, self.number = told, start

    def add(self, number):
        self.number += number
        self.told("加", self.number, 9)
        return self.number, os.getpid()

    def refuse(self):
        raise InputError("不行，请改正")

    def conflict(self):
        raise EditConflictError("别人改过", 1, 2, 3)

    def fail(self):
        raise ZeroDivisionError

    def die(self):
        os._exit(3)

    def wait(self):
        self.told("等", 0, 0)
        threading.Event().wait()


@pytest.fixture
def companion():
    made = Companion(Counter, 1)
    yield made
    made.close()


def test_it_keeps_its_object_in_a_process_of_its_own_and_tells_how_far_it_is(companion):
    told = []
    first = companion.ask("add", 2, told=lambda *step: told.append(step))
    second = companion.ask("add", 3, told=untold)
    assert [first[0], second[0]] == [3, 6]
    assert first[1] == second[1] != os.getpid()
    assert told == [("加", 3, 9)]


def test_trouble_comes_back_as_it_was(companion):
    with pytest.raises(InputError, match="不行，请改正"):
        companion.ask("refuse", told=untold)
    with pytest.raises(InputError, match="别人改过"):
        companion.ask("conflict", told=untold)
    with pytest.raises(Exception, match="ZeroDivisionError"):
        companion.ask("fail", told=untold)
    assert companion.ask("add", 1, told=untold)[0] == 2


def test_a_process_that_dies_is_told_and_replaced(companion):
    with pytest.raises(InputError, match="后台进程意外结束"):
        companion.ask("die", told=untold)
    assert companion.ask("add", 1, told=untold)[0] == 2


def test_stopping_ends_it_at_once_and_the_next_question_starts_anew(companion):
    with pytest.raises(StoppedError):
        companion.ask("wait", told=lambda *_: companion.stop())
    with pytest.raises(StoppedError):
        companion.ask("add", 1, told=untold)
    companion.make_ready()
    assert companion.ask("add", 1, told=untold)[0] == 2
    companion.stop()
    companion.make_ready()
    assert companion.ask("add", 1, told=untold)[0] == 2
