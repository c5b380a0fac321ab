"""Templates: bounded, and told at their own line; and what of a layout cannot be laid out."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest
from helpers import ROOT, Project, copy_project
from jinja2.exceptions import SecurityError
from test_layouts import SHEET, Bench

from handouts.design.layouts import Layouts
from handouts.design.limits import BoundedEnvironment, Refused
from handouts.design.tags import Source
from handouts.preflight.outputs import check_outputs
from handouts.typeset import pictures

# --- templates ----------------------------------------------------------------------------


def test_a_tag_knows_its_line_and_its_attributes() -> None:
    source = Source("x.j2", '<p>\n  {# <q> #}<band style="a {{ "<b>" }}"\n  at="c"><!-- <r> -->')
    paragraph, band = source.tags()
    assert (paragraph.place, band.name, band.place) == (("x.j2", 1, 1), "band", ("x.j2", 2, 12))
    assert band.attributes["style"].value.split()[0] == "a"
    assert band.at("at") == ("x.j2", 3, 3)
    assert band.whole
    assert not next(Source("x.j2", "<p {{ more }}>").tags()).whole
    assert source.placed().count("\n") == source.text.count("\n")
    assert list(source.strings()) == ["<b>"]


_ENDLESS = {
    "loops in loops": "{% for a in range(9999) %}{% for b in range(9999) %}" + "{% endfor %}" * 2,
    "loops over letters": "{% for a in x %}{% for b in x %}{% for c in x %}{% for d in x %}"
    + "{% endfor %}" * 4,
    "calls": "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}"
    "{{ m(60) }}",
    "a loop that goes down": "{% for a in [1] recursive %}{{ loop([1, 2]) }}{% endfor %}",
    "powers": "{{ 9 ** 9 ** 9 ** 9 }}",
    "letters": "{{ 'x' * 999999999 }}",
    "signs": "{{ '%0999999999d' % 1 }}",
    "a format": "{{ '{:>999999999}'.format(1) }}",
    "doubling with ~": "{% set t = x %}" + 40 * "{% set t = t ~ t %}",
    "doubling with +": "{% set t = x %}" + 40 * "{% set t = t + t %}",
    "doubling a list": "{% set t = [x] %}" + 40 * "{% set t = t + t %}",
    "doubling in a block": "{% set t = x %}" + 40 * "{% set t %}{{ t }}{{ t }}{% endset %}",
    "doubling in a macro": "{% macro m(t) %}{{ t }}{{ t }}{% endmacro %}{{ "
    + 40 * "m("
    + "x"
    + 40 * ")"
    + " }}",
    "a filter replaces": "{% set t = x %}" + 9 * "{% set t = t|replace('a', t) %}",
    "a method replaces": "{% set t = x %}" + 9 * "{% set t = t.replace('a', t) %}",
    "a filter joins": "{{ range(50000)|join(range(9000)|join) }}",
    "a method joins": "{{ x.join(x.join(x.join(x.join(x)))) }}",
}


@pytest.mark.parametrize("what", _ENDLESS)
def test_a_template_without_an_end_is_stopped_soon(what: str) -> None:
    started = time.perf_counter()
    environment = BoundedEnvironment(autoescape=True)
    with pytest.raises((Refused, RecursionError, SecurityError)):
        environment.from_string(_ENDLESS[what]).render(x="abc" * 99)
    assert time.perf_counter() - started < 5


def test_what_a_template_counts_does_not_count_for_the_next() -> None:
    environment = BoundedEnvironment()
    template = environment.from_string("{% for a in range(40000) %}{% endfor %}")
    for _ in range(3):
        environment.start()
        template.render()


def test_no_template_changes_what_it_reads() -> None:
    items = [1, 2]
    with pytest.raises(SecurityError):
        BoundedEnvironment().from_string("{{ items.pop() }}").render(items=items)
    assert items == [1, 2]


def test_a_damaged_compiled_template_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what another state of the program has left is swept away."""
    monkeypatch.setattr("handouts.kept._FOLDER", str(tmp_path))
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    (tmp_path / "templates-0123456789abcdef-old.kept").write_bytes(b"old")
    (tmp_path / "layout.cpython-311.pyc").write_bytes(b"Python's own")
    Layouts(ROOT).layout("type-sheet", "standard")
    kept = {path.name for path in tmp_path.iterdir()}
    assert "layout.cpython-311.pyc" in kept
    assert not any(name.endswith("old.kept") for name in kept)
    for path in tmp_path.glob("*.kept"):
        path.write_bytes(path.read_bytes()[:20])
    Layouts(ROOT).layout("type-sheet", "standard")
    assert {path.name for path in tmp_path.iterdir()} == kept


# --- what cannot be laid out --------------------------------------------------------------


def test_what_a_box_cannot_do_is_told_at_its_tag(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def natural_height(self: object, width: float) -> float:
        return width / 0

    monkeypatch.setattr(pictures.Spacer, "natural_height", natural_height)
    (found,) = Bench(tmp_path).problems(SHEET, "standard")
    lines = (ROOT / found.place.path).read_text("utf-8").splitlines()
    assert "<spacer" in lines[found.place.line - 1]
    assert found.message == "cannot be laid out as its style says"


def test_a_finished_file_is_held_to_its_edition(tmp_path: Path, clinic: Project) -> None:
    """TY-03: what is small print in the standard edition is too small for large print."""
    copy_project(tmp_path)
    (tmp_path / "output").mkdir()
    (tmp_path / "output/sheet.pdf").write_bytes(clinic.make(SHEET).pdf)

    def found(edition: str) -> set[str]:
        told = {"handouts": {"sheet.pdf": {"edition": edition}}}
        (tmp_path / "output/manifest.json").write_text(json.dumps(told))
        ((_, problems),) = check_outputs(tmp_path)
        return {match[0] for one in problems if (match := re.search("the least is .*", str(one)))}

    assert not found("standard")
    assert all("the least is 18 pt" in text for text in found("large-print"))
    assert found("large-print")
