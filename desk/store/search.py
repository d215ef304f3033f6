"""Search in the orders' texts by bigrams of all word characters: exact for one, two and more."""

import re
import sqlite3
import unicodedata
from array import array
from collections.abc import Iterable
from contextlib import closing
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, TextClause, text

from desk.records import Order

FTS = "CREATE VIRTUAL TABLE order_search USING fts5(terms, content='', tokenize=\"unicode61\")"
SEARCHED = ("order_no", "service_no", "phone", "customer", "address", "complaint", "reply")
searched = attrgetter(*SEARCHED)  # what of an order is searched
_MARKS = "，：；（）！？…"  # all that NFKC changes in most texts; to normalize takes ten times as long
_RUN = re.compile(r"[^\W_]+")  # of letters, digits and Chinese
_BETWEEN = re.compile("\n. ")  # what is written of the end of a run and the first character of the next
_ASKED = 1_000  # terms of a phrase: SQLite takes gigabytes for one of a million
_BLANK, _END = (array("I", [ord(mark)]) for mark in " \n")


def create_search(connection: Connection) -> None:
    """The index by the order's id: a contentless FTS5 table on SQLite, arrays under GIN on PostgreSQL."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(FTS)
        return
    connection.exec_driver_sql(
        "CREATE TABLE order_search (id integer PRIMARY KEY, folded text NOT NULL, terms text[] NOT NULL)"
    )
    connection.exec_driver_sql("CREATE INDEX order_search_terms ON order_search USING gin (terms)")


def _runs(words: str) -> list[str]:
    for mark in _MARKS:
        words = words.replace(mark, " ")
    if not unicodedata.is_normalized("NFKC", words):
        words = unicodedata.normalize("NFKC", words)
    return _RUN.findall(words.casefold())


def _order_runs(order: Order) -> list[str]:
    return _runs("\n".join(filter(None, searched(order))))


def terms(order: Order) -> str:
    """The bigrams of the searched fields; the last character of a run stands alone and keeps runs apart.

    Each character, the one after it and a blank are written: a text for each pair takes four times as long.
    """
    text = "\n".join(_order_runs(order))
    characters = array("I", text.encode("utf-32-le", "surrogatepass"))
    pairs = _BLANK * (3 * len(characters))
    pairs[0::3] = characters
    pairs[1::3] = characters[1:] + _END[: len(characters)]
    written = pairs.tobytes().decode("utf-32-le", "surrogatepass")
    return _BETWEEN.sub("", written).replace("\n", "")


def match_expression(words: str) -> str | None:
    """The FTS5 expression for what a person typed: every run as a phrase; None when nothing can match."""
    phrases = []
    for run in _runs(words):
        if len(run) == 1:
            phrases.append(f'"{run}"*')
        else:
            phrases.append('"' + " ".join(run[at : at + 2] for at in range(len(run) - 1)) + '"')
    return " AND ".join(phrases) or None


def search_query(connection: Connection, words: str) -> TextClause | None:
    """A query for the ids of the orders whose texts hold every typed run; None when nothing can match.

    Of a pasted text the first 1,000 characters are asked for.
    """
    words = words[:_ASKED]
    runs = _runs(words)
    if not runs:
        return None
    if connection.dialect.name == "sqlite":
        query = text("SELECT rowid FROM order_search WHERE order_search MATCH :words")
        return query.bindparams(words=match_expression(words))
    conditions = ["terms @> CAST(:terms AS text[])"]
    values: dict[str, Any] = {"terms": sorted({term for run in runs for term in _pieces(run)})}
    for at, run in enumerate(run for run in runs if len(run) > 2):
        conditions.append(f"folded LIKE :run{at}")
        values[f"run{at}"] = f"%{run}%"
    return text(f"SELECT id FROM order_search WHERE {' AND '.join(conditions)}").bindparams(**values)


def _pieces(run: str) -> Iterable[str]:
    """What a run is found by: its bigrams, or its only character."""
    return (run[at : at + 2] for at in range(len(run) - 1)) if len(run) > 1 else run


def _row(order: Order) -> dict[str, Any]:
    runs = _order_runs(order)
    pieces = {piece for run in runs for piece in (*run, *_pieces(run))}
    return {"id": order.key, "folded": " ".join(runs), "terms": sorted(pieces)}


def index_orders(connection: Connection, removed: Iterable[Any], added: Iterable[Any]) -> None:
    """Take the old texts out of the index and put the new ones in."""
    if connection.dialect.name == "sqlite":
        out_of = "INSERT INTO order_search(order_search, rowid, terms) VALUES('delete', :id, :terms)"
        into = "INSERT INTO order_search(rowid, terms) VALUES(:id, :terms)"
        old = [{"id": order.key, "terms": terms(order)} for order in removed]
        new = [{"id": order.key, "terms": terms(order)} for order in added]
    else:
        out_of = "DELETE FROM order_search WHERE id = :id"
        into = "INSERT INTO order_search(id, folded, terms) VALUES(:id, :folded, CAST(:terms AS text[]))"
        old = [{"id": order.key} for order in removed]
        new = [_row(order) for order in added]
    if old:
        connection.execute(text(out_of), old)
    if new:
        connection.execute(text(into), new)


def misindexed(connection: Connection, orders: Iterable[Order]) -> list[Order]:
    """Those of the orders of which the index does not hold exactly what a rebuilt one would."""
    if connection.dialect.name == "sqlite":
        with closing(sqlite3.connect(":memory:")) as rebuilt:
            rebuilt.execute(FTS)
            return [order for order in orders if not _is_indexed(connection, rebuilt, order)]
    kept = text("SELECT id, folded, terms FROM order_search WHERE id = :id")
    return [
        order
        for order in orders
        if (row := connection.execute(kept, {"id": order.key}).mappings().first()) is None
        or dict(row) != _row(order)
    ]


def _is_indexed(connection: Connection, rebuilt: sqlite3.Connection, order: Order) -> bool:
    """Whether the index counts as many terms as a rebuilt one, and finds both ends in the same order."""
    words = terms(order)
    rebuilt.execute("INSERT INTO order_search(rowid, terms) VALUES(?, ?)", (order.key, words))
    size = "SELECT sz FROM order_search_docsize WHERE id = {}"
    expected = rebuilt.execute(size.format("?"), (order.key,)).fetchone()[0]
    if connection.scalar(text(size.format(":id")), {"id": order.key}) != expected:
        return False
    phrase = text("SELECT rowid FROM order_search WHERE order_search MATCH :words AND rowid = :id")
    every = words.split()
    ends = (every[:_ASKED], every[-_ASKED:]) if len(every) > _ASKED else (every,)
    asked = [{"words": f'"{" ".join(part)}"', "id": order.key} for part in ends if part]
    return all(connection.scalar(phrase, each) == order.key for each in asked)
