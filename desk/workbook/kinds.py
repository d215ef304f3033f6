"""Says what a file is by its content; the extension proves nothing."""

from pathlib import Path
from typing import NoReturn

from desk.errors import InputError

HEAD = 8192
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
AGAIN = "请从来源系统重新导出或重新复制一份。"
REMEDY = "请用 Excel 或 WPS 打开它，另存为 .xlsx 后再试。"
NOT_TABLE = "请选择 .xlsx、.xlsm、.xls、.ods 或 .csv 表格文件。"

# first bytes -> what it is called
_FOREIGN = (
    (b"%PDF", "PDF 文档"),
    (b"\x89PNG", "PNG 图片"),
    (b"\xff\xd8\xff", "JPEG 图片"),
    (b"GIF8", "GIF 图片"),
    (b"BM", "位图图片"),
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包"),
    (b"\x1f\x8b", "gzip 压缩包"),
    (b"MZ", "程序文件"),
    (b"\x7fELF", "程序文件"),
    (b"SQLite format 3", "数据库文件"),
    (b"{\\rtf", "RTF 文档"),
)
# tables in forms that only a spreadsheet program reads
_UNREADABLE = (
    (b"MIME-Version:", "单个文件网页（MHT）"),
    (b"ID;PWXL", "SYLK 表格"),
    (b"\x09\x08", "Excel 95 以前的工作簿"),
    (b"\x09\x00\x04", "Excel 95 以前的工作簿"),
)


def kind_of(path: Path, head: bytes) -> str:
    """One of "zip", "ole", "csv" by the first bytes; InputError names what else it is."""
    if head.startswith(OLE):
        return "ole"
    if head.startswith(b"PK\x03\x04"):
        return "zip"
    for start, name in _FOREIGN:
        if head.startswith(start) and not _is_text(head, start):
            raise InputError(f"文件 {path.name} 是{name}，不是表格；{NOT_TABLE}")
    for start, name in _UNREADABLE:
        if head.startswith(start):
            raise InputError(f"文件 {path.name} 是{name}，不能直接读取；{REMEDY}")
    _refuse_markup(path, head)
    return "csv"


def _is_text(head: bytes, start: bytes) -> bool:
    """A CSV may begin with the letters BM or MZ; a binary file has zero bytes near its start."""
    return start in {b"BM", b"MZ"} and b"\x00" not in head[:512]


def _refuse_markup(path: Path, head: bytes) -> None:
    encoding = "utf-16" if head[:2] in {b"\xff\xfe", b"\xfe\xff"} else "latin-1"
    text = head.decode(encoding, "replace").lstrip("\ufeff\xef\xbb\xbf \t\r\n").lower()
    if not text.startswith("<"):
        return
    if "urn:schemas-microsoft-com:office:spreadsheet" in text:
        raise InputError(f"文件 {path.name} 是 Excel 2003 的 XML 表格，不能直接读取；{REMEDY}")
    if text.startswith(("<!doctype html", "<html", "<table", "<head", "<meta", "<style")) or "<html" in text:
        raise InputError(f"文件 {path.name} 其实是网页（HTML），只是扩展名像表格；{REMEDY}")
    if text.startswith(("<?xml", "<!doctype")):
        raise InputError(f"文件 {path.name} 是 XML 文件，不是表格；{NOT_TABLE}")


def refuse_encrypted(path: Path) -> NoReturn:
    """The one sentence for all files with a password."""
    raise InputError(f"文件 {path.name} 设了打开密码，请在 Excel 中用密码打开、取消密码并另存后再试。")
