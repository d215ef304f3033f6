"""Files of the watched folder that were dealt with, by the digest of their content."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, insert, select

from desk.models import handled_files


def handled_among(connection: Connection, digests: Collection[str]) -> set[str]:
    """Those of the digests that were dealt with."""
    query = select(handled_files.c.digest).where(handled_files.c.digest.in_(list(digests)))
    return set(connection.scalars(query))


def keep_handled(connection: Connection, digest: str, name: str, person: str, at: datetime) -> None:
    """Note that a file was imported or put aside; a second time changes nothing."""
    if not handled_among(connection, [digest]):
        row = {"digest": digest, "name": name, "person": person, "time": at}
        connection.execute(insert(handled_files).values(row))
