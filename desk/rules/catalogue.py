"""All rules, in the order of the standard.

To add a rule: a file in its family's folder and its line here; its examples run as tests by themselves.
"""

from desk.rules.address import (
    adr01_missing,
    adr02_imprecise,
    adr03_contradiction,
    adr04_no_coordinates,
    adr05_off_place,
    adr06_region,
)
from desk.rules.conduct import con02_forbidden
from desk.rules.escalation import esc01_sensitive
from desk.rules.reply import rpl01_no_callback, rpl03_not_confirmed, rpl04_contradiction
from desk.rules.rule import Rule

CATALOGUE: tuple[Rule, ...] = (
    adr01_missing.RULE,
    adr02_imprecise.RULE,
    adr03_contradiction.RULE,
    adr04_no_coordinates.RULE,
    adr05_off_place.RULE,
    adr06_region.RULE,
    con02_forbidden.RULE,
    rpl01_no_callback.RULE,
    rpl03_not_confirmed.RULE,
    rpl04_contradiction.RULE,
    esc01_sensitive.RULE,
)

BY_CODE = {rule.code: rule for rule in CATALOGUE}

RULES_VERSION = "2026.11"
