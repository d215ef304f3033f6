"""The only place that knows threads and processes: work goes out, one signal brings the answers back.

Threads are for SQL and typesetting, which let go of the interpreter; whatever computes in Python goes to a
process of its own, so that the window keeps painting.
"""

import multiprocessing
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from desk.errors import InputError
from desk.views.companion import Companion, Factory

READERS = 3

Then = Callable[[Any], None]
Failed = Callable[[BaseException], None]


@dataclass(frozen=True, slots=True)
class _Job:
    owner: QObject
    then: Then
    failed: Failed


class Jobs(QObject):
    """One for the whole program. Answers arrive in the GUI thread, unless their owner is gone by then."""

    busy = Signal(int)  # how many jobs are under way
    _done = Signal(object, object)  # a job and its future

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._writer = ThreadPoolExecutor(1, "write")
        self._readers = ThreadPoolExecutor(READERS, "read")
        self._processes: ProcessPoolExecutor | None = None
        self._companions: list[Companion] = []
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
        if self._processes is None:
            self._processes = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"))
        self._start(self._processes.submit(work), _Job(owner, then, failed))

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
        except BrokenProcessPool:
            self._processes = None  # the next computation gets a new process
            job.failed(InputError("后台计算进程意外结束（可能是内存不足），请关闭其他程序后重试"))
            return
        except BaseException as error:
            job.failed(error)
            return
        job.then(value)

    def drain(self) -> None:
        """Finish what writes, drop what reads and computes, and answer nobody any more."""
        self._closed = True
        for companion in self._companions:
            companion.close()
        self._readers.shutdown(wait=False, cancel_futures=True)
        if self._processes is not None:
            self._processes.shutdown(wait=False, cancel_futures=True)
        self._writer.shutdown(wait=True)
        self._readers.shutdown(wait=True)
        if self._processes is not None:
            self._processes.shutdown(wait=True)
