"""Backups, restore, upgrade and verification of the embedded database."""

import sqlite3
from contextlib import closing
from datetime import date, timedelta

import pytest
from sqlalchemy import text, update

from desk.errors import DatabaseError, InputError
from desk.models import meta
from desk.rules.scenes import CLEAN, CLEAN_NO
from desk.services.escalating import escalate
from desk.services.listing import ListQuery, count
from desk.services.maintaining import FOLDER, backup, backup_daily, restore, upgrade
from desk.services.verifying import verify
from desk.services.viewing import detail
from desk.store import open_database
from desk.vocabulary import EscalationReason
from tests.helpers.scenes import fill, open_desk, rows, unreplied

DAY = date(2026, 10, 13)


@pytest.fixture
def stored(tmp_path):
    desk = open_desk(tmp_path)
    fill(desk, rows())
    yield desk
    desk.database.close()


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'desk.db'}"


def orders_in(path):
    with closing(sqlite3.connect(path)) as copy:
        return copy.execute("SELECT count(*) FROM orders").fetchone()[0]


def break_page(path):
    """Overwrite the middle of the file, as a bad disk does."""
    data = bytearray(path.read_bytes())
    middle = len(data) // 2 // 4096 * 4096
    data[middle : middle + 4096] = b"\xa5" * 4096
    path.write_bytes(data)


def test_a_backup_is_made_once_a_day_and_seven_are_kept(stored, url, tmp_path):
    made = [backup_daily(url, DAY + timedelta(days=n)) for n in range(9)]
    assert all(made)
    assert backup_daily(url, DAY + timedelta(days=8)) is None
    assert sorted(path.name for path in (tmp_path / FOLDER).iterdir()) == [
        f"desk-{DAY + timedelta(days=n)}.db" for n in range(2, 9)
    ]
    assert orders_in(made[-1]) == 1


def test_an_empty_database_and_a_server_need_no_backup(url):
    open_database(url).close()
    assert backup_daily(url, DAY) is None
    assert backup_daily("postgresql+psycopg://desk@nowhere/desk", DAY) is None


def test_a_backup_that_cannot_be_written_is_told_and_leaves_nothing(stored, url, tmp_path):
    (tmp_path / FOLDER).write_text("eine Datei", encoding="utf-8")
    with pytest.raises(InputError, match="不能建立备份文件夹"):
        backup_daily(url, DAY)
    with pytest.raises(InputError, match="不存在，请先建立"):
        backup(url, tmp_path / "没有" / "a.db")
    with pytest.raises(InputError, match="另起一个名字"):
        backup(url, tmp_path / "desk.db")


def test_a_backup_never_replaces_a_file(stored, url, tmp_path):
    backup(url, tmp_path / "留底.db")
    kept = (tmp_path / "留底.db").read_bytes()
    with pytest.raises(InputError, match="备份不覆盖它，请给备份另起一个名字"):
        backup(url, tmp_path / "留底.db")
    assert (tmp_path / "留底.db").read_bytes() == kept


def test_a_damaged_database_is_not_backed_up_as_if_it_were_sound(stored, url, tmp_path):
    stored.database.close()
    break_page(tmp_path / "desk.db")
    with pytest.raises((InputError, DatabaseError), match="备份"):
        backup_daily(url, DAY)
    assert list((tmp_path / FOLDER).iterdir()) == []


def test_restore_brings_the_backup_and_keeps_what_was_there(stored, url, tmp_path):
    backup(url, tmp_path / "备份.db")
    fill(stored, {"工单": [{**CLEAN["工单"][0], "工单号": "HI-052-261010-00002"}]})
    stored.database.close()
    kept = restore(url, tmp_path / "备份.db")
    assert (orders_in(tmp_path / "desk.db"), orders_in(kept)) == (1, 2)
    assert verify(url, stored.now()) == []


def test_backup_and_restore_on_any_database(desk, tmp_path):
    fill(desk, rows())
    url = desk.database.url.render_as_string(hide_password=False)
    backup(url, tmp_path / "备份.db")
    fill(desk, {"工单": [{**CLEAN["工单"][0], "工单号": "HI-052-261010-00002"}]})
    desk.database.close()
    kept = restore(url, tmp_path / "备份.db")
    assert (orders_in(tmp_path / "备份.db"), orders_in(kept)) == (1, 2)
    for address in (url, f"sqlite:///{tmp_path / '备份.db'}", f"sqlite:///{kept}"):
        assert verify(address, desk.now()) == []
    again = open_desk(tmp_path, url=url)
    assert [count(again, ListQuery(search=words)) for words in ("", "文明")] == [1, 1]
    fill(again, {"工单": [{**CLEAN["工单"][0], "工单号": "HI-052-261010-00002"}]})
    assert verify(url, desk.now()) == []
    again.database.close()


def test_restore_over_a_damaged_database(stored, url, tmp_path):
    backup(url, tmp_path / "备份.db")
    stored.database.close()
    (tmp_path / "desk.db").write_bytes(b"kein Datenbank" * 900)
    assert restore(url, tmp_path / "备份.db").read_bytes().startswith(b"kein")
    assert orders_in(tmp_path / "desk.db") == 1


def test_restore_waits_for_nobody_who_has_the_database_open(stored, url, tmp_path):
    backup(url, tmp_path / "备份.db")
    with stored.database.read() as connection:
        connection.execute(text("SELECT 1 FROM orders"))
        with pytest.raises(DatabaseError, match="正被其他程序占用"):
            restore(url, tmp_path / "备份.db")
    assert count(stored, ListQuery()) == 1


@pytest.mark.parametrize(
    ("content", "told"),
    [(None, "没有备份文件"), (b"", "是空的"), (b"no database at all" * 300, "不是投诉处理台的备份或已损坏")],
)
def test_a_backup_that_is_none_changes_nothing(stored, url, tmp_path, content, told):
    source = tmp_path / "备份.db"
    if content is not None:
        source.write_bytes(content)
    stored.database.close()
    with pytest.raises((InputError, DatabaseError), match=told):
        restore(url, source)
    assert orders_in(tmp_path / "desk.db") == 1
    assert not list(tmp_path.glob("*.restored*"))


def test_a_step_that_fails_leaves_the_database_and_a_backup(stored, url, tmp_path):
    with stored.database.write() as connection:
        connection.execute(update(meta).where(meta.c.name == "schema").values(value="0"))
    stored.database.close()
    with pytest.raises(DatabaseError):
        upgrade(url)  # the first step meets its own tables
    (kept,) = tmp_path.glob("desk-升级前-*.db")
    assert orders_in(kept) == orders_in(tmp_path / "desk.db") == 1


def damaged(desk, statement):
    with desk.database.write() as connection:
        connection.execute(text("DROP TRIGGER IF EXISTS deeds_keep_update"))
        connection.execute(text(statement))


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE findings SET verdict = 'pass'", "结论与重新检查不一致"),
        ("UPDATE findings SET message = '别的'", "结论与重新检查不一致"),
        ("DELETE FROM ties WHERE kind = 'number'", "关联与重新读取不一致"),
        ("UPDATE orders SET customer = '别人'", "搜索索引与内容不一致"),
        ("DELETE FROM order_search_docsize", "搜索索引里有 0 张工单"),
        ("UPDATE deeds SET person = '别人'", "封印对不上"),
        ("UPDATE readings SET payload = '{}'", "存储的内容已损坏"),
    ],
)
def test_verify_finds_what_does_not_fit(tmp_path, url, statement, told):
    desk = open_desk(tmp_path)
    fill(desk, unreplied(投诉地址="澄迈县"))
    assert verify(url, desk.now()) == []
    damaged(desk, statement)
    desk.database.close()
    assert any(told in trouble for trouble in verify(url, desk.now()))


def test_a_very_long_text_is_found_and_verified_at_both_ends(desk):
    long = "".join(map(chr, range(0x4E00, 0x4E00 + 3_000)))
    fill(desk, unreplied(投诉内容=long))
    url = desk.database.url.render_as_string(hide_password=False)
    assert verify(url, desk.now()) == []
    assert count(desk, ListQuery(search=long * 10)) == 1
    for changed in ("用" + long[1:], long[:-1] + "用"):
        with desk.database.write() as connection:
            connection.execute(text("UPDATE orders SET complaint = :long"), {"long": changed})
        assert any("搜索索引" in trouble for trouble in verify(url, desk.now()))


def test_verify_finds_a_broken_page_or_says_so(stored, url, tmp_path):
    for number in range(2, 60):
        fill(stored, {"工单": [{**CLEAN["工单"][0], "工单号": f"HI-052-261010-{number:05d}"}]}, bare=True)
    stored.database.close()
    break_page(tmp_path / "desk.db")
    try:
        assert any(trouble.startswith("完整性") for trouble in verify(url, stored.now()))
    except DatabaseError as error:
        assert "已损坏" in str(error)


def test_verify_on_any_database(desk):
    fill(desk, unreplied(投诉地址="澄迈县"))
    escalate(desk, CLEAN_NO, EscalationReason.DIFFICULT)
    assert verify(desk.database.url.render_as_string(hide_password=False), desk.now()) == []


def test_an_order_whose_number_is_a_text_is_loaded_and_verified(url, tmp_path):
    number = "啊" * 30_000
    desk = open_desk(tmp_path)
    fill(
        desk, {"工单": [{**CLEAN["工单"][0], "工单号": number}], "三超": [{"编号": "1", "成员工单": number}]}
    )
    assert detail(desk, number).order.order_no == number
    desk.database.close()
    assert verify(url) == []
