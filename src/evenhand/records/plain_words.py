"""Text as it is compared: small letters, no accents, ligatures or signs, single spaces."""

import re
import unicodedata

_APOSTROPHES = re.compile(r"['\u2018\u2019`]")
_SIGNS = re.compile(r"[^0-9a-z]+")


def plain(text: str) -> str:
    """A text as it is compared: "Physician's Re-Evaluation" becomes "physicians re evaluation"."""
    if not text.isascii():
        text = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return _SIGNS.sub(" ", _APOSTROPHES.sub("", text).lower()).strip()
