"""What happens to a page on its way: scanned, faxed, photographed, turned, stamped, written upon.

Pictures are arrays of grays, rows by columns, 0 black to 255 white, at RESOLUTION dots an inch.
"""

import random

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

Gray = NDArray[np.uint8]

RESOLUTION = 200


def damaged(page: Gray, channel: str, seed: str, line: str = "") -> Image.Image:
    """The picture of a page as it came through a channel (scan, fax, fax_twice, coarse_fax, photo, kindest first; ruin
    cannot be read); `line` is what a fax machine prints at the top.

    Bilevel for scans and faxes, gray for photographs. The same seed does the same damage.
    """
    draw, noise = random.Random(seed), np.random.default_rng(sum(seed.encode()) * 7919 + len(seed))
    image = Image.fromarray(page)
    if channel == "photo":
        return _photographed(image, draw, noise)
    if channel == "ruin":
        return _ruined(image, draw, noise)
    slant = {"scan": 0.5, "fax": 1.2, "fax_twice": 1.8, "coarse_fax": 1.8}[channel]
    image = image.rotate(draw.uniform(-slant, slant), Image.Resampling.BICUBIC, fillcolor=255)
    if channel == "fax_twice":
        image = _bilevel(image.resize((1728, 2200)).filter(ImageFilter.GaussianBlur(0.5)), draw.randint(130, 170))
    if channel == "coarse_fax":
        image = image.resize((1728, 1100), Image.Resampling.BOX)
    if channel != "scan":
        image = image.resize((1728, image.height)).filter(ImageFilter.GaussianBlur(0.5))
    gray = np.asarray(image.convert("L"), dtype=np.float32)
    rough = {"scan": 6.0, "fax": 16.0, "fax_twice": 16.0, "coarse_fax": 12.0}[channel]
    gray = gray + noise.normal(0, rough, gray.shape).astype(np.float32)
    image = _bilevel(Image.fromarray(np.clip(gray, 0, 255).astype(np.uint8)), draw.randint(125, 175))
    if channel != "scan":
        image = _speckled(image, draw, noise, {"fax": 0.0004, "fax_twice": 0.0012, "coarse_fax": 0.0005}[channel])
    image = image.resize((1700, 2200)) if channel == "coarse_fax" else image
    return _with_line(image, line).convert("1", dither=Image.Dither.NONE)


def _bilevel(image: Image.Image, threshold: int) -> Image.Image:
    return image.convert("L").point(lambda value: 255 if value > threshold else 0)


def _speckled(image: Image.Image, draw: random.Random, noise: np.random.Generator, share: float) -> Image.Image:
    """Dust, and now and then a line down the page where the scanner's glass was dirty."""
    page = np.array(image)
    dust = noise.random(page.shape) < share
    page[dust] = 0
    page[1:][dust[:-1]] = 0
    if draw.random() < 0.35:
        column = draw.randrange(60, page.shape[1] - 60)
        page[:, column : column + draw.randint(1, 3)] = 0
    return Image.fromarray(page)


def _with_line(image: Image.Image, line: str) -> Image.Image:
    if line:
        ImageDraw.Draw(image).text((70, 14), line, fill=0, font=ImageFont.load_default(26))
    return image


def _photographed(image: Image.Image, draw: random.Random, noise: np.random.Generator) -> Image.Image:
    """Held at a slant under a lamp: out of square, darker to one side, a little out of focus."""
    width, height = image.size
    shift = [draw.randint(0, 60) for _ in range(8)]
    corners = (
        (-shift[0], -shift[1]),
        (-shift[2], height + shift[3]),
        (width + shift[4], height + shift[5]),
        (width + shift[6], -shift[7]),
    )
    quad = tuple(float(value) for corner in corners for value in corner)
    image = image.transform((width, height), Image.Transform.QUAD, quad, Image.Resampling.BICUBIC, fillcolor=235)
    gray = np.asarray(image.filter(ImageFilter.GaussianBlur(draw.uniform(0.5, 1.1))), dtype=np.float32)
    across = np.linspace(draw.uniform(0.62, 1), draw.uniform(0.75, 1), width, dtype=np.float32)
    down = np.linspace(draw.uniform(0.7, 1), 1, height, dtype=np.float32)
    gray = gray * across[None, :] * down[:, None] * 0.92 + 12 + noise.normal(0, 5, gray.shape).astype(np.float32)
    return Image.fromarray(np.clip(gray, 0, 255).astype(np.uint8))


def _ruined(image: Image.Image, draw: random.Random, noise: np.random.Generator) -> Image.Image:
    """Beyond reading: smeared, and under noise."""
    gray = np.asarray(image.filter(ImageFilter.GaussianBlur(draw.uniform(7, 11))), dtype=np.float32)
    gray = gray + noise.normal(0, 70, gray.shape).astype(np.float32)
    return _bilevel(Image.fromarray(np.clip(gray, 0, 255).astype(np.uint8)), 150).convert("1")


def stamped(page: Gray, words: str, seed: str) -> Gray:
    """The page with a stamp set on it somewhere in its upper part, aslant."""
    draw = random.Random(seed)
    size = draw.randint(38, 54)
    font = ImageFont.load_default(size)
    width = int(font.getlength(words)) + 40
    stamp = Image.new("L", (width, size + 40), 255)
    pen = ImageDraw.Draw(stamp)
    pen.rectangle((2, 2, width - 3, size + 37), outline=60, width=5)
    pen.text((20, 12), words, fill=60, font=font)
    stamp = stamp.rotate(draw.uniform(-12, 12), expand=True, fillcolor=255)
    image = Image.fromarray(page)
    place = (draw.randint(250, max(260, image.width - stamp.width - 80)), draw.randint(40, 700))
    under = image.crop((*place, place[0] + stamp.width, place[1] + stamp.height)).resize(stamp.size)
    image.paste(Image.fromarray(np.minimum(np.asarray(under), np.asarray(stamp))), place)
    return np.asarray(image)


def noted(page: Gray, seed: str) -> Gray:
    """The page with something written on it by hand, which nobody has to read."""
    draw = random.Random(seed)
    image = Image.fromarray(page)
    pen = ImageDraw.Draw(image)
    for _ in range(draw.randint(1, 3)):
        x, y = draw.randint(100, 1300), draw.randint(150, 2000)
        points = [(x, y)]
        for _ in range(draw.randint(25, 70)):
            x, y = x + draw.randint(-4, 14), y + draw.randint(-14, 14)
            points.append((x, y))
        pen.line(points, fill=40, width=draw.randint(3, 5), joint="curve")
    return np.asarray(image)


def cut(page: Gray, seed: str) -> Gray:
    """The page copied so that its lower part is missing."""
    kept = int(page.shape[0] * random.Random(seed).uniform(0.62, 0.8))
    left = page.copy()
    left[kept:] = 255
    return left
