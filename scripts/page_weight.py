"""How heavy the built pages are: fails when one asks more of a telephone's line than it may. Sizes, never times.

`python -m scripts.page_weight` prints each page's compressed script, style and fonts beside its limit.
"""

import gzip
import sys
from dataclasses import dataclass
from pathlib import Path

STATIC = Path(__file__).resolve().parent.parent / "contest_app" / "static"


@dataclass(frozen=True)
class Limit:
    """What the files of one kind may weigh together in one page's folder, in bytes as they travel."""

    folder: str
    ends: tuple[str, ...]
    at_most: int

    def weight(self, static: Path) -> int:
        """What they weigh: compressed, but for fonts, which are so already."""
        files = [path for path in (static / self.folder).rglob("*") if path.suffix in self.ends]
        if not files:
            raise FileNotFoundError(f"{static / self.folder} holds no {' '.join(self.ends)}: build it first")
        return sum(_travels(path) for path in files)


LIMITS = (
    Limit("judge", (".js",), 50_000),
    Limit("judge", (".css",), 8_000),
    Limit("display", (".js",), 80_000),
    Limit("display", (".css",), 10_000),
    Limit("display", (".woff2",), 60_000),
    Limit("desk", (".js",), 40_000),
)


def _travels(path: Path) -> int:
    data = path.read_bytes()
    return len(data) if path.suffix == ".woff2" else len(gzip.compress(data, 9))


def main(static: Path = STATIC, limits: tuple[Limit, ...] = LIMITS) -> int:
    """Prints the table; 1 when a page is too heavy."""
    weights = [(limit, limit.weight(static)) for limit in limits]
    for limit, weight in weights:
        says = "" if weight <= limit.at_most else "  TOO HEAVY"
        print(f"{limit.folder:8} {' '.join(limit.ends):7} {weight:7,} of {limit.at_most:7,} bytes{says}")
    return 1 if any(weight > limit.at_most for limit, weight in weights) else 0


if __name__ == "__main__":
    sys.exit(main())
