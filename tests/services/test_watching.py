"""The watched folder: a file is offered once it is whole, and never again after it was dealt with."""

import pytest

from desk.errors import InputError
from desk.services.watching import look, note_handled


def waiting(found):
    return [item.path.name for item in found.waiting]


def test_a_file_waits_when_two_looks_saw_it_the_same(desk, tmp_path):
    folder = tmp_path / "导出"
    folder.mkdir()
    file = folder / "十月.csv"
    file.write_text("工单号,派单时间\n", encoding="utf-8")
    first = look(desk, folder)
    assert waiting(first) == []
    with file.open("a", encoding="utf-8") as more:
        more.write("A1,2026-10-10 08:00\n")
    second = look(desk, folder, first)
    assert waiting(second) == []
    assert waiting(look(desk, folder, second)) == ["十月.csv"]


def test_what_was_dealt_with_is_not_offered_again_under_another_name(desk, tmp_path):
    (tmp_path / "a.csv").write_text("x,y\n", encoding="utf-8")
    found = look(desk, tmp_path, look(desk, tmp_path))
    note_handled(desk, found.waiting[0])
    note_handled(desk, found.waiting[0])
    (tmp_path / "b.csv").write_text("x,y\n", encoding="utf-8")
    (tmp_path / "c.csv").write_text("x,z\n", encoding="utf-8")
    assert waiting(look(desk, tmp_path, look(desk, tmp_path, found))) == ["c.csv"]


def test_unfinished_empty_and_other_files_are_left_alone(desk, tmp_path):
    for name in ("~$a.xlsx", ".a.xlsx", "a.txt", "a.xlsx.part"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    (tmp_path / "leer.xlsx").touch()
    (tmp_path / "folder.xlsx").mkdir()
    assert look(desk, tmp_path).stamps == {}


def test_a_folder_that_is_gone_is_told(desk, tmp_path):
    with pytest.raises(InputError, match="没有”打不开"):
        look(desk, tmp_path / "没有")
