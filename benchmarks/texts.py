"""How fast texts are read: sensitive and forbidden phrases, outcome wording and 同步要素 together.

Run `PYTHONPATH=. python benchmarks/texts.py [COUNT]` from the checkout. The texts are made up here, each of
120 characters.
"""

import random
import sys
import time
from collections.abc import Callable

from desk.reading.outcome import read_outcome
from desk.reading.phrases import read_forbidden, read_sensitive, shipped_forbidden, shipped_sensitive
from desk.reading.sync_elements import read_sync_elements

_LENGTH = 120
_ROUNDS = 5  # the best counts
_PIECES = (
    "用户来电反映在家中使用手机上网速度慢，",
    "晚上八点以后网页打不开，通话断断续续，",
    "周围用户也有同样情况，开关机情况依旧，",
    "再不处理就打12315投诉你们，",
    "用户表示不会投诉到工信部，",
    "经现场测试该处为弱覆盖，已纳入规划，",
    "已联系用户，用户确认恢复正常使用，",
    "测试员告知网络就是这个样子，凑合着用吧，",
    "要求尽快安排人员上门处理并回复，谢谢。",
    "该小区位于法院路，电视台附近信号较弱，",
)


def texts(count: int, seed: int = 7) -> list[str]:
    """Made-up complaint texts of the same length."""
    chance = random.Random(seed)
    made = []
    for _ in range(count):
        text = "".join(chance.choice(_PIECES) for _ in range(12))[:_LENGTH]
        made.append(f"#同步要素#客户要求:{text}#同步要素#"[:_LENGTH] if chance.random() < 0.3 else text)
    return made


def _spent(reader: Callable[[str], object], made: list[str]) -> float:
    """Seconds of the processor for reading them all once."""
    start = time.process_time()
    for text in made:
        reader(text)
    return time.process_time() - start


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    made = texts(count)
    sensitive, forbidden = shipped_sensitive(), shipped_forbidden()
    readers = (
        ("sensitive", lambda text: read_sensitive(text, sensitive)),
        ("forbidden", lambda text: read_forbidden(text, forbidden)),
        ("outcome", read_outcome),
        ("同步要素", read_sync_elements),
    )
    total = 0.0
    for name, reader in readers:
        spent = min(_spent(reader, made) for _ in range(_ROUNDS))
        total += spent
        print(f"{name}: {count / spent:,.0f} texts/s")
    print(f"together: {count / total:,.0f} texts/s")
    long = "".join(made)[:1_000_000] if count >= 10_000 else "".join(texts(10_000))[:1_000_000]
    for name, reader in readers:
        start = time.process_time()
        reader(long)
        print(f"{name}, one text of 1,000,000 characters: {time.process_time() - start:.2f} s")


if __name__ == "__main__":
    main()
