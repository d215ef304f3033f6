"""The office of the demo month: regions, departments, switches, review meetings, parameters."""

from datetime import date, datetime, time, timedelta

from desk.records import Department, Meeting, Parameter, Region, T2Switch
from desk.rules.book import Book
from desk.services.demo.material import counties
from desk.services.demo.rhythm import MONTH_END

SWITCHED_ON = ("海口", "三亚", "儋州", "琼海")
SWITCHED_OFF = ("澄迈", "文昌", "万宁")
_MEETING = (2, time(15, 0))  # Wednesdays
_CLASSES = (("优化组", "优化组"), ("维护室", "维护室"), ("分公司", "分公司"), ("代维中心", "代维单位"))
_CENTRAL = (("在线客服中心", "客服"), ("质量管控组", "质量管控组"))
_PARAMETERS = {"stage_reply_hours": "48", "field_test_hours": "96"}


def furnish(book: Book, start: date) -> None:
    """Fill the sheets that belong to the office, for orders from `start` on."""
    records = book.records
    records["regions"] = [
        Region(key=row, region=c.region, county=c.name) for row, c in enumerate(counties(), 2)
    ]
    regions = list(dict.fromkeys(county.region for county in counties()))
    named = [(region + ending, kind) for region in regions for ending, kind in _CLASSES]
    records["departments"] = [
        Department(key=row, department=name, category=kind)
        for row, (name, kind) in enumerate((*named, *_CENTRAL), 2)
    ]
    since = datetime.combine(start - timedelta(days=31), time())
    switches = [(name, "是", since) for name in SWITCHED_ON] + [(name, "否", None) for name in SWITCHED_OFF]
    records["t2_switches"] = [
        T2Switch(key=row, branch=f"{name}分公司", enabled=on, since=moment)
        for row, (name, on, moment) in enumerate(switches, 2)
    ]
    records["meetings"] = [Meeting(key=row, time=moment) for row, moment in enumerate(_meetings(start), 2)]
    records["parameters"] = [
        Parameter(key=row, name=name, value=value) for row, (name, value) in enumerate(_PARAMETERS.items(), 2)
    ]


def _meetings(start: date) -> list[datetime]:
    weekday, clock = _MEETING
    day = start + timedelta(days=(weekday - start.weekday()) % 7)
    last = MONTH_END.date() + timedelta(days=35)
    return [datetime.combine(day + timedelta(weeks=i), clock) for i in range((last - day).days // 7 + 1)]
