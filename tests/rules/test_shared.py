"""What several rules lean on: classes of departments, grades of signals."""

import pytest

from desk.records import Measurement
from desk.rules.departments import class_of
from desk.rules.office import Office
from desk.rules.parameters import Parameters
from desk.rules.signal import Signal, number, signal


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("澄迈优化组", "优化组"),
        ("海南代维一队", "代维单位"),
        ("澄迈分公司维护室", "维护室"),
        ("三亚分公司", "分公司"),
        ("在线客服中心", "客服"),
        ("质量管控组", "质量管控组"),
        ("网络部", None),
        (None, None),
    ],
)
def test_the_last_telling_word_of_a_name_classes_a_department(name, found):
    assert class_of(Office(), name) == found


def test_the_office_rules_over_the_words_of_a_name():
    office = Office(departments={"澄迈分公司": "优化组", "网络部": "其他"})
    assert (class_of(office, "澄迈分公司"), class_of(office, "网络部")) == ("优化组", "其他")


@pytest.mark.parametrize(
    ("network", "rsrp", "sinr", "found"),
    [
        ("4G", "-110", "10", Signal.BORDER),
        ("4G", "-110.1", "10", Signal.WEAK),
        ("4G", "-105", "0", Signal.GOOD),
        ("4G", "-100", "-3.1", Signal.GOOD),
        ("4G", None, "-1", Signal.BORDER),
        ("4G", None, "-4", Signal.WEAK),
        ("5G", "-106", None, Signal.WEAK),
        ("5G", "-105", "-3", Signal.GOOD),
        ("3G", "-120", None, None),
        ("4G", "弱", None, None),
        (None, "-118", None, Signal.WEAK),  # by both technologies
        (None, "-107", None, None),
        (None, "-90", None, Signal.GOOD),
    ],
)
def test_a_signal_is_graded_by_its_technology(network, rsrp, sinr, found):
    row = Measurement(order_no="1", operator="移动", network=network, rsrp=rsrp, sinr=sinr)
    assert signal(row, Parameters()) is found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("-98", -98),
        (" -98.5 dBm", -98.5),
        ("－９８", -98),
        ("8.2Mbit/s", 8.2),
        ("弱", None),
        ("nan", None),
        ("", None),
    ],
)
def test_a_reading_is_read_with_or_without_its_unit(text, value):
    assert number(text) == value
