"""Trouble of the world. Trouble of ours is any other exception and is a bug."""


class DeskError(Exception):
    """Something the user can mend; the text is one Chinese sentence with place and remedy."""

    exit_code = 2


class InputError(DeskError):
    """The file, the value or the request was wrong."""


class DatabaseError(DeskError):
    """The database cannot be used."""

    exit_code = 3


class OlderDatabaseError(DatabaseError):
    """The database must be upgraded first."""
