"""Photographs of a field test: kept with the database, seen by CON06, printed, undone."""

import pytest
from sqlalchemy import delete, update

from desk.errors import InputError
from desk.models import pictures
from desk.rules.scenes import CLEAN, CLEAN_NO
from desk.services.checking import check_file
from desk.services.editing import save
from desk.services.exporting import export_archive
from desk.services.importing import import_file
from desk.services.maintaining import backup
from desk.services.outputs import Wanted, write_output
from desk.services.photo_files import Restored, export_photos, restore_photos
from desk.services.photographing import attach, photos_of, pictures_of, save_photos, show
from desk.services.reporting import field_test_data, field_test_pdf
from desk.services.undoing import redo, undo
from desk.services.viewing import detail
from desk.store import Change, open_database
from desk.vocabulary import Verdict, YesNo
from tests.helpers.papers import words_of
from tests.helpers.pictures import jpg
from tests.helpers.scenes import CLEAN_AT, LEAD, fill, open_desk, rows

TEST = CLEAN["现场测试"][0]


def con06(desk):
    return next(f.verdict for f in detail(desk, CLEAN_NO).findings if f.rule == "CON06")


def no_permission(**more):
    return rows(现场测试=[{**TEST, "已拍照": None, "拍照许可": None}], **more)


@pytest.fixture
def photo(tmp_path):
    return jpg(tmp_path / "门口.jpg", (1600, 1200), taken="2026:10:11 15:10:00", place=(110.0073, 19.7384))


def test_attached_photographs_are_kept_and_bring_the_rule_about_permission(desk, photo):
    fill(desk, no_permission())
    assert con06(desk) is Verdict.NA
    done = attach(desk, CLEAN_NO, [photo], note="客户家门口", permission="客户当面同意")
    (kept,) = photos_of(desk, CLEAN_NO)
    assert (kept.name, kept.note, kept.permission, str(kept.taken_at)) == (
        "门口.jpg", "客户家门口", "客户当面同意", "2026-10-11 15:10:00",
    )  # fmt: skip
    assert (kept.lon, kept.lat, kept.datum) == (None, None, None)
    assert pictures_of(desk, [kept])[kept.digest].width == 1280
    assert con06(desk) is Verdict.FAIL
    assert {finding.rule for finding in done.reopened_for} == {"CON06"}  # the given reply rested on it
    assert detail(desk, CLEAN_NO).order.replied_at is None


def test_the_place_is_kept_only_knowingly(desk, photo):
    fill(desk, rows())
    attach(desk, CLEAN_NO, [photo], keep_place=True)
    (kept,) = photos_of(desk, CLEAN_NO)
    assert (float(kept.lon), float(kept.lat)) == pytest.approx((110.0073, 19.7384), abs=1e-5)
    assert kept.datum == "WGS-84"


def test_the_permission_given_with_them_fills_a_blank_one_and_no_other(desk, photo):
    fill(desk, no_permission())
    attach(desk, CLEAN_NO, [photo], permitted=YesNo.YES)
    (test,) = detail(desk, CLEAN_NO).rows["field_tests"]
    assert (test.photographed, test.photo_permission) == ("是", "是")
    assert con06(desk) is Verdict.PASS


def test_a_given_permission_stays_as_it_is(desk, photo):
    fill(desk, rows(现场测试=[{**TEST, "拍照许可": "否"}]))
    attach(desk, CLEAN_NO, [photo], permitted=YesNo.YES)
    assert detail(desk, CLEAN_NO).rows["field_tests"][0].photo_permission == "否"


def test_bad_files_are_left_and_named_and_good_ones_taken(desk, photo, tmp_path):
    fill(desk, rows())
    (tmp_path / "坏.jpg").write_bytes(b"nothing")
    done = attach(desk, CLEAN_NO, [photo, tmp_path / "坏.jpg", tmp_path / "没有.png", photo])
    assert [p.name for p in done.photos] == ["门口.jpg"]
    assert ["坏.jpg" in done.left[0], "没有.png" in done.left[1], len(done.left)] == [True, True, 2]
    with pytest.raises(InputError, match="已经在这张工单里"):
        attach(desk, CLEAN_NO, [photo])
    with pytest.raises(InputError, match="“坏"):
        attach(desk, CLEAN_NO, [tmp_path / "坏.jpg"])
    with pytest.raises(InputError, match="没有选择照片"):
        attach(desk, CLEAN_NO, [])


def test_an_order_without_a_field_test_takes_none(desk, photo):
    fill(desk, rows(现场测试=[], 三网测试=[]))
    with pytest.raises(InputError, match="没有现场测试记录，不能添加照片"):
        attach(desk, CLEAN_NO, [photo])
    with desk.database.read() as connection:
        assert connection.execute(pictures.select()).all() == []


def test_undo_takes_them_back_and_redo_shows_them_again(desk, photo):
    fill(desk, rows())
    attach(desk, CLEAN_NO, [photo])
    undo(desk)
    assert photos_of(desk, CLEAN_NO) == []
    redo(desk)
    (kept,) = photos_of(desk, CLEAN_NO)
    save(desk, [Change(kept, None)])
    undo(desk)
    (again,) = photos_of(desk, CLEAN_NO)
    assert show(desk, [again])[again.digest].jpeg.startswith(b"\xff\xd8")


def test_a_missing_and_a_damaged_picture_are_told(desk, photo, tmp_path):
    fill(desk, rows(照片=[{"指纹": "0" * 32, "文件名": "只有清单.jpg"}]))
    attach(desk, CLEAN_NO, [photo])
    listed, damaged = photos_of(desk, CLEAN_NO)
    with desk.database.write() as connection:
        connection.execute(update(pictures).values(jpeg=b"\xff\xd8 rotten"))
    shown = show(desk, [listed, damaged])
    assert "“只有清单.jpg”不在数据库里" in shown[listed.digest].trouble
    assert "“门口.jpg”已损坏" in shown[damaged.digest].trouble
    field_test_pdf(desk, [CLEAN_NO], tmp_path / "a.pdf")
    assert words_of(tmp_path / "a.pdf").count("照片缺失或已损坏") == 2


def test_the_report_shows_them_under_their_visit_with_note_and_permission(desk, photo, tmp_path):
    later = {**TEST, "预约时间": None, "到达时间": "2026-10-12 09:00", "完成时间": "2026-10-12 10:00"}
    fill(desk, rows(现场测试=[TEST, later]))
    attach(desk, CLEAN_NO, [photo], note="客户家门口", permission="客户当面同意")
    data = field_test_data(desk, [CLEAN_NO])
    assert [len(visit["photos"]) for visit in data["reports"][0]["visits"]] == [1, 0]
    assert list(data["pictures"]) == [data["reports"][0]["visits"][0]["photos"][0]["picture"]]
    field_test_pdf(desk, [CLEAN_NO], tmp_path / "a.pdf")
    text = words_of(tmp_path / "a.pdf")
    assert "图1客户家门口摄于：2026-10-1115:10许可：客户当面同意" in text
    assert "登记为已拍照，没有附照片" in text  # the second visit
    assert b"/DCTDecode" in (tmp_path / "a.pdf").read_bytes()


def test_a_photograph_that_two_orders_share_is_kept_once_and_printed_in_both(desk, photo, tmp_path):
    scene = rows()
    scene["工单"].append({**scene["工单"][0], "工单号": "B-2", "用户号码": "13900000002"})
    scene["现场测试"].append({**TEST, "工单号": "B-2"})
    fill(desk, scene)
    for number in (CLEAN_NO, "B-2"):
        attach(desk, number, [photo])
    with desk.database.read() as connection:
        assert len(connection.execute(pictures.select()).all()) == 1
    assert len(field_test_data(desk, [CLEAN_NO, "B-2"])["pictures"]) == 1
    assert [path.suffix for path in save_photos(desk, "B-2", tmp_path / "照片")] == [".jpg"]
    with pytest.raises(InputError, match="没有工单号为“无”"):
        save_photos(desk, "无", tmp_path)


def test_the_archive_carries_the_list_so_that_the_verdict_is_the_same(tmp_path, photo):
    desk = open_desk(tmp_path).acting(LEAD.name)
    fill(desk, no_permission())
    attach(desk, CLEAN_NO, [photo])
    export_archive(desk, tmp_path / "a.xlsx")
    desk.database.close()
    found = check_file(tmp_path / "a.xlsx", CLEAN_AT)
    assert [f.verdict for f in found.findings if f.rule == "CON06"] == [Verdict.FAIL]


def test_a_backup_holds_them(tmp_path, photo):
    desk = open_desk(tmp_path)
    fill(desk, rows())
    attach(desk, CLEAN_NO, [photo])
    backup(f"sqlite:///{tmp_path / 'desk.db'}", tmp_path / "b.db")
    desk.database.close()
    copy = open_database(f"sqlite:///{tmp_path / 'b.db'}")
    with copy.read() as connection:
        assert connection.execute(pictures.select()).one().jpeg.startswith(b"\xff\xd8")
    copy.close()


def fresh_desk(tmp_path, name):
    folder = tmp_path / name
    folder.mkdir()
    return open_desk(folder)


def test_archive_and_photos_together_lose_nothing(desk, tmp_path, photo):
    fill(desk, rows())
    attach(desk, CLEAN_NO, [photo, jpg(tmp_path / "楼顶.jpg", colour="green")])
    lead = desk.acting(LEAD.name)
    told = write_output(lead, "archive", tmp_path / "a.xlsx", Wanted())
    assert "2 张照片只有清单在内" in told
    assert write_output(desk, "photos", tmp_path / "a.zip", Wanted()) == "已导出 2 张照片"
    other = fresh_desk(tmp_path, "另一处")
    import_file(other, tmp_path / "a.xlsx")
    assert "desk photo restore" in next(iter(show(other, photos_of(other, CLEAN_NO)).values())).trouble
    assert restore_photos(other, tmp_path / "a.zip") == Restored(2, 0, 0)
    assert restore_photos(other, tmp_path / "a.zip") == Restored(0, 2, 0)
    here, there = (pictures_of(each, photos_of(each, CLEAN_NO)) for each in (desk, other))
    assert here == there
    write_output(other.acting(LEAD.name), "archive", tmp_path / "b.xlsx", Wanted())
    write_output(other, "photos", tmp_path / "b.zip", Wanted(order_nos=(CLEAN_NO,)))
    for ending in ("xlsx", "zip"):
        assert (tmp_path / f"a.{ending}").read_bytes() == (tmp_path / f"b.{ending}").read_bytes()


def test_only_pictures_that_are_listed_are_put_back(desk, tmp_path, photo):
    fill(desk, rows())
    with pytest.raises(InputError, match="没有带照片的工单，没有生成照片"):
        export_photos(desk, tmp_path / "a.zip")
    (tmp_path / "读我.jpg").write_bytes(b"no picture")
    assert restore_photos(desk, tmp_path) == Restored(0, 0, 2)
    for path, sentence in ((tmp_path / "没有.zip", "找不到"), (tmp_path / "读我.jpg", "不是 .zip，或已损坏")):
        with pytest.raises(InputError, match=sentence):
            restore_photos(desk, path)


def test_a_lost_picture_is_counted_and_the_others_are_saved(desk, tmp_path, photo):
    fill(desk, rows())
    done = attach(desk, CLEAN_NO, [photo, jpg(tmp_path / "楼顶.jpg", colour="green")])
    with desk.database.write() as connection:
        connection.execute(delete(pictures).where(pictures.c.digest == done.photos[0].digest))
    told = write_output(desk, "photos", tmp_path / "a.zip", Wanted())
    assert told == "已导出 1 张照片（另有 1 张不在库里或已损坏）"
