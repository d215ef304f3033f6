"""A month, a week or a span of days, as typed by a person."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from desk.errors import InputError


@dataclass(frozen=True, slots=True)
class Period:
    """The moments [start, end)."""

    start: datetime
    end: datetime
    text: str

    @property
    def span(self) -> tuple[datetime, datetime]:
        """Its start, and its end, which is not in it."""
        return self.start, self.end

    def __contains__(self, time: datetime) -> bool:
        return self.start <= time < self.end


def parse_period(text: str) -> Period:
    """`2026-10`, `2026-W42` or `2026-10-01..2026-10-15` (both days in); InputError for anything else."""
    try:
        first, after = _days(text.strip())
    except (ValueError, OverflowError) as error:
        raise InputError(
            f"期间“{text}”写法不对，应为 2026-10（月）、2026-W42（周）或 2026-10-01..2026-10-15（起止日）"
        ) from error
    if after <= first:
        raise InputError(f"期间“{text}”的结束早于开始，请改正")
    return Period(_midnight(first), _midnight(after), text.strip())


def _days(text: str) -> tuple[date, date]:
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})", text):
        year, month = int(match[1]), int(match[2])
        first = date(year, month, 1)
        return first, date(year + month // 12, month % 12 + 1, 1)
    if match := re.fullmatch(r"(\d{4})-[Ww](\d{1,2})", text):
        first = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        return first, first + timedelta(days=7)
    first_text, _, last_text = text.partition("..")
    return date.fromisoformat(first_text), date.fromisoformat(last_text) + timedelta(days=1)


def without_orders(
    made: str, period: Period | None = None, *, region: str | None = None, having: str = ""
) -> InputError:
    """The error for a file that would hold no order, or none `having` what it is about."""
    named = {"区域": region, "期间": period.text if period else None}
    given = {name: text for name, text in named.items() if text}
    where = "、".join(f"{name}“{text}”" for name, text in given.items()) or "所选范围"
    remedy = f"请核对{'和'.join(given) or '所选范围'}"
    return InputError(f"{where}没有{having}工单，没有生成{made}，{remedy}")


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)
