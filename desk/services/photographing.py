"""Photographs of a field test: attached, shown, saved out again; removed and described by editing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from desk.errors import InputError
from desk.paper.picture import Photograph, Picture, read_photograph, thumbnail
from desk.records import Deed, FieldTest, Photo
from desk.rules.field_test.measured import photographed
from desk.rules.rule import Finding
from desk.services.desk import Desk
from desk.services.standing import guarded, load_order
from desk.store import Change, Written
from desk.store.loading import Bundle
from desk.store.pictures import keep_picture, load_pictures
from desk.vocabulary import Datum, YesNo

MOST = 30  # of one order; a report with more is no report


@dataclass(frozen=True, slots=True)
class Attached:
    """What was written; `left` says of each file that could not be taken why, in a sentence."""

    written: Written
    photos: tuple[Photo, ...]
    left: tuple[str, ...] = ()
    reopened_for: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """A photograph for the eye: its JPEG, or in `trouble` the sentence why there is none."""

    jpeg: bytes = b""
    trouble: str = ""


def attach(
    desk: Desk,
    order_no: str,
    files: Sequence[Path],
    *,
    note: str | None = None,
    permission: str | None = None,
    permitted: YesNo | None = None,
    keep_place: bool = False,
) -> Attached:
    """Attach photographs to the order's field test in one deed.

    They are kept upright, scaled and without metadata; where they were taken is kept only with `keep_place`.
    `permission` says who allowed it; `permitted` fills a blank 拍照许可 of their tests. Files that cannot be
    read are left and named; InputError when none can, or when the order has no field test.
    """
    desk.require(Deed.EDIT)
    read, left = _read(files)
    if not read:
        raise InputError(left[0] if left else "没有选择照片，请至少选择一张")
    with desk.database.write() as connection:
        bundle = load_order(connection, order_no)
        fresh, known = _fresh(bundle, read)
        _check(bundle, fresh, known)
        photos = [_photo(order_no, name, found, note, permission, keep_place) for name, found in fresh]
        for _, found in fresh:
            picture = found.picture
            keep_picture(connection, picture.digest, picture.jpeg, picture.width, picture.height)
        changes = [Change(None, photo) for photo in photos] + _permitted(bundle, photos, permitted)
        kept, added = guarded(connection, bundle, desk.now(), changes)
        title = f"添加照片 {order_no}（{len(photos)} 张）"
        written = desk.apply(desk.note(Deed.EDIT, title), kept, within=connection, at_hand=bundle)
    return Attached(written, tuple(photos), (*left, *known), added)


def _read(files: Sequence[Path]) -> tuple[list[tuple[str, Photograph]], list[str]]:
    read: dict[str, tuple[str, Photograph]] = {}
    left = []
    for path in files:
        try:
            found = read_photograph(path)
            read.setdefault(found.picture.digest, (path.name, found))
        except InputError as error:
            left.append(str(error))
    return list(read.values()), left


def _fresh(
    bundle: Bundle, read: Iterable[tuple[str, Photograph]]
) -> tuple[list[tuple[str, Photograph]], list[str]]:
    """The photographs that the order does not have yet, and a sentence for each that it has."""
    there = {photo.digest for photo in bundle.rows.get("photos", ())}
    fresh, known = [], []
    for name, found in read:
        if found.picture.digest in there:
            known.append(f"照片“{name}”已经在这张工单里，没有重复添加")
        else:
            fresh.append((name, found))
    return fresh, known


def _check(bundle: Bundle, fresh: Sequence[object], known: Sequence[str]) -> None:
    number = bundle.order.order_no
    if not bundle.rows.get("field_tests"):
        raise InputError(f"工单 {number} 没有现场测试记录，不能添加照片，请先登记现场测试")
    if not fresh:
        raise InputError(known[0])
    if len(fresh) + len(bundle.rows.get("photos", ())) > MOST:
        raise InputError(f"一张工单最多放 {MOST} 张照片，请挑选能说明问题的")


def _photo(
    order_no: str, name: str, found: Photograph, note: str | None, permission: str | None, keep_place: bool
) -> Photo:
    place = found.place if keep_place else None
    return Photo(
        order_no=order_no,
        digest=found.picture.digest,
        name=name,
        taken_at=found.taken_at,
        note=note or None,
        permission=permission or None,
        lon=str(place[0]) if place else None,
        lat=str(place[1]) if place else None,
        datum=Datum.WGS84.value if place else None,
    )


def _permitted(bundle: Bundle, photos: Sequence[Photo], permitted: YesNo | None) -> list[Change]:
    """The tests of these photographs with the permission where nobody has said."""
    tests: list[FieldTest] = bundle.rows.get("field_tests", [])
    return [
        Change(test, replace(test, photographed=YesNo.YES.value, photo_permission=permitted.value))
        for test, own in zip(tests, photographed(tests, photos), strict=True)
        if permitted is not None and own and not test.photo_permission
    ]


def photos_of(desk: Desk, order_no: str) -> list[Photo]:
    """The order's photographs as they were attached; InputError for an unknown order."""
    with desk.database.read() as connection:
        return list(load_order(connection, order_no).rows.get("photos", ()))


def pictures_of(desk: Desk, photos: Iterable[Photo]) -> dict[str, Picture]:
    """The pictures of these photographs by digest, without those that are missing or damaged."""
    with desk.database.read() as connection:
        kept = load_pictures(connection, (photo.digest for photo in photos))
    found = {digest: Picture(*values) for digest, values in kept.items()}
    return {digest: picture for digest, picture in found.items() if picture.digest == digest}


def show(desk: Desk, photos: Sequence[Photo], side: int | None = None) -> dict[str, Shown]:
    """Each photograph by digest, at most `side` pixels wide or high; why there is none in a sentence."""
    with desk.database.read() as connection:
        kept = load_pictures(connection, (photo.digest for photo in photos))
    return {photo.digest: _shown(photo, kept.get(photo.digest), side) for photo in photos}


def _shown(photo: Photo, kept: tuple[bytes, int, int] | None, side: int | None) -> Shown:
    name = photo.name or photo.digest
    if kept is None:
        remedy = "请用 desk photo restore 放回，或重新添加"
        return Shown(trouble=f"照片“{name}”不在数据库里（可能只导入了清单），{remedy}")
    picture = Picture(*kept)
    if picture.digest != photo.digest:
        return Shown(trouble=f"照片“{name}”已损坏，请删除后重新添加，或从备份恢复")
    return Shown(picture.jpeg if side is None else thumbnail(picture, side))


def save_photos(desk: Desk, order_no: str, folder: Path) -> list[Path]:
    """Write the order's photographs into a folder; InputError when it cannot be written or there is none."""
    pictures = pictures_of(desk, photos_of(desk, order_no))
    if not pictures:
        raise InputError(f"工单 {order_no} 没有照片")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        written = []
        for at, (digest, picture) in enumerate(pictures.items(), 1):
            path = folder / f"{order_no}-{at}-{digest[:8]}.jpg"
            path.write_bytes(picture.jpeg)
            written.append(path)
    except OSError as error:
        raise InputError(f"不能把照片写入“{folder}”，请检查权限和磁盘空间") from error
    return written
