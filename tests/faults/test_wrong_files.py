"""Files that are no readable workbook: each ends in one sentence that says what it is."""

import os
import zipfile

import pytest

from desk.errors import InputError
from desk.workbook import Column, Limits, Table, read_workbook, write_workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
ROWS = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>工单号</t></is></c></row></sheetData>'


@pytest.fixture
def good(tmp_path):
    path = tmp_path / "好表.xlsx"
    write_workbook(path, [Table("工单", [Column("工单号")], [[f"HI-{number}"] for number in range(3_000)])])
    return path


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("a.xlsx", b"", "是空的"),
        ("a.xlsx", b"%PDF-1.7\n...", "PDF"),
        ("a.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(40), "PNG"),
        ("a.xls", b"\xff\xd8\xff\xe0" + bytes(40), "JPEG"),
        ("a.xlsx", b"Rar!\x1a\x07\x01\x00", "RAR"),
        ("a.xls", b"<html><body><table><tr><td>1</td></tr></table></body></html>", "网页"),
        ("a.xls", b"\xef\xbb\xbf\r\n<!DOCTYPE HTML><html></html>", "网页"),
        ("a.xls", "<meta charset=gbk><table>".encode("utf-16"), "网页"),
        (
            "a.xls",
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "2003",
        ),
        ("a.xls", b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "MHT"),
        ("a.xls", b"\x09\x08\x08\x00\x00\x05\x10\x00", "Excel 95"),
        ("a.xml", b'<?xml version="1.0"?><orders/>', "XML 文件"),
        ("a.xls", OLE + "WordDocument".encode("utf-16-le"), "Word"),
        ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
        ("a.xls", OLE, "损坏"),
        ("a.csv", bytes(range(256)), "文字"),
        ("a.csv", b"\x80\x81\xff\xff,\xff", "不是 UTF-8"),
        ("a.csv", b'a,b\n1,"2\n3,4\n', "第 2 行的双引号"),
        ("a.csv", b"a,b\n1," + b"x" * (1 << 22) + b"x\n", "第 2 行的一个单元格超过 4,194,304 字"),
        ("a.csv", b"  \n \n", "没有内容"),
        ("a.csv", b",,,\n,,\n", "没有任何数据"),
        ("a.xlsx", b"PK\x03\x04" + bytes(100), "已损坏"),
    ],
)
def test_the_sentence_says_what_it_is(tmp_path, refusal, name, content, what):
    path = tmp_path / name
    path.write_bytes(content)
    assert what in refusal(path)


def test_missing_files_and_folders(tmp_path, refusal):
    assert "找不到" in refusal(tmp_path / "无.xlsx")
    assert "文件夹" in refusal(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="此系统没有命名管道")
def test_a_pipe_is_no_file(tmp_path, refusal):
    os.mkfifo(tmp_path / "管道.csv")
    assert "不是普通文件" in refusal(tmp_path / "管道.csv")


@pytest.mark.skipif(getattr(os, "geteuid", int)() == 0, reason="管理员读得了一切文件")
def test_files_without_permission(good, refusal):
    good.chmod(0)
    assert "没有权限" in refusal(good)


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9, 0.999])
def test_truncated(good, refusal, kept):
    data = good.read_bytes()
    good.write_bytes(data[: int(len(data) * kept)])
    assert "不完整或已损坏" in refusal(good)


def test_a_flipped_bit_is_noticed(good, refusal):
    with zipfile.ZipFile(good) as archive:
        entry = archive.getinfo("xl/worksheets/sheet1.xml")
    data = bytearray(good.read_bytes())
    data[entry.header_offset + 30 + len(entry.filename) + entry.compress_size // 2] ^= 0x10
    good.write_bytes(data)
    assert "已损坏" in refusal(good)


def test_a_wrong_checksum_is_noticed(good, refusal):
    with zipfile.ZipFile(good) as archive:
        entry = archive.getinfo("xl/worksheets/sheet1.xml")
    data = good.read_bytes()
    good.write_bytes(data.replace(entry.CRC.to_bytes(4, "little"), b"\x01\x02\x03\x04"))
    assert "校验不符" in refusal(good)


def test_zip_encryption(good, refusal):
    data = bytearray(good.read_bytes())
    central = data.rfind(b"PK\x01\x02")
    data[central + 8] |= 1
    good.write_bytes(data)
    assert "打开密码" in refusal(good)


@pytest.mark.parametrize(
    ("parts", "what"),
    [
        ({"a.txt": "1"}, "压缩包"),
        ({"[Content_Types].xml": "<Types/>", "word/document.xml": "<d/>"}, "Word"),
        ({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<p/>"}, "PowerPoint"),
        ({"[Content_Types].xml": "<Types/>", "xl/workbook.bin": "x"}, "xlsb"),
        ({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<c/>"}, "不是表格"),
        (
            {
                "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                "content.xml": "x",
                "META-INF/manifest.xml": "<encryption-data/>",
            },
            "打开密码",
        ),
        ({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook"}, "已损坏"),
        ({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"}, "已损坏"),
    ],
)
def test_other_archives(tmp_path, refusal, parts, what):
    path = tmp_path / "包.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    assert what in refusal(path)


def test_broken_xml_in_a_sheet(xlsx, refusal):
    assert "损坏" in refusal(xlsx('<sheetData><row r="1"><c r="A1"><v>1</c></row>'))


def test_a_workbook_without_data(xlsx, refusal):
    assert "没有任何数据" in refusal(xlsx("<sheetData/>"))


def test_limits(good):
    with pytest.raises(InputError, match="单元格超过 1,000 个（到工作表「工单」为止）"):
        read_workbook(good, Limits(cells=1_000))
    with pytest.raises(InputError, match="解开后超过 0 MB"):
        read_workbook(good, Limits(inflated_megabytes=0))
    with pytest.raises(InputError, match="超过上限 0 MB"):
        read_workbook(good, Limits(megabytes=0))
    with pytest.raises(InputError, match="0 秒仍未读完"):
        read_workbook(good, Limits(seconds=0))
    with pytest.raises(InputError, match="内存不够"):
        read_workbook(good, Limits(memory_mb=1))


def test_the_right_content_under_a_wrong_extension(xlsx):
    assert read_workbook(xlsx(ROWS, name="其实是新版.xls"))[0].rows == [("工单号",)]
    assert read_workbook(xlsx(ROWS, name="无扩展名"))[0].rows == [("工单号",)]
