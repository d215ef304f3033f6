"""Jinja2 that can neither reach out of a template's values nor run on without end."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from jinja2 import StrictUndefined, nodes
from jinja2.filters import FILTERS
from jinja2.sandbox import SandboxedEnvironment, safe_range

from desk.workbook.coerce import to_text
from desk.workbook.filling.trouble import TroubleError

MOST_PER_CELL = 2_000_000  # turns of loops and characters that one cell may cost
MOST_PER_FILE = 50_000_000
_MOST_BITS = 4_096
_SHOWN_NAMES = 12
_NOTHING = "用到的内容为空或没有这一行，可用 if 判断或先补齐数据"

_KEPT_FILTERS = [
    "abs",
    "default",
    "d",
    "dictsort",
    "first",
    "float",
    "groupby",
    "int",
    "items",
    "last",
    "length",
    "count",
    "list",
    "lower",
    "map",
    "max",
    "min",
    "reject",
    "rejectattr",
    "reverse",
    "round",
    "select",
    "selectattr",
    "sort",
    "string",
    "sum",
    "trim",
    "unique",
    "upper",
]
_METHODS: dict[type, frozenset[str]] = {
    str: frozenset(
        {"strip", "lstrip", "rstrip", "split", "startswith", "endswith", "upper", "lower", "find"}
    ),
    datetime: frozenset({"strftime", "date", "time", "isoformat", "weekday", "isoweekday"}),
    date: frozenset({"strftime", "isoformat", "weekday", "isoweekday"}),
    time: frozenset({"strftime", "isoformat"}),
    timedelta: frozenset({"total_seconds"}),
    dict: frozenset({"items", "keys", "values", "get"}),
}
_STATEMENTS = (nodes.Output, nodes.For, nodes.If)


class Unknown(StrictUndefined):
    """A name that does not exist, which says what does."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        owner, name = self._undefined_obj, self._undefined_name
        if owner is None:
            return _NOTHING
        if isinstance(owner, Mapping):
            return f"没有名为 {name} 的字段，可用 {listed(map(str, owner))}"
        return f"这里没有第 {name} 项" if isinstance(name, int) else f"没有名为 {name} 的字段"


def listed(names: Iterable[str]) -> str:
    """The first names, and that there are more."""
    known = list(names)
    more = " 等" if len(known) > _SHOWN_NAMES else ""
    return "、".join(known[:_SHOWN_NAMES]) + more if known else "的字段：无"


class Sandbox(SandboxedEnvironment):
    """Expressions, `if` and `for` over the values that were given, with a few filters and methods."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self) -> None:
        super().__init__(undefined=Unknown, autoescape=False, keep_trailing_newline=True, finalize=_shown)
        self.globals = {"range": safe_range}
        self.filters = {name: FILTERS[name] for name in _KEPT_FILTERS}
        self.filters |= {
            "join": self._join,
            "replace": self._replace,
            "时间": _time_text,
            "_turns": self._turns,
        }
        self._cell = self._file = 0

    def start_cell(self) -> None:
        """What the next cell costs is counted anew."""
        self._cell = 0

    def spend(self, amount: int) -> None:
        """Count turns or characters; TroubleError when they are too many."""
        self._cell += amount
        self._file += amount
        if self._cell > MOST_PER_CELL or self._file > MOST_PER_FILE:
            raise TroubleError("循环次数或文字过多，已停止；请缩小循环的范围")

    def prepared(self, source: str) -> nodes.Template:
        """The parsed text with counted loops; TroubleError for statements that a cell may not hold."""
        tree = self.parse(source)
        for statement in tree.find_all(nodes.Stmt):
            if not isinstance(statement, _STATEMENTS):
                raise TroubleError("只能使用 {{ 字段 }}、{% if %} 和 {% for %}，请改写")
        for loop in tree.find_all(nodes.For):
            if loop.recursive:
                raise TroubleError("循环不能写 recursive，请改写")
            loop.iter = nodes.Filter(loop.iter, "_turns", [], [], None, None)
        tree.set_environment(self)
        return tree

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A field of a mapping before anything else of that name."""
        if isinstance(obj, Mapping):
            if attribute in obj:
                return obj[attribute]
            if not hasattr(dict, attribute):
                return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)

    def is_safe_callable(self, obj: Any) -> bool:
        """`range` and harmless methods of the usual values."""
        owner = type(getattr(obj, "__self__", None))
        return obj is safe_range or getattr(obj, "__name__", "") in _METHODS.get(owner, ())

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Arithmetic of a size that ends."""
        whole = [value for value in (left, right) if isinstance(value, int)]
        if operator == "*" and not _numbers(left, right):
            text = next((value for value in (left, right) if isinstance(value, str)), None)
            if text is None or not whole:
                raise TroubleError("只有数字可以相乘，请改写")
            self.spend(len(text) * max(0, whole[0]))
        if operator == "%" and isinstance(left, str):
            raise TroubleError("文字不能用 % 排版，请改用 ~ 连接")
        bits = [value.bit_length() for value in whole]
        if operator == "**" and _numbers(left, right):
            size = abs(right) * (bits[0] if isinstance(left, int) else 1)
            if size > _MOST_BITS:
                raise TroubleError("乘方的结果过大，请改写")
        if operator == "*" and sum(bits) > _MOST_BITS and len(whole) > 1:
            raise TroubleError("乘积过大，请改写")
        return super().call_binop(context, operator, left, right)

    def _turns(self, items: Iterable[Any]) -> Iterator[Any]:
        if isinstance(items, str | Mapping) or not isinstance(items, Iterable):
            raise TroubleError("for 后面的不是可以重复的列表，请核对 in 后的名称")
        for item in items:
            self.spend(1)
            yield item

    def _join(self, items: Iterable[Any], separator: str = "", attribute: str | None = None) -> str:
        texts = []
        for item in items:
            text = _shown(item if attribute is None else self.getitem(item, attribute))
            if text:
                self.spend(len(text) + len(separator))
                texts.append(str(text))
        return separator.join(texts)

    def _replace(self, value: Any, old: str, new: str) -> str:
        text = to_text(value)
        self.spend(len(text) + (text.count(old) if old else len(text)) * len(new))
        return text.replace(old, new)


def _numbers(left: Any, right: Any) -> bool:
    return isinstance(left, int | float) and isinstance(right, int | float)


def _shown(value: Any) -> Any:
    """A value inside a text: blank for None, times and numbers as a person writes them."""
    return value if isinstance(value, str | Unknown) else to_text(value)


def _time_text(value: Any, pattern: str = "%Y-%m-%d %H:%M") -> str:
    """A time in the given pattern; a blank stays blank, a text stays as it is."""
    if isinstance(value, datetime | date | time):
        return value.strftime(pattern)
    return to_text(value)
