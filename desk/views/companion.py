"""A process that stays: it keeps an object, does what it is asked, one thing after the other.

What it holds (a file's rows) never comes into the window's process. Stopping kills it: what it was writing is
one transaction, and the database takes that back.
"""

import pickle
import threading
import traceback
from collections.abc import Callable
from typing import Any

from desk.errors import DeskError, InputError
from desk.processes import Line, Process

Told = Callable[[str, int, int], None]
Factory = Callable[..., Any]  # called in the process with a Told and the arguments; must be importable


class StoppedError(InputError):
    """The person stopped it."""


class _FaultError(Exception):
    """Trouble of ours in the other process; the text is its traceback."""


class Companion:
    """Starts its process when it is first asked. `ask` waits for the answer: call it in a thread."""

    def __init__(self, factory: Factory, *arguments: Any) -> None:
        self._factory, self._arguments = factory, arguments
        self._process: Process | None = None
        self._asking = threading.Lock()
        self._stopped = False
        self._spent = False  # its process was killed

    def ask(self, name: str, *arguments: Any, told: Told) -> Any:
        """Call a method of the kept object there; raises what it raised."""
        with self._asking:
            process = self._started()
            self._refuse_when_stopped()  # it may have been stopped while its process was being made
            try:
                process.send((name, arguments))
                while True:
                    kind, value = process.receive()
                    if kind != "told":
                        break
                    told(*value)
            except EOFError as error:
                self._forget()
                self._refuse_when_stopped()
                raise InputError("后台进程意外结束（可能是内存不足），请关闭其他程序后重试") from error
        if kind == "error":
            raise value if isinstance(value, DeskError) else _FaultError(value)
        return value

    def make_ready(self) -> None:
        """Let questions be asked again after a stop; called where `stop` is called."""
        self._stopped = False

    def _refuse_when_stopped(self) -> None:
        if self._stopped:
            raise StoppedError("已停止，库里没有任何改动")

    def stop(self) -> None:
        """End the process, whatever it is doing; nothing is asked until it is made ready again."""
        self._stopped = self._spent = True
        process = self._process
        if process is not None:
            process.kill()

    def close(self) -> None:
        """End it for good."""
        self.stop()
        with self._asking:
            self._forget()

    def _started(self) -> Process:
        if self._process is not None and (self._spent or not self._process.is_alive):
            self._forget()
        self._spent = False
        if self._process is None:
            self._process = Process("desk.views.companion:serve", self._factory, self._arguments)
        return self._process

    def _forget(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.close()


def serve(line: Line, factory: Factory, arguments: tuple[Any, ...]) -> None:
    """The process: one question after the other."""

    def told(*step: Any) -> None:
        line.send(("told", step))

    kept: Any = None
    while True:
        name, asked = line.receive()
        try:
            kept = kept or factory(told, *arguments)
            answer = ("done", getattr(kept, name)(*asked))
        except DeskError as error:
            answer = ("error", _carried(error))
        except Exception:
            answer = ("error", traceback.format_exc())
        line.send(answer)


def _carried(error: DeskError) -> DeskError:
    """The error as it comes through the pipe; one that carries more than its sentence goes without that."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return InputError(str(error))
    return error
