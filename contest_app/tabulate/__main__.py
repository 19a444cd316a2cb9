"""`python -m contest_app.tabulate`, the same as `contest-app tabulate`."""

import sys

from contest_app.tabulate.command import main

if __name__ == "__main__":
    sys.exit(main())
