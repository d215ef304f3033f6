from pathlib import Path

from desk.rules.manual import rules_page

ROOT = Path(__file__).resolve().parents[2]


def test_the_rule_page_is_fresh():
    assert (ROOT / "RULES.md").read_text(encoding="utf-8") == rules_page(), (
        "run: python -m desk.rules.manual > RULES.md"
    )
