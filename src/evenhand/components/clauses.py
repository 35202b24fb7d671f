"""The clauses of a partial authorization: what was asked, what of it was granted, and what is left in dispute."""

import re
from typing import NamedTuple

_ORIGINAL = re.compile(
    r"\s*,?\s*\b(?:was|were|is|are)\s+(?:the\s+)?original(?:ly)?\s+request(?:ed)?\b\s*\.?", re.IGNORECASE
)
_LEFT = re.compile(r"\b(?:the\s+)?(?:remaining\b[^.,;]{0,80}\bof\s+)?the\s+original\s+request\s*,", re.IGNORECASE)
_GRANTED = re.compile(
    r"\s*\b(?:was|were|is|are)\s+(?:partially\s+)?(?:authori[sz]ed|approved|certified)\b.*", re.IGNORECASE | re.DOTALL
)
_GRANTS = re.compile(r".*?\b(?:authori[sz]ed|approved|certified)\b", re.IGNORECASE | re.DOTALL)
_LEAVING = re.compile(r"\s*,?\s*\bleaving\b.*", re.IGNORECASE | re.DOTALL)
_VERB = re.compile(r"\s*,?\s*\b(?:is|are|was|were)\s*\.?\s*$", re.IGNORECASE)


class Clauses(NamedTuple):
    """What is in dispute; and, where the title tells of a partial authorization, the request and what was granted."""

    disputed: str
    original: str = ""
    granted: str = ""


def clauses(title: str) -> Clauses:
    """A title as its clauses. Where it tells of no partial authorization, all of it is in dispute."""
    title = _VERB.sub("", title)
    asked = _ORIGINAL.search(title)
    if asked is None:
        return Clauses(title)
    rest = title[asked.end() :]
    left = list(_LEFT.finditer(rest))
    granted = rest[: left[-1].start()] if left else rest
    disputed = rest[left[-1].end() :].strip() if left else ""
    original = title[: asked.start()].strip()
    return Clauses(disputed or original, original, _granted(granted))


def _granted(sentence: str) -> str:
    """What a sentence such as `Six visits was authorized by …` or `… authorized six visits, leaving …` grants."""
    before = _GRANTED.sub("", sentence)
    if before != sentence:
        return before.strip()
    return _LEAVING.sub("", _GRANTS.sub("", sentence, count=1)).strip()
