"""The grade of an address, by many made-up examples of each."""

from pathlib import Path

import pytest

from desk.reading.address import read_address
from tests.reading.address_examples import EXAMPLES

HANDLERS = [
    line.split("\t")
    for line in Path(__file__).with_name("hainan_addresses.tsv").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize(("grade", "text"), EXAMPLES)
def test_address_has_the_grade_of_its_most_precise_part(grade, text):
    assert read_address(text).grade == grade


@pytest.mark.parametrize(("grade", "text"), HANDLERS)
def test_an_address_as_handlers_meet_it_has_its_grade(grade, text):
    assert read_address(text).grade == grade


@pytest.mark.parametrize("text", ["", " ", "\n", "\u200f\x00", "，。"])
def test_blank_text_is_of_no_use(text):
    reading = read_address(text)
    assert (reading.grade, reading.parts) == ("F", ())


@pytest.mark.parametrize("name", ["消防队", "交警大队", "施工队", "车队", "部队", "抢修队"])
def test_a_squad_is_no_farm_team(name):
    assert read_address(f"红光农场{name}").grade != "A"


@pytest.mark.parametrize("where", ["国兴街道", "滨江街道"])
def test_a_community_of_a_street_office_is_no_village(where):
    assert read_address(f"海口市琼山区{where}兴丹社区").grade == "C"


@pytest.mark.parametrize("text", ["那大镇兴丹社区", "那大镇兴丹居委会", "水满乡兴丹社区", "琼中县兴丹居委会"])
def test_a_community_of_a_town_counts_as_a_village(text):
    assert read_address(text).grade == "B"
