"""One scan with several cover sheets: which of its pages belong to which of them."""

from collections.abc import Mapping
from typing import NamedTuple


class CoverPart(NamedTuple):
    """Pages of a scan that follow one another, from `first` to `last` (counted from 1), and the code of the cover sheet
    on top of them; empty for pages before the first cover sheet.
    """

    first: int
    last: int
    code: str


def cover_parts(pages: int, codes: Mapping[int, tuple[str, ...]]) -> tuple[CoverPart, ...]:
    """The parts of a scan of so many pages; `codes` are those of the cover sheets on each page, by its number.

    A part begins at each page with another code than the part before; the same code again begins none. There is one
    part, of the first code, where only one code stands on the pages; none where a page bears two codes, for then
    nobody can tell whose the pages behind it are. Raises ValueError for a code on a page that is not there.
    """
    if any(not 1 <= page <= pages for page in codes):
        raise ValueError("a code stands on a page of the scan")
    told = {page: codes[page] for page in sorted(codes) if codes[page]}
    if any(len(each) > 1 for each in told.values()):
        return ()
    begins: list[tuple[int, str]] = []
    for page, (code,) in told.items():
        if not begins or begins[-1][1] != code:
            begins.append((page, code))
    if not begins:
        return (CoverPart(1, pages, ""),) if pages else ()
    if len(begins) == 1:
        return (CoverPart(1, pages, begins[0][1]),)
    if begins[0][0] > 1:
        begins.insert(0, (1, ""))
    ends = [page - 1 for page, _ in begins[1:]] + [pages]
    return tuple(CoverPart(first, last, code) for (first, code), last in zip(begins, ends, strict=True))
