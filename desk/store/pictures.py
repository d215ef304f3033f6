"""The photographs themselves, kept once however many orders show them."""

from collections.abc import Iterable

from sqlalchemy import Connection, insert, select

from desk.models import pictures
from desk.store.loading import chunks

Kept = tuple[bytes, int, int]  # the JPEG, its width and height in pixels


def keep_picture(connection: Connection, digest: str, jpeg: bytes, width: int, height: int) -> None:
    """Keep a picture in the caller's write transaction, unless it is there."""
    there = connection.scalar(select(pictures.c.digest).where(pictures.c.digest == digest))
    if there is None:
        connection.execute(insert(pictures).values(digest=digest, jpeg=jpeg, width=width, height=height))


def load_pictures(connection: Connection, digests: Iterable[str]) -> dict[str, Kept]:
    """The pictures of these digests as they are kept; what is not there is left out."""
    found: dict[str, Kept] = {}
    for part in chunks(dict.fromkeys(digests), 50):
        query = select(pictures).where(pictures.c.digest.in_(part))
        for digest, jpeg, width, height in connection.execute(query):
            found[digest] = (bytes(jpeg), width, height)
    return found
