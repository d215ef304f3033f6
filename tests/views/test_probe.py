"""The question whether a window can open, asked where it can and where Qt would abort."""

import os
import shutil
import subprocess
import sys

import pytest


def probe(**settings):
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    kept.pop("QT_QPA_PLATFORM", None)
    done = subprocess.run(
        [sys.executable, "-m", "desk.views.probe"],
        env={**kept, **settings},
        capture_output=True,
        timeout=20,
        check=False,
    )
    return done.returncode


def test_a_platform_that_nobody_sees_is_not_usable():
    assert probe(QT_QPA_PLATFORM="offscreen") == 1


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X 服务器只在 Linux 上有")
def test_a_dead_display_is_not_usable():
    assert probe(DISPLAY=":4711", QT_QPA_PLATFORM="xcb") not in (0, 1)


@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="没有 Xvfb")
def test_a_real_x_server_is_usable(tmp_path):
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-nolisten", "tcp"], pass_fds=[write], stderr=subprocess.DEVNULL
    )
    try:
        os.close(write)
        with os.fdopen(read) as answer:
            display = answer.readline().strip()
        assert probe(DISPLAY=f":{display}") == 0
    finally:
        server.terminate()
        server.wait()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X 服务器只在 Linux 上有")
def test_the_window_says_in_one_sentence_that_there_is_no_display(tmp_path):
    env = {**os.environ, "DISPLAY": ":4711", "QT_QPA_PLATFORM": "xcb", "HOME": str(tmp_path)}
    words = [sys.executable, "-m", "desk", "window", "--demo"]
    ended = subprocess.run(words, env=env, capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (2, "", 1)
    assert ended.stderr.startswith("desk：窗口打不开：没有可用的显示器")
