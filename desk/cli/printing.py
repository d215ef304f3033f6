"""How commands print: lines for people, one JSON document for scripts."""

import json
from datetime import datetime
from typing import Any

from desk.rules.rule import Finding
from desk.vocabulary import VERDICT_NAMES, Verdict


def print_json(value: Any) -> None:
    """One document on stdout and nothing else; the members of its lists stand on a line each.

    Indenting within them would take ten times as long: an order may list hundreds of others as evidence.
    """
    if isinstance(value, dict):
        print("{", ",\n".join(f"{_json(key)}: {_lines(part)}" for key, part in value.items()), "}", sep="\n")
    else:
        print(_lines(value))


def _lines(value: Any) -> str:
    if not isinstance(value, list) or not value:
        return _json(value)
    return "[\n" + ",\n".join(map(_json, value)) + "\n]"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def time_json(time: datetime | None) -> str | None:
    """ISO with T, or null."""
    return time.isoformat() if time else None


def finding_json(finding: Finding, *, from_file: bool) -> dict[str, Any]:
    """A finding as `desk check --json` gives it; rows mean something only in a file."""
    return {
        "order": finding.order_no,
        "rule": finding.rule,
        "verdict": finding.verdict.value,
        "clause": finding.clause,
        "gate": finding.gate,
        "message": finding.message,
        "remedy": finding.remedy,
        "fields": list(finding.fields),
        "missing": list(finding.missing),
        "parameters": dict(finding.parameters),
        "due": {"strict": time_json(finding.due.strict), "lenient": time_json(finding.due.lenient)},
        "evidence": [
            {
                "sheet": place.sheet,
                "row": place.row if from_file else None,
                "field": place.field,
                "value": place.value,
                "start": place.start,
                "end": place.end,
            }
            for place in finding.evidence
        ],
    }


def print_finding(finding: Finding, indent: str = "  ") -> None:
    """A finding in a few lines: verdict, clause, message, evidence, remedy."""
    name = VERDICT_NAMES[finding.verdict]
    print(f"{indent}[{name}] {finding.rule}（条款 {finding.clause}）{finding.message}")
    for place in finding.evidence[:5]:
        value = "（空）" if place.value is None else _short(place.value)
        print(f"{indent}    证据：{place.sheet}.{place.field} = {value}")
    if finding.verdict not in (Verdict.PASS, Verdict.NA):  # what is right needs no remedy
        print(f"{indent}    办法：{finding.remedy}")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59] + "…"
