"""An import in the other process: it keeps the sheets and what was read, and answers with small values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.errors import InputError
from desk.records import Person
from desk.services.desk import Desk
from desk.services.error_list import write_error_list
from desk.services.importing import ImportReport, SheetCount, import_intake
from desk.services.intake import Intake, Profile, RowError, intake_of
from desk.services.merging import Conflict, Place
from desk.services.pasting import NAME, pasted_sheet
from desk.services.preparing import Arrangement, Preview, arranged, preview
from desk.services.profiling import profiles, save_profile
from desk.services.progress import Progress
from desk.services.simulating import Simulation, simulation
from desk.services.undoing import Undone, undo
from desk.store import Written, open_database
from desk.views.companion import Companion
from desk.workbook import Sheet, read_workbook

if TYPE_CHECKING:
    from desk.views.jobs import Jobs


@dataclass(frozen=True, slots=True)
class Trial:
    """What importing a file would do, in a few words; `imported` when it was done at once."""

    told: str
    imported: bool = False
    written: Written | None = None


class Bench:
    """What lies on it: one file. Every method is called by name from the window's process."""

    def __init__(self, progress: Progress, url: str) -> None:
        self._desk = Desk(open_database(url), progress=progress)
        self._path = Path()
        self._sheets: list[Sheet] = []
        self._profiles: Sequence[Profile] = ()
        self._intake: Intake | None = None
        self._conflicts: list[Conflict] = []
        self._errors: list[RowError] = []
        self._chosen: Mapping[str, str] = {}

    def act_as(self, person: Person, now: datetime) -> None:
        """Who asks, and when it is."""
        self._desk = replace(self._desk, person=person, now=lambda: now)

    def read(self, path: Path) -> Preview:
        """Read a file and say how its columns would be taken."""
        sheets = read_workbook(path, told=lambda rows: self._desk.progress("读取文件", rows, 0))
        return self._laid(path, sheets)

    def paste(self, text: str, html: str) -> Preview:
        """Read what was copied elsewhere."""
        return self._laid(Path(NAME), [pasted_sheet(text, html)])

    def _laid(self, path: Path, sheets: list[Sheet]) -> Preview:
        self._path, self._sheets, self._intake, self._conflicts = path, sheets, None, []
        self._profiles = profiles(self._desk)
        return self.look(Arrangement())

    def look(self, arrangement: Arrangement) -> Preview:
        """How the columns would be taken in another arrangement."""
        return preview(self._path.name, self._sheets, arrangement, self._profiles)

    def simulate(self, arrangement: Arrangement) -> Simulation:
        """Take the rows over and compare them with what is stored; nothing is written."""
        if arrangement.chosen is None and (arrangement.sheet or arrangement.heading_row is not None):
            arrangement = replace(arrangement, chosen=self.look(arrangement).mapping)
        self._chosen = arrangement.chosen or {}
        sheets = arranged(self._sheets, arrangement)
        self._intake = intake_of(
            self._path,
            sheets,
            chosen=arrangement.chosen,
            profiles=self._profiles,
            progress=self._desk.progress,
        )
        report = import_intake(self._desk, self._intake, dry_run=True)
        self._conflicts, self._errors = report.conflicts, report.errors
        return simulation(report, self._intake, sheets, replace(arrangement, heading_row=None))

    def save_errors(self, path: Path) -> int:
        """Write all errors of what was simulated into a workbook; answers how many."""
        return write_error_list(path, {self._path.name: self._errors})

    def carry_out(
        self, skip_bad_rows: bool, take_file: bool, other_way: frozenset[Place], remember: str
    ) -> ImportReport:
        """Import; conflicts take the file's value or the desk's, those in `other_way` the other one.

        `remember` names the mapping for other files of this shape; "" keeps none.
        """
        if self._intake is None:
            raise InputError("还没有试算，请先选择文件")
        take = {c.place: take_file != (c.place in other_way) for c in self._conflicts}
        report = import_intake(self._desk, self._intake, skip_bad_rows=skip_bad_rows, take=take)
        if remember:
            save_profile(self._desk, remember, self._intake, self._chosen)
        self._sheets, self._intake = [], None
        return report

    def try_out(self, path: Path, silent: bool) -> Trial:
        """Read and simulate; import at once what needs no person, when `silent` says so."""
        read = self.read(path)
        if read.missing or not read.columns:
            return Trial("列名不认识，请核对时手工对应")
        found = self.simulate(Arrangement())
        clean = not found.error_number and not found.conflict_number
        if not silent or not clean:
            return Trial(_told(found))
        report = self.carry_out(False, False, frozenset(), "")
        return Trial(_told(found), True, report.written)

    def undo(self, deed_id: int) -> Undone:
        """Take an import back."""
        return undo(self._desk, deed_id=deed_id)


def _told(found: Simulation) -> str:
    of_orders = found.counts.get("工单", SheetCount())
    parts = [f"工单新增 {of_orders.new}", f"更新 {of_orders.changed}"]
    parts += [f"错误 {found.error_number}"] if found.error_number else []
    parts += [f"冲突 {found.conflict_number}"] if found.conflict_number else []
    return "，".join(parts)


def bench_of(jobs: "Jobs", desk: Desk) -> Companion:
    """A bench in a process of its own, on the desk's database."""
    return jobs.companion(Bench, desk.database.url.render_as_string(hide_password=False))


def question(desk: Desk, companion: Companion, name: str, arguments: tuple[Any, ...], told: Progress) -> Any:
    """Ask a bench as the acting person, at the desk's time; waits for the answer."""
    companion.ask("act_as", desk.person, desk.now(), told=told)
    return companion.ask(name, *arguments, told=told)
