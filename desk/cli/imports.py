"""desk import."""

import sys
from argparse import Namespace
from dataclasses import asdict
from pathlib import Path
from typing import Any

from desk.cli.parser import shared
from desk.cli.printing import print_json
from desk.cli.session import open_desk


def add(verbs: Any) -> None:
    """Add the verbs of this group."""
    verb = verbs.add_parser("import", help="导入工单（.xlsx .xlsm .xls .ods .csv）")
    verb.add_argument("file", nargs="+", metavar="文件")
    verb.add_argument("--dry-run", action="store_true", help="只模拟，不写入")
    verb.add_argument("--skip-bad-rows", action="store_true", help="跳过有错误的行")
    shared(verb, person=True)
    verb.set_defaults(run=_import)


def _import(chosen: Namespace) -> int:
    from desk.services.importing import import_file

    desk = open_desk(chosen)
    reports = [
        import_file(desk, Path(file), dry_run=chosen.dry_run, skip_bad_rows=chosen.skip_bad_rows)
        for file in chosen.file
    ]
    if chosen.json:
        print_json([_json(report) for report in reports])
        return 0
    for report in reports:
        print(f"{report.file}{'（模拟，未写入）' if chosen.dry_run else ''}")
        for sheet, count in report.counts.items():
            print(
                f"  {sheet}：新增 {count.new}，更新 {count.changed}，"
                f"不变 {count.unchanged}，错误 {count.wrong}"
            )
        for error in report.errors:
            print(f"  错误：{error}", file=sys.stderr)
        for remark in report.remarks:
            print(f"  提示：{remark}")
    return 0


def _json(report: Any) -> dict[str, Any]:
    return {
        "file": report.file,
        "counts": {sheet: asdict(count) for sheet, count in report.counts.items()},
        "errors": [asdict(error) for error in report.errors],
        "remarks": report.remarks,
        "written": report.written is not None,
    }
