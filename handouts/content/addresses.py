"""What a link may lead to: a site of the web, a phone, a mailbox."""

from __future__ import annotations

import re

SCHEMES = ("https://", "http://", "tel:", "mailto:")
MAIL = r'[^\s@<>"(),;:?]+@[^\s@<>"(),;:.?]+(\.[^\s@<>"(),;:.?]+)+'
_SITE = r"https?://[^\s/?#:.]+(?:\.[^\s/?#:.]+)+\.?(?::[0-9]{1,5})?(?:[/?#].*)?"
# With a country code, as it is dialed in the country, or a short one such as 911 or 116117.
_PHONE = r"(?:\+1[0-9]{10}|\+(?!1)[0-9]{7,15}|[0-9]{7,15}|[0-9]{1,3}|116[0-9]{3})"
_FORMS = {"tel": rf"tel:{_PHONE}(?:;ext=[0-9]{{1,20}})?", "mailto": rf"mailto:{MAIL}(\?.*)?"}
_FAULTS = {
    "tel": (
        "is not an address, it needs a phone number",
        "write {{ brand.phone }} for the clinic's; another is written with all its digits",
    ),
    "mailto": (
        "is not an address, it needs a mailbox",
        'write it as in "mailto:desk@clinic.example"',
    ),
}


def fault(address: str) -> tuple[str, str] | None:
    """Why nobody can follow an address that starts as it should, and the mend; or None."""
    scheme = address.partition(":")[0]
    if scheme not in _FORMS and re.match(r"https?://[^/?#]*@", address):
        return "holds a name or a password", "leave out all before @"
    bare = re.sub(r"[ ().-]", "", address) if scheme == "tel" else address
    if re.fullmatch(_FORMS.get(scheme, _SITE), bare) and not re.search(r'[\\"<>{}|^`]', bare):
        return None
    return _FAULTS.get(scheme, ("is not an address", "copy it from the browser"))
