"""Every verb has help with examples that parse; completion and progress bars as a terminal sees them."""

import os
import pty
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from desk.cli import parser
from desk.cli.completion import SHELLS
from desk.cli.examples import EXAMPLES, verbs_of
from desk.cli.progress import picture
from desk.rules.book import Book
from desk.rules.scenes import CLEAN_NO
from desk.services.intake import Intake
from desk.services.profiling import save_profile
from tests.helpers.scenes import fill, open_desk, rows, write_exchange

ROOT = Path(__file__).resolve().parents[2]


def leaves(above, path=()):
    below = verbs_of(above)
    if not below:
        yield " ".join(path)
    for name, verb in below.items():
        yield from leaves(verb, (*path, name))


def verb_at(path):
    found = parser()
    for name in path.split():
        found = verbs_of(found)[name]
    return found


def test_every_verb_has_an_example_and_every_example_a_verb():
    assert sorted(leaves(parser())) == sorted(EXAMPLES)


@pytest.mark.parametrize("line", [line for lines in EXAMPLES.values() for line in lines])
def test_an_example_parses(line):
    program, *words = shlex.split(line.partition(" >")[0])
    assert program == "desk"
    assert callable(parser().parse_args(words).run)


@pytest.mark.parametrize("path", ["", *EXAMPLES])
def test_help_is_chinese_to_the_last_word_of_the_parser(path):
    told = verb_at(path).format_help()
    assert not {"usage", "options", "positional", "show this", "default:"} & set(told.lower().split())
    assert "示例" in told
    assert all(action.help for action in verb_at(path)._actions if action.option_strings), path


def run_desk(*words, **more):
    environment = {**os.environ, "DESK_DATABASE": f"sqlite:///{more.pop('database')}", **more.pop("env", {})}
    command = [sys.executable, "-m", "desk", *words]
    return subprocess.run(command, cwd=ROOT, env=environment, check=True, **more)


@pytest.mark.parametrize("shell", SHELLS)
def test_completion_prints_a_script(capsys, shell):
    from desk.cli import run

    assert run(["completion", shell]) == 0
    assert "desk" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("desk exp", {"explain", "export"}),
        ("desk export ", {"orders", "feedback", "feedback-template", "summary", "archive"}),
        ("desk reply A1 --outcome ", {"已解决", "未解决"}),
        ("desk explain RPL0", {f"RPL0{number}" for number in range(1, 10)}),
        ("desk check --rules RPL01,ESC", {"RPL01,ESC01", "RPL01,ESC02"}),
        ("desk check --ver", {"--verdicts"}),
    ],
)
def test_a_shell_is_answered(tmp_path, line, expected):
    assert answered(tmp_path, line) >= expected
    assert not (tmp_path / "x.db").exists()


def test_a_shell_is_told_what_is_stored(tmp_path):
    desk = open_desk(tmp_path)
    fill(desk, rows())
    save_profile(desk, "外省", Intake(tmp_path / "a.xlsx", Book()), {})
    desk.database.close()
    named = f"desk --database sqlite:///{tmp_path / 'desk.db'}"
    assert CLEAN_NO in answered(tmp_path, f"{named} reply {CLEAN_NO[:6]}")
    assert answered(tmp_path, f"{named} reply HI-9") == set()
    assert "外省" in answered(tmp_path, f"{named} import a.xlsx --profile ")


def answered(tmp_path, line):
    """The words that a shell is offered at the end of the line."""
    asked = {
        "_ARGCOMPLETE": "1",
        "_ARGCOMPLETE_STDOUT_FILENAME": str(tmp_path / "answer"),
        "_ARGCOMPLETE_IFS": "\n",
        "_ARGCOMPLETE_SUPPRESS_SPACE": "1",
        "COMP_LINE": line,
        "COMP_POINT": str(len(line.encode())),
    }
    run_desk(database=tmp_path / "x.db", env=asked)
    answer = (tmp_path / "answer").read_text("utf-8").split("\n")
    return {word.strip() for word in answer if word and not word.startswith("-h")} - {"--help"}


def test_a_terminal_sees_a_bar_that_is_wiped_and_a_pipe_sees_none(tmp_path):
    path = str(write_exchange(tmp_path / "月.xlsx", rows()))
    inside, outside = pty.openpty()
    done = run_desk("import", path, database=tmp_path / "a.db", stdout=subprocess.PIPE, stderr=outside)
    os.close(outside)
    seen = b""
    while part := _read(inside):
        seen += part
    assert "导入……" in seen.decode()
    assert seen.endswith(b"\r\x1b[K")
    assert b"\x1b" not in done.stdout
    piped = run_desk("import", path, database=tmp_path / "b.db", capture_output=True)
    assert (piped.returncode, piped.stderr) == (0, b"")


def _read(descriptor):
    try:
        return os.read(descriptor, 4096)
    except OSError:  # the other side has gone
        return b""


def test_a_bar_shows_the_part_or_the_number_that_is_done():
    assert picture("检查工单", 50, 200) == "检查工单 [██████··················]  25%  50 / 200"
    assert picture("读取文件", 24000, 0) == "读取文件…… 24,000"
    assert picture("导出", 0, 0) == "导出……"
