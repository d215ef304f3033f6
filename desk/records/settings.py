"""What the office changes in the lists that come with the desk: phrases, days of the calendar, step names."""

from dataclasses import dataclass
from datetime import date

from desk.records.field import Kind, declare
from desk.vocabulary import DayKind, LexiconName, PhraseUse, YesNo


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A phrase as the office wants it read, sheet 词库; its rows stand for what is shipped of the phrase."""

    key: int = 0
    lexicon: str = declare("词库", required=True, choices=LexiconName, width=8)
    phrase: str = declare("词条", required=True, width=24)
    category: str = declare("类别", required=True, width=12)
    use: str | None = declare("认定方式", choices=PhraseUse, width=10)
    enabled: str | None = declare("启用", choices=YesNo, width=6)
    clauses: str | None = declare("条款", Kind.CODES, width=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarYear:
    """Whether the working days of a year are known, sheet 日历年份; nothing is said of any other year."""

    key: int = 0
    year: int = declare("年份", Kind.INTEGER, required=True, width=8)
    covered: str | None = declare("已录入", choices=YesNo, width=8)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """One day as the office works it, sheet 日历; stands for what is shipped of the day."""

    key: int = 0
    day: date = declare("日期", Kind.DATE, required=True, width=12)
    kind: str | None = declare("类型", choices=DayKind, width=8)
    name: str | None = declare("名称", width=16)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepName:
    """What the office calls one of the twelve handling steps, sheet 步骤名称; else an example stands."""

    key: int = 0
    number: int = declare("编号", Kind.INTEGER, required=True, width=6)
    name: str = declare("名称", required=True, width=30)
