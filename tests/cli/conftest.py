"""Calling the command line as a person does."""

import pytest

from desk.cli import run
from tests.helpers.scenes import unreplied, write_exchange


@pytest.fixture
def call(tmp_path, capsys, monkeypatch):
    """Runs a command on a database of its own; answers (code, stdout, stderr)."""
    monkeypatch.setenv("DESK_DATABASE", f"sqlite:///{tmp_path / 'cli.db'}")

    def called(*words):
        code = run(list(words))
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return called


@pytest.fixture
def stored(call, tmp_path):
    """The same on the clean order before its reply."""
    assert call("import", str(write_exchange(tmp_path / "月.xlsx", unreplied())))[0] == 0
    return call
