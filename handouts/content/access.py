"""What texts must say to people who hear a page instead of seeing it.

The same rules hold when content is read and when a finished file is checked.
"""

from __future__ import annotations

import re

_FILE_NAME = r"(?i)\.(svg|png|jpe?g|gif|pdf|tiff?)\b|^(image|figure|picture|img)[\s_-]*\d*$"
_VAGUE = frozenset(["here", "click here", "link", "this link", "more", "read more", "learn more"])


def describes(alternative: str) -> bool:
    """Whether a picture's alternative text can say what is shown (PDF/UA-1, 7.3).

    A file name, a word such as "picture" or one or two words cannot.
    """
    return len(alternative.split()) >= 3 and not re.search(_FILE_NAME, alternative)


def says_where(words: str) -> bool:
    """Whether the words of a link can say where it leads (WCAG 2.4.4)."""
    return " ".join(words.lower().split()).rstrip(".") not in _VAGUE
