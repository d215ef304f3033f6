"""The rule catalogue as a page: `python -m desk.rules.manual` prints RULES.md."""

from collections.abc import Iterator

from desk.rules.catalogue import CATALOGUE
from desk.rules.parameters import Parameters, specs
from desk.rules.rule import Rule
from desk.vocabulary import VERDICT_NAMES

_FAMILIES = {
    "ADR": "Address accuracy",
    "ANA": "Analysis",
    "CON": "Conduct",
    "FLD": "Field test",
    "DLN": "Deadlines",
    "RPL": "Reply and closure",
    "TRF": "Transfer",
    "ESC": "Escalation",
    "SUP": "Concentrated complaints",
    "FLT": "Faults on site",
}


def rules_page() -> str:
    """The whole page in Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# The rules"
    yield ""
    yield "Generated from the catalogue by `python -m desk.rules.manual`; a test keeps it fresh."
    yield "A gate rule blocks a reply while it fails; *burden* means that unknown blocks a reply 已解决 too."
    yield "The gate of *closing* is the closing of a 跟踪单."
    family = ""
    for rule in CATALOGUE:
        if rule.code[:3] != family:
            family = rule.code[:3]
            yield ""
            yield f"## {family} {_FAMILIES[family]}"
        yield from _rule(rule)
    yield ""
    yield "## Parameters"
    yield ""
    yield "| name | 名称 | default | unit | 建议值 |"
    yield "|---|---|---|---|---|"
    defaults = Parameters()
    for spec in specs():
        value = getattr(defaults, spec.name)
        shown = "、".join(value) if isinstance(value, tuple) else value
        default = "—" if shown in (None, "") else shown
        yield f"| `{spec.name}` | {spec.title} | {default} | {spec.unit} | {'是' if spec.suggested else ''} |"


def _rule(rule: Rule) -> Iterator[str]:
    marks = [
        mark for mark, on in (("gate", rule.gate), ("burden", rule.burden), ("closing", rule.closing)) if on
    ]
    yield ""
    yield f"### {rule.code} {rule.name}"
    yield ""
    yield f"Clause {rule.clause}{''.join(f' · {mark}' for mark in marks)}. {rule.reason}"
    yield ""
    yield f"- 办法：{rule.remedy}"
    yield f"- 读取：{'、'.join(rule.fields)}"
    if rule.parameters:
        yield f"- 参数：{'、'.join(f'`{name}`' for name in rule.parameters)}"
    shown = "；".join(f"{VERDICT_NAMES[e.verdict]}（{e.title}）" for e in rule.examples if e.title)
    yield f"- 示例：{shown}"


if __name__ == "__main__":
    print(rules_page(), end="")
