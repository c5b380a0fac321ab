"""The table of a run, and each failing case with how to see it again."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from .damage import KINDS
from .run import Run
from .verdict import FAULTS, Judgement


class Result(NamedTuple):
    """A case as plain data, so that it can come from another process."""

    number: int
    kind: str
    damages: list[tuple[str, str]]
    runs: list[Run]
    placeable: bool
    judgement: Judgement

    @property
    def names(self) -> set[str]:
        """The names of its faults and notes."""
        return {one.name for one in self.judgement.verdicts}

    @property
    def title(self) -> str:
        return "; ".join(f"{path}: {what}" for path, what in self.damages)


def table(results: Sequence[Result]) -> Iterator[str]:
    """Lines of a Markdown table: what became of the cases of each kind, and of all."""
    outcomes = ["made", "refused", "not understood", "not written"]
    names = [*FAULTS, "many"]
    head = ["kind", "cases", *outcomes, "with a line", "names the damaged file", *names]
    yield _row(head)
    yield _row(["---"] * len(head))
    for kind in (*KINDS, "all"):
        found = [result for result in results if kind in (result.kind, "all")]
        ends = Counter(result.judgement.outcome for result in found)
        faults = Counter(name for result in found for name in result.names)
        refused = [result for result in found if result.judgement.outcome == "refused"]
        placeable = [result for result in refused if result.placeable]
        placed = sum(result.judgement.placed for result in placeable)
        named = len(refused) - sum("elsewhere" in result.names for result in refused)
        shares = [_share(placed, len(placeable)), _share(named, len(refused))]
        counts = [ends[one] for one in outcomes]
        if found:
            yield _row([kind, len(found), *counts, *shares, *(faults[one] for one in names)])


def _row(cells: Iterable[object]) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({100 * part / whole:.1f} %)" if whole else "-"


def classes(results: Iterable[Result]) -> dict[tuple[str, str], list[Result]]:
    """The failing cases, by what went wrong: the worst first, then the most frequent."""
    found: dict[tuple[str, str], list[Result]] = defaultdict(list)
    for result in results:
        faults = result.judgement.faults
        for key in dict.fromkeys((one.name, _general(one.detail)) for one in faults):
            found[key].append(result)
    order = list(FAULTS)
    return dict(sorted(found.items(), key=lambda one: (order.index(one[0][0]), -len(one[1]))))


# What a detail has of its own, and what takes its place where details are compared.
_OWN = (
    (r"codec can't (en|de)code .*", "cannot be \\1coded"),
    (r", in [\w-]+( and ([\w-]+|\d+ others))?(?=$|;)", ""),
    (r"; (near|did you mean|use|add)\b.*", ""),
    (r"(a path that is not read|is not drawn|unknown tag|straight in|cannot hold): .*", "\\1"),
    (r"(symbolic links|too long|address|directory): '.*", "\\1"),
    (r"^en/[\w-]+\.pdf", "a file"),
    (r"\b(content|layouts|output|project)/(?!\S*\.py:)[^\s:]+", "PATH"),
    (r"<handouts[^>]*>", "NODE"),
    (r"(?<!\w)(['\"]).*?\1(?!\w)", "…"),
    (r"(?<![\w:.])-?\d+(\.\d+)?(?!\w)", "N"),
)


def _general(detail: str) -> str:
    """What went wrong, the same for all cases of one fault."""
    for pattern, new in _OWN:
        detail = re.sub(pattern, new, detail)
    return detail
