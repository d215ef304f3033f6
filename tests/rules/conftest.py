"""Judges bends of the clean scene with one rule."""

import pytest

from desk.rules.book import cases
from desk.rules.catalogue import BY_CODE
from desk.rules.engine import check
from desk.rules.office import office_from
from desk.rules.rule import Example
from desk.rules.scenes import example_book
from desk.vocabulary import Verdict


@pytest.fixture
def scene_case():
    """The case of an example's first order."""

    def build(example):
        book, at = example_book(example)
        office = office_from(book.records)
        return next(cases(book, office, at))

    return build


@pytest.fixture
def judge(scene_case):
    """The finding of one rule on a bend of the clean scene: judge("ADR01", {"工单": {...}}, at=...)."""

    def finding(code, bend=None, at=None):
        case = scene_case(Example(Verdict.PASS, bend or {}, at))
        return check(case, [BY_CODE[code]], quiet=True)[0]

    return finding
