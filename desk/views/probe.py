"""`python -m desk.views.probe`: ends with 0 when a window can open on this machine's display.

Run it in a child process with a time limit: without a usable display Qt aborts or hangs.
"""

import sys

NO_SCREEN = frozenset({"offscreen", "minimal", "minimalegl", "vnc"})


def main() -> int:
    """Open and close a Qt application; 0 when a person would see its windows, else 1."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # an abort is an answer here, not a crash to keep
    try:
        from PySide6.QtGui import QGuiApplication
    except ImportError:  # a system library that Qt needs is missing
        return 1
    application = QGuiApplication([])
    visible = application.platformName() not in NO_SCREEN and application.primaryScreen() is not None
    return 0 if visible else 1


if __name__ == "__main__":
    sys.exit(main())
