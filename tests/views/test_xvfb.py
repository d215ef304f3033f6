"""What the offscreen platform cannot show: focus and keys on a real X server under a window manager."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MISSING = [name for name in ("Xvfb", "openbox", "xdotool") if shutil.which(name) is None]
TITLE = "投诉处理台"
LIMIT = 60  # seconds for anything to happen

pytestmark = [
    pytest.mark.xvfb,
    pytest.mark.skipif(bool(MISSING), reason=f"没有安装 {'、'.join(MISSING)}"),
    pytest.mark.skipif("DESK_XVFB" not in os.environ, reason="窗口管理器的焦点不稳，设 DESK_XVFB=1 才运行"),
]


def until(what: Callable[[], object], told: str) -> object:
    """Ask again until there is an answer."""
    end = time.monotonic() + LIMIT
    while time.monotonic() < end:
        found = what()
        if found:
            return found
        time.sleep(0.05)
    pytest.fail(f"{LIMIT} 秒内没有等到：{told}")


@pytest.fixture
def started():
    """Starts programs; the last one started is ended first."""
    running = []

    def start(*command, **options):
        process = subprocess.Popen(command, **options)
        running.append(process)
        return process

    yield start
    for process in reversed(running):
        process.kill()
        process.wait()


@pytest.fixture
def display(started):
    """A screen of its own with a window manager; Xvfb finds a free number itself."""
    reading, writing = os.pipe()
    size = ("-screen", "0", "1366x768x24", "-nolisten", "tcp")
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    started("Xvfb", "-displayfd", str(writing), *size, pass_fds=(writing,), **quiet)
    os.close(writing)
    with os.fdopen(reading) as told:
        number = told.readline().strip()
    shown = {**os.environ, "DISPLAY": f":{number}"}
    shown.pop("WAYLAND_DISPLAY", None)
    started("openbox", env=shown, **quiet)
    return shown


@pytest.fixture
def desktop(display, started, tmp_path):
    """The window on the demo month, and a function that asks or tells the X server something."""
    own = {"QT_QPA_PLATFORM": "xcb", "XDG_DATA_HOME": str(tmp_path / "data"), "HOME": str(tmp_path)}
    environment = {**display, **own}

    def xdo(*words):
        asked = subprocess.run(["xdotool", *words], env=display, capture_output=True, text=True, check=False)
        return asked.stdout.strip()

    command = (sys.executable, "-m", "desk", "window", "--demo")
    with (tmp_path / "stderr").open("w", encoding="utf-8") as heard:
        window = started(*command, env=environment, cwd=ROOT, stderr=heard)
    return window, xdo


def test_the_window_comes_up_with_the_focus_and_closes(desktop):
    window, xdo = desktop
    until(lambda: xdo("getactivewindow", "getwindowname") == TITLE, "窗口得到焦点")
    shape = dict(line.split("=") for line in xdo("getactivewindow", "getwindowgeometry", "--shell").split())
    assert int(shape["Y"]) + int(shape["HEIGHT"]) <= 768
    xdo("key", "alt+F4")
    assert window.wait(LIMIT) == 0


def test_an_order_is_opened_by_keys(desktop, tmp_path):
    window, xdo = desktop
    until(lambda: xdo("getactivewindow", "getwindowname") == TITLE, "窗口得到焦点")
    until((tmp_path / "data" / "complaint-desk" / "demo" / "demo.db").exists, "演示月建好")

    def replying():
        if "回单 HI-" in xdo("getactivewindow", "getwindowname"):
            return True
        xdo("key", "--delay", "150", "ctrl+1", "Down", "Return", "ctrl+r")
        return False

    until(replying, "按键打开工单并回单")
    xdo("key", "Escape")
    until(lambda: xdo("getactivewindow", "getwindowname") == TITLE, "回到主窗口")
    assert window.poll() is None
    assert "Traceback" not in (tmp_path / "stderr").read_text("utf-8")
