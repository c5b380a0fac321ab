"""A process that goes on, as `watch` does: its memory is flat, and nothing old stays in it."""

from __future__ import annotations

import datetime
import gc
import os
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
from small import ALL, CERVICAL, SHEETS, command, edit, write

from handouts.build import build, worker
from handouts.build.plan import Selection
from handouts.build.report import BUILT, UNCHANGED, Report

TODAY = datetime.date(2026, 11, 22)
EPOCH = "1795305600"


def run(root: Path, *names: str, brands: tuple[str, ...] = ()) -> Report:
    return build.build(root, Selection(names, brands=brands), today=TODAY, workers=1)


def rebuilt(root: Path, first: int, last: int) -> None:
    """A build for each number, each after a change of one line."""
    text = (root / CERVICAL).read_text("utf-8")
    for number in range(first, last):
        write(root, CERVICAL, text.replace("\nlead: ", f"\nlead: {'Now ' * (number % 7 + 1)}"))
        assert run(root).outputs(BUILT)
    write(root, CERVICAL, text)


def megabytes() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def test_sixty_rebuilds_leave_nothing_behind(root: Path) -> None:
    """A library that stayed would be some 2,000 objects for each of them."""
    rebuilt(root, 0, 15)
    gc.collect()
    before = len(gc.get_objects())
    rebuilt(root, 15, 75)
    gc.collect()
    assert len(gc.get_objects()) - before < 3000


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_sixty_rebuilds_take_no_more_memory(root: Path) -> None:
    rebuilt(root, 0, 20)
    before = megabytes()
    rebuilt(root, 20, 80)
    assert megabytes() - before < 6, "a leak of one library would be 18 MB"


def test_a_font_that_was_replaced_is_the_one_that_is_used(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same bytes as a new process makes."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    fonts = root / "layouts/fonts"
    run(root)
    first = (root / "output" / SHEETS[0]).read_bytes()
    bold, plain = sorted(path for path in fonts.glob("*.ttf") if "AtkinsonHyperlegible" in path.name
                         and path.stem.endswith(("-Bold", "-Regular")))  # fmt: skip
    shutil.copy(bold, plain)
    assert run(root).outputs(BUILT) == ALL
    here = {name: (root / "output" / name).read_bytes() for name in ALL}
    assert here[SHEETS[0]] != first
    shutil.rmtree(root / "output")
    process = command(root)
    output, errors = process.communicate(timeout=60)
    assert process.returncode == 0, output + errors
    assert here == {name: (root / "output" / name).read_bytes() for name in ALL}


def test_one_changed_brand_is_the_only_one_that_is_read_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (root / "content/brands/astr.yaml").read_text("utf-8")
    for name in ("second", "third", "fourth"):
        write(root, f"content/brands/{name}.yaml", text)
    run(root, brands=("all",))
    read: list[str] = []
    catalog = worker.catalog

    def counted(*about: Any) -> Any:
        read.append(str(about[2]))
        return catalog(*about)

    monkeypatch.setattr(worker, "catalog", counted)
    edit(root, "content/brands/third.yaml", "name: ASTR\n", "name: Other\n")
    report = run(root, brands=("all",))
    assert read == ["third"]
    assert len(report.outputs(BUILT)) == len(ALL)
    assert len(report.outputs(UNCHANGED)) == 3 * len(ALL)
    read.clear()
    edit(root, "content/brands/fourth.yaml", "name: ASTR\n", "nome: Other\n")
    for _ in range(2):
        report = run(root, brands=("all",))
        assert len(report.failed) == len(ALL)
    assert read == ["fourth", "fourth"], "what is faulty is read each time, and nothing else"
