"""Is a finished PDF what it claims to be? Every rule a validator, or a careful person, would check.

An independent validator (`validator`) judges what it knows. Ours is what it
does not see: what is drawn against the structure tree (`structure`), what the
elements say (`roles`), and a few facts of the file (`document`).
"""

from __future__ import annotations

import io

import pikepdf

from ..problems import Place, Problem
from . import document as file_facts
from . import structure, validator
from .tree import Fault, open_document

# What is said of a file that is no whole PDF: where exactly its reader gave up helps nobody.
DAMAGED = "this file is damaged, or is no PDF"


def check_bytes(data: bytes, name: str, *, smallest: float = 10) -> list[Problem]:
    """Everything wrong with a PDF called `name`: rule, what is wrong, page and element.

    No text may be under `smallest` points.
    """
    place = Place(name)
    faults: list[Fault] = []
    damaged = False
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            document = open_document(pdf)
            faults.extend(structure.check(document, smallest))
            faults.extend(file_facts.check(document, data))
            archive = bool((file_facts.xmp(pdf) or {}).get("pdfaid:part"))
            faults.extend(validator.check(document, data, archive))
    except pikepdf.PasswordError:
        faults.append(("PDF/A-2 6.1.3", "the file is locked with a password", ""))
    except (pikepdf.PdfError, validator.Unreadable, *_ODD):
        damaged = True
    found = [
        Problem(place, f"{rule}: {f'{where}: ' if where else ''}{what}")
        for rule, what, where in faults
    ]
    if damaged:
        found.append(Problem(place, DAMAGED, "make it again"))
    return list(dict.fromkeys(found))


# What objects of another type than they should have may raise anywhere.
_ODD = (AttributeError, KeyError, TypeError, ValueError, IndexError)
