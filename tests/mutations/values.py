"""Damage to the values of content that must have a form: phones, colors, dates, names, lists."""

from __future__ import annotations

from random import Random

from .damage import Damage, mutation
from .project import Project, Unfit
from .samples import fields, samples
from .yamllines import pick, put, set_value, values

BRAND = "content/brands/astr.yaml"
WORDS = "content/en/words.yaml"
SOURCES = "content/sources.yaml"
TERMS = "content/en/terms.yaml"
TYPES = "content/en/types/*.yaml"
SECTIONS = "content/en/sections/*.yaml"
HANDOUTS = "content/en/handouts/*.yaml"
BROCHURE = "content/en/handouts/understanding-dystonia-brochure.yaml"


def _at_the_end(project: Project, path: str, lines: str, wide: bool = False) -> Damage:
    """Damage: further lines at the end of the file."""
    text = project.text(path)
    project.write(path, f"{text}{lines}\n")
    return Damage(f"{lines[:60]} at the end", path, text.count("\n") + 1, renames=wide, wide=wide)


@mutation("content", 4)
def phone(rng: Random, project: Project) -> Damage:
    """The clinic's number in many forms."""
    value = pick(rng, project, BRAND, key="phone")
    return set_value(rng, project, value, samples("phones"), "phone")


@mutation("content", 3)
def color(rng: Random, project: Project) -> Damage:
    """A color of the palette, or its inks."""
    roles = "text|ink|accent|soft|mist|blush|rule|line|hair|cover|white"
    value = pick(rng, project, BRAND, key=roles)
    choices = samples("inks" if "[" in value.text else "colors")
    return set_value(rng, project, value, choices, "color")


@mutation("content", 1)
def palette_names(rng: Random, project: Project) -> Damage:
    """A role of the palette is missing, misspelt, double or new."""
    lines = project.lines(BRAND)
    at = rng.choice([at for at, line in enumerate(lines) if line.startswith("  ")])
    old = lines[at]
    name = old.strip().split(":")[0]
    names = ["inc", name.upper(), "white", "band"]
    lines[at] = rng.choice(["", old * 2, *(old.replace(name, new, 1) for new in names)])
    project.write_lines(BRAND, lines)
    return Damage(f"role {name} became {lines[at].strip()[:40]!r}", BRAND, at + 1)


@mutation("content", 3)
def brand_field(rng: Random, project: Project) -> Damage:
    """A field of the clinic: there already, or one more line."""
    choices = fields("brand fields")
    key = rng.choice(sorted(choices))
    there = [value for value in values(project, BRAND) if value.key == key]
    if there:
        return set_value(rng, project, there[0], choices[key], "brand")
    return _at_the_end(project, BRAND, f"{key}: {rng.choice(choices[key])}")


@mutation("content", 2)
def months(rng: Random, project: Project) -> Damage:
    """The names of the months."""
    value = pick(rng, project, WORDS, key="months")
    return set_value(rng, project, value, samples("months"), "months")


@mutation("content", 3)
def slots(rng: Random, project: Project) -> Damage:
    """A wording with slots that are filled when pages are laid out."""
    keys = "month_format|sheet_counter|page_of|running_head|qr_alt|formats"
    return set_value(rng, project, pick(rng, project, WORDS, key=keys), samples("slots"), "slots")


@mutation("content", 2)
def wording(rng: Random, project: Project) -> Damage:
    """A wording is missing, renamed, or one more is there."""
    value = pick(rng, project, WORDS)
    lines = project.lines(WORDS)
    old = lines[value.line - 1]
    new = rng.choice(["", f"{value.key}x: words\n", f"{old}new_word: words\n", f"{value.key}:\n"])
    lines[value.line - 1] = new
    project.write_lines(WORDS, lines)
    return Damage(f"wording {value.key} became {new.strip()!r}", WORDS, value.line)


@mutation("content", 4)
def date(rng: Random, project: Project) -> Damage:
    """A date in all the forms people write."""
    value = pick(rng, project, TYPES, HANDOUTS, SOURCES, key="published|review_by|seen")
    return set_value(rng, project, value, samples("dates"), "date")


@mutation("content", 2)
def colophon(rng: Random, project: Project) -> Damage:
    """The number or the version of a document; also one that another one has."""
    value = pick(rng, project, TYPES, HANDOUTS, key="number|version")
    choices = samples("versions" if value.key == "version" else "document numbers")
    return set_value(rng, project, value, choices, "colophon", wide=value.key == "number")


@mutation("content", 3)
def sources(rng: Random, project: Project) -> Damage:
    """A list of sources of a statement, or an entry of the bibliography."""
    if rng.random() < 0.7:
        value = pick(rng, project, TYPES, SECTIONS, HANDOUTS, key="source|cite")
        return set_value(rng, project, value, samples("source lists"), "sources")
    value = pick(rng, project, SOURCES, key="address|short|title|organization")
    choices = samples("addresses" if value.key == "address" else "bibliography")
    return set_value(rng, project, value, choices, "bibliography")


@mutation("content", 3)
def names(rng: Random, project: Project) -> Damage:
    """The name of a drawing, a layout or an icon."""
    value = pick(rng, project, TYPES, SECTIONS, HANDOUTS, key="name|layout|icon")
    choices = samples("names") + (samples("layouts") if value.key == "layout" else [])
    return set_value(rng, project, value, choices, "name", renames=True)


@mutation("content", 3)
def handout(rng: Random, project: Project) -> Damage:
    """A field of a handout: file, editions, for_each, titles."""
    keys = "file|editions|for_each|title|subject|cover_title|tagline"
    value = pick(rng, project, HANDOUTS, key=keys)
    lists = {"file": "file names", "editions": "editions", "for_each": "for each"}
    choices = samples(lists.get(value.key, "titles"))
    return set_value(rng, project, value, choices, "handout", renames=True, wide=True)


@mutation("content", 1)
def file_of_the_brochure(rng: Random, project: Project) -> Damage:
    """A file name for the brochure, also one that another file has."""
    new = rng.choice(samples("file names"))
    return _at_the_end(project, BROCHURE, f"file: {new}", wide=True)


@mutation("content", 3)
def a_list_of_the_brochure(rng: Random, project: Project) -> Damage:
    """A section or type of the brochure is gone, double, unknown or elsewhere."""
    lines = project.lines(BROCHURE)
    places = [at for at, line in enumerate(lines) if line.startswith("  - ")]
    at = rng.choice(places)
    name = lines[at].strip()[2:]
    ways = {
        "gone": "",
        "double": lines[at] * 2,
        "unknown": f"  - {name}x\n",
        "upper": f"  - {name.title()}\n",
        "commented": f"  # - {name}\n",
        "nested": f"    - {name}\n",
        "moved": "",
    }
    way = rng.choice(sorted(ways))
    old, lines[at] = lines[at], ways[way]
    if way == "moved":
        lines.insert(rng.choice(places), old)
    project.write_lines(BROCHURE, lines)
    return Damage(f"{name} is {way}", BROCHURE, at + 1)


@mutation("content", 2)
def how_many(rng: Random, project: Project) -> Damage:
    """A list item many times, or gone."""
    path = rng.choice(project.files(TYPES, SECTIONS))
    lines = project.lines(path)
    places = [at for at, line in enumerate(lines) if line.startswith(("    - ", "  - "))]
    if not places:
        raise Unfit
    at = rng.choice(places)
    times = rng.choice([0, 2, 3, 8, 40, 1000])
    lines[at] = lines[at] * times
    project.write_lines(path, lines)
    return Damage(f"a list item {times} times", path, at + 1)


@mutation("content", 2)
def section_field(rng: Random, project: Project) -> Damage:
    """A field that a section does not have, or has in another form."""
    path = rng.choice(project.files(SECTIONS))
    choices = fields("section fields")
    key = rng.choice(sorted(choices))
    return _at_the_end(project, path, f"{key}: {rng.choice(choices[key])}")


@mutation("content", 1)
def terms(rng: Random, project: Project) -> Damage:
    """The list of words and their meanings."""
    return _at_the_end(project, TERMS, rng.choice(samples("terms")))


@mutation("content", 1)
def drop_a_source(rng: Random, project: Project) -> Damage:
    """An entry of the bibliography that others name is renamed, or a text."""
    lines = project.lines(SOURCES)
    at = rng.choice([at for at, line in enumerate(lines) if line[:1].isalpha()])
    name = lines[at].strip(":\n")
    new = rng.choice([f"{name}x:", f"{name.upper()}:", f"{name} :", f'"{name}":', f"{name}: x"])
    lines[at] = f"{new}\n"
    project.write_lines(SOURCES, lines)
    return Damage(f"source {name} became {new!r}", SOURCES, at + 1, wide=True)


@mutation("content", 1)
def value_beside(rng: Random, project: Project) -> Damage:
    """Two values of a file have changed places, as after a slip of the mouse."""
    path = rng.choice(project.files(TYPES, SECTIONS, HANDOUTS, BRAND, WORDS))
    found = list(values(project, path))
    if len(found) < 2:
        raise Unfit
    one, two = rng.sample(found, 2)
    put(project, one, two.text)
    put(project, two, one.text)
    return Damage(f"{one.key} and {two.key} changed places", path, one.line, renames=True)
