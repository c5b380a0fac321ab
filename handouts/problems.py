"""What is wrong, where, and what to do about it.

A `Problem` is something a person who edits content can mend. It is data, not
an exception: every step collects problems so that one run shows all of them.
Faults of the program itself are ordinary exceptions and never pass through
here.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from pathlib import PurePath
from typing import NamedTuple, TypeVar


class Place(NamedTuple):
    """A position in a file: path relative to the project, line and column from 1.

    Line 0 means the file as a whole.
    """

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.path
        return f"{self.path}:{self.line}:{self.column}"


NOWHERE = Place("")


class Problem(NamedTuple):
    """One thing to mend: `place: message; hint`.

    `fatal` is false for a warning, which is shown but stops nothing.
    """

    place: Place
    message: str
    hint: str = ""
    fatal: bool = True

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place.path else ""
        kind = "" if self.fatal else "warning: "
        return f"{where}{kind}{self.message}" + (f"; {self.hint}" if self.hint else "")


class Fault(Exception):
    """What a reader refuses, and the mend; the `place` if it is only in a part."""

    def __init__(self, said: str, hint: str = "", place: Place | None = None) -> None:
        super().__init__(said)
        self.hint = hint
        self.place = place


class ContentError(Exception):
    """Raised where a step cannot go on; carries every problem found so far."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(map(str, self.problems)))


class Problems:
    """A collector: `add` as you go, `stop_if_any` where going on makes no sense."""

    def __init__(self) -> None:
        self._seen: dict[Problem, None] = {}

    def add(self, place: Place, message: str, hint: str = "", *, fatal: bool = True) -> None:
        self._seen[Problem(place, message, hint, fatal)] = None

    def extend(self, problems: Iterable[Problem]) -> None:
        self._seen.update(dict.fromkeys(problems))

    def __iter__(self) -> Iterator[Problem]:
        return iter(sorted(self._seen))

    def __len__(self) -> int:
        return len(self._seen)

    @property
    def fatal(self) -> list[Problem]:
        return [problem for problem in self if problem.fatal]

    def stop_if_any(self) -> None:
        """Raise `ContentError` with every problem if one of them is fatal."""
        if self.fatal:
            raise ContentError(self)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint with the nearest known name, or the whole list if it is short.

    >>> did_you_mean("titel", ["title", "lead"])
    'did you mean "title"?'
    """
    names = sorted(set(known))
    near = nearest(word, names)
    if not near and len(word) > 3:
        near = next((name for name in names if name.startswith(word[:4])), "")
    if near:
        return f'did you mean "{near}"?'
    if 0 < len(names) <= 8:
        return "use " + (" or ".join(f'"{name}"' for name in names))
    return ""


def nearest(word: str, known: Iterable[str], alike: float = 0.65) -> str:
    """The known name nearest to `word`, or nothing; equal names are `alike` by 1."""
    import difflib

    return next(iter(difflib.get_close_matches(word, sorted(known), n=1, cutoff=alike)), "")


def relative(path: PurePath, root: PurePath) -> str:
    """`path` as a person in the project folder would type it, with forward slashes."""
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return path.as_posix()


K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


def once(made: dict[K, T | ContentError], key: K, make: Callable[[], T]) -> T:
    """What is made under a key, once; what was wrong with it is raised again."""
    found = made.get(key)
    if found is None:
        try:
            found = make()
        except ContentError as fault:
            found = fault
        made[key] = found
    if isinstance(found, ContentError):
        raise ContentError(found.problems)
    return found
