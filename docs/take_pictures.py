"""Take the pictures of the window that the READMEs show: `python docs/take_pictures.py`, on the demo month.

The window is 1280 x 800 in the light theme; the acting person is 组长, who may do everything that is shown.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PIL import Image
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication

from desk.app import speak_chinese
from desk.services.demo_month import open_demo
from desk.settings import Settings
from desk.views import theme
from desk.views.context import Context
from desk.views.jobs import Jobs
from desk.views.main_window import MainWindow
from desk.views.orders.columns import COLUMNS

PICTURES = Path(__file__).parent / "pictures"
WORST = [column.name for column in COLUMNS].index("worst")
SENSITIVE = "HI-052-261001-00008"  # threatens to complain to the ministry


def show_list(window: MainWindow) -> None:
    """The order list, what is worst first."""
    window.show_page("orders")
    window.page("orders").table.sortByColumn(WORST, Qt.SortOrder.AscendingOrder)


def show_order(window: MainWindow) -> None:
    """An order with the evidence of a verdict lit."""
    window.open_order(SENSITIVE)
    settle(window)
    verdicts = window.page("detail").verdicts
    verdicts.card("ESC01").chosen.emit(verdicts.card("ESC01").finding)


def show_settings(window: MainWindow) -> None:
    """The parameters, one of them changed."""
    window.show_page("settings")
    settle(window)
    window.page("settings").panels["parameters"].lines["callback_attempts"].editor.setText("2")


def settle(window: MainWindow) -> None:
    """Wait until every answer is there and painted."""
    QApplication.processEvents()
    while window.context.jobs.under_way:
        QApplication.processEvents()
    QApplication.processEvents()


SHOWS: dict[str, Callable[[MainWindow], None]] = {
    "list": show_list,
    "detail": show_order,
    "settings": show_settings,
}


def main() -> None:
    """Open the demo month and take each picture."""
    application = QApplication(sys.argv[:1])
    speak_chinese(application)
    theme.apply(application, "light")
    jobs = Jobs()
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        machine = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
        desk = open_demo(folder).acting("组长")
        window = MainWindow(machine)
        window.resize(1280, 800)
        window.show()
        window.attach(Context(desk, jobs, Settings(folder / "settings.toml"), machine, window))
        window.statusBar().hide()  # it shows a path of this machine
        for name, show in SHOWS.items():
            settle(window)
            show(window)
            settle(window)
            path = PICTURES / f"{name}.png"
            window.grab().save(str(path))
            # of all ways to choose 256 colours the one that keeps rare ones
            few = Image.open(path).convert("RGB").quantize(256, Image.Quantize.MAXCOVERAGE)
            few.save(path, optimize=True)
        jobs.drain()
        desk.database.close()


if __name__ == "__main__":
    main()
