"""What a case is worth: made, refused well, or a fault of the program."""

from __future__ import annotations

import json
from collections.abc import Iterator

from . import pages
from .base import Base
from .case import Done
from .run import Run
from .verdict import FAULTS, NOTES, Judgement, Told, Verdict, ended, raw_words, told

MANY = 40  # problems after one damage
_NO_END = ("crash", "hang", "traceback")
_OUTCOMES = {0: "made", 1: "refused", 2: "not understood", 3: "not written"}


def judge(done: Done, base: Base) -> Judgement:
    """All that is wrong with what the commands of a case did."""
    first, *others = done.runs
    found = [verdict for run in done.runs for verdict in ended(run)]
    found += _changed(done)
    errors = [one for one in told(first) if one.fatal]
    if not any(one.name in _NO_END for one in found):
        if first.code == 0:
            found += [*_made(done), *_printed(done, base)]
        else:
            found += _refused(done, base, errors)
        for other in others:
            found += _later(done, first, other)
    order = [*FAULTS, *NOTES]
    verdicts = sorted(dict.fromkeys(found), key=lambda one: order.index(one.name))
    outcome = "fault" if first.code is None else _OUTCOMES.get(first.code, "fault")
    return Judgement(outcome, any(one.line for one in errors), verdicts)


def _changed(done: Done) -> Iterator[Verdict]:
    """What the commands changed outside `output`, and what they left half done there."""
    ours = any(damage.path.startswith("output") for damage in done.damages)
    for name in sorted({*done.before, *done.after}):
        if done.before.get(name) == done.after.get(name):
            continue
        if name not in done.after:
            yield Verdict("leak", f"removed: {name}")
        elif name in done.before:
            yield Verdict("leak", f"written: {name}")
        elif not ours:  # else it may be where a link in place of `output` leads
            yield Verdict("leak", f"new: {name}")
    output = done.project / "output"
    if output.is_dir() and not ours:
        for path in sorted(output.rglob("*.tmp")):
            yield Verdict("leak", f"left: {path.name}")


# --- refused --------------------------------------------------------------------------


def _refused(done: Done, base: Base, errors: list[Told]) -> Iterator[Verdict]:
    first = done.runs[0]
    ours = any(damage.path.startswith("output") for damage in done.damages)
    placed = all(damage.placed for damage in done.damages)
    if first.code in (2, 3) and placed and not ours:
        yield Verdict("unplaced", f"exit {first.code}: {first.err.strip()[:160]}")
    if errors and placed and not any(one.line for one in errors):
        yield Verdict("unplaced", f"no line: {errors[0].file}: {errors[0].message[:120]}")
    for one in errors:
        if words := raw_words(one.message):
            yield Verdict("raw", f"{words}: {one.message[:160]}")
            break
    if errors and not any(_names(one, damage.path) for one in errors for damage in done.damages):
        yield Verdict("elsewhere", f"{errors[0].file}:{errors[0].line}: {errors[0].message[:120]}")
    if len(errors) > MANY:
        yield Verdict("many", f"{len(errors)} problems")
    if first.code == 1 and not any(damage.wide for damage in done.damages):
        untouched = done.asked.difference(*(base.touched(one.path) for one in done.damages))
        for name in sorted(untouched):
            if not (done.project / "output" / name).is_file():
                yield Verdict("lost", f"{name}: {errors[0].message[:120] if errors else ''}")
                break


def _names(problem: Told, path: str) -> bool:
    return problem.file.startswith(path) or path in problem.message


# --- made -----------------------------------------------------------------------------


def _made(done: Done) -> Iterator[Verdict]:
    first = done.runs[0]
    ours = any(damage.path.startswith("output") for damage in done.damages)
    there = [name for name in sorted(done.asked) if (done.project / "output" / name).is_file()]
    missing = sorted(done.asked.difference(there))
    said = first.err.strip()[:120]
    if missing and not any(damage.may_rename for damage in done.damages):
        yield Verdict("silent", f"exit 0, and {missing[0]} was not made: {said}")
    elif not ours and not list((done.project / "output").glob("**/*.pdf")):
        yield Verdict("silent", f"exit 0, and nothing was made: {said}")
    for damage in done.damages:
        if damage.said and not said:
            yield Verdict("silent", f"exit 0 and not a word about {damage.what}: {damage.path}")


def _printed(done: Done, base: Base) -> Iterator[Verdict]:
    """Whether the pages of the files that the damage touches say what the content says."""
    if any(damage.path.startswith("output") for damage in done.damages):
        return
    alone = done.damages[0] if len(done.damages) == 1 else None
    odd = any(not damage.what.isascii() or "\\" in damage.what for damage in done.damages)
    touched = {name for damage in done.damages for name in base.touched(damage.path)}
    for name in sorted(touched & done.asked):
        path = done.project / "output" / name
        if not path.is_file():
            continue
        try:
            text, count = pages.read(path)
            undrawn = pages.undrawn(path) if odd else 0
        except Exception as fault:
            yield Verdict("garbled", f"{name} cannot be read: {fault}")
            continue
        if undrawn or "\ufffd" in text:
            yield Verdict("garbled", f"{name}: signs that the font lacks are drawn: {undrawn}")
        if alone and alone.prints:
            times = base.times(alone, name, count)
            found = text.count(pages.fold(alone.prints))
            if found < times:
                yield Verdict("garbled", f"{name} says {found} times {alone.prints!r}, not {times}")


# --- what was run after it ------------------------------------------------------------


def _later(done: Done, first: Run, second: Run) -> Iterator[Verdict]:
    if "--json" in second.words:
        yield from _json(second)
    elif second.words == first.words:
        yield from _again(done, first, second)
    elif "check" in second.words:
        yield from _check(first, second)
    elif second.words == ("catalogue",):
        if second.code == 0 and not (done.project / "output" / "index.html").is_file():
            yield Verdict("silent", "catalogue: exit 0 and no page")
    elif second.words[0] in ("list", "explain") and second.code == 0:
        yield from _listed(done, second)


def _listed(done: Done, second: Run) -> Iterator[Verdict]:
    if not any(damage.may_rename for damage in done.damages):
        standard = [name for name in sorted(done.asked) if "large-print" not in name]
        for name in standard:
            if name not in second.out:
                yield Verdict("silent", f"{second.words[0]}: exit 0 without a word about {name}")
                break


def _again(done: Done, first: Run, second: Run) -> Iterator[Verdict]:
    if second.code != first.code:
        yield Verdict("unstable", f"exit {first.code}, then exit {second.code}")
    elif done.made_before != done.made_after:
        yield Verdict("unstable", "other files than before, with nothing changed")


def _check(first: Run, second: Run) -> Iterator[Verdict]:
    if first.code == 1 and second.code == 0:
        said = [one.message[:120] for one in told(first) if one.fatal]
        yield Verdict("silent", f"check finds nothing, the build is refused: {said[:1]}")
    if first.code == 0:
        for one in told(second):
            made_before = "could not be made" in one.message  # of an edition that was not asked for
            if one.fatal and one.file.startswith("output") and not made_before:
                yield Verdict("garbled", f"check --pdf: {one.file}: {one.message[:120]}")
                break


def _json(run: Run) -> Iterator[Verdict]:
    if run.code not in (0, 1):
        return
    try:
        problems = json.loads(run.out)["problems"]
    except (ValueError, KeyError):
        yield Verdict("silent", f"--json gives no JSON: {run.err.strip()[:160]}")
        return
    if run.code == 1 and not any(one.get("kind") == "error" for one in problems):
        yield Verdict("silent", "--json: exit 1 and no problem named")
