"""Pictures of pages as arrays of grays: whether anything is on them, how they slant, their light made even.

Arrays are rows by columns of bytes, 0 black to 255 white.
"""

import hashlib

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

Gray = NDArray[np.uint8]

RESOLUTION = 200
"""Dots an inch at which pages are recognized."""
MOST_PIXELS = 12_000_000
_COARSE = 4
_CELL = 8
_MOST_SLANT, _STEP = 6.0, 0.5
_LEAST_SLANT = 0.15
_EDGE = 0.035
_BLACK, _DARK = 128, 170
_STREAK, _WIDEST_STREAK = 0.55, 8


def is_blank(gray: Gray) -> bool:
    """Whether nothing is on a page but dust, streaks, shadows at its edges and the line of a fax machine.

    What is on a page fills cells of a twenty-fifth of an inch side by side; dust fills none, a streak a whole column.
    """
    rows, columns = gray.shape[0] // _CELL, gray.shape[1] // _CELL
    if not rows or not columns:
        return True
    cells = gray[: rows * _CELL, : columns * _CELL].reshape(rows, _CELL, columns, _CELL).mean(axis=(1, 3))
    light = np.asarray(Image.fromarray(cells.astype(np.uint8)).filter(ImageFilter.MedianFilter(9)), dtype=np.float32)
    dark = cells < light - 28
    dark[:, dark.mean(axis=0) > 0.4] = False
    dark[dark.mean(axis=1) > 0.6, :] = False
    edge_down, edge_across = int(rows * _EDGE), int(columns * _EDGE)
    dark[:edge_down] = dark[rows - edge_down :] = False
    dark[:, :edge_across] = dark[:, columns - edge_across :] = False
    beside = np.zeros(dark.shape, dtype=np.int8)
    beside[:, 1:] += dark[:, :-1]
    beside[:, :-1] += dark[:, 1:]
    beside[1:] += dark[:-1]
    beside[:-1] += dark[1:]
    return int((dark & (beside >= 1)).sum()) < 12


def slant(gray: Gray) -> float:
    """By how many degrees counterclockwise a page must be turned for its lines to lie level; 0 where none show.

    Lines that lie level gather their dark dots in few rows: the angle is sought at which the counts of dots by row vary
    most, first coarsely, then finely.
    """
    small = gray[::_COARSE, ::_COARSE]
    down, across = np.nonzero(small < min(int(small.mean()) - 25, 150))
    if len(down) < 200:
        return 0.0
    if len(down) > 60_000:
        step = len(down) // 60_000 + 1
        down, across = down[::step], across[::step]
    best = _best_slant(down, across, np.arange(-_MOST_SLANT, _MOST_SLANT + _STEP, _STEP), small.shape)
    fine = np.arange(best - _STEP, best + _STEP + 0.01, 0.1)
    return float(round(_best_slant(down, across, fine, small.shape), 2))


def _best_slant(
    down: NDArray[np.int64], across: NDArray[np.int64], angles: NDArray[np.float64], shape: tuple[int, ...]
) -> float:
    best, most = 0.0, -1.0
    for angle in angles:
        rows = (down - across * np.tan(np.radians(angle)) + shape[1]).astype(np.int64)
        counts = np.bincount(rows).astype(np.float64)
        sharp = float(np.square(np.diff(counts)).sum())
        if sharp > most * (1.0 + 1e-9):
            best, most = float(angle), sharp
    return best


def straightened(gray: Gray, angle: float) -> Gray:
    """The page turned counterclockwise by a small angle in degrees, white at its corners."""
    if abs(angle) < _LEAST_SLANT:
        return gray
    turned = Image.fromarray(gray).rotate(angle, Image.Resampling.BILINEAR, fillcolor=255)
    return np.asarray(turned)


def is_uneven(gray: Gray) -> bool:
    """Whether a page is a photograph or a gray copy: much of it is neither black nor white."""
    sample = gray[::7, ::7]
    return float(((sample > 50) & (sample < 225)).mean()) > 0.15


def evened(gray: Gray) -> Gray:
    """The page with its light made even: each place over the brightness of its surroundings."""
    image = Image.fromarray(gray)
    small = image.resize((max(image.width // 16, 1), max(image.height // 16, 1)), Image.Resampling.BOX)
    light = small.filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.GaussianBlur(4))
    background = np.asarray(light.resize(image.size, Image.Resampling.BILINEAR), dtype=np.float32)
    even = np.clip(gray.astype(np.float32) / np.maximum(background, 16) * 255, 0, 255)
    return even.astype(np.uint8)


def turned(gray: Gray, rotation: int) -> Gray:
    """The page turned clockwise by 0, 90, 180 or 270 degrees."""
    return np.ascontiguousarray(np.rot90(gray, -rotation // 90)) if rotation else gray


def mark(gray: Gray) -> str:
    """A digest of a picture: two pictures with the same are the same dot for dot."""
    return hashlib.sha256(repr(gray.shape).encode() + gray.tobytes()).hexdigest()


def pgm(gray: Gray) -> bytes:
    """The picture as a portable graymap, which every reader of pictures takes."""
    return b"P5\n%d %d\n255\n" % (gray.shape[1], gray.shape[0]) + gray.tobytes()


def from_pgm(data: bytes) -> Gray:
    """The picture of a portable graymap made by `pgm`; raises ValueError where it is none."""
    head = data[:40].split(b"\n", 3)
    if len(head) < 4 or head[0] != b"P5":
        raise ValueError("no portable graymap")
    width, height = (int(figure) for figure in head[1].split())
    start = len(head[0]) + len(head[1]) + len(head[2]) + 3
    return np.frombuffer(data, dtype=np.uint8, count=width * height, offset=start).reshape(height, width)


def without_streaks(gray: Gray) -> Gray:
    """The page without the thin lines that dirt on a scanner's glass draws down all of it."""
    columns = np.nonzero((gray < _BLACK).mean(axis=0) > _STREAK)[0]
    if not len(columns):
        return gray
    clean = gray.copy()
    for run in np.split(columns, np.nonzero(np.diff(columns) > 1)[0] + 1):
        if len(run) <= _WIDEST_STREAK:
            first, last = max(run[0] - 1, 0), min(run[-1] + 1, gray.shape[1] - 1)
            beside = np.maximum(clean[:, max(first - 2, 0)], clean[:, min(last + 2, gray.shape[1] - 1)])
            clean[:, first : last + 1] = beside[:, None]
    return clean


def dust(gray: Gray) -> float:
    """How many specks lie alone on a million dots of a page, told from a band across its middle."""
    height = gray.shape[0]
    band = gray[height * 7 // 16 : height * 9 // 16] < _DARK
    return float(_alone(band, 3, 3, 3).sum()) / band.size * 1e6


def dusted(gray: Gray) -> Gray:
    """The page without its specks, a little softened: better to read where dust is thick, worse where it is not."""
    dark = gray < _DARK
    specks = _alone(dark, 3, 3, 3) | _alone(dark, 5, 3, 9)
    clean = gray.copy()
    clean[_sums(specks, 5, 3) > 0] = 255
    return np.asarray(Image.fromarray(clean).filter(ImageFilter.GaussianBlur(1.0)))


def _alone(dark: NDArray[np.bool_], height: int, width: int, most: int) -> NDArray[np.bool_]:
    """Dark dots whose whole blot lies within so many rows and columns and is of so many dots at most."""
    inside = _sums(dark, height, width)
    alone: NDArray[np.bool_] = dark & (inside == _sums(dark, height + 2, width + 2)) & (inside <= most)
    return alone


def _sums(dots: NDArray[np.bool_], height: int, width: int) -> NDArray[np.int32]:
    """For each dot the number of those that are set in a window around it."""
    up, left = height // 2, width // 2
    padded = np.pad(dots.astype(np.int32), ((up + 1, up), (left + 1, left)))
    total = padded.cumsum(axis=0, dtype=np.int32).cumsum(axis=1, dtype=np.int32)
    sums: NDArray[np.int32] = (
        total[height:, width:] - total[:-height, width:] - total[height:, :-width] + total[:-height, :-width]
    )
    return sums
