"""Fills a template in a sandbox that knows no calls and no files; what is wrong becomes one sentence."""

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from functools import cache
from types import TracebackType
from typing import TYPE_CHECKING, Any

from desk.errors import InputError

if TYPE_CHECKING:
    from jinja2 import Environment

LONGEST = 20_000  # characters of a text; a template that makes more is a mistake
_FILTERS = ("default", "first", "join", "last", "length", "replace", "trim")
_FOREIGN = "<template>"


def fill(template: str, values: Mapping[str, Any], title: str) -> str:
    """The text; InputError names the wording `title`, the line and the placeholder that is wrong."""
    from jinja2 import TemplateError, TemplateSyntaxError, UndefinedError

    try:
        return _tidied(_capped(_environment().from_string(template).generate(dict(values)), title))
    except TemplateSyntaxError as error:
        raise InputError(
            f"“{title}”第 {error.lineno} 行写法有错，请检查 {{{{ }}}} 和 {{% %}} 是否成对、名称和引号是否完整"
        ) from error
    except UndefinedError as error:
        name = str(error.message)
        told = f"没有名为“{name}”的占位符，{_advice(name, values)}"
        raise InputError(f"“{title}”{_line(error)}{told}") from error
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, RecursionError) as error:
        told = f"用了这里不支持的写法，请只用占位符、if、for 和 {'、'.join(_FILTERS)}、截短"
        raise InputError(f"“{title}”{_line(error)}{told}") from error


def check(template: str, known: Mapping[str, Any], title: str) -> None:
    """InputError when the template could be filled for no order: its syntax, or a name that is not `known`.

    What stands in an `if` or `for` is looked at too.
    """
    from jinja2 import TemplateSyntaxError, nodes
    from jinja2.meta import find_undeclared_variables

    fill(template, known, title)
    try:
        tree = _environment().parse(template)
    except TemplateSyntaxError:
        return  # told by filling
    unknown = find_undeclared_variables(tree) - set(known)
    for named in tree.find_all(nodes.Name):
        if named.name in unknown:
            told = f"没有名为“{named.name}”的占位符，{_advice(named.name, known)}"
            raise InputError(f"“{title}”第 {named.lineno} 行{told}")
    for part in tree.find_all(nodes.Getattr):
        _check_part(part, known, title)


def _check_part(node: Any, known: Mapping[str, Any], title: str) -> None:
    """A field of a row by name, where the row is one of the known."""
    row = known.get(getattr(node.node, "name", ""))
    if isinstance(row, Mapping) and node.attr not in row:
        told = f"没有名为“{node.node.name}.{node.attr}”的占位符，{_advice(node.attr, row)}"
        raise InputError(f"“{title}”第 {node.lineno} 行{told}")


def _capped(parts: Iterable[str], title: str) -> str:
    made: list[str] = []
    length = 0
    for part in parts:
        length += len(part)
        if length > LONGEST:
            raise InputError(f"“{title}”的文字超过 {LONGEST} 个字，请缩短模板")
        made.append(part)
    return "".join(made)


def _tidied(text: str) -> str:
    """Without blank lines and spaces at the ends of lines: what `if` leaves behind."""
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)


@cache
def _environment() -> "Environment":
    from jinja2 import StrictUndefined
    from jinja2.exceptions import SecurityError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Unknown(StrictUndefined):
        """A name that the order does not have; its message is the name."""

        __slots__ = ()

        @property
        def _undefined_message(self) -> str:
            return str(self._undefined_name)

    class Sandbox(ImmutableSandboxedEnvironment):
        """Neither calls nor repetition: a text has no use for them, and they could fill the memory."""

        intercepted_binops = frozenset({"*", "**", "%", "//"})

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
            raise SecurityError(operator)

        def is_safe_callable(self, obj: Any) -> bool:
            return False

    sandbox = Sandbox(undefined=Unknown, autoescape=False, trim_blocks=True, lstrip_blocks=True)
    filters: dict[str, Callable[..., Any]] = {name: sandbox.filters[name] for name in _FILTERS}
    sandbox.filters = {**filters, "截短": _shortened}
    sandbox.globals = {}
    return sandbox


def _shortened(value: Any, most: int) -> str:
    """The text, cut with … when it has more than `most` characters."""
    text = str(value)
    return text if len(text) <= most else text[: max(most - 1, 0)] + "…"


def _line(error: BaseException) -> str:
    """Which line of the template the error came from."""
    found = None
    trace: TracebackType | None = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == _FOREIGN:
            found = trace.tb_lineno
        trace = trace.tb_next
    return "" if found is None else f"第 {found} 行"


def _advice(name: str, values: Mapping[str, Any]) -> str:
    known = set(values)
    for value in values.values():
        if isinstance(value, dict):
            known.update(value)
    near = get_close_matches(name, sorted(known), n=1, cutoff=0.5)
    return f"是不是想写“{near[0]}”" if near else "请用工单和各记录表的字段名称"
