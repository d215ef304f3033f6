"""Outages of sites, and which orders they touch."""

import re
from datetime import datetime, timedelta

from desk.records import Site
from desk.rules.case import Case
from desk.rules.moment import shift

BEFORE = timedelta(hours=24)  # a complaint may wait so long for the alarm
_BREAK = re.compile(r"[;；,，、\s]+")


def codes(text: str | None) -> tuple[str, ...]:
    """The identifiers of a list such as 涉及站点 or 成员工单, each once."""
    return tuple(dict.fromkeys(part for part in _BREAK.split(text) if part)) if text else ()


def touches(site: Site, dispatched_at: datetime) -> bool:
    """Whether the outage of this row touches an order that has been dispatched by now."""
    return (
        site.out_from is not None
        and shift(site.out_from, -BEFORE) <= dispatched_at
        and (site.out_until is None or dispatched_at <= site.out_until)
    )


def is_out(site: Site, time: datetime) -> bool:
    """Whether the site was out of service at a time that is not after now."""
    return (
        site.out_from is not None
        and site.out_from <= time
        and (site.out_until is None or time < site.out_until)
    )


def unlisted_sites(case: Case) -> tuple[str, ...]:
    """The sites that the order names and of which nothing can be known: it comes without records."""
    if case.records_known:
        return ()
    return tuple(code for code in codes(case.order.sites) if code not in case.kin.sites)
