"""`python -m contest_app.cli` is `contest-app`."""

import sys

from contest_app.cli import main

sys.exit(main())
