"""The pictures of many orders as one file beside the exchange workbook, and back again by their 指纹.

The exchange workbook lists photographs; a picture is known by the digest of its bytes, so that nothing but
the very picture that is listed can take its place.
"""

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, distinct, func, select

from desk.errors import InputError
from desk.files import beside
from desk.models import orders, pictures, table_of
from desk.paper.picture import MOST_BYTES, Picture, known_picture
from desk.services.desk import Desk
from desk.services.period import Period, without_orders
from desk.services.progress import in_parts
from desk.store.loading import dispatched_in
from desk.store.pictures import keep_picture, load_pictures
from desk.workbook.writing import FIXED_TIME

_ENDING = ".jpg"


@dataclass(frozen=True, slots=True)
class Exported:
    """Pictures written, and listed photographs whose picture is missing or damaged."""

    written: int
    lost: int


@dataclass(frozen=True, slots=True)
class Restored:
    """Pictures put back, those that were there, and files that no photograph of the desk is."""

    kept: int
    known: int
    strange: int


def listed_pictures(desk: Desk, period: Period | None = None) -> int:
    """How many pictures belong to the photographs of a period's orders."""
    photos = table_of("photos")
    query = select(func.count(distinct(photos.c.digest)))
    if period is not None:
        query = query.join(orders, orders.c.order_no == photos.c.order_no).where(dispatched_in(*period.span))
    with desk.database.read() as connection:
        return int(connection.scalar(query) or 0)


def export_photos(
    desk: Desk, path: Path, period: Period | None = None, order_nos: Sequence[str] = ()
) -> Exported:
    """The pictures of these orders, or of a period's, or all, in a .zip with a folder for each order.

    InputError when there is none.
    """
    with desk.database.read() as connection:
        listed = _listed(connection, period, order_nos)
        if not listed:
            raise without_orders("照片", period, having="带照片的")
        lost = 0
        with beside(path) as part, zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as out:
            for some in in_parts(desk.progress, "写照片", listed):
                kept = load_pictures(connection, (digest for _, digest in some))
                for number, digest in some:
                    if digest not in kept or Picture(*kept[digest]).digest != digest:
                        lost += 1
                        continue
                    name = f"{_folder(number)}/{digest}{_ENDING}"
                    out.writestr(zipfile.ZipInfo(name, FIXED_TIME), kept[digest][0])
    return Exported(len(listed) - lost, lost)


def _folder(order_no: str) -> str:
    return "".join(sign if sign.isalnum() or sign in "-_" else "_" for sign in order_no)


def _listed(connection: Connection, period: Period | None, order_nos: Sequence[str]) -> list[tuple[str, str]]:
    """(order, digest) of the photographs."""
    photos = table_of("photos")
    query = select(photos.c.order_no, photos.c.digest).distinct()
    if order_nos:
        query = query.where(photos.c.order_no.in_(order_nos))
    elif period is not None:
        query = query.join(orders, orders.c.order_no == photos.c.order_no).where(dispatched_in(*period.span))
    rows = connection.execute(query.order_by(photos.c.order_no, photos.c.digest))
    return [(number, digest) for number, digest in rows]


def restore_photos(desk: Desk, path: Path) -> Restored:
    """Put back the pictures of a .zip or a folder that the desk's photographs lack.

    Nothing of an order changes: what is put back is what its photographs name. InputError for what cannot be
    read or holds no picture.
    """
    with desk.database.read() as connection:
        wanted = set(connection.scalars(select(table_of("photos").c.digest).distinct()))
        there = set(connection.scalars(select(pictures.c.digest)))
    kept = known = strange = 0
    for jpeg in _jpegs(path):
        picture = known_picture(jpeg)
        if picture is None or picture.digest not in wanted:
            strange += 1
        elif picture.digest in there:
            known += 1
        else:
            with desk.database.write() as connection:
                keep_picture(connection, picture.digest, picture.jpeg, picture.width, picture.height)
            there.add(picture.digest)
            kept += 1
    if not kept + known + strange:
        raise InputError(f"“{path.name}”里没有照片（{_ENDING}），请给出“现场照片”导出的文件或它解开的文件夹")
    return Restored(kept, known, strange)


def _jpegs(path: Path) -> Iterator[bytes]:
    try:
        if path.is_dir():
            files = sorted(found for found in path.rglob(f"*{_ENDING}") if found.stat().st_size <= MOST_BYTES)
            yield from (found.read_bytes() for found in files)
            return
        with zipfile.ZipFile(path) as packed:
            for entry in packed.infolist():
                if entry.filename.lower().endswith(_ENDING) and entry.file_size <= MOST_BYTES:
                    yield packed.read(entry)
    except FileNotFoundError:
        raise InputError(f"找不到“{path}”，请核对路径") from None
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as error:
        raise InputError(f"不能读取“{path.name}”：不是 .zip，或已损坏，请重新取得") from error
