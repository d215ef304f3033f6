"""TRF05: a transfer carries the wording that the receiver needs."""

from typing import Any

from desk.rules.case import Case, place
from desk.rules.rule import PASS, Example, Judgement, Rule
from desk.rules.shapes import blank
from desk.vocabulary import Verdict


def applies(case: Case) -> bool:
    """There is a transfer."""
    return bool(case.transfers)


def check(case: Case) -> list[Judgement]:
    """Each transfer."""
    return [
        Judgement(
            Verdict.WARN,
            f"转给{row.department}没有写口径",
            (place(row, "wording"),),
            missing=("转派.口径",),
        )
        if blank(row.wording)
        else PASS
        for row in case.transfers
    ]


def _sent(*wordings: str) -> dict[str, Any]:
    return {
        "转派": [
            {"类型": "技改", "接收部门": "澄迈分公司", "传递时间": "2026-10-12 10:00", "口径": wording}
            for wording in wordings
        ]
    }


RULE = Rule(
    code="TRF05",
    name="转派无口径",
    clause="2.5",
    gate=False,
    reason="转派要按相应口径，写明问题、定位和要求，接收部门才能直接处理。",
    remedy="补写转派口径",
    fields=("转派.口径",),
    applies=applies,
    check=check,
    examples=(
        Example(Verdict.PASS, _sent("该处小区高负荷，请扩容"), title="有口径"),
        Example(Verdict.PASS, _sent("请扩容", "请核实计划站点"), title="每次都有"),
        Example(Verdict.WARN, _sent(""), title="没有口径"),
        Example(Verdict.WARN, _sent("请扩容", " "), title="有一次没有"),
        Example(Verdict.NA, title="没有转派"),
    ),
)
