"""The metrics as data: what each counts, out of what, and what its 口径 says.

To add one: a `Metric` in `METRICS`; its rows depend on the orders only in `splits`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial

from desk.services.summarising import measures
from desk.services.summarising.facts import OrderFacts
from desk.services.summarising.measures import CLOSURE_RULES, NO, YES, Mark, Measure
from desk.vocabulary import Cause, Verdict

MOST_SPLIT = 8  # rows of a split; the rest are one row
REST = "其余"
ALL_REPLIED = "截至时已回单的工单"
NO_RECORDS = "只有工单表、没有办理记录的工单"
NO_LIMIT = "处理时限空白的工单"


class Kind(Enum):
    """How a figure reads: a number of orders, a share of them, or a mean."""

    COUNT = "量"
    RATE = "率"
    MEAN = "均值"


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One line of the summary, with the words of its 口径."""

    name: str
    section: str
    kind: Kind
    measure: Measure
    part: str  # what the numerator is; of a count what is counted
    whole: str = "—"
    unknown: str = "无"
    left_out: str = "无"
    rules: tuple[str, ...] = ()  # whose verdicts it rests on
    better: int = 0  # 1: higher is better, -1: lower is better
    level: int = 0  # how far it is indented


def _count(name: str, section: str, measure: Measure, part: str) -> Metric:
    return Metric(name=name, section=section, kind=Kind.COUNT, measure=measure, part=part)


def _is(name: str) -> Measure:
    def measure(order: OrderFacts) -> Mark:
        return YES if getattr(order, name) else NO

    return measure


def _amount(rate: Metric) -> tuple[Metric, Metric]:
    """The 量 that is a rate's numerator, and the rate."""
    amount = replace(rate, name=f"{rate.name[:-1]}量", kind=Kind.COUNT, whole="—", better=min(rate.better, 0))
    return amount, rate


VOLUME, TEST, TIME, SOLVING, CUSTOMER, QUALITY = (
    "业务量",
    "现场测试",
    "时限",
    "真正解决",
    "客户",
    "质量",
)

_VOLUMES = (
    _count("工单量", VOLUME, measures.every, "派单时间在期间内的工单"),
    _count("已回单量", VOLUME, _is("replied"), "其中截至时已回单的"),
    _count("未回单量", VOLUME, lambda o: NO if o.replied else YES, "其中截至时没有回单的"),
    _count("已解决量", VOLUME, _is("solved"), "已回单且解决情况为已解决的"),
    _count(
        "未解决量",
        VOLUME,
        lambda o: YES if o.replied and not o.solved else NO,
        "已回单且解决情况不是已解决的（含空白）",
    ),
)

_TESTS = (
    Metric(
        name="需实测量",
        section=TEST,
        kind=Kind.COUNT,
        measure=measures.test_wanted,
        part="有现场测试记录（预约或完成）或有现场测试转派的工单",
        unknown=NO_RECORDS,
    ),
    *_amount(
        Metric(
            name="实测率",
            section=TEST,
            kind=Kind.RATE,
            measure=measures.tested,
            part="至少完成一次现场测试（完成时间不晚于截至时）的工单",
            whole="需实测的工单",
            unknown=NO_RECORDS,
            left_out="不需现场测试的工单",
            better=1,
        )
    ),
    Metric(
        name="测试及时率",
        section=TEST,
        kind=Kind.RATE,
        measure=measures.test_timely,
        part="每次现场测试都在时限内反馈的工单",
        whole="有现场测试记录、已反馈或已到时限的工单；时限取参数“现场测试时限”，没有设定时取处理时限",
        unknown=f"没有时限的工单，{NO_RECORDS}",
        left_out="没有现场测试的工单；未反馈也未到时限的工单",
        better=1,
    ),
)

_TIMES = (
    Metric(
        name="工单及时率",
        section=TIME,
        kind=Kind.RATE,
        measure=measures.timely,
        part="回单时间不晚于处理时限的工单",
        whole="已回单的工单，加未回单而已过处理时限的工单",
        unknown=NO_LIMIT,
        left_out="未回单也未到处理时限的工单",
        better=1,
    ),
    Metric(
        name="故障及时率",
        section=TIME,
        kind=Kind.RATE,
        measure=measures.fault_timely,
        part="原因分类为故障、回单时间不晚于处理时限的工单",
        whole="原因分类为故障的工单，已回单或已过处理时限",
        unknown="故障工单中处理时限空白的",
        left_out="未回单也未到处理时限的故障工单；其他原因和未定性的工单",
        better=1,
    ),
    *_amount(
        Metric(
            name="超时率",
            section=TIME,
            kind=Kind.RATE,
            measure=measures.late,
            part="回单时间晚于处理时限，或截至时未回单而已过处理时限的工单",
            whole="同工单及时率",
            unknown=NO_LIMIT,
            left_out="未回单也未到处理时限的工单",
            better=-1,
        )
    ),
    *_amount(
        Metric(
            name="滞留率",
            section=TIME,
            kind=Kind.RATE,
            measure=_is("open_at_end"),
            part="到期间结束时（期间未完的到截至时）没有回单的工单",
            whole="工单量",
            better=-1,
        )
    ),
)

_TRULY = Metric(
    name="真正解决率",
    section=SOLVING,
    kind=Kind.RATE,
    measure=measures.truly_solved,
    part="已回单为已解决，且 2.4 条的规则没有不符合、提醒或无法判定（已豁免的不算）的工单",
    whole=ALL_REPLIED,
    unknown="解决情况空白，或 2.4 条只有无法判定的工单",
    left_out="未回单的工单",
    rules=CLOSURE_RULES,
    better=1,
)
_CAUSES: tuple[tuple[str, frozenset[str] | None], ...] = (
    ("优化", frozenset({Cause.OPTIMISE.value})),
    ("建设", frozenset({Cause.REFIT.value, Cause.NEW_ACTIVE.value, Cause.NEW_BUILD.value})),
    ("维护", frozenset({Cause.FAULT.value})),
    ("其它", None),
)


def cause_group(cause: str) -> str:
    """优化, 建设, 维护 or 其它."""
    return next(word for word, causes in _CAUSES if causes is None or cause in causes)


def _by_cause(word: str, causes: frozenset[str] | None) -> tuple[Metric, ...]:
    def measure(order: OrderFacts) -> Mark:
        return measures.truly_solved(order) if cause_group(order.cause) == word else measures.OUT

    told = f"原因分类为{'、'.join(sorted(causes))}" if causes else "原因分类为其他或空白"
    of_cause = replace(
        _TRULY,
        name=f"{word}类真正解决率",
        measure=measure,
        part=f"真正解决的工单中{told}的",
        whole=f"{ALL_REPLIED}中{told}的",
        level=1,
    )
    return _amount(of_cause)


_TOLD_SOLVED = Metric(
    name="问题解决率",
    section=SOLVING,
    kind=Kind.RATE,
    measure=measures.told_solved,
    part="已回单为已解决的工单，不论 2.4 条的规则怎样判定",
    whole=ALL_REPLIED,
    unknown="解决情况空白的工单",
    left_out="未回单的工单",
    better=1,
)
_SOLVED = (
    _TOLD_SOLVED,
    *_amount(_TRULY),
    *(metric for cause in _CAUSES for metric in _by_cause(*cause)),
)

_CUSTOMERS = (
    Metric(
        name="回访率",
        section=CUSTOMER,
        kind=Kind.RATE,
        measure=measures.called_back,
        part="有接通的回访的工单",
        whole="已解决的工单",
        unknown=NO_RECORDS,
        left_out="未回单和未解决的工单",
        better=1,
    ),
    Metric(
        name="满意度",
        section=CUSTOMER,
        kind=Kind.MEAN,
        measure=measures.score,
        part="最近一次有评分的接通回访的满意度之和（1 至 10 分）",
        whole="有评分的工单",
        unknown="回访接通而没有评分，或评分不在 1 至 10 的工单",
        left_out="没有接通回访的工单",
        better=1,
    ),
    *_amount(
        Metric(
            name="重派率",
            section=CUSTOMER,
            kind=Kind.RATE,
            measure=measures.redispatched,
            part="重复派单次数大于 0 的工单",
            whole="填有重复派单次数的工单",
            unknown="重复派单次数空白的工单",
            better=-1,
        )
    ),
    *_amount(
        Metric(
            name="重复投诉率",
            section=CUSTOMER,
            kind=Kind.RATE,
            measure=measures.repeated,
            part="同一用户号码在派单前 repeat_days 天内已有工单的工单",
            whole="用户号码可用的工单",
            unknown="用户号码空白或已脱敏的工单",
            better=-1,
        )
    ),
    *_amount(
        Metric(
            name="升级率",
            section=CUSTOMER,
            kind=Kind.RATE,
            measure=measures.escalated,
            part="有升级记录的工单，不论原因",
            whole="办理记录齐备的工单，加有升级记录的工单",
            unknown=f"没有升级记录的、{NO_RECORDS}",
        )
    ),
)

_ESCALATING = ("ESC01", "ESC02", "ESC03")
_QUALITY = (
    *_amount(
        Metric(
            name="疑似虚假回单率",
            section=QUALITY,
            kind=Kind.RATE,
            measure=measures.suspected,
            part="RPL06 提醒（疑似）或不符合（已确认）的工单；已排除的不算",
            whole="已解决的工单",
            left_out="未回单和未解决的工单",
            rules=("RPL06",),
            better=-1,
        )
    ),
    Metric(
        name="应升级未升级量",
        section=QUALITY,
        kind=Kind.COUNT,
        measure=partial(measures.found, _ESCALATING, (Verdict.FAIL,)),
        part="ESC01、ESC02 或 ESC03 不符合的工单",
        rules=_ESCALATING,
        better=-1,
    ),
    *_amount(
        Metric(
            name="有不符合工单率",
            section=QUALITY,
            kind=Kind.RATE,
            measure=measures.broken,
            part="至少一条规则不符合的工单；已豁免的不算",
            whole="工单量",
            rules=("全部",),
            better=-1,
        )
    ),
)

METRICS = (*_TESTS, *_TIMES, *_SOLVED, *_CUSTOMERS, *_QUALITY)

_SPLITS = (
    ("channel", "按渠道", "来源渠道"),
    ("network", "按网络", "网络类型"),
    ("service", "按业务", "业务类型"),
    ("cause", "按原因", "原因分类"),
)


def all_metrics(
    current: Iterable[OrderFacts], others: Iterable[OrderFacts] = (), *, folded: bool = True
) -> tuple[Metric, ...]:
    """The metrics of a summary of the `current` orders; `others` are those it is compared with.

    `folded`: the rare values of a split are one row.
    """
    facts, more = list(current), list(others)
    most = MOST_SPLIT if folded else len(facts) + len(more)
    found = [*_VOLUMES]
    for name, section, title in _SPLITS:
        found += splits(name, section, title, facts, more, most)
    return (*found, *METRICS)


def splits(
    name: str,
    section: str,
    title: str,
    current: list[OrderFacts],
    others: list[OrderFacts],
    most: int = MOST_SPLIT,
) -> Iterator[Metric]:
    """A count for each value of a field, the most frequent first; together they are 工单量."""
    counts = Counter(getattr(order, name) for order in current)
    counts.update({getattr(order, name): 0 for order in others})
    ranked = sorted(counts, key=lambda value: (-counts[value], value))
    shown = ranked if len(ranked) <= most else ranked[: most - 1]
    for value in shown:
        yield _split(value, section, f"{title}为“{value}”的工单", name, frozenset({value}))
    if rest := frozenset(ranked) - frozenset(shown):
        yield _split(REST, section, f"{title}为其余 {len(rest)} 种的工单", name, rest)


def _split(title: str, section: str, part: str, name: str, values: frozenset[str]) -> Metric:
    def measure(order: OrderFacts) -> Mark:
        return YES if getattr(order, name) in values else NO

    return Metric(name=title, section=section, kind=Kind.COUNT, measure=measure, part=part, level=1)
