"""The sheet 字段说明: every name that a template may use, made from the records."""

from collections.abc import Iterator

from desk.records import Field, Kind, Measurement, Order, fields
from desk.services.feedback.columns import COLUMNS, OPERATORS
from desk.services.feedback.context import ORDER_EXTRAS, ROW_SHEETS

TITLE = "字段说明"
HEADING = ("字段", "内容", "类型", "单位", "可选值或说明")
USAGE = (
    "在单元格里写 {{ 字段 }}，导出时换成内容；写在一段话里也可以，如“共 {{ orders|length }} 单”。",
    "一行要按工单重复：行首单元格开头写 {% for order in orders %}，行末单元格结尾写 {% endfor %}；"
    "重复几行时，把 {% endfor %} 写在最后一行。",
    "分区域：{% for region in regions %} 里面再套 {% for order in region.orders %}；"
    "行号写 {{ loop.index }}。",
    "一格列出多行：{% for 行 in order.联系记录 %}{{ 行.时间|时间('%m-%d') }} {{ 行.内容 }}；{% endfor %}",
    "页眉和页脚里也可以写 {{ 字段 }}，如“截至 {{ 截至|时间 }}”。",
    "求和、图表、打印区域、条件格式只要包含重复的那一行，导出时自动延伸到全部行；"
    "$5 这样的绝对行号指全部重复行，5 指本行。",
)
_KINDS = {
    Kind.TEXT: "文字",
    Kind.LONG: "长文字",
    Kind.IDENTIFIER: "编号",
    Kind.TIME: "时间",
    Kind.NUMBER: "数字",
    Kind.INTEGER: "整数",
    Kind.CHOICE: "选项",
    Kind.CODES: "编号，分号隔开",
}
_GENERAL = (
    ("区域", "区域名，全部区域时为“全部区域”", "文字"),
    ("期间", "所选期间，未选时为空", "文字"),
    ("截至", "导出的时间", "时间"),
    ("门限", "弱覆盖和临界的门限", "文字"),
    ("orders", "全部工单，按区域和派单时间排列", "列表"),
    ("regions", "各区域，每个有 名称 和 orders", "列表"),
    ("loop.index", "重复到第几项，从 1 起", "整数"),
)

Line = tuple[str, str, str, str, str]


def lines() -> Iterator[Line]:
    """(字段, 内容, 类型, 单位, 可选值或说明), with `order` as the loop's name."""
    for name, meaning, kind in _GENERAL:
        yield name, meaning, kind, "", ""
    yield from (_line("order.", field, "工单") for field in fields(Order))
    for column in COLUMNS:
        asked = f"为空时要求它的规则：{'、'.join(column.asked_by)}" if column.asked_by else ""
        yield f"order.反馈.{column.name}", f"{column.group}：{column.title}", "", "", asked
    for operator in OPERATORS:
        yield from (
            _line(f"order.三网.{operator.value}.", field, "三网测试") for field in fields(Measurement)
        )
    for sheet in ROW_SHEETS:
        yield f"order.{sheet.title}", f"{sheet.title}的全部行", "列表", "", "用 for 逐行写出"
        yield from (_line(f"order.最近.{sheet.title}.", field, sheet.title) for field in sheet.fields)
    yield "order.缺项", ORDER_EXTRAS["缺项"], "列表", "", "如 {{ order.缺项|join('；') }}"
    yield "order.结论", ORDER_EXTRAS["结论"], "列表", "", "用 for 逐条写出"


def _line(prefix: str, field: Field, sheet: str) -> Line:
    notes = ["、".join(field.choices)] if field.choices else []
    notes += ["已脱敏"] if field.personal else []
    return (
        f"{prefix}{field.title}",
        f"{sheet}：{field.title}",
        _KINDS[field.kind],
        field.unit,
        "；".join(notes),
    )
