"""The code of a cover sheet: signs drawn by lot that say nothing of a case, with a check against one misread sign.

The same signs stand in the picture that machines read and, in groups, beneath it for whoever types them.
"""

import re

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Figures and letters that nobody takes for one another; all are in the set that a 2D code packs closest."""
_MARK = "EVH"
# With mark and check sixteen signs: as many as the smallest 2D code holds at its second highest level of correction.
_DRAWN = 12
BYTES = 8
"""How many bytes drawn by lot a code is made of."""
_MODULUS = 37
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})
_WRITTEN = re.compile(rf"(?<![A-Z0-9]){_MARK}[ -]?((?:[0-9A-Z][ -]?){{{_DRAWN}}}[0-9A-Z])(?![0-9A-Z])", re.IGNORECASE)


def cover_code(drawn: bytes) -> str:
    """The code made of bytes drawn by lot (BYTES of them). Raises ValueError for another number of bytes."""
    if len(drawn) != BYTES:
        raise ValueError(f"a code is made of {BYTES} bytes, not {len(drawn)}")
    number, signs = int.from_bytes(drawn, "big") % 32**_DRAWN, ""
    while len(signs) < _DRAWN:
        number, place = divmod(number, 32)
        signs += _SIGNS[place]
    while (check := _check(signs)) is None:
        signs = signs[1:] + _SIGNS[(_SIGNS.index(signs[0]) + 1) % 32]
    return _MARK + signs + check


def _check(signs: str) -> str | None:
    """The sign that makes one misread or two exchanged signs show; None where it would be none of the signs."""
    total = sum((place + 1) * _SIGNS.index(sign) for place, sign in enumerate(signs)) % _MODULUS
    return _SIGNS[total] if total < len(_SIGNS) else None


def read_code(text: str) -> str | None:
    """A code as it was read or typed, as it was made: signs that look alike are mended. None where it is no code or its
    check fails.
    """
    match = _WRITTEN.fullmatch(text.strip())
    return _sound(match[1]) if match else None


def codes_in(text: str) -> tuple[str, ...]:
    """Every code that stands in a text, each once, in order; those whose check fails are left out."""
    return tuple(dict.fromkeys(code for match in _WRITTEN.finditer(text) if (code := _sound(match[1]))))


def _sound(written: str) -> str | None:
    signs = re.sub("[ -]", "", written).upper().translate(_MISREAD)
    if not set(signs) <= set(_SIGNS) or _check(signs[:-1]) != signs[-1]:
        return None
    return _MARK + signs


def in_groups(code: str) -> str:
    """A code as it is printed for whoever reads it aloud or types it: EVH-XXXX-XXXX-XXXX-X."""
    signs = code.removeprefix(_MARK)
    return "-".join([_MARK, *(signs[start : start + 4] for start in range(0, len(signs), 4))])
