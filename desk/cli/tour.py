"""desk tour: the main job in the terminal, on the demo month, for a machine without a display."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from desk.cli.parser import shared
from desk.cli.printing import print_finding
from desk.vocabulary import VERDICT_NAMES


def add(verbs: Any) -> None:
    """Add the verbs of this group."""
    verb = verbs.add_parser("tour", help="在终端里走一遍：导入演示月、检查、导出（没有显示器时用）")
    verb.add_argument("--out", metavar="文件夹", default="out", help="输出文件夹，默认 out")
    shared(verb, json=False)
    verb.set_defaults(run=_tour)


def _tour(chosen: Namespace) -> int:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="desk-tour-") as folder:
        _walk(Path(folder), Path(chosen.out))
    return 0


def _walk(folder: Path, out: Path) -> None:
    from desk.services import checking, touring
    from desk.services.demo_month import open_demo

    print("导入演示月……")
    desk = open_demo(folder)
    result = checking.check_stored(desk)
    counts = result.counts()
    shown = "，".join(f"{VERDICT_NAMES[verdict]} {counts[verdict]}" for verdict in checking.SHOWN)
    print(f"检查了 {result.orders} 张工单（{result.at:%Y-%m-%d %H:%M}）：{shown}")
    print("\n最常违反的十条规则：")
    for rule, number in checking.most_broken(result.findings, 10):
        print(f"  {number:4d}  {rule.code} {rule.name}（条款 {rule.clause}）")
    print("\n问题最多的三张工单：")
    for order_no, findings in checking.worst_orders(result.findings, 3):
        print(f"工单 {order_no}")
        for finding in findings:
            print_finding(finding)
    print("\n写出：")
    for path, what in touring.write_all(desk, out):
        print(f"  {path}  {what}")
    desk.database.close()
