"""Ways to break a good file: each bends one thing in an open PDF, as a faulty writer would."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

Bend = Callable[[Pdf], None]


def save(pdf: Pdf) -> bytes:
    """The bytes of an open PDF, in qpdf's form with a line end before every `endstream`."""
    out = io.BytesIO()
    pdf.save(
        out,
        qdf=True,
        static_id=True,
        fix_metadata_version=False,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
    )
    return out.getvalue()


def apply(data: bytes, bend: Bend) -> bytes:
    """`data` with one thing bent."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        bend(pdf)
        return save(pdf)


def elements(pdf: Pdf, role: str) -> list[Any]:
    """All elements of a role, in the order of reading."""
    out: list[Any] = []

    def walk(element: Any) -> None:
        if element.get("/S") == f"/{role}":
            out.append(element)
        for kid in kids(element):
            if isinstance(kid, Dictionary) and "/S" in kid:
                walk(kid)

    walk(pdf.Root.StructTreeRoot.K)
    return out


def kids(element: Any) -> list[Any]:
    """What an element holds, as a list."""
    value = element.get("/K")
    return list(value) if isinstance(value, Array) else [value]


def annotation(pdf: Pdf, kind: str) -> Any:
    """The first annotation of a kind (Link, Widget)."""
    for page in pdf.pages:
        for one in page.obj.get("/Annots", []):
            if one.Subtype == f"/{kind}":
                return one
    raise LookupError(kind)


def numbers(pdf: Pdf) -> Any:
    """The array of the parent tree."""
    return pdf.Root.StructTreeRoot.ParentTree.Nums


def content(old: str, new: str, page: int = 0, count: int = 1) -> Bend:
    """Replace the first match of a regular expression in a page's content."""

    def bend(pdf: Pdf) -> None:
        target = pdf.pages[page]
        data = target.Contents.read_bytes()
        changed, found = re.subn(old.encode(), new.encode(), data, count=count, flags=re.DOTALL)
        assert found, f"{old} is not on page {page + 1}"
        target.Contents = pdf.make_stream(changed)

    return bend


def xmp(old: str, new: str) -> Bend:
    """Replace the first match of a regular expression in XMP."""

    def bend(pdf: Pdf) -> None:
        data = pdf.Root.Metadata.read_bytes()
        changed, found = re.subn(old.encode(), new.encode(), data, count=1, flags=re.DOTALL)
        assert found, old
        stream = pdf.make_stream(changed)
        stream.Type, stream.Subtype = Name.Metadata, Name.XML
        pdf.Root.Metadata = stream

    return bend


def delete(path: str, of: Callable[[Pdf], Any]) -> Bend:
    """Delete the entry `path` of what `of` finds."""

    def bend(pdf: Pdf) -> None:
        del of(pdf)[f"/{path}"]

    return bend


def put(path: str, value: Any, of: Callable[[Pdf], Any]) -> Bend:
    """Set the entry `path` of what `of` finds."""

    def bend(pdf: Pdf) -> None:
        of(pdf)[f"/{path}"] = value

    return bend


def first(role: str, nth: int = 0) -> Callable[[Pdf], Any]:
    """Finds the nth element of a role."""
    return lambda pdf: elements(pdf, role)[nth]


def rename(role: str, new: str, page: int, nth: int = 0) -> Bend:
    """Give an element another role, in the tree and in its one mark on the page."""

    def bend(pdf: Pdf) -> None:
        element = elements(pdf, role)[nth]
        element.S = Name(f"/{new}")
        mcids = [kid for kid in kids(element) if isinstance(kid, int)]
        for mcid in mcids:
            content(rf"/{role}\s*<</MCID {mcid}>>", f"/{new} <</MCID {mcid}>>", page)(pdf)

    return bend


def fonts(pdf: Pdf) -> list[Any]:
    """The fonts of the first page."""
    return [font for _, font in pdf.pages[0].Resources.Font.items()]


# --- bends that take more than a line -------------------------------------------------


def swap_marks(pdf: Pdf) -> None:
    """Two list bodies' MCIDs are exchanged: the words are read in the wrong order."""
    one, two = elements(pdf, "LBody")[0], elements(pdf, "LBody")[-3]
    one.K, two.K = two.K, one.K


def same_mark(pdf: Pdf) -> None:
    """The second heading's content carries the number of the first's."""
    number = kids(elements(pdf, "H1")[0])[0]
    other = kids(elements(pdf, "H2")[0])[0]
    content(rf"/MCID {other}>>", f"/MCID {number}>>")(pdf)


def wrong_parent(pdf: Pdf) -> None:
    """The heading's P points to a paragraph."""
    elements(pdf, "H1")[0].P = elements(pdf, "P")[0]


def parent_tree_wrong(pdf: Pdf) -> None:
    """The parent tree gives two marks of a page each other's element."""
    row = numbers(pdf)[1]
    row[0], row[1] = row[1], row[0]


def parent_tree_short(pdf: Pdf) -> None:
    """The parent tree's row of the first page ends too early."""
    numbers(pdf)[1] = Array(list(numbers(pdf)[1])[:-1])


def parent_tree_page_gone(pdf: Pdf) -> None:
    """The parent tree has no entry for the first page."""
    pdf.Root.StructTreeRoot.ParentTree.Nums = Array(list(numbers(pdf))[2:])


def link_reference_gone(pdf: Pdf) -> None:
    """The Link element loses its reference to the annotation (OBJR)."""
    link = elements(pdf, "Link")[0]
    link.K = Array([kid for kid in kids(link) if isinstance(kid, int)])


def link_empty(pdf: Pdf) -> None:
    """The words of the link belong to the paragraph, the Link holds only the annotation."""
    link = elements(pdf, "Link")[0]
    mcids = [kid for kid in kids(link) if isinstance(kid, int)]
    link.K = Array([kid for kid in kids(link) if not isinstance(kid, int)])
    outer = link.P
    around = kids(outer)
    at = [kid.objgen if isinstance(kid, Dictionary) else None for kid in around].index(link.objgen)
    outer.K = Array([*around[:at], *reversed(mcids), *around[at:]])
    for mcid in mcids:
        numbers(pdf)[1][mcid] = outer
        content(rf"/Link\s*<</MCID {mcid}>>", f"/P <</MCID {mcid}>>")(pdf)


def link_in_span(pdf: Pdf) -> None:
    """The link is a Span."""
    rename("Link", "Span", 0)(pdf)


def typed_font(pdf: Pdf) -> Any:
    """The font of what is typed into the form's fields."""
    return next(iter(dict(pdf.Root.AcroForm.DR.Font).values()))


def typed_font_lacks_letters(pdf: Pdf) -> None:
    """The glyphs of all letters but ASCII are taken away."""
    letters = typed_font(pdf).DescendantFonts[0]
    glyphs = letters.CIDToGIDMap.read_bytes()
    letters.CIDToGIDMap = pdf.make_stream(glyphs[:254] + bytes(len(glyphs) - 254))


def two_fields_one_name(pdf: Pdf) -> None:
    """The form has a second field of the same name."""
    field = annotation(pdf, "Widget")
    pdf.Root.AcroForm.Fields.append(pdf.make_indirect(Dictionary(T=field.T, FT=field.FT)))


def table_heads_gone(pdf: Pdf) -> None:
    """The header cells become common cells."""
    while elements(pdf, "TH"):
        rename("TH", "TD", 1)(pdf)


def ragged(pdf: Pdf) -> None:
    """A row has one cell more than the others."""
    row = elements(pdf, "TR")[1]
    row.K.append(pdf.make_indirect(Dictionary(S=Name.TD, P=row, K=Array())))


def row_astray(pdf: Pdf) -> None:
    """A cell stands straight in the table."""
    table, row = elements(pdf, "Table")[0], elements(pdf, "TR")[2]
    cell = row.K[1]
    del row.K[1]
    table.K.append(cell)
    cell.P = table


def item_without_body(pdf: Pdf) -> None:
    """A list item holds a paragraph instead of a body."""
    rename("LBody", "P", 0)(pdf)


def item_astray(pdf: Pdf) -> None:
    """A list becomes a division, so its items stand in no list."""
    elements(pdf, "L")[0].S = Name.Div


def list_with_words(pdf: Pdf) -> None:
    """The heading before a list becomes words that stand in the list, in no item."""
    section, heading, steps = (
        elements(pdf, "Sect")[0],
        elements(pdf, "H2")[0],
        elements(pdf, "L")[0],
    )
    (mcid,) = kids(heading)
    section.K = Array([kid for kid in section.K if kid.objgen != heading.objgen])
    steps.K, steps.Pg = Array([mcid, *kids(steps)]), heading.Pg
    numbers(pdf)[1][mcid] = steps
    content(rf"/H2\s*<</MCID {mcid}>>", f"/L <</MCID {mcid}>>")(pdf)


def element_empty(pdf: Pdf) -> None:
    """A paragraph that nothing was drawn for."""
    section = elements(pdf, "Sect")[0]
    section.K.append(pdf.make_indirect(Dictionary(S=Name.P, P=section, K=Array())))


def mark_unknown_to_tree(pdf: Pdf) -> None:
    """An element is taken out of the tree; its words stay on the page."""
    section, heading = elements(pdf, "Sect")[0], elements(pdf, "H2")[0]
    section.K = Array([kid for kid in section.K if kid.objgen != heading.objgen])


def annotation_unknown(pdf: Pdf) -> None:
    """A link annotation that no element knows."""
    copy = pdf.make_indirect(Dictionary(annotation(pdf, "Link")))
    pdf.pages[0].Annots.append(copy)


def font_not_embedded(pdf: Pdf) -> None:
    """A font loses its program."""
    del fonts(pdf)[0].FontDescriptor["/FontFile2"]


def font_without_unicode(pdf: Pdf) -> None:
    """A font does not say what its codes mean."""
    del fonts(pdf)[0]["/ToUnicode"]


def font_code_unknown(pdf: Pdf) -> None:
    """The map to Unicode lacks the letter e."""
    for font in fonts(pdf):
        data = font.ToUnicode.read_bytes().replace(b"<65> <0065>", b"<65> <0000>")
        font.ToUnicode = pdf.make_stream(data)


def font_glyph_missing(pdf: Pdf) -> None:
    """A code is shown that the font has no glyph for."""
    for font in fonts(pdf):
        data = font.ToUnicode.read_bytes().replace(b"endbfchar", b"<01> <0041>\nendbfchar", 1)
        font.ToUnicode = pdf.make_stream(data)
    content(r"\[\(A sample", r"[(\\001A sample")(pdf)


def second_title(pdf: Pdf) -> None:
    """The second page has an H1 too."""
    rename("H2", "H1", 1, nth=1)(pdf)


def info_differs(pdf: Pdf) -> None:
    """The title of the file information is another than that of XMP."""
    pdf.docinfo["/Title"] = String("Another title")


def hidden_link(pdf: Pdf) -> None:
    """The link annotation is not printed."""
    annotation(pdf, "Link").F = 0
