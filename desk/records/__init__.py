"""What the desk knows: one dataclass per sheet, each field declared once."""

from desk.records.field import Field, Kind, Owner, by_name, by_title, fields
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
from desk.records.people import SHIPPED_PEOPLE, Deed, Person, may
from desk.records.settings import CalendarDay, CalendarYear, Phrase, StepName
from desk.records.sheets import BY_RECORD, BY_TABLE, BY_TITLE, SHEETS, SheetSpec
from desk.records.tie import GATHERING, Tie, TieKind
from desk.records.trait import EVERY, Trait
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

__all__ = [
    "BY_RECORD",
    "BY_TABLE",
    "BY_TITLE",
    "EVERY",
    "GATHERING",
    "SHEETS",
    "SHIPPED_PEOPLE",
    "CalendarDay",
    "CalendarYear",
    "Contact",
    "Deed",
    "Department",
    "Escalation",
    "Field",
    "FieldTest",
    "FollowUp",
    "Kind",
    "Measurement",
    "Meeting",
    "OfficeWording",
    "Order",
    "OverItem",
    "Owner",
    "Parameter",
    "Person",
    "Photo",
    "Phrase",
    "Plan",
    "RawField",
    "Region",
    "SheetSpec",
    "Site",
    "StageReply",
    "Step",
    "StepName",
    "T2Switch",
    "Tie",
    "TieKind",
    "Trait",
    "Transfer",
    "Waiver",
    "by_name",
    "by_title",
    "fields",
    "may",
]
