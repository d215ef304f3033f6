"""Remembered mappings of the columns of files, by name."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, insert, select, update

from desk.models import profiles


def load_profiles(connection: Connection) -> list[tuple[str, str, dict[str, Any]]]:
    """(name, signature, heading -> field title) of every profile, the latest last."""
    query = select(profiles.c.name, profiles.c.signature, profiles.c.mapping).order_by(profiles.c.id)
    return [(row[0], row[1], row[2]) for row in connection.execute(query)]


def keep_profile(connection: Connection, name: str, signature: str, mapping: Mapping[str, str]) -> None:
    """Keep a profile; one of the same name is replaced."""
    values = {"signature": signature, "mapping": dict(mapping)}
    kept = connection.execute(update(profiles).where(profiles.c.name == name).values(values))
    if not kept.rowcount:
        connection.execute(insert(profiles).values(name=name, **values))
