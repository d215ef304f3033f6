"""500 mutations of good files, read and simulated: each is taken over or refused with one sentence.

    python -m benchmarks.fuzzing [MUTATIONS] [SEED]

Bytes are flipped, cut out, doubled or swapped, in the file or inside one part of the workbook, which is then
packed again so that its checksum holds. Counts how the files end, and the longest and the most memory that
reading one took; anything but rows or an InputError is a fault, and the exit code is 1.
"""

import io
import random
import resource
import sys
import time
import zipfile
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl

from desk.errors import InputError
from desk.records import SHEETS
from desk.rules.scenes import CLEAN
from desk.services.demo import make_demo
from desk.services.exporting import records_table
from desk.services.intake import read_intake
from desk.workbook import write_workbook


def good_files(folder: Path) -> list[Path]:
    """A workbook of the desk's own, one of openpyxl's, and two texts."""
    records = make_demo(30, 1).book.records
    own = folder / "本系统.xlsx"
    write_workbook(own, [records_table(sheet, records.get(sheet.table, ())) for sheet in SHEETS])
    book = openpyxl.Workbook()
    book.active.title = "导出"
    book.active.append(list(CLEAN["工单"][0]))
    book.active.append(list(CLEAN["工单"][0].values()))
    book.active["H2"] = "=1/0"
    book.save(folder / "别处.xlsx")
    lines = "工单号,派单时间,投诉地址\r\n" + "".join(
        f'HI-{at:05d},2026-10-08 09:{at:02d},"海口市美兰区\r\n{at}号"\r\n' for at in range(40)
    )
    (folder / "文字.csv").write_bytes(lines.encode("utf-8-sig"))
    (folder / "国标.csv").write_bytes(lines.encode("gb18030"))
    return [own, folder / "别处.xlsx", folder / "文字.csv", folder / "国标.csv"]


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The bytes with one to eight accidents."""
    spoilt = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(spoilt) or 1)
        end = min(at + chance.choice((1, 2, 16, 400)), len(spoilt))
        kind = chance.randrange(4)
        if kind == 0:
            spoilt[at:end] = bytes(chance.randrange(256) for _ in range(end - at))
        elif kind == 1:
            del spoilt[at:end]
        elif kind == 2:
            spoilt[at:at] = spoilt[at:end] * chance.choice((1, 3, 200))
        else:
            other = chance.randrange(len(spoilt) or 1)
            spoilt[at:end] = spoilt[other : other + end - at]
    return bytes(spoilt)


def spoil(path: Path, chance: random.Random) -> bytes:
    """A mutation of the whole file, or, of every other workbook, of one part packed again."""
    data = path.read_bytes()
    if path.suffix != ".xlsx" or chance.random() < 0.4:
        return mutated(data, chance)
    packed = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        names = source.namelist()
        chosen = chance.choice(names)
        for name in names:
            part = source.read(name)
            target.writestr(name, mutated(part, chance) if name == chosen else part)
    return packed.getvalue()


def outcome(path: Path) -> str:
    """How reading it ends."""
    try:
        intake = read_intake(path)
    except InputError as error:
        sentence = str(error)
        return "refused" if "\n" not in sentence and path.name in sentence else f"sentence: {sentence}"
    except BaseException as error:
        return f"fault: {error!r}"
    return "rows listed as wrong" if intake.errors else "read"


def main() -> int:
    """Prints the counts."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    counts: Counter[str] = Counter()
    longest = 0.0
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        files = good_files(folder)
        for at in range(number):
            chance = random.Random(f"{seed}/{at}")
            good = files[at % len(files)]
            path = folder / f"变异{at}{good.suffix}"
            path.write_bytes(spoil(good, chance))
            started = time.perf_counter()
            found = outcome(path)
            longest = max(longest, time.perf_counter() - started)
            counts[found] += 1
            if found not in ("read", "refused", "rows listed as wrong"):
                print(f"mutation {at} of {good.name}: {found}")
            path.unlink()
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(", ".join(f"{kind} {times}" for kind, times in counts.most_common()))
    print(f"longest {longest:.1f} s, most memory of a reading process {peak} MB")
    return int(set(counts) - {"read", "refused", "rows listed as wrong"} != set())


if __name__ == "__main__":
    sys.exit(main())
