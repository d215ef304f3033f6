"""County and township read from real addresses, beside cpca and JioNLP (pip install cpca jionlp).

    python -m benchmarks.peers

Reads ../shared/data/addr_dev.jsonl beside the checkout, which is not part of the project. Counts, among the
addresses whose labels name a county (or a township), those in which the reader names the same.
"""

import json
import time
from pathlib import Path

from desk.reading.address import PartKind, read_address

DATA = Path(__file__).resolve().parents[1].parent / "shared" / "data" / "addr_dev.jsonl"


def labelled():
    for line in DATA.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        spans = {kind: row["text"][start:end] for kind, start, end in reversed(row["spans"])}
        yield row["text"], spans.get("district"), spans.get("town")


def desk(text):
    parts = read_address(text).parts
    return [
        [part.text for part in parts if part.kind is kind] for kind in (PartKind.COUNTY, PartKind.TOWNSHIP)
    ]


def cpca_reader():
    import cpca

    def read(text):
        row = cpca.transform([text]).iloc[0]
        return [[str(row["区"])], []]

    return read


def jionlp_reader():
    import jionlp

    def read(text):
        found = jionlp.parse_location(text, town_village=True)
        return [[found.get("county") or ""], [found.get("town") or ""]]

    return read


def same(wanted, named):
    """Whether one of the names means the same unit: equal, or one is the other's beginning (昆山, 昆山市)."""
    return any(name and (name.startswith(wanted) or wanted.startswith(name)) for name in named)


def main():
    rows = list(labelled())
    for name, reader in (("desk", lambda: desk), ("cpca", cpca_reader), ("JioNLP", jionlp_reader)):
        try:
            read = reader()
        except ImportError:
            print(f"{name}: not installed")
            continue
        read(rows[0][0])
        started = time.perf_counter()
        hits, wanted = [0, 0], [0, 0]
        for text, *labels in rows:
            named = read(text)
            for at, label in enumerate(labels):
                wanted[at] += label is not None
                hits[at] += label is not None and same(label, named[at])
        speed = len(rows) / (time.perf_counter() - started)
        county, town = (
            f"{hit}/{all_of} = {hit / all_of:.1%}" for hit, all_of in zip(hits, wanted, strict=True)
        )
        print(f"{name}: county {county}, township {town}, {speed:,.0f} addresses/s")


if __name__ == "__main__":
    main()
