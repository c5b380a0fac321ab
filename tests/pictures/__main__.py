"""Make the pictures of the README: `cd tests; python -m pictures`, after `generate.py`."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from PIL import Image

_HERE = Path(__file__).parent
_OUTPUT = _HERE.parent.parent / "output" / "en"
_GROUND, _GAP = "#D5DEDF", 14


def page(file: str, number: int, dots: float) -> Image.Image:
    """One page of a file in `output/en` at `dots` to the inch."""
    picture: Image.Image = (
        pypdfium2.PdfDocument(_OUTPUT / file)[number].render(scale=dots / 72).to_pil()
    )
    return picture


def beside(pictures: list[Image.Image]) -> Image.Image:
    """Pictures side by side on a gray ground."""
    width = sum(picture.width for picture in pictures) + _GAP * (len(pictures) + 1)
    height = max(picture.height for picture in pictures) + 2 * _GAP
    sheet = Image.new("RGB", (width, height), _GROUND)
    left = _GAP
    for picture in pictures:
        sheet.paste(picture, (left, _GAP))
        left += picture.width + _GAP
    return sheet


def save(picture: Image.Image, name: str) -> None:
    """Write a picture with few colors: small enough for a repository."""
    picture.quantize(64).save(_HERE / f"{name}.png", optimize=True)
    print(_HERE / f"{name}.png", picture.size)


if __name__ == "__main__":
    sheets = ["blepharospasm", "cervical-dystonia", "cranial-dystonia", "oromandibular-dystonia"]
    save(beside([page(f"{name}-sheet.pdf", 0, 38) for name in sheets]), "sheets")
    brochure = "understanding-dystonia-brochure.pdf"
    save(beside([page(brochure, side, 55) for side in (0, 1)]), "brochure")
