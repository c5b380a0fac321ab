"""The catalogue page in a real browser, opened from a folder as at the front desk."""

from __future__ import annotations

import datetime
import json
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from test_catalogue import Project, about, pdf

BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
if not (BROWSER and find_spec("playwright") and find_spec("axe_playwright_python")):
    pytest.skip('it takes Chromium and "handouts[browser]"', allow_module_level=True)

from playwright.sync_api import (  # noqa: E402 (only where it is installed)
    Browser,
    BrowserContext,
    Page,
    expect,
    sync_playwright,
)

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=BROWSER, args=QUIET)
        yield found
        found.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page over a folder whose name needs escaping, with something of everything."""
    project = Project(tmp_path_factory.mktemp("clinic") / "shared drive #1")
    project.add_all()
    project.page()
    changed = pdf("A guide", "Other words", 2, landscape=True)
    project.add("en/brochure.pdf", changed, project.told["en/brochure.pdf"])
    today = datetime.datetime.now(datetime.UTC).date()
    for number, days in ((20, -3), (21, 30)):
        review = str(today + datetime.timedelta(days=days))
        facts = about(f"DYS-{number}", f"Guía {number}", [], language="es", review_by=review)
        project.add(f"es/guía {number}.pdf", pdf("Una guía", str(number)), facts)
    project.page()
    return (project.output / "index.html").as_uri()


class Visit:
    """An open page, with all that it said and asked for."""

    def __init__(self, browser: Browser, address: str, **options: Any) -> None:
        self.context: BrowserContext = browser.new_context(**options)
        self.page: Page = self.context.new_page()
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda fault: self.said.append(str(fault)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(address)

    def _console(self, message: Any) -> None:
        """Keep what the page says; what the browser's own PDF viewer says is not its doing."""
        where = message.location["url"]
        if not where.startswith("chrome-extension:"):
            self.said.append(f"{message.type}: {message.text} ({where})")

    def card(self, title: str) -> Any:
        return self.page.locator(".card", has=self.page.get_by_role("heading", name=title))

    def titles(self) -> list[str]:
        return self.page.locator(".card:visible h3").all_inner_texts()


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    found = Visit(browser, address, viewport={"width": 1280, "height": 900})
    yield found
    found.context.close()
    assert found.said == []
    strangers = [url for url in found.asked if url.startswith(("http", "ws"))]
    assert strangers == []


def test_the_right_sheet_is_printed_in_three_clicks(visit: Visit) -> None:
    """Edition, Print, and the button of the print window, which is not the page's own.

    The PDF viewer is not let begin: Playwright's driver ends when it comes upon its frames.
    """
    card = visit.card("Cervical dystonia")
    card.get_by_role("radio", name="Large print").click()
    button = card.get_by_role("button", name="Print Cervical dystonia, Large print")
    expect(button).to_be_visible()
    visit.page.route("**/*.pdf", lambda route: route.abort())
    with visit.page.expect_request("**/en/cervical-dystonia-sheet-large-print.pdf"):
        button.click(no_wait_after=True)
    asked = visit.page.locator(".printer")
    expect(asked).to_have_attribute("src", "en/cervical-dystonia-sheet-large-print.pdf")


def test_where_no_print_window_opens_the_file_is_opened(visit: Visit) -> None:
    visit.page.evaluate(
        """() => {
            window.opened = [];
            window.open = (href) => { window.opened.push(href); return null; };
            Object.defineProperty(navigator, "pdfViewerEnabled", { value: false });
        }"""
    )
    visit.card("Blepharospasm").get_by_role("button", name="Print").click()
    assert visit.page.evaluate("window.opened") == ["en/blepharospasm-sheet.pdf"]
    expect(visit.page.locator("#notice")).to_contain_text("is open in a new tab")


def test_open_leads_to_the_file(visit: Visit) -> None:
    for title in ("Blepharospasm", "Guía 20"):
        link = visit.card(title).get_by_role("link", name="Open")
        path = link.evaluate("link => decodeURIComponent(new URL(link.href).pathname)")
        assert Path(path).is_file()


def test_an_edition_changes_preview_and_facts(visit: Visit) -> None:
    card = visit.card("Blepharospasm")
    facts = card.locator(".facts:visible")
    before = card.locator(".preview:visible img").get_attribute("src")
    expect(facts).to_contain_text("DYS-01")
    card.get_by_role("radio", name="Large print").check()
    expect(facts).to_contain_text("DYS-01-LP")
    assert card.locator(".preview:visible img").get_attribute("src") != before
    expect(card.locator(".how:visible")).to_contain_text("Both sides")
    card.get_by_role("radio", name="Print shop").check()
    expect(card.get_by_role("button", name="Print")).to_have_count(0)
    expect(card.get_by_role("radio", name="A4")).to_be_hidden()


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("neck", ["Cervical dystonia"]),
        ("DYS-01-LP", ["Blepharospasm"]),
        ("guia", ["Guía 20", "Guía 21"]),
        ("cervical LARGE print", ["Cervical dystonia"]),
        ("brochure", ["Understanding dystonia"]),
        ("xyz", []),
    ],
)
def test_search(visit: Visit, typed: str, titles: list[str]) -> None:
    visit.page.get_by_label("Search").fill(typed)
    assert visit.titles() == titles
    one = len(titles) == 1
    expect(visit.page.locator("#count")).to_have_text(f"{len(titles)} handout{'' if one else 's'}")


def test_a_search_for_an_edition_shows_that_edition(visit: Visit) -> None:
    visit.page.get_by_label("Search").fill("cervical large")
    card = visit.card("Cervical dystonia")
    expect(card.get_by_role("radio", name="Large print")).to_be_checked()
    expect(card.get_by_role("radio", name="Standard")).to_be_hidden()
    visit.page.get_by_role("button", name="Clear").click()
    expect(card.get_by_role("radio", name="Standard")).to_be_checked()


def test_filters_and_no_results(visit: Visit) -> None:
    page = visit.page
    page.get_by_label("Type", exact=True).select_option("Brochures")
    assert visit.titles() == ["Understanding dystonia"]
    page.get_by_role("combobox", name="Edition").select_option("Large print")
    assert visit.titles() == []
    expect(page.get_by_role("heading", name="No handout fits")).to_be_visible()
    page.get_by_role("button", name="Show all handouts").click()
    assert len(visit.titles()) == 5
    expect(page.get_by_label("Search")).to_be_focused()
    page.get_by_label("Language").select_option("Español")
    assert visit.titles() == ["Guía 20", "Guía 21"]
    page.get_by_role("button", name="Clear").click()
    page.get_by_label("Since the last build").select_option("New or changed")
    assert visit.titles() == ["Understanding dystonia", "Guía 20", "Guía 21"]
    page.get_by_role("button", name="Clear").click()
    page.get_by_role("combobox", name="Paper").select_option("A4")
    assert visit.titles() == ["Blepharospasm", "Cervical dystonia"]


def test_reviews_that_are_due_are_marked(visit: Visit) -> None:
    expect(visit.card("Guía 20")).to_contain_text("Review overdue")
    expect(visit.card("Guía 21")).to_contain_text("Review soon")
    assert "Review soon" not in visit.card("Blepharospasm").inner_text()


def test_the_keyboard_is_enough(visit: Visit) -> None:
    page = visit.page
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the handouts")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type("neck")
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "radio":
            break
    page.keyboard.press("ArrowRight")
    card = visit.card("Cervical dystonia")
    expect(card.get_by_role("radio", name="Black and white")).to_be_checked()
    outline = "getComputedStyle(document.activeElement.nextElementSibling).outlineStyle"
    assert page.evaluate(outline) == "solid"
    page.keyboard.press("Tab")
    expect(card.get_by_role("button", name="Print")).to_be_focused()
    page.keyboard.press("Tab")
    expect(card.get_by_role("link", name="Open")).to_be_focused()


@pytest.mark.parametrize("width", [320, 375, 640, 1024, 1920])
def test_no_width_scrolls_sideways(browser: Browser, address: str, width: int) -> None:
    visit = Visit(browser, address, viewport={"width": width, "height": 800})
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
    small = visit.page.evaluate(
        """() => Array.from(document.querySelectorAll("a.second, button, select, input, .chip"))
            .filter((one) => one.checkVisibility())
            .map((one) => one.getBoundingClientRect())
            .filter((box) => Math.min(box.width, box.height) < 40).length"""
    )
    assert small == 0  # pixels: WCAG 2.2 asks for 24
    visit.context.close()


def test_text_twice_the_size_fits(visit: Visit) -> None:
    visit.page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_without_script_every_file_is_listed(browser: Browser, address: str) -> None:
    visit = Visit(browser, address, java_script_enabled=False)
    links = visit.page.locator("a.second:visible")
    expect(links).to_have_count(13)
    expect(visit.page.get_by_role("search")).to_be_hidden()
    visit.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1280])
def test_axe_finds_nothing(browser: Browser, address: str, scheme: Any, width: int) -> None:
    spec = find_spec("axe_playwright_python")
    assert spec
    assert spec.origin
    engine = (Path(spec.origin).parent / "axe.min.js").read_text("utf-8")
    visit = Visit(
        browser,
        address,
        color_scheme=scheme,
        viewport={"width": width, "height": 900},
        bypass_csp=True,
    )
    visit.page.evaluate(engine)
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    for typed in ("", "xyz"):
        visit.page.get_by_label("Search").fill(typed)
        found = visit.page.evaluate(
            "rules => axe.run({ runOnly: rules }).then(({ violations, incomplete }) => "
            "[violations, incomplete].map(list => list.map(({ id, nodes }) => "
            "[id, nodes.map(({ html, failureSummary }) => [html, failureSummary])])))",
            rules,
        )
        assert found[0] == [], json.dumps(found[0], indent=1)
        assert [rule for rule, _ in found[1]] in ([], ["color-contrast"])
    visit.context.close()
