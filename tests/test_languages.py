"""A second language: begun, half done, out of date; English is made whatever its state."""

from __future__ import annotations

import datetime
import re
import shutil
from pathlib import Path

import pytest
from small import CERVICAL, SHEETS, command, edit, write

from handouts.build.inputs import snapshot
from handouts.build.worker import catalog

TODAY = datetime.date(2026, 11, 23)
SPANISH = CERVICAL.replace("/en/", "/es/")


def copied(root: Path, *names: str) -> None:
    """Copy parts of English, as somebody does who begins to translate."""
    for name in names:
        source, to = root / "content/en" / name, root / "content/es" / name
        to.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, to)
        else:
            shutil.copy(source, to)


def said(root: Path, language: str = "es") -> list[str]:
    _, problems = catalog(root, snapshot(root).stamp, "astr", language, TODAY)
    return [str(problem) for problem in problems]


def test_what_a_begun_language_lacks_is_one_message(root: Path) -> None:
    copied(root, "types")
    assert said(root) == [
        "content/es: this language is not whole yet, it lacks words.yaml, terms.yaml,"
        " handouts/type-sheet.yaml, handouts/understanding-dystonia-brochure.yaml;"
        " copy them from content/en and translate them"
    ]


def test_what_a_listed_handout_lacks_is_in_the_same_message(root: Path) -> None:
    copied(root, "handouts", "words.yaml", "terms.yaml", "types", "sections")
    (root / "content/es/terms.yaml").unlink()
    (root / "content/es/sections/signs.yaml").unlink()
    (root / "content/es/types/blepharospasm.yaml").unlink()
    assert said(root)[0] == (
        "content/es: this language is not whole yet, it lacks terms.yaml, sections/signs.yaml,"
        " types/blepharospasm.yaml; copy them from content/en and translate them"
    )
    assert not any("put it back" in text or "unknown" in text for text in said(root))


def test_a_half_done_language_does_not_stop_english(root: Path) -> None:
    copied(root, "types")
    build = command(root, "-q")
    _, errors = build.communicate(timeout=60)
    assert (build.returncode, errors.count("content/es: this language is not whole")) == (1, 1)
    for name in SHEETS:
        assert (root / "output" / name).is_file(), f"{name} must be made"


def test_a_missing_file_of_english_itself_is_to_be_put_back(root: Path) -> None:
    (root / "content/en/terms.yaml").unlink()
    assert "content/en/terms.yaml: the file is missing; put it back" in said(root, "en")


def test_copied_words_are_told_once_a_file(root: Path) -> None:
    copied(root, "handouts", "words.yaml", "terms.yaml", "types", "sections")
    found = [text for text in said(root) if "not translated yet" in text]
    files = sorted(path.relative_to(root).as_posix() for path in (root / "content/es").rglob("*.*"))
    assert [text.partition(":")[0] for text in found] == files
    words = next(text for text in found if text.startswith("content/es/words.yaml"))
    assert re.fullmatch(
        r"content/es/words\.yaml:\d+:\d+: warning: not translated yet, the same as in en: "
        r'"[^"]+", "[^"]+" and \d+ more; translate them',
        words,
    ), words


def test_words_in_both_languages_are_quoted_as_they_stand(root: Path) -> None:
    """Commas and "and" in a text are its own, not those of the list of texts."""
    copied(root, "handouts", "terms.yaml", "types", "sections")
    lines = 'where: "You blink and cannot stop."\nnotes: "Dystonia is real, and care can help"\n'
    for language, month in (("en", "January"), ("es", "Enero")):
        write(root, f"content/{language}/words.yaml", _words("Call 911 now", month) + lines)
    (found,) = (text for text in said(root) if text.startswith("content/es/words.yaml"))
    assert '"Call 911 now", "You blink and cannot stop." and 1 more; translate them' in found
    for language, month in (("en", "January"), ("es", "Enero")):
        write(root, f"content/{language}/words.yaml", _words("Now", month) + lines)
    (found,) = (text for text in said(root) if text.startswith("content/es/words.yaml"))
    assert '"You blink and cannot stop." and "Dystonia is real, and care can help"; ' in found


def test_the_emergency_line_left_in_english_is_named(root: Path) -> None:
    copied(root, "handouts", "terms.yaml", "types", "sections")
    write(root, "content/en/words.yaml", _words("Call 911 now", "January"))
    write(root, "content/es/words.yaml", _words("Call 911 now", "Enero"))
    (found,) = (text for text in said(root) if text.startswith("content/es/words.yaml"))
    assert found.startswith(
        "content/es/words.yaml:1:16: warning: not translated yet,"
        ' the same as in en: "Call 911 now"; translate them'
    )


def _words(urgent: str, first: str) -> str:
    months = ", ".join([first, *(f"{first} {number}" for number in range(2, 13))])
    form = 'month_format: "{{ month }} {{ year }}"'
    return f"sheet_counter: {urgent}\nmonths: {months}\n{form}\n"


@pytest.mark.parametrize(
    "text",
    [
        "Dystonia",  # one word
        '"{{ brand.name }}: {{ brand.phone }}"',  # nothing to translate
        "Advanced Soft Tissue Release",  # a name: what a short name stands for
        "spasmodic torticollis",  # a name in the list of terms
        "2026-2028",
    ],
)
def test_names_numbers_and_single_words_may_be_the_same(root: Path, text: str) -> None:
    copied(root, "handouts", "terms.yaml", "types", "sections")
    for language, month in (("en", "January"), ("es", "Enero")):
        write(root, f"content/{language}/words.yaml", _words(text, month))
    assert not [text for text in said(root) if text.startswith("content/es/words.yaml")]


def test_an_older_translation_is_told(root: Path) -> None:
    copied(root, "handouts", "words.yaml", "terms.yaml", "types", "sections")
    assert not [text for text in said(root) if "this is version" in text]
    edit(root, CERVICAL, "version: 1", "version: 2")
    lines = (root / SPANISH).read_text("utf-8").splitlines()
    line = lines.index("  version: 1") + 1
    (found,) = (text for text in said(root) if "this is version" in text)
    assert re.fullmatch(
        rf"{SPANISH}:{line}:12: warning: this is version 1, in en it is 2;"
        " translate what changed, then raise the version",
        found,
    ), found
    assert not [text for text in said(root, "en") if "this is version" in text]


def test_a_source_cited_in_one_language_is_cited(root: Path) -> None:
    copied(root, "handouts", "words.yaml", "terms.yaml", "types", "sections")
    source = "\nsolo-es:\n  organization: A\n  title: A\n  seen: 2026-11-22\n  short: A\n"
    path = root / "content/sources.yaml"
    path.write_text(path.read_text("utf-8") + source, "utf-8")
    told = 'nobody cites the source "solo-es"'
    assert any(told in text for text in said(root, "en"))
    edit(root, SPANISH, "cite: [mayo-cd", "cite: [solo-es, mayo-cd")
    assert not any(told in text for language in ("en", "es") for text in said(root, language))
