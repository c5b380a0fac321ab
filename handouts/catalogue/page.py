"""What the page shows, found out from the manifest, the PDFs and the content."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from .. import project
from ..build import nothing, records
from ..problems import ContentError, Place, Problems
from ..project import OUTPUT
from . import assets as looks
from .previews import Image, Previews, Seen, Unreadable, change
from .template import filled
from .words import Words, YamlFields, group, text

_SIDES = {2: "both_sides_short", 3: "both_sides_long"}


# --- what the page shows --------------------------------------------------------------


@dataclass(frozen=True)
class Fact:
    """A line of the colophon; a `date` is also given as such, and `review` says it is due then."""

    label: str
    text: str
    date: str = ""
    review: bool = False


@dataclass(frozen=True)
class Variant:
    """One file: an edition of a handout on one paper."""

    href: str
    edition: str
    paper: str
    label: str
    hint: str
    press: bool
    change: str
    change_label: str
    search: str
    previews: list[Image]
    how: list[tuple[str, str]]
    facts: list[Fact]
    subject: str


@dataclass(frozen=True)
class Choice:
    """A named list of values with their labels: a filter, or the editions of one card."""

    name: str
    label: str
    options: list[tuple[str, str]]


@dataclass(frozen=True)
class Card:
    """One handout in all its editions."""

    id: int
    title: str
    language: str
    brand: str
    kicker: str
    note: str
    search: str
    variants: list[Variant]
    choices: list[Choice]

    @property
    def subject(self) -> str:
        return self.variants[0].subject


@dataclass(frozen=True)
class Kind:
    """One type of handout."""

    name: str
    label: str
    cards: list[Card]


class Page:
    """Everything the template needs, found out once."""

    def __init__(self, root: Path, problems: Problems) -> None:
        self.root = root
        self.file = YamlFields(root)
        if not project.brands(root):
            raise ContentError(nothing.problems(root))
        self.home = project.brands(root)[0]
        self.brand = self.file(f"content/brands/{self.home}.yaml")
        self.language = text(self.brand, "language")
        self.words = Words(self.file, self.language)
        self.editions = group(self.file("layouts/theme.yaml"), "editions")
        self.previews = Previews(root)
        told = self._told()
        self.seen = self._seen(told, problems)
        self.told = {name: told[name] for name in self.seen}
        now = {name: seen.sha256 for name, seen in self.seen.items()}
        self.before = self.previews.before(now)
        self.previews.sweep()

    @property
    def _output(self) -> Path:
        return self.root / OUTPUT

    def _told(self) -> dict[str, dict[str, Any]]:
        """What the manifest tells of each file that is there."""
        folder = self._output.resolve()
        found = {}
        for name, about in sorted(records.history(self.root).items()):
            with suppress(OSError, RuntimeError):  # a link in a circle; the latter before 3.13
                path = (folder / name).resolve(strict=True)
                if path.is_relative_to(folder) and path.is_file():
                    found[name] = about
        return found

    def _seen(self, names: Iterable[str], problems: Problems) -> dict[str, Seen]:
        """What each file shows; one that shows nothing is added to `problems`."""
        found = {}
        for name in names:
            try:
                found[name] = self.previews.of(self._output / name)
            except Unreadable as fault:
                place = Place(f"{OUTPUT}/{name}")
                problems.add(place, str(fault), "make it again: python generate.py --force")
        return found

    def html(self) -> str:
        """The whole page."""
        from markupsafe import Markup

        kinds = self.kinds()
        style, script = looks.style(self.root, self.brand, self.home), looks.script(self.root)
        count = sum(len(kind.cards) for kind in kinds)
        return filled(
            self.root,
            count,
            words=self.words,
            language=self.language,
            brand={
                "name": text(self.brand, "name"),
                "long_name": text(self.brand, "long_name"),
                "logo": looks.logo(self.root, text(self.brand, "logo")),
            },
            policy=looks.policy(style, script),
            style=Markup(style),  # noqa: S704 (files of the project, no content in them)
            script=Markup(script),  # noqa: S704
            script_words=self.words.for_script(
                "results_", "review_soon", "review_overdue", "opened", "printing"
            ),
            kinds=kinds,
            filters=self.filters(kinds),
            count=self.words.say("results_one" if count == 1 else "results_other", count=count),
            updated=self.updated(kinds),
        )

    # --- cards -----------------------------------------------------------------------

    def kinds(self) -> list[Kind]:
        """The types of handout in the order of their words, each with its cards."""
        groups: dict[tuple[str, ...], list[str]] = {}
        for name, about in self.told.items():
            groups.setdefault(self.group_of(about), []).append(name)
        order = [name for name in self.words.names() if name.startswith("kind_")]
        found: dict[str, list[Card]] = {name: [] for name in (*order, "kind_other")}
        for number, (key, names) in enumerate(sorted(groups.items()), 1):
            kind = self.kind(self.told[names[0]])
            kind = kind if kind in found else "kind_other"
            found[kind].append(self.card(number, key, names, self.words.say(kind)))
        return [
            Kind(name.removeprefix("kind_").replace("_", "-"), self.words.say(name), cards)
            for name, cards in found.items()
            if cards
        ]

    def group_of(self, about: Mapping[str, Any]) -> tuple[str, ...]:
        """What the editions of one handout have in common; sorts by language, clinic, number."""
        language = str(about.get("language", self.language))
        brand = _named(about, "content/brands/") or self.home
        return (
            "" if language == self.language else language,
            "" if brand == self.home else brand,
            str(about.get("number", "")),
            _named(about, "/handouts/"),
            str(about.get("title", "")),
        )

    def kind(self, about: Mapping[str, Any]) -> str:
        """The word for the type of handout: that of its standard layout."""
        paths = [path for path in about.get("inputs", ()) if "/handouts/" in path]
        layout = text(self.file(paths[0]), "layout") if paths else "other"
        return "kind_" + layout.replace("-", "_")

    def card(self, number: int, key: tuple[str, ...], names: list[str], kind: str) -> Card:
        about = self.told[names[0]]
        language, brand = key[0] or self.language, key[1] or self.home
        own_paper = text(self.file(f"content/brands/{brand}.yaml"), "paper")
        editions = list(self.editions)

        def rank(one: Variant) -> tuple[object, ...]:
            known = one.edition in editions
            place = editions.index(one.edition) if known else len(editions)
            return place, one.edition, one.paper != own_paper, one.paper

        papers = {str(self.told[name].get("paper", "")) for name in names}
        variants = sorted((self.variant(name, len(papers) > 1) for name in names), key=rank)
        note: list[str] = (
            [text(self.file(f"content/brands/{brand}.yaml"), "name")] if key[1] else []
        )
        note += [self.words.name_of("language", language)] if key[0] else []
        topic = self.topic(about)
        choices = [
            Choice(name, self.words.say(name), self.options(name, variants))
            for name in ("edition", "paper")
        ]
        return Card(
            id=number,
            title=str(about.get("title", names[0])),
            language=language,
            brand=brand,
            kicker=topic[0] if topic else "",
            note=" · ".join(note),
            search=" ".join([key[2], key[4], kind, *topic, *note, variants[0].subject]),
            variants=variants,
            choices=[one for one in choices if one.name == "edition" or len(one.options) > 1],
        )

    def topic(self, about: Mapping[str, Any]) -> list[str]:
        """The words by which people ask for a sheet about one entry, the shortest first."""
        paths = list(filter(project.is_entry, about.get("inputs", ())))
        if len(paths) != 1:
            return []
        fields = self.file(paths[0])
        texts = [text(fields, name) for name in ("kicker", "where", "place", "lead", "summary")]
        texts.append(text(group(fields, "what_it_is"), "text"))
        return [re.sub(r"\{\{.*?\}\}|\*\*", "", text).strip() for text in texts]

    def variant(self, name: str, with_paper: bool) -> Variant:
        about = self.told[name]
        seen = self.seen[name]
        edition, paper = str(about.get("edition", "standard")), str(about.get("paper", ""))
        theme = group(self.editions, edition)
        label = self.words.name_of("edition", edition)
        paper_label = self.words.name_of("paper", paper)
        number = f"{about.get('number', '')}{text(theme, 'suffix')}"
        press = text(theme, "press") == "true"
        became = change(self.before, name, seen.sha256)
        return Variant(
            href=quote(name, safe="/"),
            edition=edition,
            paper=paper,
            label=f"{label}, {paper_label}" if with_paper else label,
            hint=self.words.get(f"edition_{edition}_hint".replace("-", "_")),
            press=press,
            change=became,
            change_label=self.words.say(f"change_{became}") if became else "",
            search=f"{number} {label} {paper_label}",
            previews=seen.images,
            how=self.how(seen, paper, press),
            facts=self.facts(about, number, seen),
            subject=seen.subject,
        )

    def how(self, seen: Seen, paper: str, press: bool) -> list[tuple[str, str]]:
        """How to print a file, each line with the name of its icon."""
        size = self.words.get(f"paper_{paper}_size") or self.words.name_of("paper", paper)
        if press:
            return [("press", self.words.say("press_only")), ("paper", size)]
        both = seen.pages > 1
        sides = _SIDES.get(seen.duplex, "both_sides_long") if both else "one_side"
        return [
            ("paper", size),
            ("both" if both else "one", self.words.say(sides)),
            ("size", self.words.say("actual_size")),
        ]

    def facts(self, about: Mapping[str, Any], number: str, seen: Seen) -> list[Fact]:
        """The colophon of a file."""
        say = self.words.say
        found = [
            Fact(say("number"), number),
            Fact(say("version"), str(about.get("version", ""))),
            Fact(say("pages"), str(seen.pages)),
        ]
        for name in ("published", "review_by"):
            day = str(about.get(name, ""))
            found.append(Fact(say(name), self.words.date(day), day, name == "review_by"))
        return [fact for fact in found if fact.text]

    # --- filters ---------------------------------------------------------------------

    def options(self, name: str, variants: list[Variant]) -> list[tuple[str, str]]:
        values = dict.fromkeys(str(getattr(one, name)) for one in variants)
        return [(value, self.words.name_of(name, value)) for value in values]

    def filters(self, kinds: list[Kind]) -> list[Choice]:
        """A filter for each thing in which the handouts differ."""
        cards = [card for kind in kinds for card in kind.cards]
        variants = [one for card in cards for one in card.variants]
        order = list(self.editions)
        variants.sort(key=lambda one: order.index(one.edition) if one.edition in order else 99)
        languages = dict.fromkeys(card.language for card in cards)
        brands = dict.fromkeys(card.brand for card in cards)
        options = {
            "kind": [(kind.name, kind.label) for kind in kinds],
            "language": [(one, self.words.name_of("language", one)) for one in languages],
            "edition": self.options("edition", variants),
            "paper": self.options("paper", variants),
            "brand": [(one, self.name_of(one)) for one in brands],
        }
        found = [
            Choice(name, self.words.say(f"filter_{name}"), several)
            for name, several in options.items()
            if len(several) > 1
        ]
        if {one.change for one in variants} & {"new", "changed"}:
            both = [("new changed", self.words.say("change_any"))]
            same = [("same", self.words.say("change_same"))]
            found.append(Choice("change", self.words.say("filter_change"), both + same))
        return found

    def name_of(self, brand: str) -> str:
        return text(self.file(f"content/brands/{brand}.yaml"), "name") or brand

    def updated(self, kinds: list[Kind]) -> str:
        changes = [one.change for kind in kinds for card in kind.cards for one in card.variants]
        new, changed = changes.count("new"), changes.count("changed")
        return self.words.say("updated", new=new, changed=changed) if new or changed else ""


def _named(about: Mapping[str, Any], folder: str) -> str:
    """The name of the input that lies in `folder`, if there is one."""
    return next((Path(path).stem for path in about.get("inputs", ()) if folder in path), "")
