"""The wordings that come with the desk. To add one: a table in wordings.toml and its .j2 beside it."""

import tomllib
from dataclasses import dataclass
from functools import cache

from desk.assets import resource
from desk.errors import InputError


@dataclass(frozen=True, slots=True)
class ShippedWording:
    """A wording: its default template, the most characters it may have, whether 解决情况 judges it."""

    name: str
    title: str
    template: str
    limit: int | None = None
    judged: bool = False


@cache
def shipped_wordings() -> tuple[ShippedWording, ...]:
    """All wordings in the order of every list."""
    table = tomllib.loads(resource("wording", "wordings.toml").read_text("utf-8"))
    return tuple(
        ShippedWording(
            entry["name"],
            entry["title"],
            resource("wording", f"{entry['name']}.j2").read_text("utf-8"),
            entry.get("limit"),
            entry.get("judged", False),
        )
        for entry in table["wording"]
    )


def shipped_wording(name: str) -> ShippedWording:
    """The wording of this name; InputError with the names there are."""
    found = next((wording for wording in shipped_wordings() if wording.name == name), None)
    if found is None:
        known = "、".join(f"{wording.name}（{wording.title}）" for wording in shipped_wordings())
        raise InputError(f"没有名为“{name}”的话术，可用的有：{known}")
    return found
