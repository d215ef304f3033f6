"""What a planting is, and the bends that many of them share."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from desk.services.demo.draft import Draft
from desk.services.demo.stories import Story
from desk.services.demo.world import World
from desk.vocabulary import Verdict

Bend = Callable[[World, Draft], None]
Expected = tuple[str, Verdict, str]
ANY_AGE = 100_000.0


@dataclass(frozen=True, slots=True)
class Planting:
    """One fault: the verdict it earns, what was planted, the stories it fits, and how it bends the order.

    `parts` names what it touches, for two plantings in one order; with none it stands alone. `also` are the
    verdicts that follow from the same fault. `age` is the order's age in days at the month's end.
    """

    rule: str
    verdict: Verdict
    what: str
    stories: tuple[Story, ...]
    bend: Bend
    parts: frozenset[str] = frozenset()
    also: tuple[tuple[str, Verdict], ...] = ()
    age: tuple[float, float] = (9, ANY_AGE)

    @property
    def expected(self) -> tuple[Expected, ...]:
        """All verdicts that the order must get from it."""
        return (
            (self.rule, self.verdict, self.what),
            *((rule, verdict, self.what) for rule, verdict in self.also),
        )

    def beside(self, other: "Planting") -> Story | None:
        """The story in which both can be planted, if there is one."""
        if not self.parts or not other.parts or self.parts & other.parts:
            return None
        if max(self.age[0], other.age[0]) >= min(self.age[1], other.age[1]):
            return None
        if {row[0] for row in self.expected} & {row[0] for row in other.expected}:
            return None
        return next((story for story in self.stories if story in other.stories), None)


def part(*names: str) -> frozenset[str]:
    """The parts of an order that a planting touches."""
    return frozenset(names)


def order(**values: Any) -> Bend:
    """Give fields of the order other values."""
    return lambda world, draft: draft.order.update(values)


def visit(**values: Any) -> Bend:
    """Give fields of the field test other values."""
    return lambda world, draft: draft.test.update(values)


def transfer(**values: Any) -> Bend:
    """Give fields of the transfer other values."""
    return lambda world, draft: draft.transfer.update(values)


def callback(**values: Any) -> Bend:
    """Give fields of the last callback other values."""
    return lambda world, draft: draft.callback.update(values)


def follow_up(**values: Any) -> Bend:
    """Give fields of the follow-up other values."""
    return lambda world, draft: draft.rows["follow_ups"][0].update(values)


def drop(table: str) -> Bend:
    """Take away all rows of a sheet."""
    return lambda world, draft: draft.rows[table].clear()


def reopen(draft: Draft, due_in: timedelta, world: World) -> None:
    """Take the reply and the callback away; due some time after the month's end, or before when negative."""
    draft.order.update(outcome=None, replied_at=None, reply=None, due_at=world.now + due_in)
    draft.rows["contacts"] = [row for row in draft.rows["contacts"] if row["purpose"] != "回访"]


def note(draft: Draft, hours: float, **values: Any) -> None:
    """Another call some hours after the first, in which the matter is talked about."""
    first = draft.rows["contacts"][0]
    said = {"purpose": "沟通", "wording": "您好，跟您说一下处理进展。", "text": "向客户说明了处理进展。"}
    draft.add("contacts", **{**first, "time": first["time"] + timedelta(hours=hours), **said, **values})


def waive(rule: str, conclusion: str, reason: str) -> Bend:
    """A senior's word on a verdict, the day after the reply."""

    def bend(world: World, draft: Draft) -> None:
        at = world.soon(draft.order["replied_at"], 16, 24)
        draft.add("waivers", rule=rule, conclusion=conclusion, reason=reason, person="组长", time=at)

    return bend


def both(*bends: Bend) -> Bend:
    """Several bends, one after the other."""

    def bend(world: World, draft: Draft) -> None:
        for each in bends:
            each(world, draft)

    return bend
