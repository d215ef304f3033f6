"""Puts the parts together: the window first, then the database, then the pages."""

import logging
import os
import sys
from collections.abc import Callable
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING

from desk.errors import DeskError, InputError
from desk.logs import keep_log
from desk.settings import Settings, data_folder, default_database

if TYPE_CHECKING:
    from PySide6.QtCore import QTranslator
    from PySide6.QtWidgets import QApplication

    from desk.services.desk import Desk
    from desk.views.main_window import MainWindow


log = logging.getLogger(__name__)

NO_DISPLAY = (
    "窗口打不开：没有可用的显示器，或缺少显示用的系统库（如 libxcb-cursor0）；请在桌面环境里打开，"
    "或改用命令行，见 desk --help"
)


def run_window(database_url: str | None, demo: bool) -> int:
    """Open the window on the database (default: DESK_DATABASE, else the user's own) until it is closed."""
    keep_log()
    settings = Settings.load()
    application = _application()
    from PySide6.QtCore import QSettings

    from desk.views.jobs import Jobs
    from desk.views.main_window import MainWindow

    application.setApplicationName("complaint-desk")
    speak_chinese(application)
    _restyle(settings)
    application.styleHints().colorSchemeChanged.connect(lambda _: _restyle(settings))
    machine = QSettings(str(data_folder() / "window.ini"), QSettings.Format.IniFormat)
    window = MainWindow(machine)
    jobs = Jobs()
    _catch_bugs(window)
    opening = _demo_desk if demo else partial(_stored_desk, database_url, settings["acting"])
    window.painted.connect(partial(start, window, opening, jobs, settings, demo))
    window.show()
    try:
        return application.exec()
    finally:
        jobs.drain()


def _application() -> "QApplication":
    """Qt's application; where it finds no display it aborts the process, and its last words are ours."""
    try:
        from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
        from PySide6.QtWidgets import QApplication
    except ImportError as error:  # a system library that Qt needs is missing
        raise InputError(f"{NO_DISPLAY}（{error}）") from error

    def last_words(kind: QtMsgType, _where: QMessageLogContext, text: str) -> None:
        if kind is QtMsgType.QtFatalMsg:
            sys.stderr.write(f"desk：{NO_DISPLAY}\n")
            sys.stderr.flush()
            os._exit(2)
        log.warning("%s", text)

    qInstallMessageHandler(last_words)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    qInstallMessageHandler(None)
    assert isinstance(application, QApplication)
    return application


def start(
    window: "MainWindow", opening: "Callable[[], Desk]", jobs: object, settings: Settings, demo: bool = False
) -> None:
    """Open the database beside the window, and fill the window when it is open."""
    from desk.views.jobs import Jobs

    assert isinstance(jobs, Jobs)

    def opened(desk: "Desk") -> None:
        from desk.views.context import Context

        context = Context(desk, jobs, settings, window.machine, window)
        context.settings_changed.connect(partial(_restyle, settings))
        window.attach(context)
        if demo:
            context.tell("这是演示数据：一个月的虚构工单，可以随意修改。正式使用时不带 --demo 启动")

    def failed(error: BaseException) -> None:
        from desk.views.context import sentence_of

        window.refuse(sentence_of(error))

    jobs.read(opening, opened, failed, window)


def speak_chinese(application: "QApplication") -> "QTranslator":
    """Qt's own words (Yes, Discard, Copy, the file dialog) in Chinese; answers what translates them."""
    from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

    from desk.views.chinese import MissingWords

    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(application)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
    application.installTranslator(MissingWords(application))
    return translator


def _restyle(settings: Settings) -> None:
    from PySide6.QtWidgets import QApplication

    from desk.views import theme

    application = QApplication.instance()
    if isinstance(application, QApplication):
        theme.apply(application, settings["theme"], settings["text_size"])


def _stored_desk(database_url: str | None, acting: str) -> "Desk":
    from desk.services.desk import Desk
    from desk.services.maintaining import backup_daily
    from desk.store import open_database

    url = database_url or os.environ.get("DESK_DATABASE") or default_database()
    desk = Desk(open_database(url))
    try:
        backup_daily(url, desk.now().date())
    except DeskError:
        log.warning("no backup today", exc_info=True)
    try:
        return desk.acting(acting)
    except DeskError:
        return desk  # the chosen person is not known to this database


def _demo_desk() -> "Desk":
    from desk.services.demo_month import open_demo

    return open_demo(data_folder() / "demo")


def _catch_bugs(window: "MainWindow") -> None:
    """An exception in a slot is logged and told in one sentence; the window goes on."""

    def hook(kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, error.__traceback__)
            return
        from desk.views.context import sentence_of
        from desk.views.messages import Message, Tone

        window.messages.tell(Message(sentence_of(error), Tone.TROUBLE))

    sys.excepthook = hook
