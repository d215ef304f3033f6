"""`desk demo`: a synthetic month of Hainan orders with planted faults and the answers."""

from desk.services.demo.demo import Demo, Planted
from desk.services.demo.month import make_demo

__all__ = ["Demo", "Planted", "make_demo"]
