"""The one door to the database."""

from desk.store.changes import Change, DeedNote, EditConflictError, Written
from desk.store.database import Database, open_database

__all__ = ["Change", "Database", "DeedNote", "EditConflictError", "Written", "open_database"]
