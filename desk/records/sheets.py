"""The sheets of the exchange workbook, each with its record and its table's name."""

from dataclasses import dataclass
from typing import Any

from desk.records.field import Field, Kind, fields
from desk.records.office import (
    Department,
    Meeting,
    OfficeWording,
    OverItem,
    Parameter,
    Plan,
    Region,
    Site,
    T2Switch,
)
from desk.records.order import Order
from desk.records.people import Deed, Person
from desk.records.settings import CalendarDay, CalendarYear, Phrase, StepName
from desk.records.work import (
    Contact,
    Escalation,
    FieldTest,
    FollowUp,
    Measurement,
    Photo,
    RawField,
    StageReply,
    Step,
    Transfer,
    Waiver,
)


@dataclass(frozen=True, slots=True)
class SheetSpec:
    """One sheet: its title, the table that keeps its rows and the record of a row."""

    title: str
    table: str
    record: Any  # the record class
    beyond: bool = False  # the exchange contract does not name it: written only when it has rows
    named_by: int = 0  # the first columns that name a row, one value each; 0: see `identity`
    deed: Deed = Deed.EDIT  # the right that a change of its rows needs
    judged: bool = True  # verdicts may rest on its rows

    @property
    def fields(self) -> tuple[Field, ...]:
        """The columns in order."""
        return fields(self.record)

    @property
    def identity(self) -> tuple[Field, ...]:
        """What makes two rows the same on re-import: what names it, else required columns and times."""
        if self.named_by:
            return self.fields[: self.named_by]
        return tuple(field for field in self.fields if field.required or field.kind is Kind.TIME)

    @property
    def is_setting(self) -> bool:
        """Whether verdicts rest on it as a setting of the office."""
        return self.deed is Deed.SETTINGS and self.judged

    @property
    def of_order(self) -> bool:
        """Whether its rows belong to one order."""
        return self.fields[0].name == "order_no"


SHEETS: tuple[SheetSpec, ...] = (
    SheetSpec("工单", "orders", Order, named_by=1),
    SheetSpec("联系记录", "contacts", Contact),
    SheetSpec("阶段回复", "stage_replies", StageReply),
    SheetSpec("现场测试", "field_tests", FieldTest),
    SheetSpec("三网测试", "measurements", Measurement),
    SheetSpec("转派", "transfers", Transfer),
    SheetSpec("处理步骤", "steps", Step),
    SheetSpec("升级", "escalations", Escalation),
    SheetSpec("跟踪单", "follow_ups", FollowUp),
    SheetSpec("站点", "sites", Site),
    SheetSpec("三超", "over_items", OverItem),
    SheetSpec("建设计划", "plans", Plan),
    SheetSpec("原始字段", "raw_fields", RawField),
    SheetSpec("豁免", "waivers", Waiver),
    SheetSpec("区域", "regions", Region, deed=Deed.SETTINGS),
    SheetSpec("部门", "departments", Department, named_by=1, deed=Deed.SETTINGS),
    SheetSpec("T2开关", "t2_switches", T2Switch, deed=Deed.SETTINGS),
    SheetSpec("评审会", "meetings", Meeting, deed=Deed.SETTINGS),
    SheetSpec("参数", "parameters", Parameter, named_by=1, deed=Deed.SETTINGS),
    SheetSpec("照片", "photos", Photo, beyond=True),
    SheetSpec("词库", "phrases", Phrase, beyond=True, named_by=3, deed=Deed.SETTINGS),
    SheetSpec("日历年份", "calendar_years", CalendarYear, beyond=True, named_by=1, deed=Deed.SETTINGS),
    SheetSpec("日历", "calendar_days", CalendarDay, beyond=True, named_by=1, deed=Deed.SETTINGS),
    SheetSpec("步骤名称", "step_names", StepName, beyond=True, named_by=1, deed=Deed.SETTINGS),
    SheetSpec("人员", "people", Person, beyond=True, named_by=1, deed=Deed.PEOPLE),
    SheetSpec("话术", "wordings", OfficeWording, beyond=True, named_by=1, deed=Deed.SETTINGS, judged=False),
)

BY_TITLE = {sheet.title: sheet for sheet in SHEETS}
BY_TABLE = {sheet.table: sheet for sheet in SHEETS}
BY_RECORD = {sheet.record: sheet for sheet in SHEETS}
