"""The pages of a picture file: each frame of a TIFF, the one picture of a JPEG, PNG or HEIC, as grays."""

import io
from collections.abc import Iterator

import numpy as np
import pi_heif
from PIL import Image, ImageOps

from evenhand.records.picture import MOST_PIXELS, RESOLUTION, Gray, is_blank, mark, pgm
from evenhand.records.sheet import Sheet

MOST_FRAMES = 5000
_MOST_PIXELS = 80_000_000
"""Of one picture as it is stored: a page of 17 by 22 inches at 400 dots an inch has 60 million."""
_LETTER_HIGH, _LETTER_WIDE = 2200, 1700
_FAULTS = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    MemoryError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)


def picture_sheets(data: bytes, first: int) -> tuple[int, Iterator[Sheet] | str]:
    """How many pages a picture file has and those from `first` on; or 0 and the id of what is wrong."""
    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
    pi_heif.register_heif_opener()
    try:
        image = Image.open(io.BytesIO(data))
        frames = getattr(image, "n_frames", 1)
    except Image.DecompressionBombError:
        return 0, "READ-SIZE"
    except _FAULTS:
        return 0, "READ-IMAGE"
    if image.format not in ("PNG", "JPEG", "TIFF", "HEIF", "MPO"):
        return 0, "READ-BINARY"
    if image.format == "MPO":
        frames = 1  # the other pictures of a telephone's file are the same, smaller
    return frames, _sheets(image, first, min(frames, MOST_FRAMES))


def _sheets(image: Image.Image, first: int, last: int) -> Iterator[Sheet]:
    for number in range(first, last + 1):
        yield _sheet(image, number)


def _sheet(image: Image.Image, number: int) -> Sheet:
    try:
        image.seek(number - 1)
        if image.width * image.height > _MOST_PIXELS:
            return Sheet(number=number, fault="READ-SIZE")
        gray = _as_page(image)
    except _FAULTS:
        return Sheet(number=number, fault="READ-PAGE")
    height, width = gray.shape
    points = 72 / RESOLUTION
    if is_blank(gray):
        return Sheet(number=number, width=width * points, height=height * points, blank=True)
    return Sheet(number=number, width=width * points, height=height * points, mark=mark(gray), picture=pgm(gray))


def _as_page(image: Image.Image) -> Gray:
    """The picture as it is displayed (turned as its camera says), at RESOLUTION as far as its own dots tell."""
    frame = ImageOps.exif_transpose(image)
    if frame.mode not in ("1", "L"):
        if "A" in frame.getbands() or "transparency" in frame.info:
            paper = Image.new("RGBA", frame.size, "white")
            paper.alpha_composite(frame.convert("RGBA"))
            frame = paper
        frame = frame.convert("L")
    across, down = _wanted(frame, image)
    if (across, down) != frame.size:
        frame = frame.convert("L").resize((across, down), Image.Resampling.LANCZOS)
    return np.array(frame.convert("L"))


def _wanted(frame: Image.Image, image: Image.Image) -> tuple[int, int]:
    """The size at which a picture is recognized: by the dots an inch it states, else as if it were a letter page."""
    dots = image.info.get("dpi")
    across, down = (float(dots[0]), float(dots[1])) if isinstance(dots, tuple) and len(dots) == 2 else (0.0, 0.0)
    if 90 <= across <= 1200 and 90 <= down <= 1200 and 3 <= frame.height / down <= 23:
        size = (frame.width * RESOLUTION / across, frame.height * RESOLUTION / down)
    else:
        scale = _LETTER_HIGH / max(frame.size)
        size = (frame.width * scale, frame.height * scale)
    shrink = min(1.0, (MOST_PIXELS / max(size[0] * size[1], 1.0)) ** 0.5)
    return max(int(size[0] * shrink), 8), max(int(size[1] * shrink), 8)
