"""The arrow of the house: imports point one way, and a test says so."""

import ast
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_imports_point_one_way():
    """In a process of its own: the linter settles logging for the whole of it."""
    command = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"
    ran = subprocess.run(
        [sys.executable, "-c", command], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert "Contracts: 5 kept, 0 broken." in ran.stdout, ran.stdout + ran.stderr


def modules_after(code):
    ran = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*sorted(sys.modules))"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return ran.stdout.splitlines()[-1].split()


def test_no_qt_in_a_headless_command():
    loaded = modules_after("import desk.cli; desk.cli.run(['address', '澄迈县'])")
    assert "desk.reading.address" in loaded
    assert not [
        name for name in loaded if name.startswith(("PySide6", "shiboken6", "sqlalchemy", "openpyxl"))
    ]


def test_only_the_store_writes():
    writers = {"insert", "update", "delete"}
    found = []
    for path in (ROOT / "desk").rglob("*.py"):
        inside = path.relative_to(ROOT / "desk").parts
        if inside[0] in ("store", "models"):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("sqlalchemy"):
                found += [f"{path}: {alias.name}" for alias in node.names if alias.name in writers]
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                call = ast.unparse(node.func)
                if node.func.attr in writers and "table" in call:
                    found.append(f"{path}: {call}")
    assert found == []


def test_pure_rooms_ask_no_clock():
    pure = ("records", "rules", "reading", "worktime", "geo", "vocabulary.py")
    found = [
        str(path)
        for path in (ROOT / "desk").rglob("*.py")
        if path.relative_to(ROOT / "desk").parts[0] in pure
        and any(
            word in path.read_text(encoding="utf-8") for word in (".now()", "time.time()", "date.today()")
        )
    ]
    assert found == []


def test_files_and_functions_stay_small():
    long_files = []
    long_functions = []
    for path in (ROOT / "desk").rglob("*.py"):
        if path.parent.name == "versions":
            continue
        text = path.read_text(encoding="utf-8")
        if text.count("\n") >= 400:
            long_files.append(str(path))
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= 60:
                long_functions.append(f"{path}:{node.name}")
    assert (long_files, long_functions) == ([], [])
