"""How fast pages of a record are read, and in how much memory: text with and without places of words, pictures beside
bare tesseract on the same pictures.

All rates are of processor time on one core, the processes that were started included.
"""

import argparse
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pypdfium2
from pypdfium2 import raw

from evenhand.programme.library import programme_folder
from evenhand.records.page_reading import read_pages
from evenhand.records.pdf_layer import pdf_layer
from evenhand.records.picture import pgm
from evenhand.records.read_files import read_file
from evenhand.records.recognition import recognized_page
from evenhand.records.record import read_record
from evenhand.records.record_words import load_record_words
from evenhand.records.tesseract import recognize
from evenhand.synth.bank import load_bank
from evenhand.synth.file_making import make_file
from tests.bench._machine import heading

_PICTURES = 12


def processor_time() -> float:
    """The seconds of processor time used so far, by this process and those it has waited for."""
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def seconds(action: Callable[[], object]) -> float:
    """The processor time an action takes."""
    begun = processor_time()
    action()
    return processor_time() - begun


def text_alone(data: bytes) -> None:
    """The text of every page, without places: what PDFium gives."""
    document = pypdfium2.PdfDocument(data)
    for page in document:
        page.get_textpage().get_text_bounded()


def layers(data: bytes) -> None:
    """The words of every page with their places."""
    document = raw.FPDF_LoadMemDocument64(data, len(data), None)
    for number in range(raw.FPDF_GetPageCount(document)):
        page = raw.FPDF_LoadPage(document, number)
        pdf_layer(page)
        raw.FPDF_ClosePage(page)
    raw.FPDF_CloseDocument(document)


def pictures(data: bytes, most: int) -> Iterator[bytes]:
    """The pictures of the first pages that have something on them."""
    document = pypdfium2.PdfDocument(data)
    taken = 0
    for page in document:
        gray = np.array(page.render(scale=200 / 72, grayscale=True).to_numpy())
        if gray.mean() < 254 and taken < most:
            taken += 1
            yield pgm(gray)


def main() -> None:
    """Make a text file and a faxed one, read both, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--pages", type=int, default=400, help="of the text file; 2000 to see the memory of a large one"
    )
    asked = parser.parse_args()
    folder = programme_folder("ca_wc")
    bank, words = load_bank(folder, "trial")[0], load_record_words(folder)[0]
    assert bank
    assert words
    data, truth = make_file(bank, "speed", round(asked.pages / 1.25), "text")
    count = len(truth.pages)
    print(heading(f"Reading a record of {count:,} text pages ({len(data) / 1e6:.1f} MB)"))
    print(f"text alone: {count / seconds(lambda: text_alone(data)):,.0f} pages a second")
    print(f"words with their places: {count / seconds(lambda: layers(data)):,.0f} pages a second")
    whole = seconds(lambda: list(read_pages(data, recognize=None).values))
    print(f"all of reading, pictures left unrecognized: {count / whole:,.0f} pages a second")
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "record.pdf"
        path.write_bytes(data)
        begun = time.monotonic()
        next(read_pages(data, recognize=None).values)
        print(f"first page after {time.monotonic() - begun:.2f} s by the clock")
        file = read_file(path, recognize=None)
        took = seconds(lambda: read_record([file], words))
        print(f"splitting, naming, dating, comparing: {count / took:,.0f} pages a second")
    peaks = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(f"most memory: {peaks[0]:.0f} MiB here, {peaks[1]:.0f} MiB in the process that opens files")
    faxed, _ = make_file(bank, "speed", 20, "fax")
    drawn = list(pictures(faxed, _PICTURES))
    bare = seconds(lambda: [recognize(page) for page in drawn])
    ours = seconds(lambda: [recognized_page(page) for page in drawn])
    each, times = ours / len(drawn), ours / bare
    print(f"recognition of {len(drawn)} faxed pages: {each:.2f} s a page, {times:.2f} times bare tesseract")


if __name__ == "__main__":
    main()
