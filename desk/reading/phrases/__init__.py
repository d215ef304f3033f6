"""Sensitive and forbidden phrases: found through disguises, and judged by who says them and how."""

from desk.reading.phrases.forbidden import read_forbidden
from desk.reading.phrases.lexicon import (
    Entry,
    Hit,
    Lexicon,
    lexicon_from_toml,
    lexicon_toml,
    shipped_forbidden,
    shipped_sensitive,
)
from desk.reading.phrases.revising import check_phrase, differing, in_force, rows_of
from desk.reading.phrases.sensitive import read_sensitive

PHRASES_VERSION = 16
"""Raised whenever the same text and lexicon may read differently."""

__all__ = [
    "PHRASES_VERSION",
    "Entry",
    "Hit",
    "Lexicon",
    "check_phrase",
    "differing",
    "in_force",
    "lexicon_from_toml",
    "lexicon_toml",
    "read_forbidden",
    "read_sensitive",
    "rows_of",
    "shipped_forbidden",
    "shipped_sensitive",
]
