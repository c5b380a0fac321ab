"""Tagged PDF on open-source ReportLab: PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2).

The canvas draws only inside `content(element)` or `artifact()`; the structure
tree is made from the same nodes that are drawn. This package is the one place
that touches private parts of ReportLab; `tests/test_reportlab_seams.py` names
them and the versions tried.
"""

from .canvas import Piece, TaggedCanvas, Untagged
from .field import PITCH, TextField
from .metadata import Metadata
from .structure import Element, Tree

__all__ = [
    "PITCH",
    "Element",
    "Metadata",
    "Piece",
    "TaggedCanvas",
    "TextField",
    "Tree",
    "Untagged",
]
