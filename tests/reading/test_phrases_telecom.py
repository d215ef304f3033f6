"""Sensitive phrases in whole complaints as a network desk gets them: all classes, all manners of saying.

telecom_threats.tsv has a class and a complaint on each line, telecom_plain.txt complaints without a threat;
all are made up.
"""

from pathlib import Path

import pytest

from desk.reading.phrases import read_sensitive, shipped_sensitive

HERE = Path(__file__).parent
THREATS = [line.split("\t") for line in (HERE / "telecom_threats.tsv").read_text("utf-8").splitlines()]
PLAIN = (HERE / "telecom_plain.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize(("group", "text"), THREATS)
def test_a_threat_in_a_complaint_is_found(group: str, text: str) -> None:
    assert group in {hit.group for hit in read_sensitive(text, shipped_sensitive())}


@pytest.mark.parametrize("text", PLAIN)
def test_a_plain_complaint_is_left_alone(text: str) -> None:
    assert read_sensitive(text, shipped_sensitive()) == ()
