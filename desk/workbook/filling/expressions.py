"""Cells' texts as programs: compiled once, run for every copy of their row."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from jinja2 import Template, TemplateSyntaxError, UndefinedError, meta, nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context

from desk.workbook.filling.sandbox import Sandbox, Unknown, listed
from desk.workbook.filling.trouble import TroubleError
from desk.workbook.sheetxml import LAST_ROW

_RESULT = "_value_of_cell"
_BAD_FILTER = "表达式写法有误，或用了没有的过滤器，请核对竖线后的名称"
_NO_BLOCKS: dict[str, Callable[[Context], Iterator[str]]] = {}

Names = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Program:
    """A compiled text. One expression alone keeps the type of its value; anything else gives a text."""

    source: str
    sandbox: Sandbox
    run: Callable[[Context], Iterator[str]]
    typed: bool

    def value(self, context: Context) -> Any:
        """The value for these names; TroubleError says what the author can mend."""
        self.sandbox.start_cell()
        try:
            if self.typed:
                for _ in self.run(context):
                    pass
                return _settled(context.vars[_RESULT])
            return "".join(self._pieces(context))
        except TroubleError:
            raise
        except UndefinedError as error:
            raise TroubleError(str(error)) from None
        except SecurityError:
            raise TroubleError(f"“{self.source}”用到了模板里不许用的功能，请只用字段和常用过滤器") from None
        except (OverflowError, MemoryError, RecursionError):
            raise TroubleError(f"“{self.source}”的数值或循环范围过大，请改写") from None
        except Exception:  # whatever the expression does wrong is its author's to mend
            raise TroubleError(f"“{self.source}”算不出结果：值为空或类型不符，请核对") from None

    def _pieces(self, context: Context) -> Iterator[str]:
        for piece in self.run(context):
            self.sandbox.spend(len(piece))
            yield piece


@dataclass(frozen=True, slots=True)
class RowLoop:
    """`{% for names in items if test %}` over whole rows."""

    targets: tuple[str, ...]
    items: Program
    test: Program | None

    def turns(self, sandbox: Sandbox, names: Names) -> list[dict[str, Any]]:
        """The names of each turn, `loop` among them."""
        context = context_of(sandbox, names)
        items = self.items.value(context)
        bound = (self._bound(item) for item in items)
        kept = list(islice((each for each in bound if self._passes(sandbox, names, each)), LAST_ROW + 1))
        for index, each in enumerate(kept):
            each["loop"] = _loop(index, len(kept))
        return kept

    def _bound(self, item: Any) -> dict[str, Any]:
        if len(self.targets) == 1:
            return {self.targets[0]: item}
        values = list(item) if isinstance(item, Iterable) else []
        if len(values) != len(self.targets):
            raise TroubleError(f"“{self.items.source}”的每一项不能分成 {len(self.targets)} 个值")
        return dict(zip(self.targets, values, strict=True))

    def _passes(self, sandbox: Sandbox, names: Names, bound: Names) -> bool:
        return self.test is None or bool(self.test.value(context_of(sandbox, {**names, **bound})))


def context_of(sandbox: Sandbox, names: Names) -> Context:
    """What programs see; one serves all cells of a row."""
    return Context(sandbox, {**sandbox.globals, **names}, None, _NO_BLOCKS)


def compile_text(sandbox: Sandbox, source: str, known: Iterable[str]) -> Program:
    """The program of a cell's text that may use the `known` names."""
    tree = _parsed(sandbox, source)
    _refuse_unknown(sandbox, tree, known)
    expression = _only_expression(tree)
    if expression is not None:
        return _assigning(sandbox, expression, source.strip())
    return Program(source, sandbox, _run(sandbox, tree), typed=False)


def compile_loop(sandbox: Sandbox, tag: str, known: Iterable[str]) -> RowLoop:
    """The loop of a `{% for %}` tag that has its end in another cell."""
    tree = _parsed(sandbox, tag + "{% endfor %}")
    _refuse_unknown(sandbox, tree, known)
    loop = tree.body[0]
    if not isinstance(loop, nodes.For):
        raise TroubleError(f"“{tag}”写法有误，应为 {{% for 名称 in 列表 %}}")
    items = nodes.Filter(loop.iter, "list", [], [], None, None)
    targets = [node.name for node in loop.target.find_all(nodes.Name)]
    if isinstance(loop.target, nodes.Name):
        targets = [loop.target.name]
    test = None if loop.test is None else _assigning(sandbox, loop.test, tag)
    return RowLoop(tuple(targets), _assigning(sandbox, items, tag), test)


def _parsed(sandbox: Sandbox, source: str) -> nodes.Template:
    try:
        return sandbox.prepared(source)
    except TemplateSyntaxError:
        raise TroubleError(f"“{source.strip()}”写法有误，请核对括号、引号和字段名") from None
    except RecursionError:
        raise TroubleError("表达式嵌套过深，请改写") from None


def _refuse_unknown(sandbox: Sandbox, tree: nodes.Template, known: Iterable[str]) -> None:
    names = list(known)
    try:
        used = meta.find_undeclared_variables(tree)
    except TemplateSyntaxError:
        raise TroubleError(_BAD_FILTER) from None
    found = sorted(used - {*names, *sandbox.globals})
    if found:
        raise TroubleError(f"没有名为 {found[0]} 的字段，可用 {listed(names)}")


def _only_expression(tree: nodes.Template) -> nodes.Expr | None:
    """The expression when it is all that the text holds but blanks."""
    output = tree.body[0] if len(tree.body) == 1 else None
    if not isinstance(output, nodes.Output):
        return None
    held = [
        node for node in output.nodes if not (isinstance(node, nodes.TemplateData) and not node.data.strip())
    ]
    return held[0] if len(held) == 1 and not isinstance(held[0], nodes.TemplateData) else None


def _assigning(sandbox: Sandbox, expression: nodes.Node, source: str) -> Program:
    body: list[nodes.Node] = [nodes.Assign(nodes.Name(_RESULT, "store"), expression, lineno=1)]
    tree = nodes.Template(body, lineno=1)
    tree.set_environment(sandbox)
    return Program(source, sandbox, _run(sandbox, tree), typed=True)


def _run(sandbox: Sandbox, tree: nodes.Template) -> Callable[[Context], Iterator[str]]:
    try:
        code = sandbox.compile(tree)
    except (TemplateSyntaxError, RecursionError, SyntaxError):
        raise TroubleError(_BAD_FILTER) from None
    return Template.from_code(sandbox, code, sandbox.globals).root_render_func


def _settled(value: Any) -> Any:
    if isinstance(value, Unknown):
        raise TroubleError(value._undefined_message)
    return value


def _loop(index: int, length: int) -> dict[str, Any]:
    return {
        "index": index + 1,
        "index0": index,
        "first": index == 0,
        "last": index == length - 1,
        "length": length,
    }
