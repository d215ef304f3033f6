"""desk photo: the photographs of a field test."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from desk.cli.parser import shared
from desk.cli.printing import print_json
from desk.cli.session import open_desk
from desk.vocabulary import YesNo


def add(verbs: Any) -> None:
    """Add the verbs of this group."""
    verb = verbs.add_parser("photo", help="现场照片：添加、列出、取出")
    kinds = verb.add_subparsers(title="做什么", metavar="做什么", required=True, parser_class=type(verb))
    adding = kinds.add_parser("add", help="给工单的现场测试添加照片（jpg、png、heic）")
    adding.add_argument("order", metavar="工单号")
    adding.add_argument("file", nargs="+", metavar="照片")
    adding.add_argument("--note", metavar="说明", help="照片的说明，印在照片下")
    adding.add_argument("--permission", metavar="许可说明", help="谁、怎样许可了拍照，印在照片下")
    adding.add_argument(
        "--permitted", choices=[word.value for word in YesNo], help="客户是否许可；现场测试没有登记时填入"
    )
    adding.add_argument("--keep-place", action="store_true", help="保留拍摄位置（默认去掉）")
    shared(adding, person=True)
    adding.set_defaults(run=_add)
    listing = kinds.add_parser("list", help="列出工单的照片")
    listing.add_argument("order", metavar="工单号")
    shared(listing)
    listing.set_defaults(run=_list)
    saving = kinds.add_parser("save", help="把工单的照片取到文件夹")
    saving.add_argument("order", metavar="工单号")
    saving.add_argument("folder", metavar="文件夹")
    shared(saving, json=False)
    saving.set_defaults(run=_save)
    restoring = kinds.add_parser("restore", help="按指纹放回库里缺的照片（导入交换工作簿之后）")
    restoring.add_argument("file", metavar="照片.zip", help="“现场照片”导出的 .zip，或它解开的文件夹")
    shared(restoring, json=False)
    restoring.set_defaults(run=_restore)


def _add(chosen: Namespace) -> int:
    from desk.services.photographing import attach

    done = attach(
        open_desk(chosen, writes=True),
        chosen.order,
        [Path(file) for file in chosen.file],
        note=chosen.note,
        permission=chosen.permission,
        permitted=YesNo(chosen.permitted) if chosen.permitted else None,
        keep_place=chosen.keep_place,
    )
    if chosen.json:
        digests = [photo.digest for photo in done.photos]
        print_json({"order": chosen.order, "added": digests, "left": list(done.left)})
        return 0
    again = "；回单失去依据，已重新打开" if done.reopened_for else ""
    print(f"工单 {chosen.order} 已添加 {len(done.photos)} 张照片{again}")
    for sentence in done.left:
        print(f"  没有添加：{sentence}")
    return 0


def _list(chosen: Namespace) -> int:
    from desk.services.photographing import photos_of, show

    desk = open_desk(chosen)
    photos = photos_of(desk, chosen.order)
    shown = show(desk, photos)
    if chosen.json:
        rows = [
            {"digest": p.digest, "name": p.name, "note": p.note, "trouble": shown[p.digest].trouble or None}
            for p in photos
        ]
        print_json({"order": chosen.order, "photos": rows})
        return 0
    print(f"工单 {chosen.order} 有 {len(photos)} 张照片")
    for photo in photos:
        print(f"  {photo.digest[:8]}  {photo.name or ''}  {photo.note or ''}  {shown[photo.digest].trouble}")
    return 0


def _save(chosen: Namespace) -> int:
    from desk.services.photographing import save_photos

    written = save_photos(open_desk(chosen), chosen.order, Path(chosen.folder))
    print(f"已取出 {len(written)} 张照片到 {chosen.folder}")
    return 0


def _restore(chosen: Namespace) -> int:
    from desk.services.photo_files import restore_photos

    done = restore_photos(open_desk(chosen, writes=True), Path(chosen.file))
    known = f"，{done.known} 张已在库里" if done.known else ""
    strange = f"，{done.strange} 张不是任何工单的照片，没有放入" if done.strange else ""
    print(f"已放回 {done.kept} 张照片{known}{strange}")
    return 0
