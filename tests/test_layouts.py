"""Layouts: read whole, merged, found sound; and what a damaged one leads to."""

from __future__ import annotations

import copy
import os
import re
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path

import pytest
from helpers import ROOT, Project, copy_project
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts import project
from handouts.build.worker import wording
from handouts.design import templates
from handouts.design.layout import Layout
from handouts.design.layouts import Layouts
from handouts.markup.node import Node
from handouts.markup.parse import parse
from handouts.problems import NOWHERE, ContentError, Place, Problem, Problems
from handouts.reading import disk
from handouts.typeset.overflow import words
from handouts.workshop import Workshop

SHEET = "cervical-dystonia"
BROCHURE = "understanding-dystonia-brochure"


class Bench:
    """A copy of the project whose layouts can be changed; its content is read once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        copy_project(root)

    @cached_property
    def clinic(self) -> Project:
        return Project(self.root, "astr")

    def problems(self, name: str, edition: str) -> list[Problem]:
        """What is said of one file; nothing that stops it if it was made."""
        library, found = self.clinic.library, Problems()
        ready = library.handout(name)
        try:
            out = Workshop(self.root).render(library, ready, edition, "letter", found)
        except ContentError as fault:
            found.extend(fault.problems)
            out = None
        assert (out is None) == bool(found.fatal), "made in spite of a fault, or nothing was said"
        return list(found)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(tmp_path_factory.mktemp("layouts"))


def shipped() -> Iterator[Layout]:
    """Every layout in every edition it has."""
    clinic = Project.real()
    for ready in clinic.library.handouts:
        for edition in ready.handout.editions:
            yield clinic.workshop.layout(ready, edition)


# --- styles -------------------------------------------------------------------------------


def test_a_property_knows_the_file_it_comes_from() -> None:
    """Through the theme, what a layout extends, the layout and its variant."""
    layout = Layouts(ROOT).layout("tri-fold", "bi-fold")

    def line(node: Node, *properties: str) -> tuple[str, str]:
        place = layout.place(node, *properties)
        return place.path, (ROOT / place.path).read_text("utf-8").splitlines()[place.line - 1]

    title = Node("h1", {"style": "cover-title"}, NOWHERE)
    file, said = line(title, "size")
    assert (file, "cover-title: {size: 58" in said) == ("layouts/bi-fold/layout.yaml", True)
    file, said = line(title, "before")
    assert (file, "cover-title: {before: 14}" in said) == ("layouts/tri-fold/layout.yaml", True)
    file, said = line(title, "font")
    assert (file, "cover-title: {font: heading-black" in said) == ("layouts/theme.yaml", True)
    mono = Layouts(ROOT).layout("tri-fold", "black-and-white")
    place = mono.place(Node("figure", {"style": "brain"}, NOWHERE), "ring")
    said = (ROOT / place.path).read_text("utf-8").splitlines()[place.line - 1]
    assert "brain: {ring: rule" in said


def test_later_files_and_names_win_and_none_takes_back() -> None:
    layout = Layouts(ROOT).layout("tri-fold", "bi-fold")
    assert layout.style("h1", "cover-title").size == 58
    assert layout.style("h1").size == 38
    assert Layouts(ROOT).layout("tri-fold", "standard").style("figure", "cover-art").x == 0
    assert layout.style("figure", "cover-art").x is None


def test_giant_print_is_large_print_with_larger_type() -> None:
    large = Layouts(ROOT).layout("type-sheet", "large-print")
    giant = Layouts(ROOT).layout("type-sheet", "giant")
    assert giant.style("p").size == pytest.approx(24, abs=0.01)
    assert giant.style("p").measure == large.style("p").measure
    assert giant.style("h1", "title").size == large.style("h1", "title").size, "enlarge: false"


def test_no_shipped_style_is_left_unused() -> None:
    """A name that no template says, in a layout or in the theme, changes nothing."""
    named: set[str] = set()
    for layout in shipped():
        assert not layout.warnings, "\n".join(map(str, layout.warnings))
        for source in layout.template.sources:
            named.update(word for text in source.strings() for word in text.split())
            for tag in source.tags():
                named.add(tag.name)
                if "style" in tag.attributes:
                    named.update(tag.attributes["style"].value.split())
    unused = {
        name for layout in shipped() for layer in layout.layers for name in layer.styles
    } - named
    assert not unused


# --- small print --------------------------------------------------------------------------


def test_small_print_is_what_its_style_says(clinic: Project) -> None:
    """One rule for the word caps, the reading level and the words of a version."""
    document = copy.deepcopy(clinic.make(SHEET).nodes)
    small = {" ".join(node.styles[1:]) for node in document.walk() if node.small}
    assert small == {"colophon", "colophon-right", "counter"}
    before, count = wording(document), words(document)
    for node in document.walk():
        if node.small:
            node.children = ["Other words altogether, six of them."]
    assert (wording(document), words(document)) == (before, count)


def test_what_is_no_small_print_is_counted() -> None:
    tree = parse("<document><panel name='a'><p>one two</p></panel></document>", "x")
    paragraph = next(node for node in tree.walk() if node.tag == "p")
    assert words(tree) == 2
    paragraph.small = True
    assert words(tree) == 0


# --- one owner ----------------------------------------------------------------------------


def test_each_file_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    own = disk.read

    def watched(root: Path, file: str) -> bytes:
        seen.append(file)
        return own(root, file)

    monkeypatch.setattr(disk, "read", watched)
    layouts = Layouts(ROOT)
    first = layouts.layout("type-sheet", "large-print")
    layouts.layout("type-sheet", "giant")
    files = [file for file in seen if file.endswith(".yaml")]
    assert sorted(files) == sorted(set(files))
    assert layouts.layout("type-sheet", "large-print") is first


def test_a_fault_is_found_once_and_said_each_time(tmp_path: Path) -> None:
    copy_project(tmp_path)
    file = tmp_path / "layouts/type-sheet/layout.yaml"
    file.write_text(file.read_text("utf-8").replace("size: 1,", "size: 0,"), "utf-8")
    layouts = Layouts(tmp_path)
    said = []
    for _ in range(2):
        with pytest.raises(ContentError) as refused:
            layouts.layout("type-sheet", "standard")
        said.append(str(refused.value))
        file.unlink(missing_ok=True)  # it is not read again
    assert said[0] == said[1]
    assert 'expected a number from 1 to 400 in "size", found "0"' in said[0]


def test_all_parts_of_a_layout_are_inputs_of_what_it_makes() -> None:
    """Also those of a branch that this handout does not take, whatever was made before."""
    layout = Layouts(ROOT).layout("type-sheet", "large-print")
    assert "layouts/parts/brochure-flow.xml.j2" in layout.template.files
    assert {"layouts/theme.yaml", "layouts/type-sheet/layout.yaml"} <= layout.files


# --- the theme and its fonts --------------------------------------------------------------


def said_of_theme(root: Path) -> str:
    with pytest.raises(ContentError) as refused:
        _ = Layouts(root).theme
    return str(refused.value)


def test_a_missing_theme_is_missing_and_a_folder_is_no_file(tmp_path: Path) -> None:
    copy_project(tmp_path)
    theme = tmp_path / project.THEME
    theme.unlink()
    assert said_of_theme(tmp_path) == "layouts/theme.yaml: the file is missing; put it back"
    theme.mkdir()
    assert "expected a file, found a folder" in said_of_theme(tmp_path)


@pytest.mark.parametrize("left", [0, 3, 12, 200, 5000, 30000])
def test_a_font_cut_short_is_told_where_the_theme_names_it(bench: Bench, left: int) -> None:
    check_font(bench, lambda path: path.write_bytes(path.read_bytes()[:left]))


def test_a_text_is_no_font(bench: Bench) -> None:
    check_font(bench, lambda path: path.write_text("This is no font at all."))


def check_font(bench: Bench, damage: Callable[[Path], object]) -> None:
    path = bench.root / "layouts/fonts/Figtree-Bold.ttf"
    good = path.read_bytes()
    damage(path)
    try:
        (found,) = [one for one in bench.problems(SHEET, "standard") if one.fatal]
    finally:
        path.write_bytes(good)
    lines = (ROOT / project.THEME).read_text("utf-8").splitlines()
    assert found.place.path == project.THEME
    assert "Figtree-Bold.ttf" in lines[found.place.line - 1]
    assert "font" in found.message


def test_a_folder_is_no_font(bench: Bench) -> None:
    path = bench.root / "layouts/fonts/Figtree-Bold.ttf"
    good = path.read_bytes()
    path.unlink()
    path.mkdir()
    try:
        (found,) = bench.problems(SHEET, "standard")
    finally:
        path.rmdir()
        path.write_bytes(good)
    assert found.message == 'there is no font file "Figtree-Bold.ttf"'
    assert found.place.line


# --- any damage ---------------------------------------------------------------------------

# What a damaged layout may make of sound content, and is rightly told of the content: it has no
# room for it, does not print it, does not offer the edition, or puts two colors on each other.
_OF_CONTENT = re.compile(
    r"too long|taller than a page|wider than its column|there is room for \d|are allowed"
    r"|has no edition|has a contrast of|does not print|not printed|the wording \"|needs the section"
    r"|font cannot draw"
)
_VALUES = st.sampled_from(
    ["0", "-1", "nan", "1e9", "99999", "0.0001", "none", "auto", "page", "[1,2]", "[]", "{}", "ink",
     "inc", "text", "true", "-300", "1.5", "abc", "999999", "number", "bar", "standard", "letter",
     "type-sheet", "'#FFFFFF'", "'#fff'", "flat", "~", "50", "12", "3", "200", "١٢"]
)  # fmt: skip
_MARKUP = st.sampled_from(
    ["<p>x</p>", "<band>", "</band>", "<boxx/>", "&", "<", "{{ 1 / 0 }}", "{{ type.foo }}",
     "{% if %}", "{{", "<list><item/></list>", "<list style='steps'><item>x</item></list>",
     "<columns/>", "<table/>", "<artifact>x</artifact>", "<artifact draw='edge'/>", "{{ words }}",
     "<h1>Again</h1>", "<p style='colophon'>x</p>", "<artifact draw='strands'/>", "<item>x</item>",
     "<figure art='brain' alt='x'/>", "<qr data='x' alt='x'/>", "<field name='a' label='b'/>",
     "<p at='here'>x</p>", "<t n='1'/>", "<slot name='page'/>", "<section><h3>x</h3></section>",
     "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}", "\0"]
)  # fmt: skip
_FILES = sorted(
    str(path.relative_to(ROOT))
    for pattern in ("layouts/*.yaml", "layouts/*/layout.yaml", "layouts/*/*.xml.j2")
    for path in ROOT.glob(pattern)
)


def damaged(text: str, at: float, how: str, value: str, markup: str) -> str:
    """The text with one value, name, line or letter changed."""
    if how == "value":
        places = list(re.finditer(r'(?<=[:\[,=] )[^,\[\]{}\n#:]+|(?<==")[^"]*', text))
    elif how == "name":
        places = list(re.finditer(r"[a-z_-]+(?=:|=)|(?<=</)[a-z]+|(?<=<)[a-z]+", text))
    elif how == "line":
        places = list(re.finditer(r"[^\n]*\n", text))
    else:
        places = list(re.finditer(r"(?<=>)|(?<=\n)", text))
    start, end = places[int(at * len(places))].span() if places else (0, 0)
    new = {"value": value, "name": value.lower(), "line": "", "markup": markup}[how]
    return text[:start] + new + text[end:]


@given(
    file=st.sampled_from(_FILES),
    at=st.floats(0, 0.999),
    how=st.sampled_from(["value", "value", "name", "line", "markup"]),
    value=_VALUES,
    markup=_MARKUP,
    which=st.sampled_from(
        [(SHEET, "standard"), (SHEET, "black-and-white"), (SHEET, "giant"), (BROCHURE, "standard"),
         (BROCHURE, "bi-fold"), (BROCHURE, "flat"), (BROCHURE, "press")]
    ),
)  # fmt: skip
@settings(max_examples=int(os.environ.get("HYPOTHESIS_EXAMPLES", "100")))
def test_any_damage_to_a_layout_is_told_at_its_line(
    bench: Bench, file: str, at: float, how: str, value: str, markup: str, which: tuple[str, str]
) -> None:
    """It is made, or every reason stands in the layouts with a line; never another exception."""
    path = bench.root / file
    good = path.read_bytes()
    path.write_text(damaged(good.decode(), at, how, value, markup), "utf-8")
    try:
        problems = bench.problems(*which)
    finally:
        path.write_bytes(good)
    for one in problems:
        if one.fatal and not _OF_CONTENT.search(one.message):
            assert one.place.path.startswith("layouts/"), one
            assert one.place.line or "is missing" in one.message, one
            assert one.hint or "expected" in one.message or "must be" in one.message, one


def test_a_place_of_no_template_is_its_parents() -> None:
    tree = parse("<document source='a.j2:3:4'><panel name='a'/></document>", "x")
    assert next(tree.nodes()).source == Place("a.j2", 3, 4)
    assert isinstance(tree, Node)


# --- what is in range and cannot be read all the same -------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("contact-text: {x: 78,", "contact-text: {x: 1500,", "<p> stands outside the page"),
        ("fields: {before: 6,", "fields: {before: 6, x: -90, y: 0,", "stands outside the page"),
        (
            "strip-text: {",
            "strip-text: {color: blush, ",
            'text in "blush" cannot be read on "blush"',
        ),
        ("strip-text: {", "strip-text: {tracking: -6, ", "letters 6 pt nearer than they are made"),
        ("strip: {", "strip: {height: 0.1, ", '"height" is 0.1, what stands in it needs'),
    ],
)
def test_a_text_is_on_the_page_apart_and_unlike_its_ground(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    bench = Bench(tmp_path)
    file = tmp_path / "layouts/type-sheet/layout.yaml"
    before = file.read_text("utf-8")
    assert before.count(old) == 1
    file.write_text(before.replace(old, new), "utf-8")
    problems = bench.problems(SHEET, "standard")
    assert said in "\n".join(one.message for one in problems if one.fatal)
    assert {one.place.path.partition("/")[0] for one in problems if one.fatal} == {"layouts"}
    assert all(one.place.line for one in problems if one.fatal)


def test_a_block_without_words_stands_nowhere(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    page = tmp_path / "layouts/type-sheet/page.xml.j2"
    text = page.read_text("utf-8")
    page.write_text(
        text.replace("<document>", "<document>", 1).replace(
            '<column style="main">', '<column style="main"><p></p>', 1
        ),
        "utf-8",
    )
    assert not [one for one in bench.problems(SHEET, "standard") if "outside" in one.message]


def test_a_template_whose_name_is_no_text_can_be_remembered(tmp_path: Path) -> None:
    copy_project(tmp_path)
    os.close(os.open(os.fsencode(tmp_path) + b"/layouts/tri-fold/\xc3(.xml.j2", os.O_CREAT))
    (found,) = [one for one in templates.sources(tmp_path) if "(" in one.file]
    assert found.file.encode("utf-8")
