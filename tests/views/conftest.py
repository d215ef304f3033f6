"""A window on a real database, for tests of the views."""

import shutil

import pytest
from PySide6.QtCore import QSettings

from desk.settings import Settings
from desk.views import theme
from desk.views.asking import Unsaved
from desk.views.context import Context
from desk.views.detail import detail_view
from desk.views.jobs import Jobs
from desk.views.main_window import MainWindow
from tests.helpers.scenes import CLEAN, fill, open_desk, rows
from tests.helpers.windows import settle

SENSITIVE = "用户说再不处理就向工信部投诉，并找媒体曝光。"


def numbered(at, **more):
    return {
        **CLEAN["工单"][0],
        "工单号": f"HI-052-2610{at:02}-{at:05}",
        "用户号码": f"138000{at:05}",
        "客服流水号": None,
        **more,
    }


@pytest.fixture(scope="session")
def filled_file(tmp_path_factory):
    """A database with the clean order, one replied without a callback, one sensitive, and 80 more."""
    folder = tmp_path_factory.mktemp("filled")
    orders = [
        CLEAN["工单"][0],
        numbered(11, 区域="海口"),
        numbered(12, 投诉内容=SENSITIVE, 解决情况=None, 回单时间=None, 回单内容=None),
    ]
    orders += [
        {**numbered(13), "工单号": f"HI-052-261020-{at:05}", "派单时间": f"2026-10-20 08:{at % 60:02}"}
        for at in range(100, 180)
    ]
    scene = rows()
    scene["工单"] = orders
    made = open_desk(folder)
    fill(made, scene)
    made.database.close()
    return folder / "desk.db"


@pytest.fixture
def desk(request, tmp_path):
    """A desk of its own: empty, or where the test asks for `filled` with the orders of `filled_file`."""
    if "filled" in request.fixturenames:
        shutil.copy(request.getfixturevalue("filled_file"), tmp_path / "desk.db")
    opened = open_desk(tmp_path)
    yield opened
    opened.database.close()


@pytest.fixture
def filled(desk):
    """The desk, with orders."""
    return desk


@pytest.fixture
def make_context(qtbot, tmp_path):
    """Contexts whose jobs are drained in the end."""
    made = []

    def make(desk):
        machine = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
        context = Context(desk, Jobs(), Settings(tmp_path / "settings.toml"), machine)
        made.append(context)
        return context

    yield make
    for context in made:
        context.jobs.drain()


@pytest.fixture
def context(make_context, filled):
    """A context on the filled desk."""
    return make_context(filled)


@pytest.fixture
def make_window(qtbot, qapp, make_context, monkeypatch):
    """Windows filled from a desk; closing one in the end asks nobody."""
    monkeypatch.setattr(detail_view, "ask_unsaved", lambda *_: Unsaved.DISCARD)
    theme.apply(qapp, "light")

    def make(desk):
        context = make_context(desk)
        window = MainWindow(context.machine)
        qtbot.addWidget(window)
        window.attach(context)
        window.resize(1280, 720)
        window.show()
        settle(qtbot, context)
        return window

    return make


@pytest.fixture
def window(make_window, filled):
    """A window on the filled desk."""
    return make_window(filled)
