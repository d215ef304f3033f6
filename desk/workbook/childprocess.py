"""Takes the messages of the reading process, for a time."""

import threading
from collections.abc import Iterator
from typing import Any

from desk.processes import Process


class ChildTooSlowError(Exception):
    """The child was stopped after its time."""


class ChildDiedError(Exception):
    """The child ended before its last message: killed by its memory limit or by a fault of native code."""


def messages(child: Process, seconds: float) -> Iterator[tuple[Any, ...]]:
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
    except EOFError:
        raise (ChildTooSlowError if late.is_set() else ChildDiedError) from None
    finally:
        timer.cancel()
        child.close()
