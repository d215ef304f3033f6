"""The few words of Qt's own dialogs that its Chinese translation leaves out."""

from PySide6.QtCore import QTranslator

MISSING = {"&Look in:": "位置(&L)：", "Files of &type:": "文件类型(&T)：", "Directory:": "文件夹："}


class MissingWords(QTranslator):
    """Installed beside Qt's own translation."""

    def isEmpty(self) -> bool:
        """It has words though no file was loaded."""
        return False

    def translate(
        self, _context: str, source: str, _disambiguation: str | None = None, _number: int = -1
    ) -> str:
        """The Chinese word, or nothing for the other translation to say."""
        return MISSING.get(source)  # type: ignore[return-value] # only None is no word at all
