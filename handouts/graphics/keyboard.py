"""The letters that can be typed into a field, on whatever keyboard stands on the desk.

Everything that the Latin keyboards of Europe, the Americas and Vietnam give, with
their second and third layers and their dead keys (the Vietnamese layout of
Windows types a tone as a mark of its own), and Greek and Cyrillic.
"""

from __future__ import annotations

_BLOCKS = (
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x00AC),  # Latin-1 without the soft hyphen, which is no letter
    (0x00AE, 0x017F),  # Latin-1 and Latin Extended-A: Spanish, French, German, Polish, Czech
    (0x0218, 0x021B),  # Romanian
    (0x0300, 0x0304),  # marks that stand over or under the letter before them
    (0x0306, 0x030C),
    (0x0388, 0x038A),  # Greek
    (0x038E, 0x03A1),
    (0x03A3, 0x03CE),
    (0x0400, 0x045F),  # Cyrillic
    (0x1E80, 0x1E85),  # Welsh
    (0x1EA0, 0x1EF9),  # Vietnamese
    (0x2010, 0x2015),  # dashes
    (0x2018, 0x201E),  # quotation marks
    (0x2020, 0x2022),
)
_MORE = "ƒƠơƯưΆΌҐґẞ\u031b\u0323\u0326\u0327\u0328ˆˇ˘˙˚˛˜˝\u2009\u202f…‰′″‹›⁄₫€№™∂∆∏∑−√∞∫≈≠≤≥◊ﬁﬂ"
TYPED = frozenset(_MORE).union(
    *({chr(code) for code in range(first, last + 1)} for first, last in _BLOCKS)
)
# Letters with a second number in Unicode for the same shape: a font that lacks the one
# draws the other (micro and mu, increment and Delta, the blanks, the hyphen).
TWINS = {
    "\u00b5": "\u03bc",
    "\u2206": "\u0394",
    "\u00a0": " ",
    "\u2009": " ",
    "\u202f": " ",
    "\u2010": "-",
}
