"""An English ticket table of another operator: mapped by hand once, then by its remembered profile."""

import random
from datetime import datetime, timedelta

import openpyxl
import pytest

from desk.cli import run
from desk.records import Order
from desk.services.desk import Desk
from desk.services.listing import ListQuery, count
from desk.services.viewing import detail
from desk.store import open_database

HEADINGS = ("Ticket #", "Customer Complaint", "Date", "Received Via", "City", "Zip code", "Status")
STATES = ("Open", "Pending", "Solved", "Closed")
MAPPED = (
    *("--map", "Ticket #=工单号", "--map", "Date=派单时间", "--map", "Customer Complaint=投诉内容"),
    *("--map", "Received Via=来源渠道", "--map", "Status=解决情况"),
)
FIRST = 250_635


def tickets(path, first=FIRST, number=80):
    """Dates stand in two forms: 22-04-15 and 04/22/2015."""
    chance = random.Random(first)
    book = openpyxl.Workbook()
    book.active.append(HEADINGS)
    days = []
    for at in range(number):
        day = datetime(2015, 1, 1) + timedelta(days=chance.randrange(360))
        days.append(day)
        via = ("Customer Care Call", "Internet")[at % 2]
        told = day.strftime("%d-%m-%y" if at % 2 else "%m/%d/%Y")
        row = (first + at, f"Slow internet {at}", told, via, "Abingdon", 21009, STATES[at % 4])
        book.active.append(row)
    book.save(path)
    return str(path), days


@pytest.fixture
def desk(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    monkeypatch.setenv("DESK_DATABASE", url)
    opened = Desk(open_database(url))
    yield opened
    opened.database.close()


def test_a_table_of_tickets_is_mapped_once_and_then_known(desk, tmp_path, capsys):
    path, days = tickets(tmp_path / "january.xlsx")
    assert run(["import", path]) == 2
    assert run(["import", path, *MAPPED, "--remember", "comcast"]) == 0
    assert "的列“Date”里的日期按 日-月-年、月-日-年 读取" in capsys.readouterr().out
    for at, day in enumerate(days):
        found = detail(desk, str(FIRST + at))
        order: Order = found.order
        assert (order.dispatched_at, order.complaint) == (day, f"Slow internet {at}")
        assert order.outcome == (None, None, "已解决", "已解决")[at % 4]
        raw = {row.column: row.value for row in found.rows["raw_fields"]}
        assert raw == {"City": "Abingdon", "Zipcode": "21009", "Status": STATES[at % 4]}
    later, _ = tickets(tmp_path / "february.xlsx", FIRST + 1000)
    assert run(["import", later, "--profile", "comcast"]) == 0
    assert run(["check", later, "--profile", "comcast", "--rules", "RPL01"]) == 0
    assert count(desk, ListQuery()) == 160


def test_a_profile_is_remembered_though_rows_are_wrong(desk, tmp_path, capsys):
    path, _ = tickets(tmp_path / "march.xlsx")
    book = openpyxl.load_workbook(path)
    book.active["C2"] = "someday"
    book.save(path)
    assert run(["import", path, *MAPPED, "--remember", "comcast"]) == 2
    assert "Sheet 第 2 行 Date" not in capsys.readouterr().err
    assert run(["import", path, "--skip-bad-rows"]) == 0
    assert count(desk, ListQuery()) == 79
