"""SVG files as flat drawings: what is drawn is read rightly, all else is refused by line."""

from .read import read
from .tree import MAX_BYTES

__all__ = ["MAX_BYTES", "read"]
