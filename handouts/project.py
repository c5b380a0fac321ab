"""The folders of a project, what there is in them, and what its files are called.

A project is a folder with `content` (what the handouts say), `layouts` (how
they look) and `output` (what was made). Paths in problems and records are
relative to it, with forward slashes.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

CONTENT, LAYOUTS, OUTPUT = "content", "layouts", "output"
# The language that the others are translated from.
HOME_LANGUAGE = "en"
# The folders that a language has beside those of the kinds of content.
LANGUAGE_FOLDERS = ("handouts", "sections")
# The brand whose files stand in `output/en`; the others have a folder of their own.
HOME_BRAND = "astr"
SOURCES = f"{CONTENT}/sources.yaml"
THEME = f"{LAYOUTS}/theme.yaml"
KINDS = f"{LAYOUTS}/kinds"
# The edition that goes without saying.
STANDARD = "standard"


class Paper(NamedTuple):
    """A sheet of paper, upright, and its bleed: points."""

    width: float
    height: float
    bleed: float


PaperName: TypeAlias = Literal["letter", "a4"]
PAPERS: dict[str, Paper] = {"letter": Paper(612.0, 792.0, 9.0), "a4": Paper(595.276, 841.89, 8.504)}


def find(start: Path) -> Path | None:
    """The project that `start` is in: the nearest folder with content and layouts, or None."""
    for folder in (start, *start.parents):
        if (folder / CONTENT).is_dir() and (folder / LAYOUTS).is_dir():
            return folder
    return None


def brands(root: Path) -> list[str]:
    """The brands there are, by file name, the home brand first."""
    names = _named(root / CONTENT / "brands", ".yaml")
    return sorted(names, key=lambda name: (name != HOME_BRAND, name))


def languages(root: Path) -> list[str]:
    """The languages there are, also those only begun: folders of `content` with words in them."""
    return [
        name
        for name in _entries(root / CONTENT)
        if is_language(name) and (is_begun(root, name) or is_closed(root / CONTENT / name))
    ]


def is_begun(root: Path, name: str) -> bool:
    """Whether a folder of `content` holds words as that of a language does."""
    folder = root / CONTENT / name
    parts = (*LANGUAGE_FOLDERS, *kinds(root), "words.yaml")
    there = any(os.path.exists(folder / part) for part in parts)
    return there and not is_astray(root, folder)


def files(root: Path, language: str, folder: str) -> list[str]:
    """The names of the content files in a folder of a language, such as `types` or `sections`.

    Only good names; `reading.strays` tells of the others.
    """
    return _named(root / CONTENT / language / folder, ".yaml")


def layouts(root: Path) -> list[str]:
    """The layouts there are: folders of `layouts` with a `layout.yaml`.

    A folder that may not be opened may be one: what asks for it is told so.
    """
    folder = root / LAYOUTS
    return [
        name
        for name in filter(is_name, _entries(folder))
        if os.path.lexists(folder / name / "layout.yaml") or is_closed(folder / name)
        if not is_astray(root, folder / name)
    ]


def is_entry(path: str) -> bool:
    """Whether a path in the project is that of an entry of some kind of content.

    >>> [is_entry(f"content/en/{name}.yaml") for name in ("types/neck", "sections/urgent", "words")]
    [True, False, False]
    """
    top, *folders = path.split("/")[:-1] or [""]
    return top == CONTENT and len(folders) == 2 and folders[1] not in LANGUAGE_FOLDERS


def is_handout(path: str) -> bool:
    """Whether a path in the project is that of a handout's file, which names what is made."""
    return path.startswith(f"{CONTENT}/") and path.split("/")[2:3] == ["handouts"]


def kinds(root: Path) -> list[str]:
    """The kinds of content there are, by the folders that hold their files, such as `types`."""
    return _named(root / KINDS, ".yaml")


def drawings(root: Path) -> list[str]:
    """The drawings there are."""
    return _named(root / LAYOUTS / "art", ".svg")


def brand_file(brand: str) -> str:
    """The file of a brand, as a person in the project folder would type it."""
    return f"{CONTENT}/brands/{brand}.yaml"


def content_file(language: str, name: str) -> str:
    """A file of a language, such as `words` or `types/cervical-dystonia`."""
    return f"{CONTENT}/{language}/{name}.yaml"


def layout_file(layout: str) -> str:
    """The file that describes a layout."""
    return f"{LAYOUTS}/{layout}/layout.yaml"


def kind_file(folder: str) -> str:
    """The file that declares what the files in a folder of a language may hold."""
    return f"{KINDS}/{folder}.yaml"


def drawing_file(name: str) -> str:
    """The file of a drawing."""
    return f"{LAYOUTS}/art/{name}.svg"


def font_file(file: str) -> str:
    """A font file named in the theme."""
    return f"{LAYOUTS}/fonts/{file}"


# What is said of a link that `is_astray`, and the mend.
ASTRAY = f'this link leads out of "{CONTENT}" and "{LAYOUTS}", or to where it lies'
NO_LINK = "put a copy here in its place"


# --- folders that may not be opened -----------------------------------------------------


def is_closed(path: str | Path) -> bool:
    """Whether it is a folder that may not be looked into."""
    return os.path.isdir(path) and not os.access(path, os.R_OK | os.X_OK)


def closed_above(root: str | Path, file: str) -> str:
    """The outermost folder above a file of the project that may not be opened, or ""."""
    parts = file.split("/")
    above = ("/".join(parts[:count]) for count in range(1, len(parts)))
    return next((folder for folder in above if is_closed(f"{root}/{folder}")), "")


# --- names ----------------------------------------------------------------------------


def is_name(text: str) -> bool:
    """Whether a file or folder may be called so: small letters, digits and hyphens."""
    return re.fullmatch(r"[a-z0-9][a-z0-9-]*", text) is not None


def is_language(name: str) -> bool:
    """Whether a folder is named as a language is: by its code (BCP 47), such as `es` or `pt-BR`.

    >>> [name for name in ("en", "pt-BR", "zh-Hant", "english", "en - Copy") if is_language(name)]
    ['en', 'pt-BR', 'zh-Hant']
    """
    first, *more = name.lower().split("-")
    if len(first) > 3 or (len(first) < 3 and f" {first} " not in _CODES):
        return False
    return (len(first) < 3 and not more) or re.fullmatch(_LANGUAGE, name) is not None


# A language, then its script, region, variant, and what is agreed on in private. Only what
# languages are told apart by: `en-Copy` and `en-backup` have the form of a script and a variant.
_SCRIPTS = (
    "Adlm|Arab|Armn|Beng|Cans|Cher|Cyrl|Deva|Ethi|Geor|Grek|Gujr|Guru|Hans|Hant|Hebr|Jpan|Khmr"
    "|Knda|Kore|Laoo|Latn|Mlym|Mong|Mymr|Nkoo|Olck|Orya|Sinh|Taml|Telu|Tfng|Thaa|Thai|Tibt|Vaii"
)
_LANGUAGE = (
    rf"(?i)[a-z]{{2,3}}(-({_SCRIPTS}))?(-([a-z]{{2}}|\d{{3}}))?"
    r"(-(1901|1996|tarask|valencia))?(-x(-[a-z\d]{1,8})+)?"
)
# The codes of two letters there are (ISO 639-1), each between blanks.
_CODES = (
    " aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy"
    " da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu"
    " hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb"
    " lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om"
    " or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw"
    " ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu "
)


def is_leftover(name: str) -> bool:
    """Whether an editor or the system put the file there for itself.

    >>> [name for name in ("x.yaml", ".#x.yaml", "x.yaml~", "~$x.yaml") if is_leftover(name)]
    ['.#x.yaml', 'x.yaml~', '~$x.yaml']
    """
    return name.startswith((".", "#", "~$", "__")) or name.endswith(
        ("~", ".swp", ".swo", ".tmp", ".bak", ".orig", "Thumbs.db", "desktop.ini")
    )


def shown(name: str) -> str:
    """A file's name as it can be printed: what is not UTF-8, or no letter, is spelled out.

    >>> shown("two\\nlines")
    'two\\\\nlines'
    """
    text = os.fsencode(name).decode("utf-8", "backslashreplace")
    return "".join(one if one.isprintable() else repr(one)[1:-1] for one in text)


def is_astray(root: str | Path, path: str | Path) -> bool:
    """Whether a path is a link that leads out of `content` and `layouts`, or to where it lies."""
    if not os.path.islink(path):
        return False
    real, around = (f"{os.path.realpath(one)}/" for one in (path, os.path.dirname(path)))
    own = tuple(os.path.realpath(f"{root}/{folder}") + os.sep for folder in (CONTENT, LAYOUTS))
    return not real.startswith(own) or real in own or around.startswith(real)


def _entries(folder: Path) -> list[str]:
    """What lies in a folder, in order; nothing if it is missing or may not be opened."""
    try:
        return sorted(name for name in os.listdir(folder) if not is_leftover(name))
    except OSError:
        return []


def _named(folder: Path, ending: str) -> list[str]:
    """The good names among the files with that ending."""
    names = (name.removesuffix(ending) for name in _entries(folder) if name.endswith(ending))
    return sorted(filter(is_name, names))


def output_folder(brand: str, language: str, home: str) -> str:
    """The folder below `output` for a brand and language; the `home` brand's is the language's."""
    return language if brand == home else f"{brand}/{language}"


def output_name(file: str, edition: str, paper: str, own_paper: str) -> str:
    """The name of a finished file; the standard edition and the brand's own paper are left out.

    >>> output_name("neck-sheet", "giant", "a4", "letter")
    'neck-sheet-giant-a4.pdf'
    """
    parts = [file]
    if edition != STANDARD:
        parts.append(edition)
    if paper != own_paper:
        parts.append(paper)
    return "-".join(parts) + ".pdf"
