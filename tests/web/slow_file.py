"""A small PDF whose every page takes long to draw: forms that draw forms, as whoever sends it likes."""

_DEPTH = 4
_SHAPE = "1 0 0 1 1 1 cm 10 10 m 300 700 500 20 90 400 c 20 600 300 10 80 90 c f\n"
_NESTED = "/Resources << /XObject << /F {form} 0 R >> >>"


def slow_pdf(pages: int, repeated: int) -> bytes:
    """A PDF of so many pages; each draws `repeated` ** 4 shapes (8: about a second, 12: four)."""
    contents = 3 + _DEPTH
    kids = " ".join(f"{contents + number} 0 R" for number in range(1, pages + 1))
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Count {pages} /Kids [{kids}] >>"]
    for form in range(3, contents):
        is_last = form == contents - 1
        content = (_SHAPE if is_last else "/F Do\n") * repeated
        inner = "" if is_last else _NESTED.format(form=form + 1)
        head = f"<< /Type /XObject /Subtype /Form /BBox [0 0 612 792] {inner} /Length {len(content)} >>"
        objects.append(f"{head}\nstream\n{content}endstream")
    objects.append("<< /Length 6 >>\nstream\n/F Do\nendstream")
    page = f"/Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {contents} 0 R {_NESTED.format(form=3)}"
    return _file([*objects, *[f"<< {page} >>"] * pages])


def _file(objects: list[str]) -> bytes:
    written, places = "%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(written))
        written += f"{number} 0 obj\n{text}\nendobj\n"
    count, table = len(objects) + 1, "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{len(written)}\n%%EOF\n"
    return f"{written}xref\n0 {count}\n0000000000 65535 f \n{table}{end}".encode("ascii")
