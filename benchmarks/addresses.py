"""Measures the address reader: accuracy against labelled addresses, misses by kind, and speed.

Run: python -m benchmarks.addresses [--half 0|1] [--misses N]
The labelled file is not part of the project; it is read from ../shared/data/addr_dev.jsonl where that exists.
"""

import argparse
import json
import time
from collections import Counter
from pathlib import Path

from desk.reading.address import read_address

LABELLED = Path(__file__).resolve().parents[1].parent / "shared" / "data" / "addr_dev.jsonl"
ROUNDS = 10
MADE_UP = [
    "海南省澄迈县福山镇红光农场红星队",
    "海口市龙华区滨海大道十二号之3",
    "客户在琼中县湾岭镇家里没信号",
]


def accuracy(rows: list[dict], misses: int) -> None:
    wrong = []
    kinds: Counter[str] = Counter()
    for row in rows:
        reading = read_address(row["text"])
        if reading.grade not in row["accept"]:
            wrong.append((row, reading))
            kinds[f"{row['accept']} read as {reading.grade}"] += 1
    print(f"{len(rows)} addresses, {100 * (1 - len(wrong) / max(1, len(rows))):.2f} % right")
    for kind, count in kinds.most_common():
        print(f"{count:5} {kind}")
    for row, reading in wrong[:misses]:
        parts = " ".join(f"{part.kind}:{part.text}" for part in reading.parts)
        labels = " ".join(f"{kind}:{row['text'][start:end]}" for kind, start, end in row["spans"])
        print(f"{row['accept']}>{reading.grade} {row['text']}\n      {parts}\n      {labels}")


def speed(texts: list[str]) -> None:
    read_address("海口")
    spent = []
    for _ in range(ROUNDS):
        start = time.process_time()
        for text in texts:
            read_address(text)
        spent.append(time.process_time() - start)
    print(f"{len(texts) / min(spent):,.0f} addresses/s, the best of {ROUNDS} rounds")
    start = time.process_time()
    read_address("海口市龙华区滨海大道" * 100_000)
    print(f"a text of 1,000,000 characters: {1000 * (time.process_time() - start):.1f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", type=int, choices=(0, 1), help="every other row, from 0 or from 1")
    parser.add_argument("--misses", type=int, default=0, help="how many misses to list")
    options = parser.parse_args()
    rows = []
    if LABELLED.exists():
        rows = [json.loads(line) for line in LABELLED.read_text(encoding="utf-8").splitlines()]
    else:
        print(f"not measured: {LABELLED} is missing")
    if options.half is not None:
        rows = rows[options.half :: 2]
    accuracy(rows, options.misses)
    speed([row["text"] for row in rows] or MADE_UP * 1000)


if __name__ == "__main__":
    main()
