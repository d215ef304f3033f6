"""What a rule is, what it answers, and what an order's finding carries."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from desk.vocabulary import Verdict, WaiverKind

if TYPE_CHECKING:
    from desk.rules.case import Case

RULES_VERSION = "2026.11.14"  # raise it when a rule may judge differently: all orders are judged again


Spot = tuple[str, int, str]  # sheet, row, field


@dataclass(frozen=True, slots=True)
class Place:
    """Where evidence stands: a field of a row, and the characters [start, end) when a part of it is meant."""

    sheet: str
    field: str
    value: str | None
    row: int | None = None  # the row of the record's sheet or table, see `Record.key`
    start: int | None = None
    end: int | None = None

    @property
    def spot(self) -> Spot:
        """The cell."""
        return self.sheet, self.row or 0, self.field

    @property
    def name(self) -> str:
        """The field as verdicts name it: bare for the order's own, else 表.字段."""
        return self.field if self.sheet == "工单" else f"{self.sheet}.{self.field}"

    def is_of_another(self, order_no: str) -> bool:
        """Whether it names an order other than this one, or a row of such an order, by its number."""
        return self.field == "工单号" and self.value not in (None, order_no)


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline in the strict and the lenient reading.

    `start` and `days` are what it is counted from, for whoever explains it; 0 days: to the review meeting.
    They are not stored and tell no two deadlines apart.
    """

    strict: datetime | None = None
    lenient: datetime | None = None
    start: datetime | None = field(default=None, compare=False)
    days: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a check says of one row, or of the order as a whole."""

    verdict: Verdict
    message: str = ""
    evidence: tuple[Place, ...] = ()
    missing: tuple[str, ...] = ()
    due: Due | None = None
    remedy: str = ""  # overrides the rule's own where the remedy depends on the case
    replaces: bool = False  # stands for the whole rule, whatever the other rows say


PASS = Judgement(Verdict.PASS)
NA = Judgement(Verdict.NA)


@dataclass(frozen=True, slots=True)
class Example:
    """The clean order, bent: `bend` maps a sheet to fields of the order, or to rows in their place.

    For 工单 a mapping bends the clean order; a list bends it with its first member and adds the others as
    further orders. Times are texts as in the workbook.
    """

    verdict: Verdict
    bend: Mapping[str, Any] = field(default_factory=dict)
    at: str | None = None  # the moment of the check; default: the clean scene's
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rule:
    """One checkable clause. `fields` are those it reads: 工单's by name, others as 表.字段.

    `parameters` and `settings` are what it reads of the office: names of parameters, and of `Office` the
    tables. A change of others does not concern it.
    """

    code: str
    name: str
    clause: str
    gate: bool
    reason: str  # why the standard asks for it, one sentence
    remedy: str
    fields: tuple[str, ...]
    applies: Callable[["Case"], bool]
    check: Callable[["Case"], Judgement | Iterable[Judgement]]
    parameters: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    burden: bool = False  # unknown blocks a reply 已解决: whoever replies carries the burden of proof
    warn_blocks: bool = False  # so does warn
    suspicion: bool = False  # its warn waits for a person's word: 确认, then fail, or 排除, then waived
    closing: bool = False  # its gate is the closing of a 跟踪单, not a reply
    examples: tuple[Example, ...] = ()

    def heeds(self, word: WaiverKind) -> bool:
        """Whether a word can change its verdict: 豁免 always, 确认 where it is read, 排除 of a suspicion."""
        if word is WaiverKind.DISMISS:
            return self.suspicion
        return word is WaiverKind.WAIVE or "豁免.结论" in self.fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A rule's verdict on an order, with all that makes it checkable by a person."""

    order_no: str
    rule: str
    verdict: Verdict
    clause: str
    gate: bool
    message: str
    remedy: str
    fields: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    parameters: Mapping[str, Any] = field(default_factory=dict)
    due: Due = Due()
    evidence: tuple[Place, ...] = ()
    version: str = ""  # of the rules, and of the settings that its rule reads
