"""Keeping a database: upgrade, backups, restore."""

from datetime import date, datetime
from pathlib import Path

from sqlalchemy import make_url

from desk import clock
from desk.errors import InputError, OlderDatabaseError
from desk.store import Database, open_database
from desk.store.copying import copy_database, has_deeds, holds_desk, put_in_place, remove
from desk.store.database import file_of
from desk.store.transferring import fill_server, save_server

FOLDER = "备份"
KEPT_DAYS = 7


def upgrade(url: str) -> str:
    """Bring the database to this program's version, after a backup; answers what was done."""
    try:
        database = open_database(url)
        database.close()
        return "新建了数据库" if database.is_new else "数据库已是当前版本，不需要升级"
    except OlderDatabaseError:
        pass
    if not is_embedded(url):
        open_database(url, upgrade=True).close()
        return "数据库已升级；服务器数据库升级前的备份请用 pg_dump"
    source = _file(url)
    kept = source.with_name(f"{source.stem}-升级前-{_stamp(clock.now())}{source.suffix}")
    copy_database(source, kept)
    open_database(url, upgrade=True).close()
    return f"数据库已升级；升级前的备份在 {kept}"


def backup(url: str, target: Path) -> None:
    """A verified copy of the database while it may be in use; of a server's, as an embedded database.

    InputError when it cannot be written, or when there is a file already: it may be the only good backup.
    """
    database = open_database(url, create=False)
    try:
        if not target.parent.is_dir():
            raise InputError(f"文件夹“{target.parent}”不存在，请先建立或换一个位置")
        if target.exists():
            raise InputError(f"已有“{target}”，备份不覆盖它，请给备份另起一个名字")
        _save(database, target)
    finally:
        database.close()


def _save(database: Database, target: Path) -> None:
    source = file_of(database.url)
    if source is None:
        save_server(database, target)
    else:
        copy_database(source, target)


def backup_daily(url: str, today: date) -> Path | None:
    """The day's backup in the folder beside the database, unless it is there; the last seven are kept.

    None when there is nothing to do: done today, nothing in the database, or it is a server's.
    """
    if not is_embedded(url) or not has_deeds(source := _file(url)):
        return None
    folder = source.parent / FOLDER
    target = folder / f"{source.stem}-{today:%Y-%m-%d}{source.suffix}"
    if target.exists():
        return None
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise InputError(f"不能建立备份文件夹“{folder}”，请检查权限和磁盘空间") from error
    copy_database(source, target)
    dated = f"{source.stem}-[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]{source.suffix}"
    for old in sorted(folder.glob(dated))[:-KEPT_DAYS]:
        old.unlink(missing_ok=True)
    return target


def _copy_sound(source: Path, part: Path) -> None:
    """A copy of a backup, brought to this program's version."""
    if not source.stat().st_size:
        raise InputError(f"备份文件“{source}”是空的，请换一个备份")
    if not holds_desk(source):
        raise InputError(f"“{source}”不是投诉处理台的备份或已损坏，请换一个备份")
    copy_database(source, part)
    open_database(f"sqlite:///{part.resolve()}", upgrade=True).close()


def restore(url: str, source: Path) -> Path | None:
    """Put a backup in the database's place; the old file is kept beside it and answered.

    What a server held is kept as a file beside the backup.

    An older backup is brought to this program's version. Nothing is touched when the backup is no sound
    database of the desk or somebody has the database open.
    """
    if not source.is_file():
        raise InputError(f"没有备份文件“{source}”，请核对路径")
    if not is_embedded(url):
        return _restore_server(url, source)
    target = _file(url)
    if target.exists() and target.samefile(source):
        raise InputError(f"“{source}”就是正在用的数据库，请给出备份文件")
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".restored")
    try:
        _copy_sound(source, part)
        kept = target.with_name(f"{target.stem}-恢复前-{_stamp(clock.now())}{target.suffix}")
        there = target.exists()
        put_in_place(part, target, kept)
    finally:
        part.unlink(missing_ok=True)
    return kept if there else None


def _restore_server(url: str, source: Path) -> Path:
    database = open_database(url)
    part = source.with_name(source.name + ".restored")
    kept = source.with_name(f"{source.stem}-恢复前-{_stamp(clock.now())}{source.suffix}")
    try:
        _copy_sound(source, part)
        save_server(database, kept)
        fill_server(database, part)
    finally:
        database.close()
        remove(part)
    return kept


def is_embedded(url: str) -> bool:
    """Whether the database is a file of this machine."""
    return file_of(make_url(url)) is not None


def _stamp(time: datetime) -> str:
    return f"{time:%Y%m%d-%H%M%S}"


def _file(url: str) -> Path:
    if not is_embedded(url):
        raise InputError("这一步只用于本机数据库")
    return Path(make_url(url).database or "")
