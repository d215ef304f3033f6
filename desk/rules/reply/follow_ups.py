"""The tickets that keep an unsolved order in sight."""

from desk.records import FollowUp
from desk.rules.case import Case
from desk.vocabulary import FollowUpState


def is_open(row: FollowUp) -> bool:
    """跟踪中; without a 状态 until it has a 解决时间."""
    return row.state == FollowUpState.OPEN or (row.state != FollowUpState.CLOSED and row.solved_at is None)


def open_follow_ups(case: Case) -> tuple[FollowUp, ...]:
    """The order's open tickets."""
    return tuple(row for row in case.follow_ups if is_open(row))


def closed_follow_ups(case: Case) -> tuple[FollowUp, ...]:
    """The order's tickets that say 已关闭."""
    return tuple(row for row in case.follow_ups if row.state == FollowUpState.CLOSED)


def followed(case: Case) -> bool:
    """There is an open ticket."""
    return bool(open_follow_ups(case))


def closed(case: Case) -> bool:
    """There is a closed ticket."""
    return bool(closed_follow_ups(case))
