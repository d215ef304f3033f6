"""Judging very many orders, alone and with a second process: the same as judging each."""

from dataclasses import replace

import pytest
from sqlalchemy import select, update

from desk.models import findings, orders
from desk.processes import Process
from desk.rules.scenes import CLEAN
from desk.services import judging, judging_many
from desk.services.checking import check_stored
from desk.services.editing import save
from desk.services.sweeping import stored_numbers, sweep
from desk.services.viewing import detail
from desk.store import Change, applying
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
    monkeypatch.setattr(judging_many, "MANY", 10)
    monkeypatch.setattr(judging_many, "chunks", in_fours)


def test_two_processes_judge_as_one_order_at_a_time_does(filled, in_parts):
    before = stored(filled)
    assert before[0]
    judging_many.judge_many(filled, stored_numbers(filled), filled.now())
    assert stored(filled) == before


def test_a_few_of_many_find_their_kin_by_their_own_ties(filled, in_parts, monkeypatch):
    before = stored(filled)
    few = stored_numbers(filled)[10:25]
    monkeypatch.delattr(judging_many, "related_all")
    judging_many.judge_many(filled, few, filled.now())
    assert stored(filled) == before
    with pytest.raises(NameError):
        judging_many.judge_many(filled, stored_numbers(filled)[:21], filled.now())


def test_a_judgement_that_stands_is_not_written_again(filled, in_parts, monkeypatch):
    monkeypatch.delattr(judging_many, "keep_judged")
    judging_many.judge_many(filled, stored_numbers(filled), filled.now())
    forget(filled)
    with pytest.raises(NameError):
        judging_many.judge_many(filled, stored_numbers(filled), filled.now())


def test_what_a_dead_process_had_before_it_is_judged_by_the_other(filled, in_parts, monkeypatch):
    before = stored(filled)
    monkeypatch.setattr(judging_many, "Process", lambda *_: Process("tests.services.test_sweeping:die"))
    judging_many.judge_many(filled, stored_numbers(filled), filled.now())
    assert stored(filled) == before


def forget(desk):
    """Leave no finding, and every order due."""
    with desk.database.write() as connection:
        connection.execute(findings.delete())
        connection.execute(update(orders).values(worst=4, recheck_at=desk.now()))


def hearing(desk, hear):
    """The same desk, whose progress is heard."""
    return replace(desk, progress=lambda step, done, total: hear(done))


def test_an_order_that_is_written_meanwhile_is_judged_as_it_stands(filled, in_parts, monkeypatch):
    monkeypatch.setattr(judging_many, "MANY", 1000)
    last, edited = stored_numbers(filled)[-1], []

    def edit(_done):
        if not edited:
            order = detail(filled, last).order
            edited.append(save(filled, [Change(order, replace(order, phone="13800009999"))]))

    forget(filled)
    judging_many.judge_many(hearing(filled, edit), stored_numbers(filled), filled.now())
    assert edited
    assert check_stored(filled).findings == check_stored(filled, at=filled.now()).findings


def test_a_stop_half_way_keeps_what_is_done_and_leaves_the_rest_due(filled, in_parts, monkeypatch):
    monkeypatch.setattr(judging_many, "MANY", 1000)
    before = stored(filled)
    heard = []

    def stop(done):
        heard.append(done)
        if len(heard) == 3:
            raise KeyboardInterrupt

    forget(filled)
    with pytest.raises(KeyboardInterrupt):
        judging_many.judge_many(hearing(filled, stop), stored_numbers(filled), filled.now())
    with filled.database.read() as connection:
        due = connection.scalars(select(orders.c.order_no).where(orders.c.recheck_at <= filled.now())).all()
    assert len(due) == NUMBER - 3 * 4
    assert sweep(filled) == len(due)
    assert stored(filled) == before


def die(line):
    """A second process that takes its first part and ends."""
    line.receive()


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


def test_rules_that_may_judge_differently_judge_every_order_again(filled, monkeypatch):
    assert sweep(filled) == 0
    monkeypatch.setattr(judging, "RULES_VERSION", "2099.1.1")
    assert sweep(filled) == NUMBER
    assert sweep(filled) == 0
