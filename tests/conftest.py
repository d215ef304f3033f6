"""Settles the environment of every test before Qt is imported, and says what was left out and why."""

import os
from collections import Counter

import pytest
from hypothesis import settings

# the suite must say the same of the same code; HYPOTHESIS_PROFILE=explore looks further
settings.register_profile("same", derandomize=True)
settings.register_profile("explore", max_examples=500)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("LC_ALL", "C.UTF-8")


def pytest_collection_modifyitems(config, items):
    if "scale" in (config.option.markexpr or ""):
        return
    for item in items:
        if "scale" in item.keywords:
            item.add_marker(pytest.mark.skip(reason="大数据量，由 benchmarks 运行"))


def pytest_terminal_summary(terminalreporter):
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = Counter(str(report.longrepr[2]).removeprefix("Skipped: ") for report in skipped)
    named = "；".join(f"{reason}（{count} 项）" for reason, count in reasons.most_common())
    terminalreporter.write_line(
        f"没有运行的：{len(skipped)} 项，原因：{named}。" if named else "没有运行的：无。"
    )
