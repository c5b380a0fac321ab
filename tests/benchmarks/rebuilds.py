"""`cd tests; python -m benchmarks.rebuilds [N]`: memory over N rebuilds in one process (Linux).

As `watch` does it: a line of content changes, and what shows it is made again.
Ends with code 1 if the process grew in the second half.
"""

from __future__ import annotations

import datetime
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from handouts.build import build
from handouts.build.plan import Selection

ROOT = Path(__file__).parents[2]
TODAY = datetime.date(2026, 11, 22)
TYPE = "content/en/types/cervical-dystonia.yaml"
# What is seen as growth, in MB: less comes and goes with how memory is handed out.
_GROWN = 5.0


def main() -> None:
    """Rebuild, and print the memory ten times."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in ("content", "layouts"):
            shutil.copytree(ROOT / name, root / name)
        seen = list(_sizes(root, times))
    grown = seen[-1] - seen[len(seen) // 2]
    print(f"{times} rebuilds: {grown:+.1f} MB in the second half.")
    raise SystemExit(grown > _GROWN)


def _sizes(root: Path, times: int) -> Iterator[float]:
    path = root / TYPE
    text = path.read_text("utf-8")
    for number in range(times + 1):
        path.write_text(text.replace("\nlead: ", f"\nlead: {'Now ' * (number % 4)}"), "utf-8")
        build.build(root, Selection(), today=TODAY, workers=1)
        if number % (times // 10) == 0:
            yield _megabytes(number)


def _megabytes(number: int) -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    size = pages * os.sysconf("SC_PAGE_SIZE") / 1e6
    print(f"{number:6} {size:6.1f} MB", flush=True)
    return size


if __name__ == "__main__":
    main()
