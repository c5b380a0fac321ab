"""Faults a run may show, and problems as they stand on the screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from .run import CRASHED, Run

# Faults of the program, the worst first.
FAULTS = {
    "crash": "ended by a signal, or with an unknown exit code",
    "hang": "not done in time",
    "traceback": "a fault of the program shows itself",
    "leak": "something outside the output folder was changed, or half a file is left",
    "silent": "something asked for was not made, and no reason was given",
    "lost": "a handout that the damage does not touch was not made",
    "garbled": "a page does not say what the content says",
    "unstable": "the same command again gives something else",
    "unplaced": "a refusal without file and line",
    "raw": "a refusal in the words of a library",
}
# Counted, and no fault.
NOTES = {
    "elsewhere": "a refusal that does not name the damaged file",
    "many": "very many problems after one damage",
}


class Verdict(NamedTuple):
    """A fault or a note by its name, with what shows it."""

    name: str
    detail: str


class Told(NamedTuple):
    """A problem as it stands on the screen; line 0 is the file as a whole."""

    file: str
    line: int
    fatal: bool
    message: str


_PROBLEM = re.compile(
    r"(?P<file>(?:content|layouts|output)\b[^\n]*?)"
    r"(?::(?P<line>\d+):\d+)?: (?P<warning>warning: )?(?P<message>.+)"
)


def told(run: Run) -> list[Told]:
    """The problems a command named."""
    return [
        Told(found["file"], int(found["line"] or 0), not found["warning"], found["message"])
        for line in run.err.splitlines()
        if (found := _PROBLEM.fullmatch(line))
    ]


# What Python, expat, libyaml, Jinja2 and ReportLab say, and no person does.
_RAW = re.compile(
    r"NoneType|has no attribute|invalid literal|could not convert|not well-formed|Errno|unhashable"
    r"|list index|codec can't|did not find expected|mapping values|jinja|expat|object at 0x"
    r"|(Key|Value|Type|Index|Attribute|Recursion|Memory|OS|Unicode\w+|TTF)Error|by zero|must be str"
    r"|not callable|unsupported operand|recursion|positional argument|keyword argument|\btoken\b"
    r"|'(dict|list|int|str)\b|\bgot '|unexpected char|Expected an expression"
)


def raw_words(message: str) -> str:
    """The words of a library in a message; what it quotes from the user's file may be anything."""
    found = _RAW.search(re.sub(r'"[^"]*"|; near: .*', "", message))
    return found[0] if found else ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """How the first command of a case ended, and all that is to be said about the case.

    `placed`: a problem names a line.
    """

    outcome: str
    placed: bool
    verdicts: list[Verdict]

    @property
    def faults(self) -> list[Verdict]:
        return [one for one in self.verdicts if one.name in FAULTS]


def ended(run: Run) -> Iterator[Verdict]:
    """What is wrong with how a command ended."""
    name = " ".join(run.words)
    if run.code is None:
        yield Verdict("hang", f"not done after {run.seconds:.0f} s: {name}")
    elif run.code < 0:
        yield Verdict("crash", f"ended by signal {-run.code}: {name}")
    elif "Traceback (most recent call last)" in run.err or run.code == CRASHED:
        yield Verdict("traceback", origin(run.err))
    elif run.code not in (0, 1, 2, 3):
        yield Verdict("crash", f"exit code {run.code}: {name}")
    elif run.code and "--json" not in run.words:
        if not run.err.strip():
            yield Verdict("silent", f"exit {run.code} and not a word: {name}")
        elif run.code == 1 and not any(one.fatal for one in told(run)):
            yield Verdict("silent", f"exit 1 and no problem named: {run.err.strip()[:160]}")


def origin(text: str) -> str:
    """The last frame of the program in a traceback, and the exception."""
    frames = re.findall(r'File "[^"]*/handouts/([^"]+)", line (\d+), in (\w+)', text)
    where = f"{frames[-1][0]}:{frames[-1][1]} {frames[-1][2]}" if frames else "?"
    said = re.findall(
        r"^(?!Traceback|This is a fault)[A-Za-z_][\w.]*(?:: .*)?$", text, re.MULTILINE
    )
    return f"{where}: {said[-1][:160] if said else '?'}"
