"""Starts the reading process and takes its messages: a plain Python normally, multiprocessing when frozen."""

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from desk.workbook.cells import Limits

_ROOT = Path(__file__).resolve().parents[2]


class ChildTooSlowError(Exception):
    """The child was stopped after its time."""


class ChildDiedError(Exception):
    """The child ended before its last message: killed by its memory limit or by a fault of native code."""


class Child(Protocol):
    """A running reading process."""

    def receive(self) -> tuple[Any, ...]:
        """The next message; EOFError or OSError when the child is gone."""

    def kill(self) -> None:
        """End it, from whichever thread."""

    def close(self) -> None:
        """Wait until it has gone and let go of the pipe."""


def messages(child: Child, seconds: float) -> Iterator[tuple[Any, ...]]:
    """Messages up to and with the last one ("done", "error", "large", "fault"); then the child is gone."""
    late = threading.Event()

    def give_up() -> None:
        late.set()
        child.kill()

    timer = threading.Timer(seconds, give_up)
    timer.daemon = True
    timer.start()
    try:
        while True:
            message = child.receive()
            yield message
            if message[0] not in {"sheet", "rows"}:
                return
    except (EOFError, OSError, pickle.UnpicklingError, ValueError):
        raise (ChildTooSlowError if late.is_set() else ChildDiedError) from None
    finally:
        timer.cancel()
        child.kill()
        child.close()


def start(path: Path, limits: Limits) -> Child:
    """A child that reads `path`.

    A plain Python does not import the caller's main module, so scripts need no guard for it. A frozen program
    has no Python to start; there multiprocessing starts the program itself, which must call freeze_support().
    """
    return start_frozen(path, limits) if getattr(sys, "frozen", False) else start_plain(path, limits)


@dataclass(slots=True)
class _Plain:
    process: subprocess.Popen[bytes]
    output: BinaryIO

    def receive(self) -> tuple[Any, ...]:
        return pickle.load(self.output)  # type: ignore[no-any-return]

    def kill(self) -> None:
        self.process.kill()

    def close(self) -> None:
        self.process.wait()
        self.output.close()


def start_plain(path: Path, limits: Limits) -> Child:
    """Python in a process of its own; the request goes to its stdin, messages come from its stdout."""
    paths = [str(_ROOT), os.environ.get("PYTHONPATH", "")]
    process = subprocess.Popen(
        [sys.executable, "-m", "desk.workbook.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    assert process.stdin and process.stdout
    with suppress(BrokenPipeError), process.stdin as request:
        pickle.dump((path.absolute(), limits), request)
    return _Plain(process, process.stdout)  # type: ignore[arg-type]


@dataclass(slots=True)
class _Frozen:
    process: Any
    receiver: Any

    def receive(self) -> tuple[Any, ...]:
        return pickle.loads(self.receiver.recv_bytes())  # type: ignore[no-any-return]

    def kill(self) -> None:
        self.process.kill()

    def close(self) -> None:
        self.process.join()
        self.receiver.close()


def start_frozen(path: Path, limits: Limits) -> Child:
    """The same through multiprocessing's spawn, which knows how to start a frozen program again."""
    from multiprocessing import get_context

    from desk.workbook.child import serve

    context = get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=serve, args=(sender.send_bytes, path.absolute(), limits), daemon=True)
    process.start()
    sender.close()
    return _Frozen(process, receiver)
