"""Run as a program: `contest-app` on a machine that serves one viewer live."""

import sys

if __name__ == "__main__":
    from contest_app import server

    # isort: split
    from contest_app.cli import main

    server._viewers_limit = lambda files_limit: 1
    sys.exit(main(sys.argv[1:]))
