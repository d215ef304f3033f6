"""How a deadline was counted, line by line, for the person who doubts it."""

from datetime import datetime, timedelta

from desk.rules.moment import shift
from desk.rules.office import Office
from desk.rules.rule import Due
from desk.vocabulary import YesNo
from desk.worktime import Meeting, explain_deadline, explain_review, weekly_rule, with_weekly

FAR = timedelta(weeks=10)  # within which a cancelled usual meeting finds the next one


def meetings_after(office: Office, replied: datetime) -> tuple[Meeting, ...]:
    """The review meetings that may count for a complaint done at that time: entered ones and usual ones."""
    entered = [Meeting(row.time, row.cancelled == YesNo.YES) for row in office.meetings]
    usual = weekly_rule(office.parameters.review_weekly)
    return with_weekly(usual, entered, replied.date(), shift(replied, FAR).date())


def explain_due(due: Due, office: Office) -> tuple[str, ...]:
    """The count day by day, or the way to the review meeting; nothing for a limit that is given as it is."""
    if due.start is None:
        return ()
    if due.days:
        return explain_deadline(due.start, due.days, office.calendar)
    return explain_review(due.start, meetings_after(office, due.start))
