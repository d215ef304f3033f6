"""`python -m desk`: the command line; without a verb, the window."""

import sys

from desk.processes import FLAG, serve


def main() -> None:
    """Run the command and leave with its exit code."""
    if sys.argv[1:] == [FLAG]:
        serve()
    from desk.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
