"""What is documented exists, and what exists is documented."""

import re
from pathlib import Path

from desk.cli import parser
from desk.rules.catalogue import BY_CODE
from desk.rules.parameters import specs

ROOT = Path(__file__).resolve().parents[1]
STANDARD = (ROOT / "docs" / "standard.md").read_text(encoding="utf-8")


def codes(text):
    found = set(re.findall(r"\b[A-Z]{3}\d\d\b", text))
    for family, first, last in re.findall(r"\b([A-Z]{3})(\d\d)-[A-Z]{3}(\d\d)\b", text):
        found |= {f"{family}{number:02d}" for number in range(int(first), int(last) + 1)}
    return found


def test_every_requirement_is_listed_once_and_in_order():
    assert re.findall(r"^\| (R\d+) ", STANDARD, re.MULTILINE) == [f"R{number}" for number in range(1, 123)]


def test_the_standard_page_names_every_rule_and_no_other():
    assert codes(STANDARD) == set(BY_CODE)


def test_every_parameter_named_in_the_pages_exists():
    named = set(re.findall(r"parameter `(\w+)`", STANDARD))
    assert named <= {spec.name for spec in specs()}


def test_every_verb_in_the_readme_exists():
    verbs = set(parser()._subparsers._group_actions[0].choices)
    for name in ("README.md", "README.zh-CN.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert set(re.findall(r"^ {4}.*?\bdesk ([a-z]+)\b", text, re.MULTILINE)) <= verbs


def test_every_picture_in_the_readme_exists():
    for name in ("README.md", "README.zh-CN.md"):
        for picture in re.findall(r"!\[[^]]*\]\(([^)]+)\)", (ROOT / name).read_text(encoding="utf-8")):
            assert (ROOT / picture).is_file(), picture
