"""The picture of a code, and how large it is printed, as `tests/bench/cover_codes.py` measures on faxes."""

import io

import segno

CORRECTION = "q"
"""A quarter of the picture may be lost; the next level needs more modules, which must be smaller on the same space."""
MODULE_MM = 2.0
"""So wide is one module: nearly eight lines of a standard fax, which has 98 an inch."""
_QUIET = 4


def code_picture(code: str) -> str:
    """The picture of a code, as SVG, with the white border that its readers need."""
    made, drawn = segno.make(code, error=CORRECTION, micro=False, boost_error=False), io.BytesIO()
    made.save(drawn, kind="svg", border=_QUIET, xmldecl=False, svgns=True, omitsize=True)
    return drawn.getvalue().decode()


def picture_mm(code: str) -> float:
    """How wide the picture of a code is printed, in millimeters, its border included."""
    made = segno.make(code, error=CORRECTION, micro=False, boost_error=False)
    return float((made.symbol_size(border=0)[0] + 2 * _QUIET) * MODULE_MM)
