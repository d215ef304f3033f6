"""Writing a PDF: complete or not at all, and one sentence when the place is wrong."""

import errno
import json
import subprocess
import sys
from pathlib import Path

import pytest

from desk.errors import InputError
from desk.files import write_fault
from desk.paper import pdf, write_pdf


def test_the_file_is_replaced_by_the_whole_report(scene, tmp_path):
    target = tmp_path / "报告.pdf"
    target.write_bytes(b"old")
    write_pdf(target, "field_test", scene.data())
    assert target.read_bytes() == pdf("field_test", scene.data())
    assert [path.name for path in tmp_path.iterdir()] == ["报告.pdf"]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("没有/报告.pdf", "不存在，请先建立它或换一个位置。"),
        (".", "这是一个文件夹，请给出文件名"),
        ("长" * 300 + ".pdf", "文件名太长，请改短。"),
        ("文件.txt/报告.pdf", "不存在，请先建立它或换一个位置。"),
    ],
)
def test_a_wrong_place_is_told_in_one_sentence(scene, tmp_path, name, told):
    (tmp_path / "文件.txt").write_text("x")
    with pytest.raises(InputError) as caught:
        write_pdf(tmp_path / name, "field_test", scene.data())
    assert told in str(caught.value)
    assert str(caught.value).startswith("无法写入 ")
    assert [path.name for path in tmp_path.iterdir()] == ["文件.txt"]


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.ENOSPC, "磁盘已满"),
        (errno.EACCES, "没有写入权限，或文件正被 Excel 等程序打开"),
        (errno.EROFS, "该位置只读"),
        (errno.EIO, "换一个位置"),
    ],
)
def test_what_the_system_refuses_is_told_with_a_remedy(number, told):
    said = str(write_fault(Path("报告.pdf"), OSError(number, "x")))
    assert said.startswith("无法写入 报告.pdf：")
    assert told in said


@pytest.mark.skipif(sys.platform == "win32", reason="Windows 没有文件大小限额")
def test_a_disk_that_takes_only_a_part_leaves_the_old_file(scene, tmp_path):
    target = tmp_path / "报告.pdf"
    target.write_bytes(b"old")
    program = (
        "import json, resource, signal, sys\n"
        "from pathlib import Path\n"
        "from desk.errors import InputError\n"
        "from desk.paper import write_pdf\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "try: write_pdf(Path(sys.argv[1]), 'field_test', json.load(sys.stdin))\n"
        "except InputError as error: print(ascii(str(error)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(target)],
        input=json.dumps(scene.data()), capture_output=True, text=True, check=True,
        cwd=Path(__file__).resolve().parents[2],
    )  # fmt: skip
    assert ascii("文件超过了允许的大小").strip("'") in done.stdout
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["报告.pdf"]


def test_typst_is_not_loaded_before_it_is_needed():
    program = "import sys, desk.paper, desk.paper.field_test; print('typst' in sys.modules)"
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", program], cwd=root, check=True, capture_output=True)
    assert done.stdout.split() == [b"False"]
