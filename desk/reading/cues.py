"""Cues: the words and expressions by which a text is judged, kept as tables below resources/lexicons.

A file has `[words]`, lists parted by spaces, and `[patterns]`, regular expressions in which `<name>` stands
for any word of that list. A list may take in another one by the same sign. The expressions repeat only
within fixed bounds and are used on windows of bounded length.
"""

import re
import tomllib
from functools import cache

from desk.assets import resource

_FEW = 6
_NAME = re.compile("<([a-z_]+)>")


class Cues(dict[str, re.Pattern[str]]):
    """The expressions of one file by name, each compiled at its first use."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def __missing__(self, name: str) -> re.Pattern[str]:
        source = _NAME.sub(
            lambda found: _any_of(words(self._name, found.group(1))), _tables(self._name)["patterns"][name]
        )
        pattern = self[name] = re.compile(source)
        return pattern

    def names(self) -> tuple[str, ...]:
        """The names of all expressions."""
        return tuple(_tables(self._name)["patterns"])


def lists(name: str) -> tuple[str, ...]:
    """The names of the word lists of a file."""
    return tuple(_tables(name)["words"])


def words(name: str, key: str) -> tuple[str, ...]:
    """A list of words of a file, with those that it takes in."""
    found: list[str] = []
    for word in _tables(name)["words"][key].split():
        inner = _NAME.fullmatch(word)
        found.extend(words(name, inner.group(1)) if inner else [word])
    return tuple(dict.fromkeys(found))


def _any_of(choices: tuple[str, ...]) -> str:
    """A regular expression for one of the words, longest first; where none begins, one look tells."""
    firsts = "".join(sorted({re.escape(word[0]) for word in choices}))
    ahead = f"(?=[{firsts}])" if len(choices) > _FEW else ""
    return f"(?:{ahead}(?:{'|'.join(re.escape(word) for word in sorted(choices, key=len, reverse=True))}))"


@cache
def _tables(name: str) -> dict[str, dict[str, str]]:
    tables: dict[str, dict[str, str]] = tomllib.loads(resource("lexicons", name + ".toml").read_text("utf-8"))
    return tables
