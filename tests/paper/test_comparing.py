"""Who is better, by how much, and what the handling changed."""

import pytest

from desk.paper.comparing import Measured, OperatorReadings, Reading, stages


def reading(number):
    return None if number is None else Reading(f"{number:g}", number)


def compared(name, own, *others, networks=None):
    values = (own, *others)
    networks = networks or ["4G"] * len(values)
    columns = [
        OperatorReadings(operator, Measured(network=network, **{name: reading(value)}))
        for operator, value, network in zip("移联电", values, networks, strict=False)
    ]
    rows = {row.title: row for row in stages(columns)[0].rows}
    return rows[{"rsrp": "RSRP", "down": "下行速率", "delay": "时延"}[name]]


@pytest.mark.parametrize(
    ("name", "values", "words"),
    [
        ("rsrp", (-101, -99, -98), "差于电 3 dB"),
        ("rsrp", (-95, -99, -98), "优于电 3 dB"),
        ("rsrp", (-98, -99, -98), "与电持平"),
        ("delay", (30, 42, 50), "优于联 12 ms"),
        ("delay", (60, 42, 42), "差于联、电 18 ms"),
        ("down", (8.2, 22.5, None), "差于联 14.3 Mbit/s"),
        ("down", (None, 22.5, 25), None),
        ("down", (8.2, None, None), None),
    ],
)
def test_ours_is_compared_with_the_best_of_the_others(name, values, words):
    assert compared(name, *values).comparison == words


def test_the_best_values_are_marked_ties_too():
    assert [cell.best for cell in compared("delay", 60, 42, 42).cells] == [False, True, True]
    assert [cell.best for cell in compared("delay", 60, None, None).cells] == [False, False, False]


def test_radio_values_compare_within_their_network_type():
    row = compared("rsrp", -101, -80, -98, networks=["4G", "5G", "4G"])
    assert row.comparison == "差于电 3 dB"
    assert not any(cell.best for cell in row.cells)
    assert compared("rsrp", -101, -80, networks=["4G", "5G"]).comparison == "差于联 21 dB\n（制式不同）"


def test_the_change_from_before_is_told():
    before = Measured(rsrp=reading(-101), down=reading(8.2), up=Reading("弱"))
    after = Measured(rsrp=reading(-92.5), down=reading(8.2), up=reading(3))
    rows = stages([OperatorReadings("移动", before, after)])[1].rows
    assert [row.cells[0].change for row in rows] == ["+8.5", None, "持平", None, None]
    assert [row.cells[0].text for row in rows] == ["-92.5", None, "8.2", "3", None]


def test_a_stage_that_nobody_measured_has_no_rows():
    before, after = stages([OperatorReadings("移动", Measured(rsrp=reading(-101)))])
    assert (len(before.rows), len(after.rows)) == (5, 0)
    assert stages([])[0].rows == ()
