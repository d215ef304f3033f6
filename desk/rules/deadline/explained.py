"""How a deadline was counted, line by line, for the person who doubts it."""

from bisect import bisect_left, bisect_right
from datetime import datetime, timedelta
from itertools import islice
from operator import attrgetter

from desk.rules.moment import shift
from desk.rules.office import Office
from desk.rules.rule import Due
from desk.worktime import Meeting, explain_deadline, explain_review, weekly_rule, with_weekly

FAR = timedelta(weeks=10)  # within which a cancelled usual meeting finds the next one
_WEEK = timedelta(weeks=1)
_time = attrgetter("time")


def meetings_after(office: Office, replied: datetime) -> tuple[Meeting, ...]:
    """The review meetings that may count for a complaint done at that time: entered ones and usual ones.

    Of those far off only the first that is held can.
    """
    far = shift(replied, FAR)
    start = bisect_left(office.reviews, shift(replied, -_WEEK), key=_time)
    end = bisect_right(office.reviews, shift(far, _WEEK), key=_time)
    held = (meeting for meeting in islice(office.reviews, end, None) if not meeting.cancelled)
    entered = (*office.reviews[start:end], *islice(held, 1))
    return with_weekly(weekly_rule(office.parameters.review_weekly), entered, replied.date(), far.date())


def explain_due(due: Due, office: Office) -> tuple[str, ...]:
    """The count day by day, or the way to the review meeting; nothing for a limit that is given as it is."""
    if due.start is None:
        return ()
    if due.days:
        return explain_deadline(due.start, due.days, office.calendar)
    return explain_review(due.start, meetings_after(office, due.start))
