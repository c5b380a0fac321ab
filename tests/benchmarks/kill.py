"""`cd tests; python -m benchmarks.kill [RUNS]`: builds killed at random; every PDF stays whole."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pikepdf

ROOT = Path(__file__).parents[2]


def main() -> None:
    """Kill, look, and count; ends with code 1 if a file was ever broken or missing."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    chance = random.Random(1)  # noqa: S311 (no secret: the moments of the kills)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in ("content", "layouts"):
            shutil.copytree(ROOT / name, root / name)
        words = [sys.executable, "-m", "handouts", "--force", "-q", "--jobs", "2"]
        words += ["--edition", "all", "--paper", "all"]
        compiled = str(root / "compiled")
        environment = {"PYTHONPATH": str(ROOT), "PATH": "", "PYTHONPYCACHEPREFIX": compiled}
        subprocess.run(words, cwd=root, env=environment, check=True)
        started = time.perf_counter()
        subprocess.run(words, cwd=root, env=environment, check=True)
        whole = time.perf_counter() - started
        made = set((root / "output").rglob("*.pdf"))
        killed = broken = 0
        for _ in range(runs):
            process = subprocess.Popen(words, cwd=root, env=environment)
            try:
                process.wait(timeout=chance.uniform(0, whole))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                killed += 1
            broken += sum(not _whole(path) for path in made)
        subprocess.run(words, cwd=root, env=environment, check=True)
        left = list((root / "output").rglob("*.tmp"))
        print(f"{runs} builds, {killed} killed, {broken} files broken or missing, "
              f"{len(left)} half-written files left.")  # fmt: skip
        raise SystemExit(bool(broken or left))


def _whole(path: Path) -> bool:
    try:
        with pikepdf.open(path) as pdf:
            return len(pdf.pages) > 0
    except (OSError, pikepdf.PdfError):
        return False


if __name__ == "__main__":
    main()
