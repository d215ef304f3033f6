"""What a rule reads of the office's settings is what it declares, and every setting says whom it concerns."""

import dataclasses

from desk.records import EVERY, Parameter, Phrase
from desk.rules.catalogue import CATALOGUE
from desk.rules.concerns import PARAMETERS, concern
from desk.rules.office import Office
from desk.rules.parameters import Parameters, specs

NAMES = {"quiet": "quiet_windows", "counties": "regions", "reviews": "meetings"}  # made of another setting
G5 = {"weak_rsrp_5g", "weak_sinr_5g"}  # in whose place the examples measure 4G
AROUND = {  # read while an order's kin are found
    "RPL06": {"repeat_days"},
    "SUP01": {"cluster_orders", "cluster_days"},
    "SUP02": {"cluster_orders", "cluster_days", "cluster_m"},
}


class Watched:
    """Settings that note which of them are asked for."""

    def __init__(self, settings, seen):
        self._settings, self._seen = settings, seen

    def __getattr__(self, name):
        value = getattr(self._settings, name)
        if isinstance(value, Parameters):
            return Watched(value, self._seen)
        self._seen.add(NAMES.get(name, name))
        return value


def watched(case, rule, seen):
    case = dataclasses.replace(case, office=Watched(case.office, seen), _answers={})
    if rule.applies(case):
        found = rule.check(case)
        list(found if not hasattr(found, "verdict") else [found])


def test_every_rule_reads_the_settings_that_it_declares_in_all_examples(scene_case):
    seen = {rule.code: set() for rule in CATALOGUE}
    for case in [scene_case(example) for rule in CATALOGUE for example in rule.examples]:
        for rule in CATALOGUE:
            watched(case, rule, seen[rule.code])
    for rule in CATALOGUE:
        declared = {*rule.parameters, *rule.settings}
        assert seen[rule.code] <= declared, rule.code
        assert declared <= seen[rule.code] | AROUND.get(rule.code, set()) | G5, rule.code


def test_every_parameter_says_whom_it_concerns():
    assert list(PARAMETERS) == [spec.name for spec in specs()]
    assert {name for rule in CATALOGUE for name in rule.parameters} == set(PARAMETERS)


def test_what_all_readings_rest_on_concerns_every_order():
    assert EVERY in concern(Phrase(lexicon="敏感", phrase="停机", category="信访"))
    assert EVERY in concern(Parameter(name="cluster_m", value="300"))
    assert EVERY in concern(Parameter(name="集中投诉距离", value="300"))


def test_a_findings_version_changes_with_the_settings_that_its_rule_reads_alone():
    rules = {rule.code: rule for rule in CATALOGUE}
    before, after = Office(), Office(departments={"网络保障中心": "分公司"})
    assert before.version != after.version
    assert before.version_for(rules["TRF01"]) != after.version_for(rules["TRF01"])
    assert before.version_for(rules["RPL01"]) == after.version_for(rules["RPL01"])
    fewer = Office(parameters=Parameters(callback_attempts=2))
    assert before.version_for(rules["RPL01"]) != fewer.version_for(rules["RPL01"])
