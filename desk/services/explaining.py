"""A rule told to a person."""

from typing import Any

from desk.errors import InputError
from desk.rules.catalogue import BY_CODE
from desk.rules.parameters import Parameters, specs
from desk.vocabulary import VERDICT_NAMES


def explain_rule(code: str) -> dict[str, Any]:
    """The rule's clause, reason, remedy, fields, parameters with defaults, and examples; JSON-able."""
    rule = BY_CODE.get(code.strip().upper())
    if rule is None:
        raise InputError(f"没有代码为“{code}”的规则，请核对（例如 RPL01）")
    described = {spec.name: spec for spec in specs()}
    defaults = Parameters()
    return {
        "rule": rule.code,
        "name": rule.name,
        "clause": rule.clause,
        "gate": rule.gate,
        "reason": rule.reason,
        "remedy": rule.remedy,
        "fields": list(rule.fields),
        "parameters": [
            {
                "name": name,
                "title": described[name].title,
                "unit": described[name].unit,
                "value": getattr(defaults, name),
                "suggested": described[name].suggested,
            }
            for name in rule.parameters
        ],
        "examples": [
            {
                "verdict": example.verdict.value,
                "verdict_name": VERDICT_NAMES[example.verdict],
                "title": example.title,
                "bend": dict(example.bend),
            }
            for example in rule.examples
        ],
    }
