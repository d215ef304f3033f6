"""Keeping a database: upgrade, backup, restore, verify."""

import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import make_url, select, text

from desk import clock
from desk.errors import DatabaseError, InputError, OlderDatabaseError
from desk.models import findings, orders
from desk.services.standing import load_order, stand
from desk.store import Database, open_database

SAMPLE = 200  # orders whose stored findings are compared with a fresh check


def upgrade(url: str) -> str:
    """Bring the database to this program's version, after a backup; answers what was done."""
    try:
        open_database(url).close()
        return "数据库已是当前版本，不需要升级"
    except OlderDatabaseError:
        pass
    kept = _copy_aside(url)
    open_database(url, upgrade=True).close()
    return f"数据库已升级；升级前的备份在 {kept}"


def _copy_aside(url: str) -> Path:
    source = _file(url)
    kept = source.with_name(f"{source.stem}-升级前-{_stamp(clock.now())}{source.suffix}")
    _copy(source, kept)
    return kept


def backup(url: str, target: Path) -> None:
    """A verified copy of the database while it may be in use; InputError when it cannot be written."""
    source = _file(url)
    open_database(url).close()
    if not target.parent.is_dir():
        raise InputError(f"文件夹“{target.parent}”不存在，请先建立或换一个位置")
    _copy(source, target)


def _copy(source: Path, target: Path) -> None:
    part = target.with_name(target.name + ".part")
    try:
        with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(part)) as copy:
            live.backup(copy)
            trouble = copy.execute("PRAGMA integrity_check").fetchone()[0]
        if trouble != "ok":
            raise DatabaseError(f"备份校验不通过：{trouble}；请运行 desk database verify")
        part.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise InputError(f"不能写入备份“{target}”，请检查权限和磁盘空间") from error
    finally:
        part.unlink(missing_ok=True)


def restore(url: str, source: Path) -> Path | None:
    """Put a backup in the database's place; the old file is kept beside it and answered."""
    target = _file(url)
    if not source.is_file():
        raise InputError(f"没有备份文件“{source}”，请核对路径")
    open_database(f"sqlite:///{source.resolve()}").close()
    kept = None
    if target.exists():
        with closing(sqlite3.connect(target)) as live:
            live.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        kept = target.with_name(f"{target.stem}-{_stamp(clock.now())}{target.suffix}")
        target.replace(kept)
    for suffix in ("-wal", "-shm"):
        target.with_name(target.name + suffix).unlink(missing_ok=True)
    shutil.copyfile(source, target)
    return kept


def _stamp(time: datetime) -> str:
    return f"{time:%Y%m%d-%H%M%S}"


def _file(url: str) -> Path:
    address = make_url(url)
    if address.get_backend_name() != "sqlite" or not address.database:
        raise InputError("备份和恢复只用于本机数据库；服务器数据库请用 pg_dump")
    return Path(address.database)


def verify(url: str) -> list[str]:
    """What is wrong with the database; empty when all is well."""
    database = open_database(url)
    try:
        return [*_structure(database), *_stored_findings(database)]
    finally:
        database.close()


def _structure(database: Database) -> list[str]:
    if database.engine.dialect.name != "sqlite":
        return []
    with database.read() as connection:
        answers = list(connection.scalars(text("PRAGMA integrity_check")))
        broken = connection.execute(text("PRAGMA foreign_key_check")).fetchall()
    troubles = [f"完整性：{answer}" for answer in answers if answer != "ok"]
    return troubles + [f"{row[0]} 的第 {row[1]} 行指向不存在的 {row[2]}" for row in broken]


def _stored_findings(database: Database) -> list[str]:
    """Compare stored findings with a fresh check, on a sample spread over the orders."""
    now = clock.now()
    troubles = []
    with database.read() as connection:
        fresh = select(orders.c.order_no).where(orders.c.recheck_at.is_(None) | (orders.c.recheck_at > now))
        numbers = list(connection.scalars(fresh.order_by(orders.c.id)))
        for order_no in numbers[:: max(len(numbers) // SAMPLE, 1)]:
            standing = stand(connection, load_order(connection, order_no), now)
            expected = {(f.rule, f.verdict.value) for f in standing.findings}
            kept = select(findings.c.rule, findings.c.verdict).where(findings.c.order_no == order_no)
            if {(row[0], row[1]) for row in connection.execute(kept)} != expected:
                troubles.append(f"工单 {order_no} 存储的结论与重新检查不一致")
    return troubles
