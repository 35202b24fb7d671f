"""Files of every kind, made for tests: pictures, PDFs, documents, archives, and such as claim more than they hold."""

import io
import struct
import tarfile
import zipfile
import zlib
from pathlib import Path

import pikepdf
from PIL import Image, ImageDraw, ImageFont

SAMPLES = Path(__file__).parent / "samples"
TEXT = ("WORK STATUS REPORT", "Patient: Ana Wenkow", "Date of visit: 07/06/2021", "No lifting over ten pounds.")


def picture(*lines: str, mode: str = "L") -> Image.Image:
    image = Image.new("L", (1700, 2200), 255)
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(44)
    for place, line in enumerate(lines):
        pen.text((150, 200 + 90 * place), line, font=font, fill=0)
    return image.convert(mode)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def pdf_of(*pages: str, size: tuple[float, float] = (612, 792), rotate: int = 0) -> bytes:
    """A PDF with a text layer, a line of text a page."""
    document = pikepdf.new()
    for text in pages:
        page = document.add_blank_page(page_size=size)
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        shown = b"".join(b"(%s) Tj 0 -16 Td " % line.encode() for line in text.split("\n"))
        page.Contents = document.make_stream(b"BT /F1 12 Tf 72 700 Td " + shown + b"ET")
        page.Rotate = rotate
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def encrypted() -> bytes:
    document, buffer = pikepdf.open(io.BytesIO(pdf_of("text"))), io.BytesIO()
    document.save(buffer, encryption=pikepdf.Encryption(owner="o", user="u"))
    return buffer.getvalue()


def docx(*paragraphs: str, part: str = "word/document.xml", extra: bytes = b"") -> bytes:
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{paragraph}</w:t></w:r></w:p>" for paragraph in paragraphs)
    cells = "".join(f"<w:tc><w:p><w:r><w:t>{heading}</w:t></w:r></w:p></w:tc>" for heading in ("Drug", "Dose"))
    row = f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    kinds = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", kinds)
        archive.writestr(part, f'<w:document xmlns:w="{name}"><w:body>{body}{row}</w:body></w:document>')
        if extra:
            archive.writestr("word/media/blob.bin", extra)
    return buffer.getvalue()


def png_that_claims(width: int, height: int) -> bytes:
    """A PNG whose head promises more than any page holds."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


def archive(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return buffer.getvalue()


def tape(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as packed:
        for name, data in files.items():
            about = tarfile.TarInfo(name)
            about.size = len(data)
            packed.addfile(about, io.BytesIO(data))
    return buffer.getvalue()


MAIL = (
    b"Received: from clinic.example\r\n by house.example\r\nSubject: Records\r\nContent-Type: application/pdf\r\n\r\n"
)
