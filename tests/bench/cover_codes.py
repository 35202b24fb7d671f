"""How many cover sheets are read again after a fax, by size of a module, level of correction and how bad the fax is.

Each is printed, faxed (two colors, turned, dirty, with lines lost) and looked at as the mailroom looks at a page. The
sheet as it is printed stands beside the smallest code that somebody might have chosen.
"""

import argparse
import random
from typing import NamedTuple

import numpy as np
import segno
import zxingcpp
from PIL import Image

from evenhand.mailroom.code_picture import CORRECTION, MODULE_MM
from evenhand.mailroom.cover_code import BYTES, cover_code
from tests.bench._machine import heading, seconds

_DOTS = 400
_ACROSS, _DOWN = round(8.5 * _DOTS), round(3.5 * _DOTS)
_READ = (1700, 700)
"""The head of a letter page at the 200 dots an inch at which pages are looked at."""


class Fax(NamedTuple):
    """A fax: lines an inch, how dirty (the spread of its grays), degrees at most it is turned, times it was sent, lines
    lost.
    """

    name: str
    lines: int
    dirt: float
    turned: float
    passes: int
    lost: int


FAXES = (
    Fax("fine", 196, 20, 0.3, 1, 0),
    Fax("standard", 98, 20, 0.3, 1, 0),
    Fax("dirty, turned", 98, 70, 2, 1, 2),
    Fax("sent twice", 98, 50, 3, 2, 3),
    Fax("unreadable", 98, 110, 4, 2, 6),
)
CHOICES = ((MODULE_MM, CORRECTION), (MODULE_MM, "h"), (1.2, CORRECTION), (0.8, CORRECTION), (0.8, "l"))


def sheet(code: str, module: float, level: str) -> Image.Image:
    """The head of a page with a code on it."""
    dots = np.array(segno.make(code, error=level, micro=False, boost_error=False).matrix, dtype=np.uint8)
    size = round(dots.shape[0] * module / 25.4 * _DOTS)
    page = Image.new("L", (_ACROSS, _DOWN), 255)
    picture = Image.fromarray((1 - dots) * 255).resize((size, size), Image.Resampling.NEAREST)
    page.paste(picture, ((_ACROSS - size) // 2, (_DOWN - size) // 2))
    return page


def faxed(page: Image.Image, fax: Fax, turned: float, seed: int) -> np.ndarray:
    """The page as it came out of the fax, as it is looked at."""
    lot = np.random.default_rng(seed)
    across, down = round(8.5 * 204), round(3.5 * fax.lines)
    for turn in (turned, -0.6 * turned)[: fax.passes]:
        page = page.rotate(turn, fillcolor=255, resample=Image.Resampling.BICUBIC)
        gray = np.array(page.resize((across, down), Image.Resampling.BOX), dtype=float)
        black = gray + lot.normal(0, fax.dirt, gray.shape) <= 128 + lot.normal(0, 12)
        black ^= lot.random(gray.shape) < fax.dirt / 4000
        for place in lot.integers(0, down, fax.lost):
            black[place : place + 2] = False
        page = Image.fromarray(np.where(black, 0, 255).astype(np.uint8)).resize((_ACROSS, _DOWN))
    return np.array(page.resize(_READ, Image.Resampling.LANCZOS))


def main() -> None:
    """Print how many of so many sheets are read, a row for each size and level."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--sheets", type=int, default=12)
    count, lot = asked.parse_args().sheets, random.Random(14)
    print(heading(f"Cover sheets read again, of {count}"))
    print("module level " + " ".join(f"{fax.name:>14}" for fax in FAXES) + "   other codes   ms a page")
    for module, level in CHOICES:
        read, wrong, spent = [], 0, 0.0
        for fax in FAXES:
            right = 0
            for seed in range(count):
                code = cover_code(lot.randbytes(BYTES))
                page = faxed(sheet(code, module, level), fax, lot.uniform(-fax.turned, fax.turned), seed)
                told: list[str] = []
                spent += seconds(lambda page=page, told=told: told.extend(_codes(page)))  # type: ignore[misc]
                right += code in told
                wrong += any(other != code for other in told)
            read.append(right)
        each = 1000 * spent / (count * len(FAXES))
        print(f"{module:4} mm    {level} " + " ".join(f"{right:14}" for right in read) + f"{wrong:14}{each:12.1f}")


def _codes(page: np.ndarray) -> list[str]:
    formats = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    return [code.text for code in zxingcpp.read_barcodes(page, formats=formats)]


if __name__ == "__main__":
    main()
