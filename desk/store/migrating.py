"""Bringing an older database up to this program's schema, whole or not at all."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, update

from desk.models import meta, migrations
from desk.models.own import SCHEMA_VERSION
from desk.store.logbook import guard_log


def migrate(connection: Connection, found: int) -> None:
    """Run the steps after version `found` inside the caller's transaction; foreign keys must be off."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.attributes["connection"] = connection
    if found:
        command.stamp(config, str(found), purge=True)
    command.upgrade(config, "head")
    guard_log(connection)  # a step that rebuilds a table drops its triggers in silence
    _note_version(connection, found)


def _note_version(connection: Connection, found: int) -> None:
    values: dict[str, Any] = {"value": str(SCHEMA_VERSION)}
    if found:
        connection.execute(update(meta).where(meta.c.name == "schema").values(**values))
    else:
        connection.execute(insert(meta).values(name="schema", **values))
