"""The working rhythm of the demo month: when orders come, and when people work."""

import random
from datetime import date, datetime, time, timedelta

MONTH_END = datetime(2026, 10, 31, 18, 0)
ORDERS_A_MONTH = 1000  # more orders reach back into earlier months, so that places stay far enough apart
_MORNING = (time(8, 40), time(11, 40))
_AFTERNOON = (time(14, 40), time(17, 50))
_HOURS = (0, 0, 0, 0, 0, 0, 1, 2, 8, 11, 11, 8, 4, 4, 6, 9, 9, 8, 5, 5, 6, 5, 3, 1)  # complaints by hour
_BUSY = 2.6  # the last days are busy, so that some forty of three hundred orders are still open
_HOLIDAYS = {(10, day) for day in range(1, 8)}


def month_starts(orders: int) -> date:
    """The first day of the time that holds the orders."""
    months = max(1, -(-orders // ORDERS_A_MONTH))
    total = MONTH_END.year * 12 + MONTH_END.month - months
    return date(total // 12, total % 12 + 1, 1)


def dispatch_times(orders: int, rng: random.Random) -> list[datetime]:
    """Distinct, sorted dispatch times: fewer on weekends and holidays, most during the day."""
    start = month_starts(orders)
    days = [start + timedelta(days=i) for i in range((MONTH_END.date() - start).days + 1)]
    weights = [_weight(day) for day in days]
    times: set[datetime] = set()
    while len(times) < orders:
        for day in rng.choices(days, weights, k=orders - len(times)):
            hour = rng.choices(range(24), _HOURS)[0]
            moment = datetime.combine(day, time(hour, rng.randrange(60), rng.randrange(60)))
            if moment < MONTH_END - timedelta(minutes=10):
                times.add(moment)
    return sorted(times)


def _weight(day: date) -> float:
    if (day.month, day.day) in _HOLIDAYS:
        return 0.7
    busy = _BUSY if MONTH_END.date() - day <= timedelta(days=4) else 1.0
    return busy * (0.6 if day.weekday() >= 5 else 1.0)


def at_work(moment: datetime, rng: random.Random) -> datetime:
    """The moment, or a little after people are back at work; whole minutes."""
    moment = moment.replace(second=0, microsecond=0)
    late = timedelta(minutes=rng.randint(0, 45))
    clock = moment.time()
    if clock < _MORNING[0]:
        return datetime.combine(moment.date(), _MORNING[0]) + late
    if _MORNING[1] < clock < _AFTERNOON[0]:
        return datetime.combine(moment.date(), _AFTERNOON[0]) + late
    if clock > _AFTERNOON[1]:
        return datetime.combine(moment.date() + timedelta(days=1), _MORNING[0]) + late
    return moment


def day_words(moment: datetime) -> str:
    """A day as people write it: 10月11日下午."""
    half = "上午" if moment.hour < 12 else "下午"
    return f"{moment.month}月{moment.day}日{half}"
