"""`cd tests; python -m benchmarks [--many N]`: times, and ratios to plain ReportLab, as a table."""

from __future__ import annotations

import argparse
import datetime
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import cast

from handouts import content, layouts
from handouts.art import Drawings
from handouts.problems import Problems
from handouts.render import Rendered, render

from . import plain, words
from .bare import untagged

ROOT = Path(__file__).parents[2]
TODAY = datetime.date(2026, 11, 22)
SHEET, BROCHURE = "cervical-dystonia", "understanding-dystonia-brochure"
_TYPE = f"content/en/types/{SHEET}.yaml"
# How often each command is run, in turn with the others, so that a busy machine slows all.
_TURNS = 15


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--many", type=int, default=1000, help="synthetic handouts (default 1000)")
    parser.add_argument("--only-many", action="store_true", help="leave out the small measurements")
    options = parser.parse_args()
    print("| What | Time | Ratio | To |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        if not options.only_many:
            small(_copy(Path(folder) / "small"))
        many(Path(folder), options.many)


def row(what: str, value: str, ratio: float | None = None, to: str = "") -> None:
    print(f"| {what} | {value} | {f'{ratio:.2f}' if ratio else ''} | {to} |", flush=True)


def _copy(to: Path) -> Path:
    for name in ("content", "layouts"):
        shutil.copytree(ROOT / name, to / name)
    return to


# --- small ----------------------------------------------------------------------------


def small(root: Path) -> None:
    """One sheet, one brochure, the whole batch, one edit, nothing to do."""
    library = _library(root)
    sheet_words = words.for_sheet(root, library, SHEET)
    brochure_words = words.for_brochure(root, library, BROCHURE)
    starts(root, sheet_words)

    plain.prepare()
    for what, name, drawn in (
        ("sheet", SHEET, lambda: plain.sheet(sheet_words)),
        ("brochure", BROCHURE, lambda: plain.brochure(brochure_words)),
    ):
        ours = _renderer(root, library, name)
        baseline, tagged = alternating(drawn, ours)
        row(f"plain {what}, warm", f"{ms(baseline)}, {1 / baseline:.0f}/s", 1, "itself")
        row(
            f"{what}, warm", f"{ms(tagged)}, {1 / tagged:.0f}/s", tagged / baseline, f"plain {what}"
        )

    for what, name in (("sheet", SHEET), ("brochure", BROCHURE)):
        ours = _renderer(root, library, name)
        bare_page = untagged(ours)
        without, tagged = alternating(bare_page, ours)
        size = len(cast(Rendered, ours()).pdf) / len(cast(Rendered, bare_page()).pdf)
        row(f"{what}, tags and all", f"{ms(tagged)}, bytes × {size:.2f}", tagged / without,
            "the same page untagged")  # fmt: skip


def starts(root: Path, sheet_words: dict[str, list[plain.Block]]) -> None:
    """What a person waits for, from command to end."""
    script = root / "plain_script.py"
    script.write_text(
        "import json, sys; from benchmarks import plain; plain.prepare(); "
        "open('plain.pdf', 'wb').write(plain.sheet(json.load(open('words.json'))))"
    )
    (root / "words.json").write_text(json.dumps(sheet_words))
    python = sys.executable
    generate = [python, str(ROOT / "generate.py"), "-q"]
    path = root / _TYPE

    def clean() -> None:
        shutil.rmtree(root / "output", ignore_errors=True)

    def edit() -> None:
        path.write_text(path.read_text().replace("\nlead: ", "\nlead:  ", 1))

    # A name, what is done first and not timed, the command; in this order the last are warm.
    runs: list[tuple[str, Callable[[], object], list[str]]] = [
        ("import", clean, [python, "-c", "import reportlab.platypus"]),
        ("plain", clean, [python, str(script)]),
        ("cold", clean, [*generate, SHEET]),
        ("full", clean, generate),
        ("edit", edit, generate),
        ("no-op", lambda: None, generate),
    ]
    seconds: dict[str, list[float]] = {name: [] for name, _, _ in runs}
    for _ in range(_TURNS + 1):
        for name, before, command in runs:
            before()
            started = time.perf_counter()
            call(command, root)
            seconds[name].append(time.perf_counter() - started)
    took = {name: statistics.median(times[1:]) for name, times in seconds.items()}
    row("python -c 'import reportlab.platypus'", ms(took["import"]), 1, "itself")
    row("plain script, one sheet, cold", ms(took["plain"]), 1, "itself")
    row("one sheet, cold", ms(took["cold"]), took["cold"] / took["plain"], "plain script, cold")
    row("full build", ms(took["full"]), took["full"] / took["import"], "import")
    row("rebuild after one edit", ms(took["edit"]), took["edit"] / took["import"], "import")
    row("rebuild, nothing to do", ms(took["no-op"]), took["no-op"] / took["import"], "import")


def alternating(
    one: Callable[[], object], other: Callable[[], object], seconds: float = 4
) -> tuple[float, float]:
    """The medians of two things done in turn, so that a busy machine slows both."""
    for what in (one, other) * 5:
        what()
    pairs = []
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        pairs.append((_timed(one), _timed(other)))
    return (
        statistics.median(first for first, _ in pairs),
        statistics.median(second for _, second in pairs),
    )


def _timed(what: Callable[[], object]) -> float:
    started = time.perf_counter()
    what()
    return time.perf_counter() - started


def call(words: list[str], folder: Path) -> None:
    done = subprocess.run(
        words, cwd=folder, env=_environment(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(words)} failed:\n{done.stdout}{done.stderr}")


def _environment() -> dict[str, str]:
    """A user's: modules are compiled once and kept, but not in the project's folders."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {
        **kept,
        "SOURCE_DATE_EPOCH": "1795305600",  # the day of `TODAY`: a new day reads all reviews anew
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}",
        "PYTHONPYCACHEPREFIX": tempfile.gettempdir() + "/pyc",
    }


def ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


def _library(root: Path) -> content.Library:
    problems = Problems()
    known = content.Known(layouts.names(root), layouts.load_theme(root).editions, Drawings(root))
    library = content.load(root, "astr", "en", known, problems)
    problems.stop_if_any()
    return cast(content.Library, library)


def _renderer(root: Path, library: content.Library, name: str) -> Callable[[], object]:
    ready = next(one for one in library.handouts if one.name == name)
    layout = layouts.load(root, str(ready.handout.layout), "standard")
    drawings = Drawings(root)
    return lambda: render(root, drawings, library, ready, layout, "letter", Problems())


# --- many -----------------------------------------------------------------------------


def many(folder: Path, count: int) -> None:
    """Throughput and memory over a hundred and over `count` synthetic sheets."""
    speeds = {}
    for size in sorted({100, count}):
        root = _synthetic(folder / f"many-{size}", size)
        for workers in (1, 2):
            shutil.rmtree(root / "output", ignore_errors=True)
            seconds, grown = _measured(root, workers)
            speeds[size, workers] = size / seconds
            row(
                f"{size:,} sheets, {workers} process{'es' * (workers > 1)}",
                f"{seconds:.1f} s, {size / seconds:.0f}/s, memory +{grown:.0f} MB a process",
                speeds[size, workers] / speeds[100, workers] if size > 100 else None,
                f"100 sheets, {workers} process{'es' * (workers > 1)}",
            )
        row(f"two processes, {size:,} sheets", "", speeds[size, 2] / speeds[size, 1], "one process")
        started = time.perf_counter()
        call([sys.executable, "-m", "handouts", "-q"], root)
        row(f"nothing to do, {size:,} sheets", ms(time.perf_counter() - started))


def _synthetic(root: Path, count: int) -> Path:
    """The project with `count` types that differ by number and words."""
    _copy(root)
    for path in (root / "content/en/handouts").glob("*.yaml"):
        if path.stem != "type-sheet":
            path.unlink()
    text = (root / _TYPE).read_text()
    for path in (root / "content/en/types").glob("*.yaml"):
        path.unlink()
    for path in (root / "layouts").rglob("*.j2"):  # a bar for each of ten thousand is no page
        path.write_text(re.sub(r'<artifact draw="bars"[^>]*/>', "", path.read_text()))
    for number in range(count):
        (root / f"content/en/types/kind-{number:05}.yaml").write_text(
            text.replace("DYS-02", f"D{number:05}").replace("Your neck", f"Your neck {number}", 1)
        )
    return root


_MEASURE = """
import datetime, gc, pathlib, sys, time
gc.disable()  # as the command line does
from benchmarks.memory import Watch
from handouts import build
from handouts.plan import Selection
watch = Watch()
started = time.perf_counter()
report = build.build(pathlib.Path("."), Selection(), today=datetime.date(2026, 11, 22),
    workers=int(sys.argv[1]), on_event=lambda outcome, done, total: watch.look(done / total))
seconds = time.perf_counter() - started
assert report.exit_code == 0, report.problems[:3]
print(seconds, watch.growth())
"""


def _measured(root: Path, workers: int) -> tuple[float, float]:
    """Seconds, and the most any process grew from a tenth of the work to its end, in MB."""
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, str(workers)],
        cwd=root,
        env=_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    seconds, grown = map(float, done.stdout.split())
    return seconds, grown


if __name__ == "__main__":
    main()
