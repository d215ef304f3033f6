"""Search in the orders' texts by bigrams of all word characters: exact for one, two and more."""

import unicodedata
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, text

from desk.records import Order

SEARCHED = ("order_no", "service_no", "phone", "customer", "address", "complaint", "reply")


def create_search(connection: Connection) -> None:
    """The index itself; on SQLite a contentless FTS5 table with the order's id as row id."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(
            "CREATE VIRTUAL TABLE order_search USING fts5(terms, content='', tokenize=\"unicode61\")"
        )


def _runs(words: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", words).casefold()
    return "".join(char if char.isalnum() else " " for char in folded).split()


def terms(order: Order) -> str:
    """The bigrams of the searched fields; the last character of a run stands alone and keeps runs apart."""
    found: list[str] = []
    for name in SEARCHED:
        for run in _runs(getattr(order, name) or ""):
            found.extend(run[at : at + 2] for at in range(len(run)))
    return " ".join(found)


def match_expression(words: str) -> str | None:
    """The FTS5 expression for what a person typed: every run as a phrase; None when nothing can match."""
    phrases = []
    for run in _runs(words):
        if len(run) == 1:
            phrases.append(f'"{run}"*')
        else:
            phrases.append('"' + " ".join(run[at : at + 2] for at in range(len(run) - 1)) + '"')
    return " AND ".join(phrases) or None


def index_orders(connection: Connection, removed: Iterable[Any], added: Iterable[Any]) -> None:
    """Take the old texts out of the index and put the new ones in."""
    if connection.dialect.name != "sqlite":
        return
    old = [{"id": order.key, "terms": terms(order)} for order in removed]
    new = [{"id": order.key, "terms": terms(order)} for order in added]
    if old:
        delete = "INSERT INTO order_search(order_search, rowid, terms) VALUES('delete', :id, :terms)"
        connection.execute(text(delete), old)
    if new:
        connection.execute(text("INSERT INTO order_search(rowid, terms) VALUES(:id, :terms)"), new)
