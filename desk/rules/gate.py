"""The one gate that every reply passes, on any path, and that of a 跟踪单 that is closed."""

from collections.abc import Collection, Iterable

from desk.rules.catalogue import BY_CODE
from desk.rules.rule import Finding
from desk.vocabulary import Outcome, Verdict


def blocking(
    findings: Iterable[Finding], outcome: Outcome, overridden: Collection[str] = ()
) -> list[Finding]:
    """The findings that stand against a reply with this outcome, on the order as it would then stand.

    A fail of a gate rule blocks both outcomes. Whoever replies 已解决 carries the burden of proof: unknown of
    the burden rules blocks too, and so does a warn of RPL01. `overridden` are codes that a person with the
    right has waived with a reason.
    """
    return [finding for finding in findings if finding.rule not in overridden and _blocks(finding, outcome)]


def blocking_closing(findings: Iterable[Finding]) -> list[Finding]:
    """The findings that stand against closing the order's 跟踪单."""
    return [
        finding for finding in findings if finding.verdict is Verdict.FAIL and BY_CODE[finding.rule].closing
    ]


def _blocks(finding: Finding, outcome: Outcome) -> bool:
    rule = BY_CODE[finding.rule]
    if finding.verdict is Verdict.FAIL:
        return rule.gate
    if outcome is not Outcome.SOLVED:
        return False
    return (finding.verdict is Verdict.UNKNOWN and rule.burden) or (
        finding.verdict is Verdict.WARN and rule.warn_blocks
    )
