"""Readings of a measurement: as numbers, and as weak, borderline or good coverage."""

import math
import re
from enum import Enum
from functools import lru_cache

from desk.records import Measurement
from desk.rules.parameters import Parameters
from desk.vocabulary import Network, Stage

_UNIT = re.compile(r"\s*(?:dbm|db|mbit/s|mbps|m/s|ms|m)\s*$", re.IGNORECASE)
_AFTER = Stage.AFTER
_SIGNS = str.maketrans("−－—–．０１２３４５６７８９", "----.0123456789")


class Signal(Enum):
    """How well a place is covered."""

    WEAK = "弱"
    BORDER = "临界"
    GOOD = "好"


@lru_cache(maxsize=4096)
def number(text: str | None) -> float | None:
    """A reading as a number, its unit left out; None when it is blank or no number."""
    if text is None:
        return None
    try:
        value = float(text)
    except ValueError:
        try:
            value = float(_UNIT.sub("", text.translate(_SIGNS)))
        except ValueError:
            return None
    return value if math.isfinite(value) else None


def is_after(row: Measurement) -> bool:
    """Whether it was measured after the measures were taken."""
    return row.stage == _AFTER


def signal(row: Measurement, limits: Parameters) -> Signal | None:
    """What RSRP says by the technology's thresholds, else SINR; None without a reading or a threshold.

    Where 网络类型 is blank, what both technologies say.
    """
    if row.network == Network.G4:
        return _as_4g(row, limits)
    if row.network == Network.G5:
        return _as_5g(row, limits)
    if row.network:
        return None
    found = _as_4g(row, limits)
    return found if found is _as_5g(row, limits) else None


def _as_4g(row: Measurement, limits: Parameters) -> Signal | None:
    weak = limits.weak_rsrp_4g, limits.weak_sinr_4g
    return _grade(row, weak=weak, border=(limits.border_rsrp_4g, limits.border_sinr_4g))


def _as_5g(row: Measurement, limits: Parameters) -> Signal | None:
    weak = limits.weak_rsrp_5g, limits.weak_sinr_5g
    return _grade(row, weak=weak, border=weak)


def _grade(row: Measurement, *, weak: tuple[float, float], border: tuple[float, float]) -> Signal | None:
    rsrp, sinr = number(row.rsrp), number(row.sinr)
    at, value = (0, rsrp) if rsrp is not None else (1, sinr)
    if value is None:
        return None
    if value < weak[at]:
        return Signal.WEAK
    return Signal.BORDER if value < border[at] else Signal.GOOD


def weak(row: Measurement, limits: Parameters) -> bool | None:
    """Whether the coverage is weak; None when that cannot be said."""
    found = signal(row, limits)
    return None if found is None else found is Signal.WEAK
