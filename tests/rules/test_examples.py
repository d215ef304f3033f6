"""Every rule's own examples, and what the catalogue promises as a whole."""

import dataclasses
import importlib
import pkgutil
from collections import Counter

import pytest

import desk.rules
from desk.rules.catalogue import CATALOGUE
from desk.rules.engine import check
from desk.rules.rule import Example, Rule
from desk.vocabulary import Verdict

EXAMPLES = [(rule, example) for rule in CATALOGUE for example in rule.examples]
BAD = (Verdict.FAIL, Verdict.WARN)
NEVER_KEPT = {"SUP03", "SUP04"}  # an order they apply to is at best a reminder


def _name(value):
    return value.code if isinstance(value, Rule) else value.title


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=_name)
def test_an_example_gets_the_verdict_it_shows(rule, example, scene_case):
    found = check(scene_case(example), [rule], quiet=True)[0]
    assert (found.verdict, found.message.startswith("规则内部错误")) == (example.verdict, False), (
        found.message
    )


@pytest.mark.parametrize("rule", CATALOGUE, ids=_name)
def test_a_rule_shows_two_orders_that_keep_it_and_two_that_break_it(rule):
    shown = Counter(example.verdict for example in rule.examples)
    assert shown[Verdict.NA if rule.code in NEVER_KEPT else Verdict.PASS] >= 2
    assert max(shown[verdict] for verdict in BAD) >= 2


@pytest.mark.parametrize("rule", CATALOGUE, ids=_name)
def test_a_rule_explains_itself(rule):
    assert rule.clause[0] in "123"
    assert all((rule.name, rule.reason, rule.remedy, rule.fields))
    assert all(example.title for example in rule.examples)


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=_name)
def test_a_finding_says_what_and_where(rule, example, scene_case):
    found = check(scene_case(example), [rule], quiet=True)[0]
    if found.verdict in (*BAD, Verdict.WAIVED, Verdict.UNKNOWN):
        assert found.message
        assert found.evidence
    if found.verdict is Verdict.UNKNOWN:
        assert found.missing
    read = {name.rpartition(".")[::2] for name in found.fields} | {("豁免", "原因")}
    shown = {("" if place.sheet == "工单" else place.sheet, place.field) for place in found.evidence}
    assert shown <= read


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=_name)
def test_the_answer_holds_until_the_moment_it_names(rule, example, scene_case):
    case = scene_case(example)
    found = check(case, [rule], quiet=True)
    if case.moment.until is not None:
        last = case.moment.until - (case.moment.until - case.moment.now) / 1000
        later = dataclasses.replace(example, at=last.replace(microsecond=0).isoformat(" "))
        assert check(scene_case(later), [rule], quiet=True) == found


def test_codes_are_unique():
    assert max(Counter(rule.code for rule in CATALOGUE).values()) == 1


def test_every_rule_file_is_in_the_catalogue():
    found = {
        module.RULE.code
        for family in pkgutil.iter_modules(desk.rules.__path__, "desk.rules.")
        if family.ispkg
        for file in pkgutil.iter_modules(importlib.import_module(family.name).__path__, family.name + ".")
        if hasattr(module := importlib.import_module(file.name), "RULE")
    }
    assert found == {rule.code for rule in CATALOGUE}


def test_the_clean_scene_keeps_every_rule(scene_case):
    found = check(scene_case(Example(Verdict.PASS)), CATALOGUE)
    assert [(finding.rule, finding.message) for finding in found] == []


def test_a_rule_that_raises_is_reported_and_the_others_go_on(scene_case, caplog):
    def broken(case):
        raise ZeroDivisionError

    first, second = CATALOGUE[:2]
    broken_rule = dataclasses.replace(first, check=broken, applies=lambda case: True)
    found = check(scene_case(Example(Verdict.PASS)), [broken_rule, second], quiet=True)
    assert [finding.verdict for finding in found] == [Verdict.UNKNOWN, Verdict.PASS]
    assert "ZeroDivisionError" in found[0].message
    assert "failed on" in caplog.text
