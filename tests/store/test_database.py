import sqlite3

import pytest
from sqlalchemy import text, update

from desk.errors import DatabaseError
from desk.models import meta
from desk.store import open_database
from tests.helpers.scenes import fill, open_desk, rows


def test_a_newer_database_is_refused_with_the_remedy(tmp_path):
    url = f"sqlite:///{tmp_path / 'd.db'}"
    database = open_database(url)
    with database.write() as connection:
        connection.execute(update(meta).values(value="99"))
    database.close()
    with pytest.raises(DatabaseError, match=r"更新的版本.*请升级程序"):
        open_database(url)


def test_a_file_that_is_no_database_is_told(tmp_path):
    (tmp_path / "d.db").write_text("这不是数据库" * 200, encoding="utf-8")
    with pytest.raises(DatabaseError, match="不是数据库或已损坏"):
        open_database(f"sqlite:///{tmp_path / 'd.db'}")


def test_a_foreign_database_is_told(tmp_path):
    with sqlite3.connect(tmp_path / "d.db") as connection:
        connection.execute("CREATE TABLE other (a)")
    connection.close()
    with pytest.raises(DatabaseError, match="不是投诉处理台的数据库"):
        open_database(f"sqlite:///{tmp_path / 'd.db'}")


def test_a_folder_and_a_wrong_address_are_told(tmp_path):
    with pytest.raises(DatabaseError, match="是文件夹"):
        open_database(f"sqlite:///{tmp_path}")
    with pytest.raises(DatabaseError, match="写法不对"):
        open_database("不是地址")


def test_what_a_person_saved_is_synced_and_tied(tmp_path):
    database = open_database(f"sqlite:///{tmp_path / 'd.db'}")
    with database.read() as connection:
        pragmas = {
            name: connection.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    database.close()
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_an_error_in_a_write_leaves_nothing(tmp_path):
    desk = open_desk(tmp_path)
    fill(desk, rows())
    with pytest.raises(RuntimeError), desk.database.write() as connection:
        connection.execute(text("UPDATE orders SET address = '改了'"))
        raise RuntimeError
    with desk.database.read() as connection:
        assert connection.scalar(text("SELECT address FROM orders")) != "改了"
    desk.database.close()
