"""The frozen program: one folder, no Python, and the same findings as the checkout."""

import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

import desk

ROOT = Path(__file__).resolve().parents[2]
CANNOT = {
    "Python library not found": "这个 Python 没有共享库，PyInstaller 不能打包",
    "objdump": "没有 objdump（binutils），PyInstaller 不能打包",
}
ORDER = {
    "工单号": "HI-001-261008-00001",
    "派单时间": datetime(2026, 10, 8, 9, 0),
    "区域": "海口",
    "投诉地址": "海口市龙华区金贸街道世贸东路2号世贸雅苑3栋1202室",
    "投诉内容": "用户反映家中手机信号弱，无法上网。",
    "解决情况": "已解决",
}


def freeze(folder):
    """Build the program below the folder; skip with the reason where PyInstaller cannot run."""
    places = ["--distpath", str(folder / "dist"), "--workpath", str(folder / "work")]
    build = [
        sys.executable,
        "-m",
        "PyInstaller",
        "--noconfirm",
        *places,
        str(ROOT / "packaging" / "desk.spec"),
    ]
    done = subprocess.run(build, capture_output=True, text=True, cwd=folder, check=False)
    for complaint, reason in CANNOT.items():
        if done.returncode != 0 and complaint in done.stderr:
            pytest.skip(reason)
    assert done.returncode == 0, done.stderr[-2000:]
    return folder / "dist" / "desk" / ("desk.exe" if os.name == "nt" else "desk")


def write_orders(path):
    book = openpyxl.Workbook()
    book.active.title = "工单"
    book.active.append(list(ORDER))
    book.active.append(list(ORDER.values()))
    book.save(path)


def answer(words, folder, **settings):
    """What a desk command prints, with nothing of Python in its environment."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP") if name in os.environ}
    home = {"HOME": str(folder), "LC_ALL": "C.UTF-8", **kept, **settings}
    done = subprocess.run(
        words,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=folder,
        env=home,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.timeout(300)
def test_the_frozen_program_checks_a_workbook_like_the_checkout(tmp_path):
    program = freeze(tmp_path)
    assert answer([str(program), "--version"], tmp_path).split()[-1] == desk.__version__

    orders = tmp_path / "工 单.xlsx"
    write_orders(orders)
    check = ["check", str(orders), "--at", "2026-10-31T18:00", "--json"]
    frozen = json.loads(answer([str(program), *check], tmp_path))
    assert frozen["orders"] == 1
    assert frozen["findings"]
    unfrozen = answer([sys.executable, "-m", "desk", *check], tmp_path, PYTHONPATH=str(ROOT))
    assert frozen == json.loads(unfrozen)
