"""The facts of an order as a closing keeps them, and back."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from desk.services.summarising.facts import OrderFacts, Timeliness
from desk.vocabulary import Verdict

_NAMES = tuple(field.name for field in fields(OrderFacts))


def to_kept(order: OrderFacts) -> dict[str, Any]:
    """The facts by name, as JSON takes them."""
    return {
        **{name: getattr(order, name) for name in _NAMES},
        "dispatched_at": order.dispatched_at.isoformat(" "),
        "timely": order.timely.value,
        "test_timely": order.test_timely and order.test_timely.value,
        "verdicts": {rule: verdict.value for rule, verdict in order.verdicts.items()},
    }


def from_kept(values: Mapping[str, Any]) -> OrderFacts:
    """The facts again; what a later program has added to them is not known."""
    held = OrderFacts(**{name: values.get(name) for name in _NAMES})  # type: ignore[arg-type]
    tested = values["test_timely"]
    return replace(
        held,
        dispatched_at=datetime.fromisoformat(values["dispatched_at"]),
        timely=Timeliness(values["timely"]),
        test_timely=None if tested is None else Timeliness(tested),
        verdicts={rule: Verdict(verdict) for rule, verdict in values["verdicts"].items()},
    )
