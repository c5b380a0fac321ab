"""The same pages without tags: what tagging costs is the difference."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from unittest import mock

from handouts.markup.node import Node
from handouts.pdf import Element, TaggedCanvas
from handouts.pdf.field import TextField

_NOBODY = Element("P", None)


class _NoTree:
    """Stands for a structure tree and keeps nothing."""

    def __init__(self, document: Node, language: str) -> None:
        pass

    def element(self, node: Node) -> Element:
        return _NOBODY

    def label(self, item: Node) -> Element:
        return _NOBODY

    def inline(self, node: Node, parent: Element) -> Element:
        return _NOBODY


class _Bare(TaggedCanvas):
    """Draws the same text and shapes with no marks, links, fields, structure or metadata."""

    @contextmanager
    def _unmarked(self) -> Iterator[None]:
        self.marking = True
        try:
            yield
        finally:
            self.marking = False

    @contextmanager
    def content(self, element: Element) -> Iterator[None]:
        with self._unmarked():
            yield

    @contextmanager
    def artifact(self, kind: str | None = None) -> Iterator[None]:
        with self._unmarked():
            yield

    def link(
        self, element: Element, box: tuple[float, float, float, float], href: str, contents: str
    ) -> None:
        pass

    def field(self, element: Element, field: TextField) -> None:
        pass

    def finish(self) -> bytes:
        data: bytes = self.getpdfdata()
        return data


def untagged(render: Callable[[], object]) -> Callable[[], object]:
    """`render`, drawing the same page with no tags at all."""

    def bare() -> object:
        with (
            mock.patch("handouts.pdf.writer.TaggedCanvas", _Bare),
            mock.patch("handouts.render.Tree", _NoTree),
        ):
            return render()

    return bare
