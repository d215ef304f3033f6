"""Where the frozen program starts; worker processes must be recognised before anything else is done."""

import multiprocessing
import sys

if __name__ == "__main__":
    multiprocessing.freeze_support()
    from desk.__main__ import main

    sys.exit(main())
