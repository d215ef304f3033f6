"""desk tour: the main job in the terminal, on the demo month, for a machine without a display."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.cli.parser import shared
from desk.cli.printing import print_finding
from desk.vocabulary import VERDICT_NAMES

if TYPE_CHECKING:
    from desk.services.desk import Desk

_NEXT = """
接下来：
  desk window --demo   在窗口里看同一个演示月
  desk import 工单.xlsx   导入自己的工单，再用 desk check 检查
  desk explain RPL01   看一条规则的条款、原因和示例
在程序文件夹里，desk 写作 .venv/bin/python -m desk（Windows 上 .venv\\Scripts\\python -m desk）"""


def add(verbs: Any) -> None:
    """Add the verbs of this group."""
    verb = verbs.add_parser("tour", help="在终端里走一遍：导入演示月、检查、回单、导出（没有显示器时用）")
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

    touring.make_folder(out)
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
    _reply(desk)
    print("\n写出：")
    for path, what in touring.write_all(desk, out):
        print(f"  {path}  {what}")
    desk.database.close()
    print(_NEXT)


def _reply(desk: "Desk") -> None:
    """Be refused a false 已解决, mend it, reply."""
    from desk.services import touring

    refused = touring.refused_reply(desk)
    if refused is None:
        return
    print(f"\n回单 {refused.order_no}，解决情况“已解决”：关口未通过，还缺 {len(refused.blocking)} 项")
    for finding in refused.blocking:
        print_finding(finding)
    print(f"登记回访：接通，{touring.CALL}")
    passed = touring.call_and_reply(desk, refused.order_no)
    print("再次回单：关口已通过，已回单" if passed else "再次回单：关口仍未通过")
