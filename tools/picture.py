"""Drawing the first page of a PDF as a picture for the documentation: `python -m tools.picture PDF PNG`."""

import sys
from pathlib import Path

import pypdfium2
from PIL import Image

_DOTS_PER_INCH = 110
_COLOURS = 64
"""So few colours serve a page of text and keep the file small."""


def draw(pdf: Path, png: Path) -> None:
    """Write the first page of `pdf` as the PNG picture `png`."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0].render(scale=_DOTS_PER_INCH / 72).to_pil()
    finally:
        document.close()
    page.convert("P", palette=Image.Palette.ADAPTIVE, colors=_COLOURS).save(png, optimize=True)


if __name__ == "__main__":
    draw(Path(sys.argv[1]), Path(sys.argv[2]))
