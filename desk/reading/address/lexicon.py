"""The words of resources/gazetteer/words.toml: what ends a part, what is no name, what needs no name."""

import tomllib
from functools import cache
from typing import NamedTuple

from desk import assets
from desk.reading.address.parts import Sort


class Lexicon(NamedTuple):
    """The word lists, split; `guards` are patterns of what may not follow an ending.

    Endings of the `onward` sorts end nothing where another ending follows at once.
    """

    endings: dict[str, Sort]
    guards: dict[str, str]
    onward: frozenset[Sort]
    estates: frozenset[str]
    institutions: frozenset[str]
    nameless_places: frozenset[str]
    nameless_ground: frozenset[str]
    nameless_roads: frozenset[str]
    farm_teams: frozenset[str]
    operators: frozenset[str]
    operator_houses: frozenset[str]
    no_teams: tuple[str, ...]
    no_groups: tuple[str, ...]
    vague_shorts: frozenset[str]
    vague_counties: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The word lists, read once."""
    words = tomllib.loads(assets.resource("gazetteer", "words.toml").read_text(encoding="utf-8"))
    endings = {ending: Sort(sort) for sort, line in words["endings"].items() for ending in line.split()}
    nameless = words["nameless"]
    always = frozenset(nameless["always"].split())
    return Lexicon(
        endings=endings,
        guards=words["guards"],
        onward=frozenset(Sort(sort) for sort in words["onward"]["sorts"].split()),
        estates=frozenset(words["estates"]["words"].split()),
        institutions=frozenset(words["institutions"]["words"].split()),
        nameless_places=always | frozenset(nameless["places"].split()),
        nameless_ground=frozenset(nameless["ground"].split()),
        nameless_roads=always | frozenset(nameless["roads"].split()),
        farm_teams=frozenset(words["farm"]["teams"].split()),
        operators=frozenset(words["operators"]["names"].split()),
        operator_houses=frozenset(words["operators"]["houses"].split()),
        no_teams=tuple(nameless["teams"].split()),
        no_groups=tuple(nameless["groups"].split()),
        vague_shorts=frozenset(words["vague"]["shorts"].split()),
        vague_counties=frozenset(words["vague"]["counties"].split()),
    )
