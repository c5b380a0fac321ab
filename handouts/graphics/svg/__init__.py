"""SVG files as flat drawings: what is drawn is read rightly, all else is refused by line."""

from .read import read

__all__ = ["read"]
