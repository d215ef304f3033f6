"""desk settings: what the office sets, shown, changed with a reason, out as a file and in again."""

from argparse import Namespace
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.cli.parser import output, shared
from desk.cli.printing import print_json
from desk.cli.session import open_desk
from desk.vocabulary import VERDICT_NAMES

if TYPE_CHECKING:
    from desk.services.desk import Desk
    from desk.store import Change

KINDS = ("parameters", "sensitive", "forbidden", "calendar", "steps")  # those of services.settings.FILES
_KIND_HELP = (
    "parameters 规则参数、sensitive 敏感词库、forbidden 忌语词库、calendar 工作日历、steps 步骤名称（TOML）"
)
_SHOWN_FLIPS = 20


def add(verbs: Any) -> None:
    """Add the verbs of this group."""
    verb = verbs.add_parser("settings", help="办公设置：查看、修改、导出和导入规则参数、词库、日历、步骤名称")
    deeds = verb.add_subparsers(title="操作", metavar="操作", required=True, parser_class=type(verb))
    show = deeds.add_parser("show", help="列出规则参数：现值、默认值、建议值标记、条款")
    show.add_argument("name", nargs="?", metavar="名称", help="只看这一个，例如 repeat_days")
    shared(show)
    show.set_defaults(run=_show)
    change = deeds.add_parser("set", help="修改一个规则参数（要有权限和原因）")
    change.add_argument("name", metavar="名称", help="例如 repeat_days 或 重复投诉回看")
    change.add_argument("value", metavar="值", help="多个值用分号隔开；default 为恢复默认")
    _changing(change, _set)
    out = deeds.add_parser("export", help="写出为可编辑的文件")
    out.add_argument("kind", choices=(*KINDS, "office"), help=f"{_KIND_HELP}；office 全部登记和设置（.xlsx）")
    out.add_argument("out", metavar="输出文件")
    shared(out, person=True, json=False)
    out.set_defaults(run=_export)
    take = deeds.add_parser("import", help="使改好的文件生效（要有权限和原因）")
    take.add_argument("kind", choices=KINDS, help=_KIND_HELP)
    take.add_argument("file", metavar="文件")
    _changing(take, _import)


def _changing(verb: Any, run: Any) -> None:
    verb.add_argument("--reason", metavar="原因", help="为什么改，会留档")
    verb.add_argument("--dry-run", action="store_true", help="只看会改变哪些结论，不写入")
    shared(verb, person=True)
    verb.set_defaults(run=run)


def _show(chosen: Namespace) -> int:
    from desk.rules.parameter_values import spec_of
    from desk.rules.parameters import specs
    from desk.services.settings.describing import described_parameters

    wanted = [spec_of(chosen.name)] if chosen.name else list(specs())
    told = described_parameters(open_desk(chosen), wanted)
    if chosen.json:
        print_json(told)
        return 0
    for one in told:
        mark = "，建议值" if one["suggested"] else ""
        print(f"{one['title']} {one['name']} = {one['value'] or '（空）'} {one['unit']}".rstrip())
        print(f"    {one['help']}")
        print(f"    默认 {one['default'] or '空'}{mark}；条款 {one['clauses']}（{'、'.join(one['rules'])}）")
    return 0


def _set(chosen: Namespace) -> int:
    from desk.rules.parameter_values import spec_of, value_text
    from desk.services.settings import parameter_changes, setting_rows

    desk = open_desk(chosen, writes=True)
    spec = spec_of(chosen.name)
    value = value_text(spec.default) if chosen.value == "default" else chosen.value
    stored = setting_rows(desk, ["parameters"])["parameters"]
    return _put(desk, parameter_changes(stored, [(spec.name, value)]), chosen)


def _import(chosen: Namespace) -> int:
    from desk.services.settings import file_changes

    desk = open_desk(chosen, writes=True)
    return _put(desk, file_changes(desk, chosen.kind, Path(chosen.file)), chosen)


def _put(desk: "Desk", changes: "Sequence[Change]", chosen: Namespace) -> int:
    from desk.services.settings import change_settings, require_change, title_of
    from desk.services.supposing import suppose

    if not chosen.dry_run:
        require_change(desk, changes, chosen.reason)  # before the long part
    flips = suppose(desk, changes)
    if not chosen.dry_run:
        change_settings(desk, changes, chosen.reason)
    orders = len({flip.order_no for flip in flips})
    if chosen.json:
        named = [(flip.order_no, flip.rule, flip.now.value, flip.then.value) for flip in flips]
        rows = [dict(zip(("order", "rule", "now", "then"), row, strict=True)) for row in named]
        print_json({"written": not chosen.dry_run, "changes": len(changes), "orders": orders, "flips": rows})
        return 0
    print(title_of(changes) if changes else "没有变化")
    would = "会使" if chosen.dry_run else "使"
    print(f"这次改动{would} {orders} 单的 {len(flips)} 条结论改变")
    for (rule, now, then), number in sorted(Counter((f.rule, f.now, f.then) for f in flips).items()):
        print(f"  {rule}：{VERDICT_NAMES[now]} → {VERDICT_NAMES[then]} {number} 条")
    for flip in flips[:_SHOWN_FLIPS]:
        print(f"  工单 {flip.order_no} {flip.rule}：{VERDICT_NAMES[flip.now]} → {VERDICT_NAMES[flip.then]}")
    if len(flips) > _SHOWN_FLIPS:
        print(f"  还有 {len(flips) - _SHOWN_FLIPS} 条，用 --json 列全")
    return 0


def _export(chosen: Namespace) -> int:
    if chosen.kind == "office":
        from desk.services.exporting import export_office

        number = export_office(open_desk(chosen), Path(output(chosen.out, ".xlsx")))
        print(f"已把 {number} 行登记和设置写到 {chosen.out}；改好后用 desk import 导入")
        return 0
    from desk.services.settings import FILES, write_file

    write_file(open_desk(chosen), chosen.kind, Path(output(chosen.out, ".toml")))
    verb = f"desk settings import {chosen.kind}"
    print(f"已把{FILES[chosen.kind].title}写到 {chosen.out}；改好后用 {verb} 使它生效")
    return 0
