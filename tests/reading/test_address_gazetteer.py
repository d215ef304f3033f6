"""Every unit of Hainan's gazetteer, written in full, is read as itself."""

import pytest

from desk.reading.address import read_address
from desk.reading.address.gazetteer import gazetteer
from desk.reading.address.parts import Sort

UNITS = {code: unit for code, unit in gazetteer().units.items() if code.startswith("46")}
VILLAGES = [unit for code, unit in UNITS.items() if len(code) == 12 and unit.name.endswith("村委会")]
TOWNS = [unit for code, unit in UNITS.items() if len(code) == 9 and unit.sort in (Sort.TOWN, Sort.STREET)]
TOWNS = [unit for unit in TOWNS if not unit.code.startswith("460323")]  # its county's name is a phrase
COUNTIES = [unit for code, unit in UNITS.items() if len(code) == 6 and not code.startswith("4603")]
ODD = {"黎母山管理站分场村委会"}


def holders(code):
    return "".join(UNITS[part].name for part in (code[:6], code[:9]) if part in UNITS)


def test_every_village_committee_is_the_listed_village():
    for unit in VILLAGES:
        text = holders(unit.code) + unit.name
        reading = read_address(text)
        if unit.name in ODD:
            continue
        assert (reading.grade, reading.contradictions, reading.unlisted) == ("B", (), ()), text
        assert reading.village_key == unit.code or reading.county == unit.code[:6], text


def test_nearly_every_village_keeps_its_own_code():
    texts = {holders(unit.code) + unit.name.removesuffix("委会"): unit.code for unit in VILLAGES}
    right = sum(read_address(text).village_key == code for text, code in texts.items())
    assert right >= 0.99 * len(texts)


@pytest.mark.parametrize("unit", TOWNS, ids=lambda unit: unit.code)
def test_every_township_lies_in_its_county(unit):
    reading = read_address(holders(unit.code))
    assert (reading.grade, reading.county, reading.contradictions) == ("D", unit.code[:6], ())


@pytest.mark.parametrize("unit", COUNTIES, ids=lambda unit: unit.code)
def test_every_county_is_a_county(unit):
    reading = read_address(unit.name)
    assert (reading.grade, reading.county) == ("E", unit.code)


def test_every_farm_is_a_farm_and_its_teams_are_exact():
    for code, unit in UNITS.items():
        if len(code) == 9 and unit.sort is Sort.FARM:
            assert read_address(unit.name).grade == "D", unit.name
            assert read_address(f"{unit.name}3队").grade == "A", unit.name
