import subprocess
import sys
from pathlib import Path

import pytest

from desk.errors import InputError
from desk.processes import Process
from desk.workbook import Column, Limits, Table, read_workbook, write_workbook
from desk.workbook.childprocess import ChildDiedError, ChildTooSlowError, messages

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def path(tmp_path):
    write_workbook(tmp_path / "工单.xlsx", [Table("工单", [Column("工单号")], [["HI-1"], ["HI-2"]])])
    return tmp_path / "工单.xlsx"


def reading(path):
    return Process("desk.workbook.child:serve", path, Limits())


def test_a_workbook_comes_as_messages(path):
    assert list(messages(reading(path), 30)) == [
        ("sheet", "工单", False, False),
        ("rows", [("工单号",), ("HI-1",), ("HI-2",)]),
        ("done",),
    ]


def test_a_script_needs_no_guard_for_its_main_module(path, tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        f"import sys; from pathlib import Path\nsys.path.insert(0, {str(ROOT)!r})\n"
        f"from desk.workbook import read_workbook\nprint(len(read_workbook(Path({str(path)!r}))[0].rows))\n",
        "utf-8",
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert (done.stdout, done.stderr) == ("3\n", "")


def test_a_relative_path_is_that_of_the_caller(path, monkeypatch):
    monkeypatch.chdir(path.parent)
    assert read_workbook(Path("工单.xlsx"))[0].name == "工单"


def test_what_nobody_thought_of_is_one_sentence_and_logged(path, caplog):
    with pytest.raises(InputError, match="无法读懂"):
        read_workbook(path, Limits(cells=None))
    assert "TypeError" in caplog.text


def test_the_death_of_a_child_is_told(path):
    child = reading(path)
    child.kill()
    with pytest.raises(ChildDiedError):
        list(messages(child, 30))
    assert not child.is_alive


def test_a_slow_child_is_stopped(path):
    with pytest.raises(ChildTooSlowError):
        list(messages(reading(path), 0))
