"""What a mutation did, and the list of all mutations by kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from .project import Project

KINDS = ("content", "layouts", "drawings", "files")


@dataclass(frozen=True, slots=True)
class Damage:
    """One damage: what was done, to which file, and what follows from it.

    `placed`: a refusal can name a line of a file. `said`: an exit without a word
    is wrong. `prints`: a text that must stand on the pages where the text at
    `line` stood. `wide`: handouts that are not made from `path` may fail too.
    `renames`: other files than before may be made.
    """

    what: str
    path: str
    line: int = 0
    prints: str = ""
    placed: bool = True
    said: bool = False
    wide: bool = False
    renames: bool = False

    @property
    def may_rename(self) -> bool:
        """Whether the names of the outputs may be others: they come from few files."""
        named = "/handouts/" in self.path or "/brands/" in self.path
        return self.renames and (named or not self.placed)


Mutation = Callable[[Random, Project], Damage]
MUTATIONS: dict[str, list[tuple[Mutation, int]]] = {kind: [] for kind in KINDS}


def mutation(kind: str, weight: int = 1) -> Callable[[Mutation], Mutation]:
    """Puts a function on the list of its kind; `weight` is how often it is chosen."""

    def put(function: Mutation) -> Mutation:
        MUTATIONS[kind].append((function, weight))
        return function

    return put
