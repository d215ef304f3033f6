"""`desk demo`: a synthetic month of Hainan orders with planted faults and the answers."""

from desk.services.demo.demo import ANSWER_COLUMNS, ANSWER_SHEET, Demo, Planted
from desk.services.demo.month import make_demo

__all__ = ["ANSWER_COLUMNS", "ANSWER_SHEET", "Demo", "Planted", "make_demo"]
