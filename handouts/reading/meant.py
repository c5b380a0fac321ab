"""What the name of a file that is not read seems to mean, and what to do with the file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

_PICTURES = "png|jpe?g|gif|webp|tiff?|bmp|heic|ai|eps|svgz"
_DOCUMENTS = "docx?|docm|dotx?|odt|rtf|pages|pdf|xlsx?|ods|numbers|csv|pptx?|odp|html?"
_ENDINGS = rf"(?i)(\.(ya?ml|svg|xml|j2|txt|{_PICTURES}|{_DOCUMENTS}))+$"


def stem(name: str) -> str:
    """The good name nearest to a file's; "" if nothing of it is left.

    >>> stem("Writer’s Cramp.yaml.txt")
    'writers-cramp'
    """
    plain = unicodedata.normalize("NFKD", re.sub(_ENDINGS, "", name)).encode("ascii", "ignore")
    words = re.sub("['`]", "", plain.decode()).lower()
    return re.sub("[^a-z0-9]+", "-", words).strip("-")


def renaming(good: str, ending: str, taken: Collection[str], example: str = "my-sheet") -> str:
    """To rename a file to a good name with an ending, or what to do where that is `taken`."""
    if f"{good}{ending}" in taken:
        return f"there is a {good}{ending} already: delete this one, or give it another name"
    return f"rename it to {good}{ending}" if good else f"rename it, such as {example}{ending}"


def alike(name: str, there: Collection[str]) -> str:
    """The first of the names that seems to mean the file `name`, which is missing; or ""."""
    return next((one for one in sorted(there) if one != name and stem(one) == stem(name)), "")


def is_picture(name: str) -> bool:
    """Whether it is named as a picture that is no SVG drawing."""
    return re.fullmatch(rf"(?i).*\.({_PICTURES}|pdf)", name) is not None


def no_text(name: str, taken: Collection[str]) -> tuple[str, str] | None:
    """What is wrong with a file of content that is no text, and the mend; None for a text.

    `taken` are the names beside it.
    """
    good = stem(name)
    if re.fullmatch(rf"(?i).*\.({_PICTURES}|svg)", name):
        drawing = f"layouts/art/{good or 'my-picture'}.svg"
        return "pictures are not read here", f"save it as a drawing in SVG, {drawing}"
    if not re.fullmatch(rf"(?i).*\.({_DOCUMENTS})", name):
        return None
    file = f"{good or 'my-sheet'}.yaml"
    said = "this file is not read, only plain text whose name ends in .yaml is"
    if file in taken:
        return said, f"there is a {file} already: move this one to a folder of your own"
    return said, f"save its words as plain text in {file}, in the form of the other files here"
