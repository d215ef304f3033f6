"""PySide6 6.12.0 loses a reference to None and True at each void call and emit on CPython < 3.12.

Such a program aborts after minutes of use while a short suite stays green, so the counts are watched:
in a child process, which holds references to spare so that it lives to tell.
"""

import json
import subprocess
import sys

import pytest

TIMES = 10_000
NOISE = 500  # what the interpreter itself may gain or lose meanwhile

WATCH = """
import json, sys
from PySide6.QtCore import QObject, Signal

class Bell(QObject):
    rung = Signal()
    said = Signal(bool)

times = int(sys.argv[1])
spare = [None, True] * (10 * times)
bell, heard = Bell(), []
bell.rung.connect(heard.clear)
bell.said.connect(lambda _: None)
deeds = {
    "emit": lambda: bell.rung.emit(),
    "emit a value": lambda: bell.said.emit(True),
    "void call": lambda: bell.setObjectName("bell"),
}
drift = {}
for name, deed in deeds.items():
    before = sys.getrefcount(None), sys.getrefcount(True)
    for _ in range(times):
        deed()
    drift[name] = [sys.getrefcount(None) - before[0], sys.getrefcount(True) - before[1]]
print(json.dumps(drift), flush=True)
"""


@pytest.mark.skipif(
    sys.version_info >= (3, 12), reason="从 Python 3.12 起 None 与 True 不计引用，引用漂移测不出来"
)
def test_counts_of_none_and_true_stay():
    done = subprocess.run(
        [sys.executable, "-c", WATCH, str(TIMES)], capture_output=True, text=True, timeout=60, check=False
    )
    drift = json.loads(done.stdout)
    assert set(drift) == {"emit", "emit a value", "void call"}
    assert all(abs(count) < NOISE for counts in drift.values() for count in counts), drift
