"""desk import."""

import sys
from argparse import Namespace
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from desk.cli.parser import shared, workbook
from desk.cli.printing import print_json, time_json
from desk.cli.progress import bar
from desk.cli.session import open_desk
from desk.errors import InputError

_ABOUT = """导入工单工作簿。先用 --dry-run 看新增、更新、不变、错误各多少；
有错误行时整个文件不导入，除非 --skip-bad-rows。"""
_PROFILES = """列名认不出时，用 --map 把文件的列对应到工单字段，用 --remember 记成导入档案：
  desk import 外省.xlsx --map "Ticket #=工单号" --map "Date=派单时间" --map "Status=解决情况" --remember 外省
以后同样列名的文件自动按它读取；列名不全相同的文件用 --profile 指明：
  desk import 外省二月.xlsx --profile 外省
  desk check 外省二月.xlsx --profile 外省
没有对应的列保存为工单的原始字段。日期写作 22-04-15 之类时，按整列判断年月日的次序。"""


def add(verbs: Any) -> None:
    """Add the verbs of this group."""
    verb = verbs.add_parser(
        "import", help="导入工单（.xlsx .xlsm .xls .ods .csv）", description=_ABOUT, epilog=_PROFILES
    )
    verb.add_argument("file", nargs="+", metavar="文件")
    verb.add_argument("--dry-run", action="store_true", help="只模拟，不写入")
    verb.add_argument("--skip-bad-rows", action="store_true", help="跳过有错误的行")
    verb.add_argument("--profile", metavar="名称", help="按记住的导入档案对应列名")
    verb.add_argument(
        "--map", action="append", metavar="列=字段", help="手工对应一列，可重复；字段留空则不导入"
    )
    verb.add_argument(
        "--remember", metavar="名称", help="把 --map 记为导入档案（出错也记住），以后同样的文件自动使用"
    )
    verb.add_argument("--take-file", action="store_true", help="双方都改过的字段采用文件里的，默认保留台账的")
    verb.add_argument(
        "--errors", metavar="清单.xlsx", type=workbook, help="把错误的工作表、行、列、值和原因存成一份工作簿"
    )
    shared(verb, person=True)
    verb.set_defaults(run=_import)


def _import(chosen: Namespace) -> int:
    reports: list[Any] = []
    errors: dict[str, Any] = {}
    try:
        with bar("导入") as told:
            desk = open_desk(chosen, writes=not chosen.dry_run, creates=True, progress=told)
            for file in chosen.file:
                reports.append(_one(desk, Path(file), chosen, errors))
    finally:  # the files before one that was refused have been imported
        _tell(reports, chosen)
        _save_errors(errors, chosen.errors)
    return 0


def _save_errors(errors: dict[str, Any], target: str | None) -> None:
    """Also when the import was refused; what is said of it leaves JSON on stdout alone."""
    from desk.services.error_list import write_error_list

    if target is not None and any(errors.values()):
        number = write_error_list(Path(target), errors)
        print(f"desk：{number} 处错误已存到 {target}", file=sys.stderr)


def _tell(reports: list[Any], chosen: Namespace) -> None:
    if not reports:
        return
    if chosen.json:
        print_json([_json(report) for report in reports])
        return
    for report in reports:
        _print(report, chosen.dry_run, chosen.take_file)
    if chosen.desk.database.is_new:
        print(f"新建了数据库 {chosen.desk.database.url.database}")
    if not chosen.dry_run:
        print("接下来：desk check 检查工单，或 desk window 打开窗口；导错了用 desk undo 整批撤销")


def _one(desk: Any, path: Path, chosen: Namespace, errors: dict[str, Any]) -> Any:
    from desk.services.importing import import_intake, read_file
    from desk.services.profiling import load_profile, save_profile

    mapping = _mapping(chosen.map)
    if chosen.profile:
        mapping = {**load_profile(desk, chosen.profile).mapping, **mapping}
    intake = read_file(desk, path, chosen=mapping)
    take = {}
    if chosen.take_file or chosen.errors:
        trial = import_intake(desk, intake, dry_run=True)
        take = {conflict.place: True for conflict in trial.conflicts if chosen.take_file}
        errors[path.name] = trial.errors
    if chosen.remember and not chosen.dry_run:
        save_profile(desk, chosen.remember, intake, mapping)
    return import_intake(desk, intake, dry_run=chosen.dry_run, skip_bad_rows=chosen.skip_bad_rows, take=take)


def _mapping(pairs: list[str] | None) -> dict[str, str]:
    mapping = {}
    for pair in pairs or ():
        heading, equals, title = pair.partition("=")
        if not equals or not heading.strip():
            raise InputError(f"--map 的值“{pair}”写法不对，应为 列名=字段名")
        mapping[heading.strip()] = title.strip()
    return mapping


def _print(report: Any, dry_run: bool, taken: bool) -> None:
    print(f"{report.file}{'（模拟，未写入）' if dry_run else ''}")
    for sheet, count in report.counts.items():
        print(
            f"  {sheet}：新增 {count.new}，更新 {count.changed}，不变 {count.unchanged}，错误 {count.wrong}"
        )
    for error in report.errors:
        print(f"  错误：{error}", file=sys.stderr)
    for conflict in report.conflicts:
        print(f"  冲突：{conflict}")
    if report.conflicts and not taken:
        way = "导入时加 --take-file" if dry_run else "先 desk undo，再加 --take-file 导入"
        print(f"  冲突的字段保留台账的；要采用文件里的，{way}")
    for remark in report.remarks:
        print(f"  提示：{remark}")


def _json(report: Any) -> dict[str, Any]:
    return {
        "file": report.file,
        "counts": {sheet: asdict(count) for sheet, count in report.counts.items()},
        "errors": [asdict(error) for error in report.errors],
        "conflicts": [_conflict(conflict) for conflict in report.conflicts],
        "remarks": report.remarks,
        "written": report.written is not None,
    }


def _conflict(conflict: Any) -> dict[str, Any]:
    values = asdict(conflict)
    for name in ("last", "ours", "theirs"):
        if isinstance(values[name], datetime):
            values[name] = time_json(values[name])
    return values
