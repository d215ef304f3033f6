"""desk database."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from desk.cli.parser import shared
from desk.cli.progress import bar
from desk.cli.session import database_url


def add(verbs: Any) -> None:
    """Add the verbs of this group."""
    verb = verbs.add_parser("database", help="数据库维护")
    kinds = verb.add_subparsers(title="操作", metavar="操作", required=True, parser_class=type(verb))
    upgrade = kinds.add_parser("upgrade", help="把数据库升级到本程序的版本（先备份）")
    backup = kinds.add_parser("backup", help="备份到一个新文件（已有的文件不覆盖）")
    restore = kinds.add_parser("restore", help="用备份恢复（当前库另存）")
    verify = kinds.add_parser("verify", help="检查完整性、操作记录，并抽查搜索、关联和结论")
    for kind, run in ((upgrade, _upgrade), (backup, _backup), (restore, _restore), (verify, _verify)):
        if kind in (backup, restore):
            kind.add_argument("file", metavar="文件")
        shared(kind, json=False)
        kind.set_defaults(run=run)


def _upgrade(chosen: Namespace) -> int:
    from desk.services.maintaining import upgrade

    with bar("升级数据库"):
        told = upgrade(database_url(chosen))
    print(told)
    return 0


def _backup(chosen: Namespace) -> int:
    from desk.services.maintaining import backup

    with bar("备份"):
        backup(database_url(chosen), Path(chosen.file))
    print(f"已备份到 {chosen.file}")
    return 0


def _restore(chosen: Namespace) -> int:
    from desk.services.maintaining import restore

    with bar("恢复"):
        kept = restore(database_url(chosen), Path(chosen.file))
    print(f"已恢复；原来的数据库另存为 {kept}" if kept else "已恢复")
    return 0


def _verify(chosen: Namespace) -> int:
    from desk.services.verifying import verify

    with bar("检查数据库"):
        troubles = verify(database_url(chosen))
    for trouble in troubles:
        print(f"问题：{trouble}")
    print("数据库完好" if not troubles else f"发现 {len(troubles)} 个问题")
    return 3 if troubles else 0
