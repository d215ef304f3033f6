"""Judging very many orders, alone and with a second process: the same as judging each."""

import os

import pytest
from sqlalchemy import select

from desk.models import findings, orders
from desk.rules.scenes import CLEAN
from desk.services import judging_many
from desk.services.sweeping import stored_numbers
from desk.store import applying
from tests.helpers.scenes import fill, open_desk

NUMBER = 40


def orders_of(number=NUMBER):
    return [
        {
            **CLEAN["工单"][0],
            "工单号": f"HI-052-261010-{at:05d}",
            "用户号码": f"1380000{at % 30:04d}",
            "派单时间": f"2026-10-{at % 20 + 1:02d} 09:00",
            "涉及站点": f"HK{at % 3}",
        }
        for at in range(number)
    ]


def stored(desk):
    with desk.database.read() as connection:
        told = select(findings.c.order_no, findings.c.rule, findings.c.verdict, findings.c.message)
        of_orders = select(orders.c.order_no, orders.c.worst, orders.c.next_due, orders.c.recheck_at)
        return (
            sorted(map(tuple, connection.execute(told))),
            sorted(map(tuple, connection.execute(of_orders)), key=str),
        )


@pytest.fixture
def filled(tmp_path):
    desk = open_desk(tmp_path)
    fill(desk, {"工单": orders_of()}, bare=True)
    yield desk
    desk.database.close()


@pytest.fixture
def in_parts(monkeypatch):
    monkeypatch.setattr(judging_many, "FEW", 5)
    monkeypatch.setattr(judging_many, "MANY", 10)
    monkeypatch.setattr(judging_many, "chunks", in_fours)


def test_two_processes_judge_as_one_order_at_a_time_does(filled, in_parts):
    before = stored(filled)
    assert before[0]
    judging_many.judge_many(filled, stored_numbers(filled), filled.now())
    assert stored(filled) == before


def test_what_a_dead_process_had_before_it_is_judged_by_the_other(filled, in_parts, monkeypatch):
    before = stored(filled)
    monkeypatch.setattr(judging_many, "_judged_aside", die)
    judging_many.judge_many(filled, stored_numbers(filled), filled.now())
    assert stored(filled) == before


def die(*_):
    """What a process does that the system kills."""

    os._exit(1)


def test_a_large_import_is_judged_when_it_is_in(tmp_path, in_parts, monkeypatch):
    (tmp_path / "few").mkdir()
    few = open_desk(tmp_path / "few")
    fill(few, {"工单": orders_of()}, bare=True)
    monkeypatch.setattr(applying, "AT_HAND", 10)
    many = open_desk(tmp_path)
    fill(many, {"工单": orders_of()}, bare=True)
    assert stored(many) == stored(few)
    few.database.close()
    many.database.close()


def in_fours(numbers):
    return [numbers[at : at + 4] for at in range(0, len(numbers), 4)]
