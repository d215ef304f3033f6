"""Faults that the demo month plants into clean orders, with the verdicts that they must earn."""

from desk.services.demo.plantings.address import ADDRESS
from desk.services.demo.plantings.conduct import CONDUCT
from desk.services.demo.plantings.deadline import DEADLINE
from desk.services.demo.plantings.escalation import ESCALATION
from desk.services.demo.plantings.field_test import FIELD_TEST
from desk.services.demo.plantings.groups import GROUPS, Group
from desk.services.demo.plantings.planting import Planting
from desk.services.demo.plantings.reply import REPLY
from desk.services.demo.plantings.site import SITE
from desk.services.demo.plantings.transfer import TRANSFER

PLANTINGS: tuple[Planting, ...] = (
    *ADDRESS,
    *CONDUCT,
    *FIELD_TEST,
    *DEADLINE,
    *REPLY,
    *TRANSFER,
    *ESCALATION,
    *SITE,
)

__all__ = ["GROUPS", "PLANTINGS", "Group", "Planting"]
