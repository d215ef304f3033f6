"""Several people at one PostgreSQL database: nobody's edit is lost."""

import json
import threading
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import text

from desk.cli import run
from desk.rules.scenes import CLEAN, CLEAN_NO
from desk.services.contacting import record_contact
from desk.services.editing import save
from desk.services.listing import ListQuery, count
from desk.services.replying import reply
from desk.services.verifying import verify
from desk.services.viewing import detail
from desk.store import Change, EditConflictError, open_database
from desk.store.search import search_query
from desk.vocabulary import Outcome, Purpose, Reach, Restored
from tests.helpers.scenes import LEAD, fill, rows, unreplied, write_exchange

WRITERS = 8
ROUNDS = 4
NUMBERS = (CLEAN_NO, "HI-052-261010-00002")


def at_once(workers):
    """Run the workers in threads; answers what they raised."""
    raised = []
    ready = threading.Barrier(len(workers))

    def work(worker):
        try:
            ready.wait(30)
            worker()
        except BaseException as error:
            raised.append(error)

    threads = [threading.Thread(target=work, args=(worker,)) for worker in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(90)
    return raised


def url_of(desk):
    return desk.database.url.render_as_string(hide_password=False)


def writer(desk, name):
    """Adds a mark of its own to a field of both orders, again and again, as one who looks first."""

    def work():
        own = replace(desk, database=open_database(url_of(desk)))
        try:
            for number in NUMBERS * ROUNDS:
                mark = f"{name}-{len(detail(own, number).history)}"
                while True:
                    order = detail(own, number).order
                    try:
                        save(own, [Change(order, replace(order, nearby=f"{order.nearby};{mark}"))])
                        break
                    except EditConflictError:
                        refused.append(number)
                written.append((number, mark))
        finally:
            own.database.close()

    refused, written = [], []
    return work, written


def test_no_edit_of_eight_writers_is_lost(desk):
    scene = unreplied()
    fill(desk, {**scene, "工单": [{**scene["工单"][0], "工单号": number} for number in NUMBERS]})
    writers = WRITERS if desk.database.engine.dialect.name == "postgresql" else 3
    workers = [writer(desk, f"人{n}") for n in range(writers)]
    assert at_once([work for work, _ in workers]) == []
    for number in NUMBERS:
        kept = detail(desk, number).order.nearby.split(";")[1:]
        expected = [mark for _, written in workers for of, mark in written if of == number]
        assert sorted(kept) == sorted(expected)
        assert len(kept) == writers * ROUNDS
    assert verify(url_of(desk), desk.now()) == []


def test_a_reply_and_a_denial_at_once_never_leave_a_false_reply(desk):
    at = datetime(2026, 10, 13, 10, 0)
    words = "调整天线后测试正常，已回访用户，用户确认恢复正常使用。"
    fill(desk, unreplied())
    record_contact(desk, CLEAN_NO, Purpose.CALLBACK, Reach.REACHED, restored=Restored.YES, at=at)

    def deny():
        later = at.replace(hour=12)
        record_contact(desk, CLEAN_NO, Purpose.CALLBACK, Reach.REACHED, restored=Restored.NO, at=later)

    def answer():
        reply(desk, CLEAN_NO, Outcome.SOLVED, words, at=at.replace(hour=15))

    assert at_once([deny, answer]) == []
    assert detail(desk, CLEAN_NO).order.outcome is None


@pytest.mark.parametrize(
    "words", ["兴", "中兴", "中兴大道30", "3栋2单元", "13800000001", "金江 文明路", "无此"]
)
def test_both_databases_find_the_same(desk, words):
    places = ("澄迈县金江镇文明路227号", "儋州市那大镇中兴大道30号3栋2单元")
    orders = [
        {**CLEAN["工单"][0], "工单号": f"A{n}", "投诉地址": place, "用户号码": f"1380000000{n}"}
        for n, place in enumerate(places)
    ]
    fill(desk, {"工单": orders}, bare=True)
    shown = {words: sum(all(w in str(order) for w in words.split()) for order in orders)}
    assert count(desk, ListQuery(search=words)) == shown[words]


def test_a_search_on_the_server_uses_the_index(desk):
    if desk.database.engine.dialect.name != "postgresql":
        pytest.skip("只有 PostgreSQL 有")
    with desk.database.read() as connection:
        connection.execute(text("SET LOCAL enable_seqscan = off"))
        query = search_query(connection, "中兴大道")
        plan = connection.execute(text(f"EXPLAIN {query}"), query.compile().params).scalars().all()
    assert any("order_search_terms" in line for line in plan)


def test_the_command_line_works_at_a_server(desk, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("DESK_DATABASE", url_of(desk))
    assert run(["import", str(write_exchange(tmp_path / "月.xlsx", rows(联系记录=[])))]) == 0
    assert run(["waive", CLEAN_NO, "RPL01", "--reason", "客户出国", "--by", LEAD.name]) == 0
    assert run(["undo", "--by", LEAD.name]) == 0
    capsys.readouterr()
    assert run(["check", "--rules", "RPL01", "--json", "--database", url_of(desk)]) == 0
    assert [f["verdict"] for f in json.loads(capsys.readouterr().out)["findings"]] == ["fail"]
    assert run(["database", "verify"]) == 0
