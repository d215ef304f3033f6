"""What to fill in so that a verdict can be given at all."""

from collections.abc import Iterable

from desk.records import BY_TITLE, Order, by_title
from desk.records.people import Deed

CALENDAR = "工作日历"  # of the settings, though no sheet


def to_fill(names: Iterable[str]) -> str:
    """A remedy for what a verdict lacks: sheets, their fields as `表.列`, or fields of the order.

    Empty when nobody can fill any of it in.
    """
    office, own = [], []
    for name in names:
        sheet, _, column = name.partition(".")
        spec = BY_TITLE.get(sheet)
        if name == CALENDAR or (spec is not None and spec.deed is Deed.SETTINGS):
            office.append(f"{sheet}的{column}" if column else sheet)
        elif spec is not None:
            own.append(f"{sheet}的{column}" if column else f"{sheet.removesuffix('记录')}记录")
        elif name in by_title(Order):
            own.append(name)
    said = [f"补全{'、'.join(own)}"] if own else []
    said += [f"在设置里补全{'、'.join(office)}"] if office else []
    return "；".join(said)
