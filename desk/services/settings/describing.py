"""The parameters as people see them: value in force, default, meaning, clauses."""

from collections.abc import Iterable
from typing import Any

from desk.rules.parameter_values import value_text
from desk.rules.parameters import ParameterSpec
from desk.services.desk import Desk
from desk.services.settings.parameters import clauses_of, parameters_in_force, rules_with


def described_parameters(desk: Desk, wanted: Iterable[ParameterSpec]) -> list[dict[str, Any]]:
    """name, title, value, default, unit, suggested, clauses, rules and help of each, as texts."""
    values = parameters_in_force(desk)
    return [
        {
            "name": spec.name,
            "title": spec.title,
            "value": value_text(getattr(values, spec.name)),
            "default": value_text(spec.default),
            "unit": spec.unit,
            "suggested": spec.suggested,
            "clauses": clauses_of(spec.name),
            "rules": [rule.code for rule in rules_with(spec.name)],
            "help": spec.help,
        }
        for spec in wanted
    ]
