"""What a large file is, told window by window, is what it is told whole, wherever in it a mark stands."""

import io
import zipfile
import zlib

import pytest

from evenhand.records.beside_pages import notes, refusal
from evenhand.records.media import Media, fault_of_none, media_of_file
from evenhand.records.whole_file import OVERLAP, WINDOW, HeldFile, Opened, TooMuchError, WholeFile, windows

PDF = b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\n"
END = b"\nstartxref\n9\n%%EOF\n"
BORDERS = (WINDOW - OVERLAP, WINDOW - OVERLAP // 2, WINDOW)


class NeverWhole(HeldFile):
    """A file that fails a test that asks for more of it at once than a window with its overlap."""

    def stretch(self, start: int, stop: int) -> bytes:
        """The bytes, which are few."""
        assert stop - start <= WINDOW + OVERLAP
        return super().stretch(start, stop)


def _with(mark: bytes, place: int, *, behind: bytes = END, fill: bytes = b" ") -> NeverWhole:
    """A PDF of two windows whose mark begins at a place."""
    return NeverWhole(PDF.ljust(place, fill) + mark + fill * (2 * WINDOW - place) + behind)


def _around(mark: bytes) -> list[int]:
    return [border + shift for border in BORDERS for shift in (-len(mark), -len(mark) // 2, -1, 0, 1)]


def test_windows_together_are_the_file_and_each_place_belongs_to_one() -> None:
    data = bytes(range(251)) * 2000
    told = list(windows(HeldFile(data), 100_000))
    assert b"".join(window.fresh for window in told) == data
    owners = [
        sum(window.owns(place - window.start) for window in told if place >= window.start)
        for place in range(0, len(data), 97)
    ]
    assert set(owners) == {1}
    assert [window.data for window in windows(HeldFile(b""))] == [b""]


@pytest.mark.parametrize("place", _around(b"/JavaScript "))
def test_a_command_across_the_border_of_two_windows_is_noted(place: int) -> None:
    assert notes(_with(b"/J#61vaScript ", place), Media.PDF) == ["READ-ACTIVE"]


@pytest.mark.parametrize("place", _around(b"%%EOF\n%PDF-1.4"))
def test_a_second_pdf_behind_the_first_is_told_at_every_border(place: int) -> None:
    assert refusal(_with(b"%%EOF\n%PDF-1.4", place), Media.PDF) == "READ-JOINED"


@pytest.mark.parametrize("place", _around(b"stream\n%PDF-1.4"))
def test_a_pdf_within_a_stream_is_enclosed_at_every_border(place: int) -> None:
    file = NeverWhole(
        PDF + b"%%EOF\n" + b" " * (place - len(PDF) - 6) + b"stream\n%PDF-1.4 endstream" + b" " * WINDOW + END
    )
    assert refusal(file, Media.PDF) == ""


@pytest.mark.parametrize("place", _around(b"/Type /ObjStm"))
def test_a_stream_of_objects_is_looked_into_wherever_it_lies(place: int) -> None:
    packed = zlib.compress(b"/OpenAction << /S /Launch >>" + bytes(300_000))
    assert notes(_with(b"/Type /ObjStm >> stream\r\n" + packed, place), Media.PDF) == ["READ-ACTIVE"]


def test_what_follows_the_end_of_a_pdf_is_told_from_the_last_end() -> None:
    assert notes(_with(b"%%EOF", WINDOW - 2), Media.PDF) == []
    assert notes(_with(b"%%EOF", WINDOW - 2, behind=END + b"and more"), Media.PDF) == ["READ-AROUND"]


def test_a_long_text_is_text_to_its_end_and_hides_no_pdf() -> None:
    text = b"A line of a report.\n" * (WINDOW // 10)
    assert media_of_file(NeverWhole(text)) is Media.TEXT
    assert media_of_file(NeverWhole(text + b"\0")) is Media.NONE
    hidden = text[: WINDOW - 6] + b"%PDF-1.4\n1 0 obj\n" + text
    assert media_of_file(NeverWhole(hidden)) is Media.NONE
    assert fault_of_none(NeverWhole(hidden)) == "READ-DISGUISED"


def test_a_zip_is_read_where_it_lies_and_a_list_too_long_is_not() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.pdf", PDF + END)
    file = _with(b"", WINDOW, behind=END + out.getvalue())
    assert refusal(file, Media.PDF) == "READ-ARCHIVE"
    claimed = b"PK\x05\x06" + bytes(4) + b"\1\0\1\0" + (17 * 1024 * 1024).to_bytes(4, "little") + bytes(6)
    assert refusal(NeverWhole(PDF + bytes(18 * 1024 * 1024) + claimed), Media.PDF) == "READ-ARCHIVE"


def test_a_file_is_read_from_any_place_and_never_all_at_once() -> None:
    file: WholeFile = HeldFile(bytes(20 * 1024 * 1024) + b"end")
    opened = Opened(file)
    opened.seek(-3, io.SEEK_END)
    assert (opened.read(), opened.read(5), opened.tell()) == (b"end", b"", file.size)
    opened.seek(0)
    with pytest.raises(TooMuchError):
        opened.read()
    with pytest.raises(OSError, match="before"):
        opened.seek(-1)
