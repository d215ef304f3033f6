"""The window itself: start, trouble, theme, settings, and what it must not load before it is painted."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QSettings, QTimer
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMessageBox

from desk import app
from desk.assets import resource
from desk.errors import DatabaseError, InputError
from desk.records import Person
from desk.settings import SETTINGS, Settings
from desk.views import theme
from desk.views.actions import ACTIONS
from desk.views.context import sentence_of
from desk.views.icons import icon
from desk.views.jobs import Jobs
from desk.views.main_window import SWEEP_MS, MainWindow
from desk.views.messages import Tone
from desk.views.pages import PAGES
from desk.views.texts import VERDICT_ORDER, verdict_icon
from desk.vocabulary import Role
from tests.helpers.scenes import CLEAN_NO
from tests.helpers.windows import settle

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("sqlalchemy", "openpyxl", "typst", "tomlkit", "psycopg", "PIL")


def test_the_window_is_painted_before_anything_heavy_is_loaded():
    code = "import desk.app, desk.views.main_window, desk.views.jobs, sys; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    loaded = ran.stdout.split()
    assert "desk.views.main_window" in loaded
    assert [name for name in loaded if name.split(".")[0] in HEAVY] == []


@pytest.fixture
def start(qtbot, tmp_path):
    """Starts a window on an opening function as the program does."""
    jobs = Jobs()

    def run(opening, demo=False):
        window = MainWindow(QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat))
        qtbot.addWidget(window)
        window.show()
        app.start(window, opening, jobs, Settings(tmp_path / "settings.toml"), demo)
        qtbot.waitUntil(lambda: jobs.under_way == 0, timeout=30_000)
        return window

    yield run
    jobs.drain()


def test_a_new_database_opens_an_empty_list(start, tmp_path):
    window = start(lambda: app._stored_desk(f"sqlite:///{tmp_path / 'new.db'}", "组长"))
    assert window.context.desk.person == Person("组长", Role.LEAD)
    assert window.page("orders").number.text() == "还没有工单，请先导入"
    window.context.desk.database.close()


def test_a_broken_database_is_told_in_the_window(start, tmp_path):
    (tmp_path / "broken.db").write_bytes(b"this is no database at all" * 100)
    window = start(lambda: app._stored_desk(f"sqlite:///{tmp_path / 'broken.db'}", "处理人"))
    assert window.context is None
    assert "不是数据库或已损坏" in window.messages.label.text()


def test_trouble_of_the_world_is_its_own_sentence_and_a_bug_names_the_log(caplog):
    assert sentence_of(DatabaseError("库打不开")) == "库打不开"
    told = sentence_of(ZeroDivisionError("secret detail"))
    assert "日志" in told
    assert "secret" not in told
    assert "secret detail" in caplog.text


def test_a_bug_in_a_job_is_one_sentence(qtbot, window, caplog):
    window.context.read(lambda desk: 1 / 0, lambda _: None, owner=window)
    settle(qtbot, window.context)
    assert window.messages.message.tone is Tone.TROUBLE
    assert "程序内部出错" in window.messages.label.text()


def test_rights_decide_what_is_enabled(qtbot, window):
    window.open_order(CLEAN_NO)
    settle(qtbot, window.context)
    assert not window.actions_by_name["unmask"].isEnabled()
    window.context.act_as(Person("质检", Role.QUALITY))
    settle(qtbot, window.context)
    assert window.actions_by_name["unmask"].isEnabled()


def test_undo_with_nothing_to_undo_is_a_sentence(qtbot, make_window, desk):
    window = make_window(desk)
    window.actions_by_name["undo"].trigger()
    settle(qtbot, window.context)
    assert window.messages.label.text() == "没有可以撤销的操作"


def test_every_page_opens_from_the_rail(qtbot, window):
    for spec in PAGES:
        window.findChild(object, f"rail_{spec.name}").click()
        settle(qtbot, window.context)
        assert window.stack.currentWidget() is window.pages[spec.name]


def test_shortcuts_are_unique_and_icons_are_there():
    shortcuts = [spec.shortcut for spec in ACTIONS if spec.shortcut]
    assert len(shortcuts) == len(set(shortcuts))
    names = [spec.icon for spec in (*ACTIONS, *PAGES)] + [verdict_icon(verdict) for verdict in VERDICT_ORDER]
    assert [name for name in names if not resource("icons", f"{name}.svg").is_file()] == []


@pytest.mark.parametrize("name", ["light", "dark"])
def test_a_theme_colours_palette_and_icons(qapp, name):
    theme.apply(qapp, name)
    dark = name == "dark"
    assert theme.is_dark() is dark
    assert (qapp.palette().color(QPalette.ColorRole.Window).lightness() < 128) is dark
    picture = icon("check", "pass").pixmap(24, 24).toImage()
    painted = {picture.pixelColor(x, y).name() for x in range(24) for y in range(24)}
    assert QColor(theme.color("pass")).name() in painted
    assert "@" not in qapp.styleSheet().replace("/* ", "").split("at sign.")[-1]


def test_letters_grow_with_the_setting_and_what_is_on_is_left_alone(qapp, monkeypatch):
    theme.apply(qapp, "light", "double")
    assert qapp.font().pointSizeF() == theme.POINTS["double"] == 2 * theme.POINTS["normal"]
    assert "font-size: 26pt" in qapp.styleSheet()
    polished = []
    monkeypatch.setattr(type(qapp), "setStyleSheet", lambda *_: polished.append(True))
    theme.apply(qapp, "light", "double")
    assert not polished
    monkeypatch.undo()
    theme.apply(qapp, "light")
    assert "font-size: 13pt" in qapp.styleSheet()


def test_a_message_moves_nothing_below_it(qtbot, window):
    before = window.stack.geometry()
    window.context.tell("已保存", Tone.GOOD, "恢复", lambda: None)
    QApplication.processEvents()
    assert window.messages.isVisible()
    assert window.stack.geometry() == before


def test_trouble_goes_when_the_person_goes_on_and_an_offer_stays(qtbot, window):
    window.context.tell("没有保存", Tone.TROUBLE)
    window.open_order(CLEAN_NO)
    assert not window.messages.isVisible()
    window.context.tell("有新文件", Tone.INFO, "核对", lambda: None)
    window.context.moved_on.emit()
    assert window.messages.isVisible()
    settle(qtbot, window.context)


def test_keys_go_to_the_tabs_of_an_opened_order_and_back_to_the_field(qtbot, window):
    window.activateWindow()
    window.open_order(CLEAN_NO)
    settle(qtbot, window.context)
    page = window.page("detail")
    assert page.focusWidget() is page.sheets.tabBar()
    page.form.editors["address"].widget.setFocus()
    window.show_page("orders")
    window.show_page("detail")
    assert page.focusWidget() is page.form.editors["address"].widget


def _luminance(name):
    channels = [value / 255 for value in QColor(name).getRgb()[:3]]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("ground", ["base", "alternate", "selected"])
@pytest.mark.parametrize("ink", ["text", "fail", "warn", "unknown", "pass", "waived"])
@pytest.mark.parametrize("at", [0, 1], ids=["light", "dark"])
def test_words_can_be_read_on_their_ground(ink, ground, at):
    one, two = sorted((_luminance(theme.COLORS[ink][at]), _luminance(theme.COLORS[ground][at])))
    assert (two + 0.05) / (one + 0.05) >= 4.5


def test_the_first_paint_is_told_once(qtbot, tmp_path):
    window = MainWindow(QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(window)
    told = []
    window.painted.connect(lambda: told.append(window.isVisible()))
    with qtbot.waitSignal(window.painted):
        window.show()
    window.repaint()
    QApplication.processEvents()
    assert told == [True]


def test_qts_own_words_are_chinese(qtbot, qapp):
    before = QLocale()
    translator = app.speak_chinese(qapp)
    try:
        box = QMessageBox(QMessageBox.Icon.Question, "", "", QMessageBox.StandardButton.Discard)
        qtbot.addWidget(box)
        button = box.button(QMessageBox.StandardButton.Discard)
        assert not button.text().isascii()
        assert button.icon().isNull()
        chooser = QFileDialog()
        qtbot.addWidget(chooser)
        chooser.setOption(QFileDialog.Option.DontUseNativeDialog)
        words = [label.text() for label in chooser.findChildren(QLabel)]
        assert len(words) == 3
        assert not any(word.isascii() for word in words)
    finally:
        qapp.removeTranslator(translator)
        QLocale.setDefault(before)


def test_choices_are_kept_and_checked(tmp_path):
    path = tmp_path / "settings.toml"
    settings = Settings.load(path)
    assert {setting.name: settings[setting.name] for setting in SETTINGS} == {
        setting.name: setting.default for setting in SETTINGS
    }
    settings.choose("theme", "dark")
    settings.choose("office", "澄迈分公司")
    again = Settings.load(path)
    assert (again["theme"], again["office"]) == ("dark", "澄迈分公司")
    with pytest.raises(InputError, match="外观"):
        settings.choose("theme", "pink")


@pytest.mark.parametrize("text", ["theme = ", 'theme = "pink"', "theme = 3"])
def test_a_wrong_settings_file_is_told(tmp_path, text):
    path = tmp_path / "settings.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError, match=r"settings\.toml|外观"):
        Settings.load(path)


def test_the_window_fits_a_small_screen(qtbot, window):
    for name in [spec.name for spec in PAGES]:
        window.show_page(name)
        window.open_order(CLEAN_NO)
        settle(qtbot, window.context)
        assert window.minimumSizeHint().width() <= 1024, name
        assert window.minimumSizeHint().height() <= 700, name


def test_closing_remembers_the_place(qtbot, window):
    window.resize(1111, 666)
    window.close()
    assert window.machine.value("window/geometry") is not None
    assert not window.isVisible()


def test_a_closed_window_sweeps_no_more(qtbot, window):
    assert any(timer.isActive() for timer in window.findChildren(QTimer) if timer.interval() == SWEEP_MS)
    window.close()
    assert not any(timer.isActive() for timer in window.findChildren(QTimer) if timer.interval() == SWEEP_MS)
