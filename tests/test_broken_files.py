"""Every way a tagged file can be wrong that we know of is caught, and said in plain words.

The sample is good; each case bends one thing and names what must be said, by
`page_validation` (rules such as PDFUA1-NOTE-ID-001) or, where it sees nothing, by us.
"""

from __future__ import annotations

import re
from functools import lru_cache

import pytest
from pikepdf import Array, Name, Object, Pdf, String
from validators import bend, samples
from validators.bend import Bend

from handouts.preflight import check_bytes


def _root(pdf: Pdf) -> Object:
    return pdf.Root


# What was broken: how, and what must be said of it.
BROKEN: dict[str, tuple[Bend, str]] = {
    # What is drawn
    "words outside every tag": (
        bend.content(r"/H1\s*<</MCID \d+>>\s*BDC(.*?)EMC", r"\1"),
        "7.1: page 1: the text \"A sample handout\" is painted outside every tag",
    ),
    "a line outside every tag": (
        bend.content(r"\Z", "\n10 10 m 90 90 l S"),
        "7.1: page 1: a line or a filled shape is painted outside every tag",
    ),
    "an artifact inside content": (
        bend.content(r"(/H1\s*<</MCID \d+>>\s*BDC)", r"\1 /Artifact BMC EMC"),
        "7.1: page 1: an artifact inside H1 content",
    ),
    "content inside an artifact": (
        bend.content(r"(/H1\s*<</MCID \d+>>\s*BDC.*?EMC)", r"/Artifact BMC \1 EMC"),
        "7.1: page 1: H1 content inside an artifact",
    ),
    "a mark never closed": (
        bend.content(r"\Z", "\n/Artifact BMC"), "page 1: the page ends inside a mark",
    ),
    "a mark closed twice": (
        bend.content(r"\Z", "\nEMC"), "a mark is closed that was never opened",
    ),
    "real words as an artifact": (
        bend.content(r"(/Artifact\s*<</Type\s*/)Pagination", r"\1Layout"),
        'page 1, Artifact near "Page 1 of 2": text that is read by no one',
    ),
    "words too small": (
        bend.content(r"(/F\d\+0) 24 Tf", r"\1 7.5 Tf"), "text of 7.5 pt, the least is 10 pt",
    ),
    "words run together between lines": (
        bend.content(r"and \)\]", "and)]"),
        'run together at a line end: "veral lines and" and "has a "',
    ),
    # Marks, tree and parent tree
    "an element names a mark the page lacks": (
        bend.put("K", 999, bend.first("H1")),
        "the tree names marked content 999, which page 1 does not have",
    ),
    "a mark that no element has": (
        bend.mark_unknown_to_tree, 'H2 7 near "Three steps": marked content that no element has',
    ),
    "two elements' marks swapped": (bend.swap_marks, "the parent tree names another element"),
    "one number for two marks": (bend.same_mark, "MCID 0 stands on the page twice"),
    "a mark of another role": (
        bend.content(r"/H2(\s*<</MCID)", r"/P\1"),
        "content marked P belongs to the element H2",
    ),
    "P points elsewhere": (bend.wrong_parent, "P does not point to the element it stands in"),
    "no parent tree entry for a page": (
        bend.parent_tree_page_gone, "the parent tree has no entry for the page",
    ),
    "a parent tree too short": (bend.parent_tree_short, "the parent tree does not know the mark"),
    "a parent tree with wrong elements": (
        bend.parent_tree_wrong, "the parent tree names another element",
    ),
    "a page without StructParents": (
        bend.delete("StructParents", lambda pdf: pdf.pages[0].obj),
        "page 1: the page has no StructParents",
    ),
    "no structure tree": (
        bend.delete("StructTreeRoot", _root), "7.1: the file has no structure tree",
    ),
    "an element with nothing in it": (bend.element_empty, "P is empty"),
    # Links, fields, annotations
    "a link without a description": (
        bend.delete("Contents", lambda pdf: bend.annotation(pdf, "Link")),
        "PDFUA1-LINK-CONTENTS-001: page 1, annotation: annotation 0 on page 1 does not include",
    ),
    "a link without its annotation": (
        bend.link_reference_gone, "7.18.5: page 1, Link near \"page about getting help\": a link"
        " has no annotation (OBJR)",
    ),
    "a link without words": (bend.link_empty, "7.18.5: page 1, Link: a link has no content"),
    "a link in a Span": (bend.link_in_span, "7.18.5: page 1, Link"),
    "an annotation no element knows": (bend.annotation_unknown, "an annotation no element refers"),
    "an annotation without StructParent": (
        bend.delete("StructParent", lambda pdf: bend.annotation(pdf, "Link")),
        "StructParent does not lead to the element",
    ),
    "a link that is not printed": (
        bend.hidden_link, "PDFA2A-ANNOTATION-FLAGS-001: page 1, annotation near",
    ),
    "a field without a label": (
        bend.delete("TU", lambda pdf: bend.annotation(pdf, "Widget")),
        "PDFUA1-FORM-FIELD-TU-ALT-001: page 2, annotation",
    ),
    "a field outside a Form": (
        bend.put("S", Name.P, bend.first("Form")), "7.18.4: page 2, Widget near",
    ),
    "a field the form does not know": (
        bend.put("Fields", Array(), lambda pdf: pdf.Root.AcroForm),
        "12.7.2: page 2: the field \"Patient name\" does not belong to the form (AcroForm)",
    ),
    "two fields with one name": (
        bend.two_fields_one_name, '12.7.3.2: two fields have the name "patient_name"',
    ),
    "a field whose font the form lacks": (
        bend.put("DA", String("/Helv 0 Tf 0 g"), lambda pdf: bend.annotation(pdf, "Widget")),
        '12.7.3.3: in the field "patient_name" what is typed has no font',
    ),
    "a field whose font has no encoding": (
        bend.delete("Encoding", bend.typed_font),
        '12.7.3.3: in the field "patient_name" the font of what is typed says no encoding',
    ),
    "a field whose font lacks letters": (
        bend.typed_font_lacks_letters,
        '12.7.3.3: in the field "patient_name" the font of what is typed lacks',
    ),
    "tab order not by structure": (
        bend.delete("Tabs", lambda pdf: pdf.pages[0].obj),
        "PDFUA1-PAGE-TABS-001: page 1: page 1 has annotations but no /Tabs /S",
    ),
    # Roles
    "a picture without alternative text": (
        bend.delete("Alt", bend.first("Figure")),
        "PDFUA1-FIGURE-ALTERNATIVE-TEXT-001: page 1, Figure: ",
    ),
    "a picture with an empty text": (
        bend.put("Alt", String(""), bend.first("Figure")),
        "PDFUA1-FIGURE-ALTERNATIVE-TEXT-001: page 1, Figure: ",
    ),
    "a file name as alternative text": (
        bend.put("Alt", String("brain final version.svg"), bend.first("Figure")),
        'the alternative text "brain final version.svg" does not say',
    ),
    "a picture without a box": (
        bend.delete("A", bend.first("Figure")), "a figure has no bounding box (BBox)",
    ),
    "a heading level skipped": (
        bend.rename("H3", "H4", 1),
        'PDFUA1-HEADING-NESTING-001: page 2, H4 near "What may help": ',
    ),
    "the first heading is no H1": (
        bend.rename("H1", "H2", 0),
        'PDFUA1-HEADING-NESTING-001: page 1, H2 near "A sample handout": ',
    ),
    "no title": (bend.rename("H1", "P", 0), "7.4.2: the file has no title (H1)"),
    "two titles": (bend.second_title, "a second title (H1)"),
    "a table without headers": (
        bend.table_heads_gone, "7.5: page 2, Table near \"PartSign",
    ),
    "a header without scope": (
        bend.delete("A", bend.first("TH")), "PDFUA1-TABLE-HEADERS-SCOPE-001: ",
    ),
    "a ragged table": (bend.ragged, "PDFUA1-TABLE-ROW-COLUMNSPAN-001: page 2, Table near"),
    "a cell outside a row": (bend.row_astray, "PDFUA1-TD-PARENT-001: page 2, TD near"),
    "an item outside a list": (bend.item_astray, "PDFUA1-LI-PARENT-001: "),
    "an item without a body": (bend.item_without_body, "PDFUA1-LI-KIDS-001: page 1, LI near"),
    "words in a list outside its items": (
        bend.list_with_words, "L holds content of its own",
    ),
    "labels without numbering": (
        bend.delete("A", bend.first("L")), "a list with labels does not say its numbering",
    ),
    "a role no reader knows": (
        bend.rename("Note", "Footsie", 1), "PDFUA1-STRUCT-TREE-ROLE-MAP-001: ",
    ),
    "a note without ID": (
        bend.delete("ID", bend.first("Note")), "PDFUA1-NOTE-ID-001: page 2, Note near",
    ),
    # What the file says about itself
    "no language": (bend.delete("Lang", _root), "PDFUA1-TEXT-LANGUAGE-001: "),
    "a language that is none": (
        bend.put("Lang", String("english!"), _root), "PDFUA1-LANGUAGE-TAG-001: ",
    ),
    "an element in a language that is none": (
        bend.put("Lang", String("engl!sh"), bend.first("P")), "PDFUA1-LANGUAGE-TAG-001: page 1, P",
    ),
    "XMP in another language": (
        bend.xmp(r"<dc:language>.*?</dc:language>",
                 "<dc:language><rdf:Bag><rdf:li>fr</rdf:li></rdf:Bag></dc:language>"),
        "7.2: XMP and the catalog name different languages",
    ),
    "a form in XFA": (
        bend.put("XFA", String("x"), lambda pdf: pdf.Root.AcroForm), "PDFA2A-ACROFORM-XFA-001: ",
    ),
    "no title in the window": (
        bend.delete("DisplayDocTitle", lambda pdf: pdf.Root.ViewerPreferences),
        "PDFUA1-VIEWER-PREFERENCES-001: ",
    ),
    "not marked as tagged": (
        bend.delete("MarkInfo", _root), "PDFUA1-TAGGED-DOCUMENT-001: ",
    ),
    "suspect tags": (
        bend.put("Suspects", True, lambda pdf: pdf.Root.MarkInfo), "PDFUA1-SUSPECTS-001: ",
    ),
    "no XMP": (bend.delete("Metadata", _root), "PDFUA1-METADATA-STRUCTURE-001: "),
    "XMP without a title": (
        bend.xmp(r"<dc:title>.*?</dc:title>", ""), "PDFUA1-METADATA-TITLE-001: ",
    ),
    "XMP without the PDF/UA claim": (
        bend.xmp(r"<pdfuaid:part>1</pdfuaid:part>", ""), "PDFUA1-ID-PART-001: ",
    ),
    "a PDF/A claim of another level": (
        bend.xmp(r"(<pdfaid:conformance>)A", r"\1B"), "PDFA2A-ID-CONFORMANCE-001: ",
    ),
    "Info and XMP differ": (bend.info_differs, 'says "Another title" for Title, XMP says'),
    "no output intent": (
        bend.delete("OutputIntents", _root), "PDFA2A-DEVICE-RGB-001: ",
    ),
    # Fonts
    "a font not embedded": (bend.font_not_embedded, "PDFUA1-FONT-EMBEDDING-001: "),
    "a font without Unicode": (bend.font_without_unicode, "PDFUA1-FONT-UNICODE-MAPPING-001: "),
    "a letter without Unicode": (bend.font_code_unknown, "7.21.7: page 1: code 101 of"),
    "a letter the font cannot draw": (bend.font_glyph_missing, "7.21.8: page 1: a character"),
}  # fmt: skip


@lru_cache(maxsize=1)
def _good() -> bytes:
    return bend.apply(samples.good(), lambda pdf: None)


def _said(data: bytes) -> list[str]:
    return [problem.message for problem in check_bytes(data, "broken.pdf")]


def test_the_sample_is_good() -> None:
    """As written and as saved again by qpdf: so each fault below is that of the bend."""
    assert check_bytes(samples.good(), "sample.pdf") == []
    assert check_bytes(_good(), "sample.pdf") == []


@pytest.mark.filterwarnings("ignore:This document has .* form widget")  # of newer pikepdf
@pytest.mark.parametrize("name", BROKEN)
def test_broken(name: str) -> None:
    change, expected = BROKEN[name]
    said = _said(bend.apply(_good(), change))
    assert any(expected in message for message in said), (
        f"broken: {name}\nexpected to be told: {expected}\nwas told:\n  "
        + "\n  ".join(said or ["nothing"])
    )


def _told(data: bytes, expected: str) -> None:
    said = _said(data)
    assert any(expected in message for message in said), said


def test_no_line_end_before_endstream() -> None:
    """ReportLab's own habit (ISO 19005-2, 6.1.7.1)."""
    data = re.sub(rb"\r?\nendstream", b"endstream", samples.good(), count=1)
    _told(data, "1 streams do not end with a line end before endstream")


def test_a_length_that_is_wrong() -> None:
    hit = re.search(rb"/Length (\d+)>>", samples.good())
    assert hit
    wrong = str(int(hit[1]) + 3).encode().rjust(len(hit[1]), b"0")
    data = samples.good()[: hit.start(1)] + wrong + samples.good()[hit.end(1) :]
    _told(data, "PDFA2A-STREAM-LENGTH-001: ")


def test_a_carriage_return_swallowed_by_the_line_end() -> None:
    """Data that end in CR, then LF: a reader cannot tell that the CR belongs to the data."""
    data = b"%PDF-1.7\n1 0 obj\n<</Length 4>>\nstream\nabc\r\nendstream\nendobj\n" + samples.good()
    _told(data, "a stream's last byte, CR, is taken for part of the line end")


def test_an_old_header() -> None:
    data = samples.good().replace(b"%PDF-1.7", b"%PDF-1.3", 1)
    _told(data, 'the header is "%PDF-1.3", not "%PDF-1.7"')


@pytest.mark.parametrize("data", [b"", b"no PDF at all", b"%PDF-1.7\n%%EOF"])
def test_no_pdf_is_a_problem_and_no_crash(data: bytes) -> None:
    _told(data, "this file is damaged, or is no PDF")


def test_a_truncated_file_is_a_problem_and_no_crash() -> None:
    for part in (0.2, 0.5, 0.9):
        assert _said(samples.good()[: int(len(samples.good()) * part)])


@pytest.mark.filterwarnings("ignore:This document has .* form widget")
def test_mad_objects_are_a_problem_and_no_crash() -> None:
    """Structure that is not even of the right type."""
    for mad in (1, Name.Nonsense, String("x")):
        for key in ("StructTreeRoot", "MarkInfo", "ViewerPreferences", "AcroForm", "Metadata"):
            if mad == 1 and key == "Metadata":
                continue  # qpdf itself refuses to write it
            assert _said(bend.apply(_good(), bend.put(key, mad, _root))), (key, mad)
