"""How far long work is: told by services, shown by the window and the command line."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
PART = 500  # items between two tellings, numbers in one query
Progress = Callable[[str, int, int], None]  # step, done, of how many (0: not known)


def untold(_step: str, _done: int, _total: int) -> None:
    """Nobody looks."""


def in_parts(progress: Progress, step: str, items: Sequence[T]) -> Iterator[list[T]]:
    """The items in chunks, telling how many have gone by."""
    for start in range(0, len(items), PART):
        progress(step, start, len(items))
        yield list(items[start : start + PART])


def counted(progress: Progress, step: str, items: Iterable[T], total: int) -> Iterator[T]:
    """The items, telling how many of `total` have gone by."""
    for at, item in enumerate(items):
        if at % PART == 0:
            progress(step, at, total)
        yield item
