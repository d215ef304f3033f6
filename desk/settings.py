"""The choices of a person at this machine, each declared once; kept as TOML in the user's folder.

To add a choice: one line in `SETTINGS`. The dialog, the file and the checks are made from it. What a machine
remembers by itself (window size, column widths) is no choice and is kept elsewhere.
"""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from desk.errors import InputError

FOLDER = "complaint-desk"
FILE = "settings.toml"


@dataclass(frozen=True, slots=True)
class Setting:
    """One choice. `choices` are (value, Chinese name); none of them: free text."""

    name: str
    title: str
    help: str
    default: str
    choices: tuple[tuple[str, str], ...] = ()


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "theme",
        "外观",
        "窗口的配色；“跟随系统”随桌面的浅色或深色模式变化",
        "system",
        (("system", "跟随系统"), ("light", "浅色"), ("dark", "深色")),
    ),
    Setting(
        "text_size",
        "字号",
        "窗口里文字的大小；表格的列宽在下次打开窗口时跟着变",
        "normal",
        (("normal", "标准"), ("large", "大"), ("huge", "特大"), ("double", "两倍")),
    ),
    Setting(
        "density",
        "行距",
        "工单列表每行的高度",
        "normal",
        (("compact", "紧凑"), ("normal", "适中"), ("wide", "宽松")),
    ),
    Setting("acting", "当前人员", "启动时以谁的身份办理；窗口右上角可随时切换", "处理人"),
    Setting(
        "watch_folder",
        "监视文件夹",
        "放进这个文件夹的新文件自动试算，由人核对后导入；留空则不监视。也可在“导入”页选择",
        "",
    ),
    Setting(
        "watch_import",
        "监视到新文件",
        "自动导入时，有错误、冲突或列名不认识的文件仍由人核对",
        "ask",
        (("ask", "由人核对后导入"), ("silent", "没有错误和冲突就自动导入")),
    ),
    Setting("office", "单位名称", "印在报告抬头上的单位名称，可留空", ""),
)

BY_NAME = {setting.name: setting for setting in SETTINGS}


def data_folder() -> Path:
    """Where the database, the settings and the log of this user are."""
    from platformdirs import user_data_path

    return user_data_path(FOLDER, appauthor=False)


def default_database() -> str:
    """The address of the embedded database."""
    return f"sqlite:///{(data_folder() / 'desk.db').as_posix()}"


@dataclass(slots=True)
class Settings:
    """The chosen values; anything not chosen has its default."""

    path: Path
    chosen: dict[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path | None = None) -> "Settings":
        """The settings of this user; InputError for a file that cannot be read or holds a wrong value."""
        path = path or data_folder() / FILE
        try:
            values = tomllib.loads(path.read_text("utf-8"))
        except FileNotFoundError:
            return cls(path)
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise InputError(f"设置文件“{path}”读不出来，请改正或删除它后再启动") from error
        settings = cls(path)
        for name, value in values.items():
            if name in BY_NAME:
                settings.chosen[name] = _checked(BY_NAME[name], value)
        return settings

    def __getitem__(self, name: str) -> str:
        return self.chosen.get(name, BY_NAME[name].default)

    def choose(self, name: str, value: str) -> None:
        """Take over a value and write the file. InputError for a value that is no choice."""
        self.chosen[name] = _checked(BY_NAME[name], value)
        self._save()

    def _save(self) -> None:
        import tomlkit

        document = tomlkit.document()
        for setting in SETTINGS:
            if setting.name in self.chosen:
                document.add(tomlkit.comment(f"{setting.title}：{setting.help}"))
                document.add(setting.name, tomlkit.item(self.chosen[setting.name]))
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.write_text(tomlkit.dumps(document), "utf-8")
        except OSError as error:
            raise InputError(f"设置不能写入“{self.path}”，请检查文件夹权限") from error


def _checked(setting: Setting, value: object) -> str:
    allowed = [choice for choice, _ in setting.choices]
    if not isinstance(value, str) or (allowed and value not in allowed):
        raise InputError(
            f"设置“{setting.title}”（{setting.name}）不能是“{value}”，可用的有：{'、'.join(allowed)}"
        )
    return value
