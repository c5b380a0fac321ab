"""Damage to the words of content: letters, marks, markup, braces and lengths."""

from __future__ import annotations

from random import Random

from .damage import Damage, mutation
from .project import Project
from .samples import pairs, samples
from .yamllines import Value, pick, put, quoted

FILES = (
    "content/en/types/*.yaml",
    "content/en/sections/*.yaml",
    "content/en/words.yaml",
    "content/en/handouts/*.yaml",
    "content/brands/astr.yaml",
    "content/sources.yaml",
    "content/en/terms.yaml",
)


def _worded(rng: Random, project: Project, sample: str, shown: str, what: str) -> Damage:
    """The sample in, before, after or in place of a text that a reader meets."""
    value = pick(rng, project, *FILES)
    while not value.prose and rng.random() < 0.95:
        value = pick(rng, project, *FILES)
    words = " ".join(value.text.strip("\"'").split()[:2]) if value.prose else "Qz"
    form = rng.choice(["{}", f"{words} {{}}", f"{{}} {words}", f"{words} {{}} end"])
    new, expected = form.replace("{}", sample), form.replace("{}", shown)
    return _written(rng, project, value, new, expected if shown and value.prose else "", what)


def _written(
    rng: Random, project: Project, value: Value, new: str, shown: str, what: str
) -> Damage:
    written, sure = quoted(rng, new)
    put(project, value, written.encode("utf-8", "surrogatepass").decode("utf-8", "surrogateescape"))
    said = f"{what} in {value.key or 'a list'}: {written[:60]}"
    return Damage(said, value.path, value.line, shown if sure else "", renames=True)


@mutation("content", 9)
def letters(rng: Random, project: Project) -> Damage:
    """Letters from other programs, languages and keyboards."""
    sample = rng.choice(samples("letters"))
    return _worded(rng, project, sample, sample, "letters")


@mutation("content", 8)
def marks(rng: Random, project: Project) -> Damage:
    """Marks, HTML and what looks like markup."""
    sample, shown = rng.choice(pairs("marks"))
    return _worded(rng, project, sample, shown, "marks")


@mutation("content", 5)
def braces(rng: Random, project: Project) -> Damage:
    """Names in braces, well written, misspelt, and as an attack."""
    return _worded(rng, project, rng.choice(samples("braces")), "", "braces")


@mutation("content", 4)
def lengths(rng: Random, project: Project) -> Damage:
    """A text that is empty, blank, a letter, or far too long."""
    value = pick(rng, project, *FILES)
    sample = rng.choice(samples("lengths"))
    return _written(rng, project, value, sample, "", f"a text of {len(sample)} letters")


@mutation("content", 3)
def numbers_in_words(rng: Random, project: Project) -> Damage:
    """Phone numbers, doses and dates among the words."""
    sample = rng.choice(samples("numbers in words"))
    return _worded(rng, project, sample, sample, "numbers")


@mutation("content", 3)
def harmless_words(rng: Random, project: Project) -> Damage:
    """Plain words changed, as an editor does all day."""
    sample = rng.choice(samples("plain words"))
    return _worded(rng, project, sample, sample, "plain words")


@mutation("content", 1)
def one_code_point(rng: Random, project: Project) -> Damage:
    """Any letter of Unicode at all."""
    first, last = rng.choice([(0x20, 0x3000), (0xA0, 0x250), (0, 0x110000)])
    point = rng.randrange(first, last)
    return _worded(rng, project, f"a{chr(point)}b", f"a{chr(point)}b", f"U+{point:04X}")
