"""desk address."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from desk.cli.parser import shared
from desk.cli.printing import print_json
from desk.errors import InputError


def add(verbs: Any) -> None:
    """Add the verbs of this group."""
    address = verbs.add_parser("address", help="给地址定级：组成、A-F 级、还缺什么")
    address.add_argument("text", nargs="*", metavar="地址")
    address.add_argument("--file", metavar="文件", help="一行一个，或 .csv/.xlsx 的“投诉地址”列")
    shared(address)
    address.set_defaults(run=_address)


def _address(chosen: Namespace) -> int:
    from desk.services.addressing import PART_NAMES, grade_texts, read_addresses

    texts = list(chosen.text)
    if chosen.file:
        texts += read_addresses(Path(chosen.file))
    if not texts and not chosen.file:
        raise InputError("请给出地址，或用 --file 指定文件")
    graded = grade_texts(texts)
    if chosen.json:
        print_json(graded)
        return 0
    for item in graded:
        parts = " ".join(f"{part['text']}（{PART_NAMES[part['kind']]}）" for part in item["parts"])
        missing = f"  还缺：{'；'.join(item['missing'])}" if item["missing"] else ""
        wrong = f"  矛盾：{'；'.join(item['contradictions'])}" if item["contradictions"] else ""
        print(f"{item['grade']}  {item['text'] or '（空行）'}  {parts}{missing}{wrong}")
    return 0
