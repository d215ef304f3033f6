"""口径: what every metric means; 数据缺口: what is missing, and what the summary therefore does not say."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from desk.models import findings
from desk.services.summarising.facts import (
    BLANK,
    BLANK_PERSON,
    BLANK_REGION,
    OrderFacts,
    Timeliness,
    rows_of,
)
from desk.services.summarising.metrics import Kind, Metric
from desk.services.summarising.summary import Compared, Summary
from desk.vocabulary import Verdict
from desk.workbook import Column, Table

_WHAT = {
    Kind.COUNT: "工单数",
    Kind.RATE: "分子 ÷ 分母，由合计算出，不由各区域的率平均",
    Kind.MEAN: "分子 ÷ 分母，由合计算出",
}


def definitions(summary: Summary) -> Table:
    """A line a metric: definition, numerator, denominator, exclusions, and the rules' version."""
    columns = [
        Column("分组", "text", 9),
        Column("指标", "text", 18),
        Column("定义", "text", 22),
        Column("分子（量：所计的工单）", "text", 38),
        Column("分母", "text", 30),
        Column("无法判定（另列，不计入分母）", "text", 24),
        Column("不计入", "text", 24),
        Column("依据的规则", "text", 11),
        Column("规则版本", "text", 18),
    ]
    rows = [_definition(metric, summary) for metric in summary.metrics]
    return Table("口径", columns, rows, title=f"指标口径（{summary.as_of}）", frozen=2)


def _definition(metric: Metric, summary: Summary) -> Sequence[object]:
    part = metric.part.replace("repeat_days", f"{summary.repeat_days:g}")
    rules = " ".join(metric.rules) or "—"
    texts = (_WHAT[metric.kind], part, metric.whole, metric.unknown, metric.left_out)
    return (metric.section, metric.name, *texts, rules, summary.rules)


@dataclass(frozen=True, slots=True)
class _Blank:
    """A field whose absence keeps figures from being complete."""

    title: str
    missing: Callable[[OrderFacts], bool]
    matters: str
    among: Callable[[OrderFacts], bool] = lambda _order: True


_BLANKS = (
    _Blank("区域空白", lambda o: o.region == BLANK_REGION, f"分区域列为“{BLANK_REGION}”"),
    _Blank("处理人空白", lambda o: o.handler == BLANK_PERSON, f"分人员列为“{BLANK_PERSON}”"),
    _Blank("来源渠道空白", lambda o: o.channel == BLANK, f"按渠道列为“{BLANK}”"),
    _Blank("网络类型空白", lambda o: o.network == BLANK, f"按网络列为“{BLANK}”"),
    _Blank("业务类型空白", lambda o: o.service == BLANK, f"按业务列为“{BLANK}”"),
    _Blank("处理时限空白", lambda o: o.timely is Timeliness.UNKNOWN, "工单及时率、超时率不能判定"),
    _Blank("已回单而原因分类空白", lambda o: o.cause == BLANK, "真正解决归入其它类", lambda o: o.replied),
    _Blank("已回单而解决情况空白", lambda o: o.outcome is None, "真正解决率不能判定", lambda o: o.replied),
    _Blank("用户号码空白或已脱敏", lambda o: o.repeated is None, "重复投诉率不能判定"),
    _Blank("重复派单次数空白", lambda o: o.redispatches is None, "重派率不能判定"),
    _Blank("回访接通而没有评分", lambda o: o.score is None, "满意度不能判定", lambda o: o.called_back),
    _Blank("没有办理记录", lambda o: not o.records_known, "实测、回访、升级不能判定"),
)
_NOT_TOLD = (
    ("驳回率", "数据中没有驳回记录，不计算"),
    ("日均万人投诉率", "数据中没有用户数，不计算"),
    ("黑点库、大面积投诉、挂起、催单", "数据中没有这些记录，不计算；督办的见“三超”表"),
    (
        "测试评价及改善、各指标优良中差、室内外无覆盖占比",
        "没有给定的分级办法，不计算；弱覆盖按参数里的门限判定，见规则 RPL11、SUP02",
    ),
    ("综合评分、排名、考核得分", "没有给定的计分办法，不计算"),
    ("可比性", "没有月结的上期和去年同期也按现在的规则、参数和数据，截至同一时刻判定；已月结的用月结的数字"),
)
_OPEN = "本期没有月结：每次按现有数据重新计算，补录后再导出，数字会变"
_CLOSED = "各指标为月结时的数字，此后不变；逐条清单和本表按现有数据，差异见“月结差异”"


def data_gaps(connection: Connection, summary: Summary) -> Table:
    """What is blank, which fields kept rules from judging, and what is not computed at all."""
    columns = [
        Column("类别", "text", 12),
        Column("项目", "text", 34),
        Column("工单数", "integer", 9),
        Column("范围内工单", "integer", 11),
        Column("占比", "text", 8),
        Column("影响", "text", 60),
    ]
    rows = [*_blanks(summary), *_missing(connection, summary)]
    rows += [_absent(other) for other in (summary.last, summary.year) if not other.figures]
    told = (("月结", _CLOSED if summary.closing else _OPEN), *_NOT_TOLD)
    rows += [("说明", name, None, None, None, text) for name, text in told]
    return Table(
        "数据缺口", columns, rows, title=f"数据缺口（{summary.period.text}，{summary.lines_as_of}）", frozen=2
    )


def _blanks(summary: Summary) -> Iterator[Sequence[object]]:
    for blank in _BLANKS:
        among = [order for order in summary.current if blank.among(order)]
        number = sum(map(blank.missing, among))
        share = f"{number / len(among):.1%}" if among else "—"
        yield "字段空白", blank.title, number, len(among), share, blank.matters if number else "无影响"


def _missing(connection: Connection, summary: Summary) -> Iterator[Sequence[object]]:
    """Which missing field left how many orders without a verdict, and by which rules."""
    unknown = findings.c.verdict == Verdict.UNKNOWN.value
    orders: dict[str, set[str]] = {}
    rules: dict[str, Counter[str]] = {}
    for number, rule, payload in rows_of(connection, summary.period, findings, ("rule", "payload"), unknown):
        for field in payload["missing"]:
            orders.setdefault(field, set()).add(number)
            rules.setdefault(field, Counter())[rule] += 1
    for field in sorted(orders, key=lambda field: (-len(orders[field]), field)):
        share = f"{len(orders[field]) / len(summary.current):.1%}"
        told = "、".join(f"{rule}（{count}）" for rule, count in sorted(rules[field].items()))
        yield "规则缺数据", field, len(orders[field]), len(summary.current), share, f"无法判定：{told}"


def _absent(other: Compared) -> Sequence[object]:
    span = f"（{other.period.text}）" if other.period else ""
    return "对比期", f"{other.title}{span}", 0, None, None, "没有工单，对比列为“—”"
