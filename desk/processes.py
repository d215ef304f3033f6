"""Further processes of the program: one way to start them, to talk to them, and to leave none behind.

Values go both ways pickled, through the stdin and stdout of the other process. A plain Python is started; it
knows nothing of the main module of whoever asks, so scripts need no guard. A frozen program starts itself.

However the asking process ends, the other one ends too: a thread there waits for what it is sent, and meets
the end of the pipe at once. Nothing but such a pipe tells this on every system.
"""

import os
import pickle
import subprocess
import sys
import threading
import weakref
from contextlib import suppress
from pathlib import Path
from pkgutil import resolve_name
from queue import SimpleQueue
from typing import Any, BinaryIO

FLAG = "--further-process"  # the only argument with which a frozen program starts itself
_ROOT = Path(__file__).resolve().parents[1]
_GONE = object()


class Line:
    """The other side, as the further process sees it."""

    def __init__(self, source: BinaryIO, target: BinaryIO) -> None:
        self._target = target
        self._asked: SimpleQueue[Any] = SimpleQueue()
        threading.Thread(target=self._listen, args=(source,), daemon=True).start()

    def receive(self) -> Any:
        """What was sent next; waits for it."""
        return self._asked.get()

    def send(self, value: Any) -> None:
        """Answer, or tell; waits while the other side has not taken what came before."""
        pickle.dump(value, self._target, protocol=5)
        self._target.flush()

    def _listen(self, source: BinaryIO) -> None:
        """Take in what is sent; end the process, whatever it is doing, when the other side has gone."""
        try:
            while True:
                self._asked.put(pickle.load(source))
        finally:
            os._exit(0)


class Process:
    """A process that does some work, started at once.

    `work` names a function as "module:function", so that what only it needs is not imported here. It is
    called there with a Line and the arguments; when it returns, the process ends. `close` ends it and lets go
    of the pipes; what it sent may still be received.
    """

    def __init__(self, work: str, *arguments: Any) -> None:
        self._process = subprocess.Popen(
            _command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._sending = threading.Lock()
        self._answers: SimpleQueue[Any] = SimpleQueue()
        listened = (self._process.stdout, self._answers)
        listening = threading.Thread(target=_listen, args=listened, daemon=True)
        listening.start()
        # also when it is forgotten, and at the latest when the program ends
        self.close = weakref.finalize(self, _close, self._process, listening)
        self.send((work, arguments))

    def send(self, value: Any) -> None:
        """Have it receive a value; a process that has gone hears nothing, which `receive` tells."""
        pipe = self._process.stdin
        assert pipe is not None
        with self._sending, suppress(OSError, ValueError):
            pickle.dump(value, pipe, protocol=5)
            pipe.flush()

    def receive(self) -> Any:
        """What it sent next; waits for it. EOFError when it has gone."""
        value = self._answers.get()
        if value is _GONE:
            self._answers.put(_GONE)
            raise EOFError
        return value

    @property
    def has_answer(self) -> bool:
        """Whether `receive` need not wait."""
        return not self._answers.empty()

    @property
    def is_alive(self) -> bool:
        """Whether it has not ended yet."""
        return self._process.poll() is None

    def kill(self) -> None:
        """End it, whatever it is doing, from whichever thread."""
        self._process.kill()


def _listen(pipe: BinaryIO, answers: "SimpleQueue[Any]") -> None:
    with suppress(Exception):
        while True:
            answers.put(pickle.load(pipe))
    answers.put(_GONE)


def _close(process: "subprocess.Popen[bytes]", listening: threading.Thread) -> None:
    process.kill()
    process.wait()
    listening.join()
    for pipe in (process.stdin, process.stdout):
        with suppress(OSError):
            pipe.close()  # type: ignore[union-attr]


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, FLAG]
    # -P: a module that lies in the folder from which the program is called is not ours
    return [sys.executable, "-P", "-c", "from desk.processes import serve; serve()"]


def _environment() -> dict[str, str]:
    """It finds what this process finds, and a memory limit is not spent on an arena for each thread."""
    paths = os.pathsep.join(filter(None, [*sys.path, str(_ROOT)]))
    return {**os.environ, "PYTHONPATH": paths, "MALLOC_ARENA_MAX": "1"}


def serve() -> None:
    """The further process; ends when its work is done or the other side has gone."""
    line = Line(os.fdopen(0, "rb"), _only_answers())
    work, arguments = line.receive()
    try:
        resolve_name(work)(line, *arguments)
    finally:
        os._exit(0)


def _only_answers() -> BinaryIO:
    """The pipe for answers; what else writes to stdout goes nowhere."""
    target = os.fdopen(os.dup(1), "wb", buffering=1 << 16)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return target
