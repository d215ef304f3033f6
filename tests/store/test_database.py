import os
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import insert, text, update

from desk.errors import DatabaseError
from desk.models import meta, table_of
from desk.store import open_database, shares, troubles
from desk.store.judging import count_settings
from desk.store.loading import load_office
from desk.store.shares import mount_type
from desk.store.troubles import trouble
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
            for name in ("journal_mode", "synchronous", "foreign_keys", "journal_size_limit")
        }
    database.close()
    assert pragmas.pop("journal_size_limit") == 64 << 20
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


def test_a_database_that_another_program_holds_is_told(tmp_path):
    desk = open_desk(tmp_path)
    desk.database.close()
    url = f"sqlite:///{tmp_path / 'desk.db'}?timeout=0.1"
    with sqlite3.connect(tmp_path / "desk.db", isolation_level=None) as other:
        database = open_database(url)
        other.execute("BEGIN IMMEDIATE")
        with database.read() as connection:
            connection.execute(text("PRAGMA busy_timeout=100"))
        with pytest.raises(DatabaseError, match=r"正被其他程序占用，请关闭后重试"), database.write():
            pass
        other.execute("ROLLBACK")
        database.close()
    other.close()


def test_a_full_disk_is_told_and_nothing_is_half_written(tmp_path):
    desk = open_desk(tmp_path)
    with desk.database.read() as connection:
        pages = connection.scalar(text("PRAGMA page_count"))
        connection.execute(text(f"PRAGMA max_page_count={pages + 1}"))
    with pytest.raises(DatabaseError, match="磁盘已满，请清理后重试"):
        fill(desk, rows(工单={"投诉内容": "慢" * 30000}))
    with desk.database.read() as connection:
        assert connection.scalar(text("SELECT count(*) FROM orders")) == 0
    desk.database.close()


def test_a_read_only_database_is_told(tmp_path):
    open_desk(tmp_path).database.close()
    path = tmp_path / "desk.db"
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    connection.close()
    database = None
    try:
        with pytest.raises(DatabaseError, match="所在的文件夹是只读的，请检查权限"):
            database = open_database(f"sqlite:///file:{path}?mode=ro&uri=true")
    finally:
        if database is not None:
            database.close()


MOUNTS = """/dev/sda1 / ext4 rw 0 0
server:/work /home/共享\\040盘 nfs4 rw 0 0
tmpfs /home/共享\\040盘/local tmpfs rw 0 0
//host/x /mnt/x cifs rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/desk.db", "ext4"),
        ("/home/共享 盘/desk.db", "nfs4"),
        ("/home/共享 盘/local/desk.db", "tmpfs"),
        ("/mnt/x/desk.db", "cifs"),
        ("/mnt/xy/desk.db", "ext4"),
    ],
)
def test_the_file_system_of_a_path_is_known(path, kind):
    assert mount_type(MOUNTS, Path(path)) == kind


def test_a_network_share_is_refused_with_the_remedy(tmp_path, monkeypatch):
    mounts = tmp_path / "mounts"
    mounts.write_text(f"server:/x {tmp_path.resolve()} nfs4 rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr(shares, "_MOUNTS", mounts)
    with pytest.raises(DatabaseError, match=r"在网络共享上.*PostgreSQL"):
        open_database(f"sqlite:///{tmp_path / 'd.db'}")
    assert not (tmp_path / "d.db").exists()


def set_repeat_days(connection, days):
    connection.execute(insert(table_of("parameters")).values(name="repeat_days", value=days))
    count_settings(connection)
    return [row.value for row in load_office(connection)["parameters"]]


def test_settings_that_were_rolled_back_are_not_served_again(tmp_path):
    desk = open_desk(tmp_path)
    with pytest.raises(ZeroDivisionError), desk.database.write() as connection:
        assert set_repeat_days(connection, "30") == ["30"]
        raise ZeroDivisionError
    with desk.database.write() as connection:
        assert set_repeat_days(connection, "40") == ["40"]
    desk.database.close()


def moved(path):
    path.rename(path.with_name("moved.db"))


def replaced(path):
    open_database(f"sqlite:///{path.with_name('other.db')}").close()
    path.with_name("other.db").rename(path)


@pytest.mark.skipif(os.name != "posix", reason="打开着的文件在 Windows 上不能移走或替换")
@pytest.mark.parametrize(("happens", "sentence"), [(moved, "不在原处了"), (replaced, "被换成了另一个文件")])
def test_a_file_that_went_while_it_was_open_takes_no_work_with_it(tmp_path, happens, sentence):
    desk = open_desk(tmp_path)
    fill(desk, rows())
    path = tmp_path / "desk.db"
    happens(path)
    with pytest.raises(DatabaseError, match=sentence):
        fill(desk, rows())
    desk.database.close()  # and what connects anew makes no empty file in its place
    with pytest.raises(DatabaseError, match=sentence), desk.database.read():
        pass
    assert path.exists() is (happens is replaced)
    desk.database.close()


def test_an_empty_file_is_no_database_unless_one_is_to_be_made(tmp_path):
    (tmp_path / "d.db").touch()
    with pytest.raises(DatabaseError, match=r"是空的，请用备份恢复"):
        open_database(f"sqlite:///{tmp_path / 'd.db'}", create=False)
    database = open_database(f"sqlite:///{tmp_path / 'd.db'}")
    assert database.is_new
    database.close()


def test_an_input_and_output_error_on_a_full_disk_is_told_as_such(tmp_path, monkeypatch):
    error = sqlite3.OperationalError("disk I/O error")
    assert trouble(error, tmp_path / "d.db").startswith("读写出错")
    monkeypatch.setattr(troubles, "_LITTLE", 1 << 62)
    assert trouble(error, tmp_path / "d.db") == "所在磁盘已满，请清理后重试"
