"""The only place that knows threads and processes: work goes out, one signal brings the answers back.

Threads are for SQL and typesetting, which let go of the interpreter; whatever computes in Python goes to a
process of its own, so that the window keeps painting.
"""

from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from desk.services.progress import untold
from desk.views.companion import Companion, Factory

READERS = 3

Then = Callable[[Any], None]
Failed = Callable[[BaseException], None]


@dataclass(frozen=True, slots=True)
class _Job:
    """Whom a running job answers, and how."""

    owner: QObject
    then: Then
    failed: Failed


class _Computing:
    """What is kept in the process that computes: nothing."""

    def __init__(self, _told: Any) -> None: ...

    def run(self, work: Callable[[], Any]) -> Any:
        """Do the work there."""
        return work()


class Jobs(QObject):
    """One for the whole program. Answers arrive in the GUI thread, unless their owner is gone by then."""

    busy = Signal(int)  # how many jobs are under way
    _done = Signal(object, object)  # a job and its future

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._writer = ThreadPoolExecutor(1, "write")
        self._readers = ThreadPoolExecutor(READERS, "read")
        self._askers = ThreadPoolExecutor(1, "compute")
        self._companions: list[Companion] = []
        self._computing = self.companion(_Computing)
        self._under_way = 0
        self._closed = False
        self._done.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    @property
    def under_way(self) -> int:
        """How many jobs have not been answered."""
        return self._under_way

    def read(self, work: Callable[[], Any], then: Then, failed: Failed, owner: QObject) -> None:
        """Run work that reads, beside others."""
        self._start(self._readers.submit(work), _Job(owner, then, failed))

    def write(self, work: Callable[[], Any], then: Then, failed: Failed, owner: QObject) -> None:
        """Run work that writes, one after the other."""
        self._start(self._writer.submit(work), _Job(owner, then, failed))

    def compute(self, work: Callable[[], Any], then: Then, failed: Failed, owner: QObject) -> None:
        """Run work in another process; `work` and its answer must be picklable (a partial of a function)."""
        asking = self._askers.submit(self._computing.ask, "run", work, told=untold)
        self._start(asking, _Job(owner, then, failed))

    def companion(self, factory: Factory, *arguments: Any) -> Companion:
        """A process that stays; it ends with the program."""
        made = Companion(factory, *arguments)
        self._companions.append(made)
        return made

    def _start(self, future: "Future[Any]", job: _Job) -> None:
        self._under_way += 1
        self.busy.emit(self._under_way)
        future.add_done_callback(partial(self._done.emit, job))

    def _answer(self, job: _Job, future: "Future[Any]") -> None:
        self._under_way -= 1
        if self._closed:
            return
        self.busy.emit(self._under_way)
        if not shiboken6.isValid(job.owner):
            return
        try:
            value = future.result()
        except CancelledError:
            return
        except BaseException as error:
            job.failed(error)
            return
        job.then(value)

    def drain(self) -> None:
        """Finish what writes, drop what reads and computes, and answer nobody any more."""
        self._closed = True
        for threads in (self._readers, self._askers):
            threads.shutdown(wait=False, cancel_futures=True)
        for companion in self._companions:
            companion.close()
        for threads in (self._writer, self._readers, self._askers):
            threads.shutdown(wait=True)
