"""The catalogue page: what it shows, that nothing in it can do harm, and what it remembers."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import shutil
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from handouts import catalogue
from handouts.catalogue.page import Page
from handouts.problems import ContentError, Problems

ROOT = Path(__file__).parents[1]
TYPES = ("blepharospasm", "cervical-dystonia")
EDITIONS = ("standard", "black-and-white", "large-print", "press")


def pdf(subject: str, words: str, pages: int = 1, *, landscape: bool = False) -> bytes:
    """A small file that looks enough like a handout."""
    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    size = (792, 612) if landscape else (612, 792)
    canvas = Canvas(file, size, invariant=True)
    canvas.setSubject(subject)
    canvas.setViewerPreference("Duplex", "DuplexFlipShortEdge" if landscape else "Simplex")
    for number in range(pages):
        canvas.drawString(72, 300, f"{words}, page {number + 1}")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def about(number: str, title: str, inputs: list[str], **more: Any) -> dict[str, Any]:
    return {
        "number": number,
        "version": 1,
        "title": title,
        "published": "2026-11-22",
        "review_by": "2028-11-22",
        "language": "en",
        "edition": "standard",
        "paper": "letter",
        "inputs": ["content/brands/astr.yaml", *inputs],
        **more,
    }


class Project:
    """A copy of the project with small PDFs and the manifest that tells of them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.output = root / "output"
        self.told: dict[str, dict[str, Any]] = {}
        for folder in ("content", "layouts/art", "layouts/catalogue"):
            shutil.copytree(ROOT / folder, root / folder)
        shutil.copy(ROOT / "layouts/theme.yaml", root / "layouts")

    def add(self, name: str, data: bytes, facts: dict[str, Any]) -> None:
        path = self.output / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        self.told[name] = {**facts, "sha256": hashlib.sha256(data).hexdigest()}
        self.save()

    def save(self) -> None:
        text = json.dumps({"format": 1, "handouts": self.told})
        (self.output / "manifest.json").write_text(text, "utf-8")

    def add_all(self) -> None:
        """Two sheets in four editions, the standard one also on A4, and a brochure."""
        for number, name in enumerate(TYPES, 1):
            inputs = ["content/en/handouts/type-sheet.yaml", f"content/en/types/{name}.yaml"]
            title = name.replace("-", " ").capitalize()
            for edition in EDITIONS:
                for paper in ("letter", "a4") if edition == "standard" else ("letter",):
                    end = "" if edition == "standard" else f"-{edition}"
                    file = f"en/{name}-sheet{end}{'-a4' * (paper == 'a4')}.pdf"
                    pages = 3 if edition == "large-print" else 1
                    data = pdf(f"About {title}", f"{title} {edition} {paper}", pages)
                    facts = about(f"DYS-0{number}", title, inputs, edition=edition, paper=paper)
                    self.add(file, data, facts)
        self.add(
            "en/brochure.pdf",
            pdf("A guide", "Brochure", 2, landscape=True),
            about(
                "DYS-10",
                "Understanding dystonia",
                ["content/en/handouts/understanding-dystonia-brochure.yaml"],
            ),
        )

    def page(self) -> str:
        return catalogue.write(self.root, Problems()).read_text("utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    found = Project(tmp_path)
    found.add_all()
    return found


class Outline(HTMLParser):
    """Headings, links, ids and elements of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.headings: list[list[str]] = []
        self._in_heading = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append([tag, ""])
            self._in_heading = True

    def handle_endtag(self, tag: str) -> None:
        self._in_heading = self._in_heading and not re.fullmatch("h[1-6]", tag)

    def handle_data(self, data: str) -> None:
        if self._in_heading:
            self.headings[-1][1] += data.strip()

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]


def test_the_page_has_one_title_and_no_heading_level_is_skipped(project: Project) -> None:
    outline = Outline(project.page())
    levels = [int(tag[1]) for tag, _ in outline.headings]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert len(outline.all("main")) == len(outline.all("header")) == len(outline.all("footer")) == 1
    ids = [one["id"] for _, one in outline.tags if "id" in one]
    assert len(ids) == len(set(ids))


def test_sheets_come_first_in_order_then_the_brochure(project: Project) -> None:
    outline = Outline(project.page())
    titles = [text for tag, text in outline.headings if tag == "h3"]
    assert titles == ["Blepharospasm", "Cervical dystonia", "Understanding dystonia"]
    kinds = [text for tag, text in outline.headings if tag == "h2"]
    assert kinds.index("One-page sheets") < kinds.index("Brochures")


def test_each_file_is_shown_with_its_number_and_how_to_print_it(project: Project) -> None:
    page = project.page()
    assert page.count('class="variant') == len(project.told)
    assert "DYS-02-LP" in page
    assert page.count("Both sides, flip on short edge") == 1
    assert page.count("Both sides, flip on long edge") == len(TYPES)
    assert 'datetime="2028-11-22">November 22, 2028<' in page
    # A print shop's file has no button that would print it here.
    buttons = [one["data-print"] for one in Outline(page).all("button") if "data-print" in one]
    assert len(buttons) == len(project.told) - len(TYPES)
    assert not any("press" in address for address in buttons)


def test_a_link_in_a_circle_is_passed_over(project: Project) -> None:
    path = project.output / "en/brochure.pdf"
    path.unlink()
    path.symlink_to(path.name)
    assert "brochure.pdf" not in project.page()


def test_links_are_relative_and_lead_to_the_files(project: Project) -> None:
    name = "en/50% off #1 näck's.pdf"
    project.add(name, pdf("x", "x"), about("DYS-12", "Odd", []))
    outline = Outline(project.page())
    links = {one["href"] for one in outline.all("a") if one["href"].endswith(".pdf")}
    assert "en/50%25%20off%20%231%20n%C3%A4ck%27s.pdf" in links
    assert all(re.fullmatch(r"[\w./%~-]+", link) for link in links)
    assert len(links) == len(project.told)


def test_nothing_comes_from_elsewhere(project: Project) -> None:
    page = project.page()
    outline = Outline(page)
    for tag, attributes in outline.tags:
        source = attributes.get("src", "data:") if tag != "link" else attributes["href"]
        assert source.startswith("data:"), (tag, attributes)
    assert not re.search(r"https?:|url\(|@import", page)
    policy = next(one for one in outline.all("meta") if "http-equiv" in one)["content"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "connect-src" not in policy


@pytest.mark.parametrize(
    "evil", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</style></title>"]
)
def test_hostile_texts_are_shown_as_text(project: Project, evil: str) -> None:
    project.add("en/evil.pdf", pdf(evil, "evil"), about(evil, evil, [evil], edition=evil))
    words = project.root / "content/en/catalogue.yaml"
    lines = re.sub(r"(?m)^results_other: .*$", f"results_other: '{evil}'", words.read_text("utf-8"))
    words.write_text(lines, "utf-8")
    outline = Outline(project.page())
    assert [evil in text for tag, text in outline.headings if tag == "h3"].count(True) == 1
    assert len(outline.all("script")) == 2
    assert len(outline.all("style")) == 1
    assert not any("onerror" in one for _, one in outline.tags)


def test_no_wording_is_in_the_template() -> None:
    template = (ROOT / "layouts/catalogue/page.html.j2").read_text("utf-8")
    html = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", template, flags=re.DOTALL)
    assert not re.findall(r"[A-Za-z]{2,}", re.sub(r"<[^>]*>", "", html))


def test_a_missing_wording_is_a_problem_with_its_file(project: Project) -> None:
    words = project.root / "content/en/catalogue.yaml"
    words.write_text(words.read_text("utf-8").replace("lead: ", "leed: "), "utf-8")
    with pytest.raises(ContentError, match=r"content/en/catalogue.yaml.*\"lead\" is missing.*leed"):
        project.page()


def test_a_missing_color_is_a_problem_with_its_file(project: Project) -> None:
    brand = project.root / "content/brands/astr.yaml"
    brand.write_text(brand.read_text("utf-8").replace("  accent: ", "  akzent: "), "utf-8")
    with pytest.raises(ContentError, match=r"content/brands/astr.yaml.*\"accent\""):
        project.page()


# --- what it remembers ----------------------------------------------------------------


def test_the_same_files_give_the_same_page(project: Project) -> None:
    first = project.page()
    assert project.page() == first
    shutil.rmtree(project.output / ".previews")
    assert project.page() == first


def test_only_changed_files_are_drawn_again(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.page()
    from handouts.catalogue import previews

    drawn: list[str] = []
    look = previews._look

    def count(data: bytes, sha256: str) -> previews.Seen:
        drawn.append(sha256)
        return look(data, sha256)

    monkeypatch.setattr(previews, "_look", count)
    project.page()
    assert drawn == []
    data = pdf("A guide", "New words", 2, landscape=True)
    project.add("en/brochure.pdf", data, project.told["en/brochure.pdf"])
    project.page()
    assert drawn == [project.told["en/brochure.pdf"]["sha256"]]
    kept = list((project.output / ".previews").glob("*-*.json"))
    assert len([path for path in kept if path.name != "last-build.json"]) == len(project.told)


def test_a_damaged_preview_is_drawn_again(project: Project) -> None:
    first = project.page()
    for path in (project.output / ".previews").glob("*.json"):
        path.write_text("{")
    assert project.page() == first


def changes(page: str) -> dict[str, str]:
    """What the page says became of each file."""
    found = re.findall(r'data-change="(\w*)".*?href="([^"]+)"', page, re.DOTALL)
    return {name: change for change, name in found}


def test_new_and_changed_files_are_marked_until_the_next_build(project: Project) -> None:
    assert set(changes(project.page()).values()) == {""}
    brochure = project.told["en/brochure.pdf"]
    project.add("en/brochure.pdf", pdf("A guide", "Other words", 2, landscape=True), brochure)
    project.add("en/extra.pdf", pdf("x", "x"), about("DYS-12", "Extra", []))
    for _ in range(2):  # making the page again is no build
        page = project.page()
        found = changes(page)
        assert found.pop("en/brochure.pdf") == "changed"
        assert found.pop("en/extra.pdf") == "new"
        assert set(found.values()) == {"same"}
        assert "1 new, 1 changed" in page


def test_files_that_are_gone_are_left_out(project: Project) -> None:
    (project.output / "en/brochure.pdf").unlink()
    project.told["../../etc/passwd"] = about("X", "Outside", [])
    project.save()
    page = project.page()
    assert "Understanding dystonia" not in page
    assert "Outside" not in page


def test_sparse_entries_do_no_harm(project: Project) -> None:
    project.add("en/bare.pdf", pdf("", "x"), {})
    page = project.page()
    assert 'href="en/bare.pdf"' in page


def test_before_the_first_build_the_page_says_so(tmp_path: Path) -> None:
    page = Project(tmp_path).page()
    assert "No handouts yet" in page
    assert 'class="card"' not in page


def test_filters_are_offered_only_where_there_is_a_choice(project: Project) -> None:
    def filters() -> list[str]:
        selects = Outline(project.page()).all("select")
        return [one["data-filter"] for one in selects]

    assert filters() == ["kind", "edition", "paper"]
    facts = about("DYS-01", "Blefaroespasmo", [], language="es")
    project.add("es/b.pdf", pdf("x", "x"), facts)
    assert filters() == ["kind", "language", "edition", "paper", "change"]
    assert '<h3 lang="es">Blefaroespasmo</h3>' in project.page()


def test_the_page_is_whole_or_as_it_was(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    first = project.page()
    (project.output / "en/brochure.pdf").write_bytes(pdf("A guide", "Other", 2))

    def fail(*paths: object) -> None:
        raise PermissionError(*map(str, paths))

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(Exception, match="could not be"):
        project.page()
    assert (project.output / "index.html").read_text("utf-8") == first
    assert not list(project.output.rglob("*.tmp"))


_ENDLESS = "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}"


_ENDLESS = "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{{ choice.name }} js-only", "{{ choicex.name }} js-only", "stands for nothing"),
        ("{% if kinds %}", "{% iff kinds %}", "cannot be read as a template"),
        ("{{ script_words | tojson }}", "{{ 1 / 0 }}", "cannot be filled"),
        ("{% if kinds %}", _ENDLESS + "{% if kinds %}", "steps"),
    ],
)
def test_a_mistake_in_the_page_is_told_at_its_line(
    project: Project, tmp_path: Path, old: str, new: str, said: str
) -> None:
    name = "layouts/catalogue/page.html.j2"
    root = tmp_path / "copy"
    shutil.copytree(project.root, root)
    text = (root / name).read_text("utf-8")
    assert old in text
    (root / name).write_text(text.replace(old, new, 1), "utf-8")
    line = text[: text.index(old)].count("\n") + 1
    with pytest.raises(ContentError) as caught:
        Page(root, Problems()).html()
    (problem,) = caught.value.problems
    assert problem.place[:2] == (name, line)
    assert said in problem.message
