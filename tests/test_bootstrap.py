"""The start from nothing: what bootstrap.py promises to a machine that has only Python."""

import ast
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
SCRIPT = ROOT / "bootstrap.py"
NO_NETWORK = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "", "PIP_CONFIG_FILE": os.devnull}
STAND_IN = """
import sys
print("接手", sys.argv[1:], sys.stdout.encoding)
"""


@pytest.fixture
def bootstrap():
    spec = importlib.util.spec_from_file_location("bootstrap_under_test", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """An empty PATH and a way to put a small shell script on it."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))

    def add(name, body):
        path = folder / name
        path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        path.chmod(0o755)
        return path

    add("env", '/usr/bin/env "$@"')
    return add


@pytest.fixture
def checkout(tmp_path):
    """A checkout with a blank and Chinese in its path, an empty lock and a stand-in for the desk."""
    if importlib.util.find_spec("ensurepip") is None:
        pytest.skip("这个 Python 没有 ensurepip，不联网建不了虚拟环境")
    folder = tmp_path / "投诉 台" / "检出"
    (folder / "desk").mkdir(parents=True)
    shutil.copy(SCRIPT, folder)
    for lock in ("requirements.lock", "requirements-test.lock"):
        (folder / lock).write_text("# nothing\n", encoding="utf-8")
    (folder / "desk" / "__main__.py").write_text(STAND_IN, encoding="utf-8")
    return folder


def start(checkout, goal="run", **more):
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    done = subprocess.run(
        [sys.executable, str(checkout / "bootstrap.py"), goal],
        capture_output=True,
        env={**kept, **NO_NETWORK, **more},
        cwd=checkout.parent,
        check=False,
    )
    return done.returncode, (done.stdout + done.stderr).decode("utf-8")


def test_parses_on_python_3_6():
    ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 6))


def test_a_too_old_python_says_so_in_one_sentence_even_without_utf8(tmp_path):
    script = tmp_path / "bootstrap.py"
    source = SCRIPT.read_text(encoding="utf-8")
    assert "OLDEST = (3, 11)" in source
    script.write_text(source.replace("OLDEST = (3, 11)", "OLDEST = (99, 0)"), encoding="utf-8")
    settings = {
        "PATH": str(tmp_path),
        "PYTHONIOENCODING": "ascii",
        "SYSTEMROOT": os.environ.get("SYSTEMROOT", ""),
    }
    done = subprocess.run(
        [sys.executable, str(script), "run"], capture_output=True, env=settings, check=False
    )
    assert done.returncode == 2
    assert done.stderr == b""
    assert done.stdout.decode("utf-8").count("\n") == 1
    assert done.stdout.decode("utf-8").startswith("需要 Python 3.11 或更新")


def test_finds_a_newer_python_behind_one_that_does_not_start(bootstrap, programs):
    programs("python3.11", "exit 127")
    assert bootstrap.newer_python() == ""
    programs("python3.12", f'exec "{sys.executable}" "$@"')
    assert Path(bootstrap.newer_python()).samefile(sys.executable)


def test_without_a_goal_it_tells_the_two_commands(checkout):
    code, printed = start(checkout, "anything")
    assert code == 2
    assert "bootstrap.py run" in printed
    assert "bootstrap.py test" in printed


def test_first_start_prepares_second_start_hands_over_at_once(checkout):
    code, printed = start(checkout, LC_ALL="C")
    assert code == 0
    assert "【环境】" in printed
    assert "【软件包】" in printed
    assert "接手 ['tour', '--out', 'out'] utf-8" in printed

    began = time.monotonic()
    code, printed = start(checkout)
    assert time.monotonic() - began < 3
    assert code == 0
    assert "【环境】" not in printed
    assert "【软件包】" not in printed
    assert "没有可用的显示器" in printed

    moved = checkout.rename(checkout.with_name("搬走了"))
    code, printed = start(moved)
    assert code == 0
    assert "【软件包】" not in printed

    (moved / ".venv" / "desk-unfinished").touch()
    code, printed = start(moved)
    assert code == 0
    assert "【环境】" in printed

    (moved / "requirements.lock").write_text("no-such-part==1\n", encoding="utf-8")
    code, printed = start(moved)
    assert code == 2
    assert "软件包没有装上" in printed
    assert "Traceback" not in printed


def test_the_window_opens_only_where_the_probe_ends_well(checkout):
    (checkout / "desk" / "views").mkdir()
    probe = checkout / "desk" / "views" / "probe.py"
    started = []
    for body in ("raise SystemExit(0)", "import os; os.abort()", "import time; time.sleep(60)"):
        probe.write_text(body, encoding="utf-8")
        code, printed = start(checkout, DISPLAY=":4711")
        assert code == 0
        started.append(re.search(r"接手 \['(\w+)'", printed).group(1))
    assert started == ["window", "tour", "tour"]


def test_no_network_on_the_first_start_is_one_sentence(checkout):
    (checkout / "requirements.lock").write_text("no-such-part==1\n", encoding="utf-8")
    nobody = {"PIP_NO_INDEX": "0", "PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "1"}
    code, printed = start(checkout, **nobody)
    assert code == 2
    assert printed.splitlines()[-1].startswith("下载软件包时连不上网络")


def test_a_folder_that_cannot_be_written_is_one_sentence(bootstrap, monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(bootstrap, "PYTHON", tmp_path / ".venv/bin/python")
    monkeypatch.setattr(bootstrap.os, "access", lambda *_: False)
    with pytest.raises(bootstrap.StopError, match="不可写"):
        bootstrap.prepare("run")


def test_root_gets_packages_through_apt(bootstrap, programs, monkeypatch, capsys, tmp_path):
    record = tmp_path / "record"
    programs("apt-get", f'echo "$@" >>"{record}"')
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert bootstrap.apt_install(["libgl1"], "系统库")
    asked = record.read_text(encoding="utf-8").splitlines()
    assert asked[0].endswith("update")
    assert asked[1].endswith("install -y --no-install-recommends libgl1")
    assert "libgl1" in capsys.readouterr().out


def test_a_person_with_sudo_gets_packages_through_it(bootstrap, programs, monkeypatch, tmp_path):
    record = tmp_path / "record"
    programs("apt-get", "exit 1")
    programs("sudo", f'printf "%s\\n" "$*" >>"{record}"')
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert bootstrap.apt_install(["libgl1"], "系统库")
    assert re.search(
        r"^-n env DEBIAN_FRONTEND=noninteractive apt-get .*libgl1$", record.read_text("utf-8"), re.M
    )


@pytest.mark.parametrize(
    ("present", "said"),
    [
        ({"apt-get": "exit 0"}, "sudo apt-get update && sudo apt-get install -y libgl1 libegl1"),
        ({"apt-get": "exit 0", "sudo": "exit 1"}, "请输入（或请管理员输入）"),
        ({}, "这台机器没有 apt"),
    ],
)
def test_who_may_not_install_gets_one_sentence(bootstrap, programs, monkeypatch, capsys, *, present, said):
    for name, body in present.items():
        programs(name, body)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert not bootstrap.apt_install(["libgl1", "libegl1"], "系统库")
    printed = capsys.readouterr().out
    assert said in printed
    assert printed.count("\n") == 1


def test_a_failing_apt_is_told_with_its_last_words(bootstrap, programs, monkeypatch, capsys):
    programs("apt-get", "echo no route; exit 100")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert not bootstrap.apt_install(["libgl1"], "系统库")
    assert "no route" in capsys.readouterr().out


def test_an_old_glibc_gets_the_range_of_qt_that_runs_there(bootstrap):
    pinned = bootstrap.requirements("requirements.lock", (2, 36))
    assert pinned == (ROOT / "requirements.lock").read_text(encoding="utf-8")
    old = bootstrap.requirements("requirements.lock", (2, 31))
    assert "PySide6-Essentials>=6.8,<6.10" in old
    assert "pyside6-essentials==" not in old
    assert "shiboken6" not in old
    assert "sqlalchemy==" in old
    assert "PySide6" not in bootstrap.requirements("requirements-test.lock", (2, 31))


@pytest.mark.parametrize(
    ("spoken", "expected"),
    [({"LC_ALL": "C"}, "C.UTF-8"), ({}, "C.UTF-8"), ({"LC_ALL": "zh_CN.UTF-8"}, "zh_CN.UTF-8")],
)
def test_the_desk_always_speaks_utf8(bootstrap, monkeypatch, spoken, expected):
    for name in ("LC_ALL", "LC_CTYPE", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in spoken.items():
        monkeypatch.setenv(name, value)
    settings = bootstrap.environment()
    assert settings["LC_ALL"] == expected
    assert settings["PYTHONUTF8"] == "1"
    assert settings["PYTHONUNBUFFERED"] == "1"


def pins(lock):
    """Name to pinned requirements; a name may be pinned twice under different markers."""
    found = {}
    for line in (ROOT / lock).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            requirement = Requirement(line)
            found.setdefault(requirement.name.lower().replace("_", "-"), []).append(requirement)
    return found


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-test.lock"])
def test_the_lock_pins_what_the_project_asks_for(lock):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = project["project"]["dependencies"]
    if lock == "requirements-test.lock":
        wanted = project["dependency-groups"]["test"]
    pinned = pins(lock)
    for text in wanted:
        requirement = Requirement(text)
        name = requirement.name.lower().replace("_", "-")
        assert name in pinned, f"{name} is not in {lock}"
        for pin in pinned[name]:
            (exact,) = pin.specifier
            assert exact.operator == "=="
            assert requirement.specifier.contains(exact.version)


def test_both_locks_agree():
    run, test = pins("requirements.lock"), pins("requirements-test.lock")
    for name in run.keys() & test.keys():
        assert {str(pin.specifier) for pin in run[name]} == {str(pin.specifier) for pin in test[name]}
