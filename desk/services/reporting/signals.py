"""An operator's readings graded against the thresholds in force."""

from collections.abc import Sequence

from desk.paper.comparing import Grade, Measured, OperatorReadings, Reading
from desk.paper.field_test import Threshold
from desk.records import Measurement
from desk.rules.parameters import Parameters
from desk.rules.signal import is_after, number
from desk.vocabulary import Network, Operator

_OPERATORS = (Operator.MOBILE, Operator.UNICOM, Operator.TELECOM)
_PLAUSIBLE = {"rsrp": (-156.0, -31.0), "sinr": (-23.0, 40.0)}
_SHIPPED = Parameters()


def operators(measured: Sequence[Measurement], parameters: Parameters) -> tuple[OperatorReadings, ...]:
    """The three operators, ours first, each with its last readings before and after the handling."""
    return tuple(_operator(operator, measured, parameters) for operator in _OPERATORS)


def thresholds(parameters: Parameters) -> tuple[Threshold, ...]:
    """The limits of the grades in words; those that the office has not changed are suggestions."""
    p = parameters
    return (
        _threshold(
            f"4G：RSRP 低于 {p.weak_rsrp_4g:g} dBm 为弱，{p.weak_rsrp_4g:g} 至 {p.border_rsrp_4g:g} 为临界；"
            f"SINR 低于 {p.weak_sinr_4g:g} dB 为弱，{p.weak_sinr_4g:g} 至 {p.border_sinr_4g:g} 为临界",
            p,
            ("weak_rsrp_4g", "border_rsrp_4g", "weak_sinr_4g", "border_sinr_4g"),
        ),
        _threshold(
            f"5G：SS-RSRP 低于 {p.weak_rsrp_5g:g} dBm 为弱；SINR 低于 {p.weak_sinr_5g:g} dB 为弱",
            p,
            ("weak_rsrp_5g", "weak_sinr_5g"),
        ),
    )


def _threshold(text: str, parameters: Parameters, names: Sequence[str]) -> Threshold:
    return Threshold(text, all(getattr(parameters, name) == getattr(_SHIPPED, name) for name in names))


def _operator(
    operator: Operator, measured: Sequence[Measurement], parameters: Parameters
) -> OperatorReadings:
    own = [row for row in measured if row.operator == operator]
    before = next((row for row in reversed(own) if not is_after(row)), None)
    after = next((row for row in reversed(own) if is_after(row)), None)
    return OperatorReadings(
        operator.value,
        _measured(before, parameters) if before else None,
        _measured(after, parameters) if after else None,
    )


def _measured(row: Measurement, parameters: Parameters) -> Measured:
    limits = _limits(row.network, parameters)
    readings = {
        name: Reading(text, number(text), _grade(name, number(text), limits.get(name)))
        for name in ("rsrp", "sinr", "down", "up", "delay")
        if (text := getattr(row, name)) is not None
    }
    return Measured(network=row.network, service=row.service, indoors=row.indoors, time=row.time, **readings)


def _limits(network: str | None, parameters: Parameters) -> dict[str, tuple[float, float]]:
    """Metric -> (weak, borderline) of the technology."""
    if network == Network.G4:
        return {
            "rsrp": (parameters.weak_rsrp_4g, parameters.border_rsrp_4g),
            "sinr": (parameters.weak_sinr_4g, parameters.border_sinr_4g),
        }
    if network == Network.G5:
        return {
            "rsrp": (parameters.weak_rsrp_5g, parameters.weak_rsrp_5g),
            "sinr": (parameters.weak_sinr_5g, parameters.weak_sinr_5g),
        }
    return {}


def _grade(name: str, value: float | None, limits: tuple[float, float] | None) -> Grade | None:
    if value is None:
        return Grade.DOUBTFUL
    low, high = _PLAUSIBLE.get(name, (0.0, 1e6))
    if not low <= value <= high:
        return Grade.DOUBTFUL
    if limits is None:
        return None
    if value < limits[0]:
        return Grade.WEAK
    return Grade.BORDER if value < limits[1] else Grade.GOOD
