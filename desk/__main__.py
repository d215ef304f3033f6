"""`python -m desk`: the command line; without a verb, the window."""

import multiprocessing
import sys


def main() -> None:
    """Run the command and leave with its exit code."""
    multiprocessing.freeze_support()
    from desk.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
