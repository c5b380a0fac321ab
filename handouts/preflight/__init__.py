"""Is a finished PDF what it claims to be? Every rule a validator, or a careful person, would check.

What is drawn against the structure tree (`structure`), its roles (`roles`),
what the file says about itself (`document`), and an independent validator
where it is installed (`validator`). `read_aloud` gives the tree as text for a person.
"""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf

from ..problems import Place, Problem
from . import aloud, structure, validator
from . import document as file_facts
from .tree import Fault, open_document

__all__ = ["check_bytes", "check_file", "read_aloud", "words"]

_HINT = "pip install page-validation"


def check_file(path: Path, *, smallest: float = 10, validate: bool = True) -> list[Problem]:
    """Everything wrong with the PDF at `path`."""
    return check_bytes(path.read_bytes(), str(path), smallest=smallest, validate=validate)


def check_bytes(
    data: bytes, name: str, *, smallest: float = 10, validate: bool = True
) -> list[Problem]:
    """Everything wrong with a PDF called `name`: rule, what is wrong, page and element.

    No text may be under `smallest` points. `validate` also asks
    `page_validation`; that it is not installed is a warning.
    """
    place = Place(name)
    faults: list[Fault] = []
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            document = open_document(pdf)
            faults.extend(structure.check(document, smallest))
            faults.extend(file_facts.check(document, data))
            if validate:
                claims = (file_facts.xmp(pdf) or {}).get("pdfaid:part")
                faults.extend(validator.check(document, data, bool(claims)))
    except pikepdf.PasswordError:
        faults.append(("ISO 32000-1", "the file has a password, so it cannot be checked", ""))
    except pikepdf.PdfError as fault:
        faults.append(("ISO 32000-1", f"the file cannot be read as PDF: {fault}", ""))
    except (AttributeError, KeyError, TypeError, ValueError, IndexError) as fault:
        what = f"the file's objects are not what they should be: {type(fault).__name__} {fault}"
        faults.append(("ISO 32000-1", what, ""))
    out = dict.fromkeys(
        Problem(place, f"{rule}: {f'{where}: ' if where else ''}{what}")
        for rule, what, where in faults
    )
    problems = list(out)
    if validate and validator.installed() is None:
        message = "page_validation is not installed: only our own checks were made"
        problems.append(Problem(place, message, _HINT, fatal=False))
    return problems


def read_aloud(path: Path | bytes) -> str:
    """The structure tree as text: a line an element, indented, in the order of reading."""
    with _open(path) as pdf:
        return "\n".join(aloud.lines(open_document(pdf))) + "\n"


def words(path: Path | bytes) -> list[str]:
    """Every word of the structure tree, in the order of reading."""
    with _open(path) as pdf:
        return aloud.words(open_document(pdf))


def _open(path: Path | bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(path) if isinstance(path, bytes) else path)
