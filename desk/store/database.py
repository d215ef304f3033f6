"""Opening a database: its address, its safety settings, its version."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, insert, inspect, make_url, select
from sqlalchemy.exc import ArgumentError

from desk.errors import DatabaseError, OlderDatabaseError
from desk.models import meta, metadata, table_of
from desk.models.own import SCHEMA_VERSION
from desk.records import SHIPPED_PEOPLE
from desk.store.loading import OFFICE_SEEN
from desk.store.logbook import guard_log
from desk.store.same_file import stay_with_file
from desk.store.search import create_search
from desk.store.shares import on_share
from desk.store.troubles import told

_WRITE = {"desk_write": True}
_WIDE = "PRAGMA cache_size=-32768"  # of who writes: 100,000 orders took a third longer with the usual 2 MB
_SMALL = "PRAGMA cache_size=-4096"  # of who writes little at a time, as judging does part by part
_PRAGMAS = (
    *("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=15000"),
    f"journal_size_limit={64 << 20}",  # what a very large import needed of the log is given back
)
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode  # Chinese escaped takes double
_WRITER_LOCK = 4_107_326  # any number that is this program's own


@dataclass(frozen=True, slots=True)
class Database:
    """An open database of the desk's schema; `is_new` when it was created by opening it."""

    engine: Engine
    url: URL
    is_new: bool = False

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection for reading one consistent state."""
        with told(self.url), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self, *, small: bool = False) -> Iterator[Connection]:
        """A connection in the one write transaction; commits at the end, rolls back on any error.

        `small`: it writes little at a time, so it goes without a wide cache.
        """
        connecting = self.engine.connect().execution_options(**_WRITE, desk_small=small)
        with told(self.url), connecting as connection, connection.begin():
            yield connection

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()


def open_database(url: str, *, upgrade: bool = False, create: bool = True) -> Database:
    """Open, and create when it is new. DatabaseError for one that is newer, damaged or out of reach.

    An older one is refused too, unless `upgrade` asks for its migration; whoever asks makes a backup first.
    Without `create` a missing file is a DatabaseError: its path may be mistyped.
    """
    try:
        address = make_url(url)
        engine = create_engine(address, **_options(address))
    except (ArgumentError, ImportError) as error:
        raise DatabaseError(
            f"数据库地址“{url}”写法不对，例如 sqlite:///D:/desk/desk.db 或 postgresql://用户@服务器/库名"
        ) from error
    if engine.dialect.name == "sqlite":
        _prepare_file(address, create)
        _tune_sqlite(engine)
    else:
        _queue_writers(engine)
    _look_again(engine)
    database = Database(engine, address)
    try:
        database = replace(database, is_new=_ensure_schema(database, upgrade))
    except BaseException:
        engine.dispose()
        raise
    path = file_of(address)
    if path is not None and path.exists():
        stay_with_file(engine, path)
    return database


def _options(address: URL) -> dict[str, Any]:
    if address.get_backend_name() == "postgresql":
        return {
            "json_serializer": _json,
            "pool_pre_ping": True,
            "connect_args": {"connect_timeout": 5, "prepare_threshold": None},
        }
    return {"json_serializer": _json}


def file_of(address: URL) -> Path | None:
    """The file of an embedded database; None for a server's, or one in memory."""
    kept_in_file = address.get_backend_name() == "sqlite" and address.database not in (None, "", ":memory:")
    return Path(address.database or "") if kept_in_file else None


def _prepare_file(address: URL, create: bool) -> None:
    path = file_of(address)
    if path is None or address.query.get("uri"):
        return
    try:
        size = path.stat().st_size if path.exists() else None
        if create:
            path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        deed = "建立" if create else "进入"
        raise DatabaseError(f"不能{deed}数据库文件夹“{path.parent}”，请检查权限或换一个位置") from error
    if size is None and not create:
        raise DatabaseError(f"没有数据库文件“{path}”，请核对路径；要新建数据库，请先用 desk import 导入工单")
    if size == 0 and not create:
        raise DatabaseError(
            f"数据库文件“{path}”是空的，请用备份恢复（desk database restore），新建请用 desk import"
        )
    if path.is_dir():
        raise DatabaseError(f"“{path}”是文件夹，请给出数据库文件的完整路径")
    if on_share(path):
        raise DatabaseError(
            f"数据库“{path}”在网络共享上，那里会丢数据；请放到本机磁盘，多人共用请用 PostgreSQL 服务器"
        )


def _tune_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        write = options.get("desk_write")
        if write:
            connection.exec_driver_sql(_SMALL if options.get("desk_small") else _WIDE)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _look_again(engine: Engine) -> None:
    """Have each transaction look once whether the office's settings have changed.

    What one has seen that is rolled back is forgotten.
    """

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.info.pop(OFFICE_SEEN, None)

    @event.listens_for(engine, "rollback")
    def _rollback(connection: Connection) -> None:
        connection.info.clear()


def _queue_writers(engine: Engine) -> None:
    """One writer at a time on a server too: row ids are given by counting on."""

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if connection.get_execution_options().get("desk_write"):
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER_LOCK})")


def _ensure_schema(database: Database, upgrade: bool) -> bool:
    """Whether the schema had to be created."""
    with told(database.url):
        tables = set(inspect(database.engine).get_table_names())
    if not tables:
        with database.write() as connection:
            _create(connection)
        return True
    if "meta" not in tables:
        raise DatabaseError(f"“{database.url.database}”不是投诉处理台的数据库，请换一个文件")
    with database.read() as connection:
        found = int(connection.scalar(select(meta.c.value).where(meta.c.name == "schema")) or 0)
    if found > SCHEMA_VERSION:
        raise DatabaseError(
            f"数据库“{database.url.database}”由更新的版本建立（{found}，本程序支持到 {SCHEMA_VERSION}），"
            "请升级程序后再打开"
        )
    if found < SCHEMA_VERSION and upgrade:
        _migrate(database, found)
    elif found < SCHEMA_VERSION:
        raise OlderDatabaseError(
            f"数据库“{database.url.database}”版本较旧（{found}），请先运行 desk database upgrade"
        )
    return False


def _migrate(database: Database, found: int) -> None:
    from desk.store.migrating import migrate

    with told(database.url), database.engine.connect().execution_options(**_WRITE) as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.rollback()
        with connection.begin():
            migrate(connection, found)


def rebuild(connection: Connection) -> None:
    """Tables without a row, not even of the shipped people, in place of all that is there."""
    metadata.drop_all(connection)
    connection.exec_driver_sql("DROP TABLE order_search")
    _create_tables(connection)


def _create_tables(connection: Connection) -> None:
    metadata.create_all(connection)
    create_search(connection)
    guard_log(connection)


def _create(connection: Connection) -> None:
    _create_tables(connection)
    connection.execute(insert(meta).values(name="schema", value=str(SCHEMA_VERSION)))
    people = [{"name": person.name, "role": person.role} for person in SHIPPED_PEOPLE]
    connection.execute(insert(table_of("people")), people)
