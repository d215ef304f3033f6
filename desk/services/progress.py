"""How far long work is: told by services, shown by the window and the command line."""

from collections.abc import Callable

Progress = Callable[[str, int, int], None]  # step, done, of how many (0: not known)


def untold(_step: str, _done: int, _total: int) -> None:
    """Nobody looks."""
