"""Letters in e-mails and notes: the part of an e-mail that is the letter, and text marked as e-mails and notes mark
it."""

import quopri
import re
from contextlib import suppress
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from itertools import pairwise
from typing import NamedTuple

from evenhand.determination.reading_rules import finding
from evenhand.finding import Finding, Place, Severity

_QUOTED = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
_WROTE = re.compile(r"^(?:on\b[^\n]{3,150}\bwrote:|[-_ ]*(?:original|forwarded) message[-_ ]*)[ \t]*$", re.I | re.M)
_SOFT_BREAK = re.compile(r"=[ \t]*\r?\n")
_CODE = re.compile(r"=(?:3D|20|0D|0A|E2|C2|A0|92|93|94|96)", re.IGNORECASE)
_MARKS = re.compile(
    r"^[ \t]*#{1,6} |^[ \t]*(?:\*\*|__)|(?:\*\*|__)(?=[ \t]*\r?$|[ \t]*:|: )|(?<=:)(?:\*\*|__)", re.MULTILINE
)
_RULES = re.compile(r"^[ \t]*\|[ \t|:-]+\|[ \t]*$", re.MULTILINE)
_CELLS = re.compile(r"^[ \t]*\|[^\n]*\|[ \t]*$", re.MULTILINE)
_BARRED = re.compile(r"^\|(?: |$)(?![^\n]*\|[ \t]*$)", re.MULTILINE)
_MOST = 0.6
"""So large a part of the lines must be quoted for the whole to be."""
_BREAKS = 3
_LINE_NUMBER = re.compile(r"^[ \t]{0,6}(\d{1,3})(?:[ \t]{1,4}|[ \t]*(?=\r?$))", re.MULTILINE)
_FEWEST_NUMBERED = 15
_LETTER_TYPES = ("application/pdf", "application/rtf", "text/rtf")
_LETTER_NAMES = (".pdf", ".docx", ".rtf")
_TEXT_TYPES = ("text/plain", "text/html")


class Undone(NamedTuple):
    """A text with what an e-mail did to it undone, and what was found."""

    text: str
    findings: tuple[Finding, ...]


def mail_letter(data: bytes) -> tuple[str, bytes, bool] | None:
    """What of an e-mail is the letter: in words, its bytes, and whether it is plain text; None where nothing is.

    The one letter attached is preferred to the body that brings it, and the one e-mail attached to both.
    """
    message = message_from_bytes(data, policy=policy.default)
    parts = [part for part in message.walk() if not part.is_multipart()]
    attached = [part for part in parts if _is_letter(part)] or [part for part in parts if _is_attached_text(part)]
    if len(attached) == 1:
        return "the letter attached to it", *_words_of(attached[0])
    enclosed = [part for part in message.walk() if part.get_content_type() == "message/rfc822"]
    inner = enclosed[0].get_payload(0) if len(enclosed) == 1 and enclosed[0].is_multipart() else message
    body = inner.get_body(preferencelist=("plain", "html")) if isinstance(inner, EmailMessage) else None
    if body is None:
        return None
    content, is_text = _words_of(body)
    where = "its body" if inner is message else "the body of the e-mail attached to it"
    return (where, content, is_text) if content.strip() else None


def _is_attached_text(part: Message) -> bool:
    """Whether a part is a text or a web page that was attached as a file of its own."""
    return part.get_content_type() in _TEXT_TYPES and part.get_content_disposition() == "attachment"


def _words_of(part: Message) -> tuple[bytes, bool]:
    """What a part holds, and whether that is plain text, which is then in UTF-8."""
    is_text = part.get_content_type() == "text/plain"
    content = _content(part)
    charset = part.get_content_charset() or "utf-8"
    if is_text and charset not in ("utf-8", "us-ascii"):
        with suppress(LookupError):
            content = content.decode(charset, "replace").encode()
    return content, is_text


def _is_letter(part: Message) -> bool:
    name = (part.get_filename() or "").lower()
    return part.get_content_type() in _LETTER_TYPES or name.endswith(_LETTER_NAMES)


def _content(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def undone_text(text: str, file: str) -> Undone:
    """Text copied out of an e-mail as it was before: without marks of quotation and without encoded signs."""
    findings: list[Finding] = []
    breaks = _SOFT_BREAK.findall(text)
    if len(breaks) >= _BREAKS and (_CODE.search(text) or len(breaks) > text.count("\n") // 20):
        text = quopri.decodestring(text.encode()).decode("utf-8", "replace")
        findings.append(_undone("its text is encoded as e-mails are (quoted-printable), and was decoded", file))
    lines = [line for line in text.split("\n") if line.strip()]
    if lines and sum(1 for line in lines if line.lstrip().startswith(">")) > _MOST * len(lines):
        text = _WROTE.sub("", _QUOTED.sub("", text))
        findings.append(_undone("its lines are quoted as in the answer to an e-mail; the marks were taken away", file))
    if lines and sum(1 for line in lines if _BARRED.match(line)) > _MOST * len(lines):
        text = _BARRED.sub("", text)
        findings.append(_undone("its lines are quoted with bars; the bars were taken away", file))
    if (numbered := _without_line_numbers(text)) != text:
        text = numbered
        message = "its lines are numbered, as on pleading paper; the numbers were left out"
        findings.append(finding("READ-FORM", message, Severity.NOTE, place=Place(file=file)))
    if _MARKS.search(text):
        text = _MARKS.sub(lambda mark: " " * len(mark[0]), text)
        text = _CELLS.sub(lambda row: row[0].replace("|", "\t"), _RULES.sub(lambda row: " " * len(row[0]), text))
        message = "this text is marked up (Markdown); its marks were taken for looks and left out"
        findings.append(finding("READ-FORM", message, Severity.NOTE, place=Place(file=file)))
    return Undone(text, tuple(findings))


def _without_line_numbers(text: str) -> str:
    """A text without the numbers that stand before nearly all of its lines and count them."""
    numbers = [int(match[1]) for match in _LINE_NUMBER.finditer(text)]
    counted = sum(after in (before + 1, 1) for before, after in pairwise(numbers))
    if len(numbers) < _FEWEST_NUMBERED or counted < _MOST * text.count("\n"):
        return text
    return _LINE_NUMBER.sub("", text)


def _undone(message: str, file: str) -> Finding:
    remedy = "Where a value seems wrong, read the letter itself."
    return finding(
        "READ-FORM", f"this was copied from an e-mail: {message}", Severity.NOTE, place=Place(file=file), remedy=remedy
    )
