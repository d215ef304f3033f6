"""A photograph is made ready for keeping: upright, scaled, without metadata; what is none is told."""

import io
from datetime import datetime

import pytest
from PIL import Image

from desk.errors import InputError
from desk.paper.picture import LONGEST, Picture, read_photograph, thumbnail
from tests.helpers.pictures import HEIC, jpg


def opened(picture):
    return Image.open(io.BytesIO(picture.jpeg))


def test_a_large_photograph_is_scaled_to_its_longer_side(tmp_path):
    picture = read_photograph(jpg(tmp_path / "a.jpg", (3000, 4000))).picture
    assert (picture.width, picture.height) == (LONGEST * 3 // 4, LONGEST) == opened(picture).size
    small = read_photograph(jpg(tmp_path / "b.jpg", (40, 30))).picture
    assert (small.width, small.height) == (40, 30)


def test_it_is_turned_as_the_camera_was_held(tmp_path):
    picture = read_photograph(jpg(tmp_path / "a.jpg", (400, 300), orientation=6)).picture
    assert (picture.width, picture.height) == (300, 400)
    upright = opened(picture)
    assert upright.getpixel((150, 20))[2] > 200  # the blue left half is on top now
    assert upright.getpixel((150, 380))[0] > 200


def test_neither_place_nor_comment_nor_camera_stays_in_the_picture(tmp_path):
    path = jpg(tmp_path / "a.jpg", place=(110.0073, 19.7384), taken="2026:10:11 15:10:20", comment=b"secret")
    found = read_photograph(path)
    kept = opened(found.picture)
    assert (dict(kept.getexif()), "comment" in kept.info, b"Exif" in found.picture.jpeg) == ({}, False, False)
    assert found.taken_at == datetime(2026, 10, 11, 15, 10, 20)
    assert found.place == pytest.approx((110.0073, 19.7384), abs=1e-5)


def test_a_phones_heic_and_a_transparent_png_are_read(tmp_path):
    phone, drawing = tmp_path / "a.HEIC", tmp_path / "b.png"
    phone.write_bytes(HEIC)
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(drawing)
    assert opened(read_photograph(phone).picture).getpixel((5, 5))[0] > 180
    assert opened(read_photograph(drawing).picture).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("没有.jpg", None, "找不到照片"),
        ("坏.jpg", b"\xff\xd8\xff\xe0 no more", "“坏.jpg”已损坏或不是图片"),
        ("空.png", b"", "“空.png”已损坏或不是图片"),
        ("坏.heic", HEIC[:300], "“坏.heic”已损坏或不是图片"),
        ("说明.txt", b"words", "“说明.txt”不是可以添加的照片，请用 jpg、png 或 heic"),
        ("文件夹.jpg", "folder", "已损坏或不是图片"),
    ],
)
def test_what_is_no_photograph_is_told_in_a_sentence(tmp_path, name, content, told):
    path = tmp_path / name
    if content == "folder":
        path.mkdir()
    elif content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError, match=told):
        read_photograph(path)


def test_a_cut_off_photograph_is_broken(tmp_path):
    path = jpg(tmp_path / "a.jpg", (2000, 1500))
    path.write_bytes(path.read_bytes()[:-3000])
    with pytest.raises(InputError, match="已损坏"):
        read_photograph(path)


def test_a_picture_of_too_many_pixels_is_refused(tmp_path):
    path = tmp_path / "a.png"
    Image.new("1", (20_000, 12_000)).save(path)
    with pytest.raises(InputError, match="像素太多"):
        read_photograph(path)


def test_a_thumbnail_is_small_and_a_broken_one_is_told(tmp_path):
    picture = read_photograph(jpg(tmp_path / "a.jpg", (1200, 900))).picture
    assert Image.open(io.BytesIO(thumbnail(picture, 96))).size == (96, 72)
    with pytest.raises(InputError, match="照片已损坏"):
        thumbnail(Picture(b"nothing", 1, 1), 96)
