"""Where the reasons of the last decision end: at the decision's last paragraph, whatever else the paper holds after it.

A served letter goes on: with the words of outcome explained, with how to appeal, with signatures and the proof of
service, with whatever pages were put behind it. None of that is the physician's reasons.
"""

import re

from evenhand.determination.letter_text import LetterText
from evenhand.determination.reading_rules import finding
from evenhand.finding import Finding, Severity

_USUAL_END = "medically necessary."
_ENDED = "necessary.\n\n"
_OPENS = re.compile(
    r"\n[ \t*_#>]*(?:"
    r"(?:proof|certificate|declaration|affidavit) of (?:service|mailing)|"
    r"(?:the )?(?:relevant |medical )*(?:documents?|records?) (?:reviewed|considered|received)\b|list of "
    r"(?:documents|records)|"
    r"sincerely\b|respectfully\b|very truly|yours (?:truly|sincerely|faithfully)|(?:best |kind )?regards,?\n|"
    r"cc ?:|c\.c\.|copies? (?:sent |mailed |provided )?to\b|distribution\b|enclosures?\b|encl\.|attachments?:|"
    r"signed\b|signature\b|/s/|dated?:|date of (?:mailing|service)\b|(?:chief )?medical director\b|"
    r"appendix\b|exhibit [a-z0-9]+\b|addendum\b|fax cover|facsimile\b|confidential(?:ity)? notice|disclaimer\b|"
    r"(?:your )?(?:right to |rights? of )?appeal(?:s|ing)?\b[^.\n]{0,40}(?::|\n)|how to appeal|notice (?:of|to)\b|"
    r"if you (?:disagree|have (?:any )?questions|wish|want)|you (?:may|can|have (?:the|a) right to) (?:appeal|file"
    r"|petition)|"
    r"(?:this|the) (?:final )?determination (?:is|was|shall be) (?:deemed|binding|final|mailed|served)|"
    r"(?:the )?(?:word|term)?s? ?\"?(?:upheld|overturned)\"? means?\b|"
    r"i,? [^\n]{0,60}(?:declare|certify)|i (?:declare|certify|mailed|served|am (?:over|a citizen|employed))|"
    r"(?:reviewer|physician)'?s? (?:qualifications|credentials)\b|state\(s\) of licensure|certification\(s\)|"
    r"how the (?:imr )?(?:final )?determination|clinical case summary|table of contents|"
    r"from:[^\n]*\n|to:[^\n]*\n|re:[^\n]*\n|page \d+ of \d+[ \t]*\n[^\n]*(?:proof|declaration)|[-_=*]{5,}[ \t]*\n"
    r")"
)
"""How the parts of a served letter begin that stand after its decisions, each on a line of its own."""
_GAP = re.compile(r"\n[ \t]*\n\s*")
_CONCLUDES = re.compile(
    r"(?:necess\w+|appropriate|certified|authori[sz]ed|approved|denied|supported|indicated|warranted|established|"
    r"overturned|upheld|patient|time|justified|recommended)[\"')\]]*\.?[\"')\]]*$"
)
"""The last word of a conclusion: after it, and a gap, nothing belongs to the reasons."""
_CAPITALS = re.compile(r"[A-Z][A-Z &,/()'-]{7,}")
_QUOTES = re.compile(
    r"\b(?:quoted|earlier|prior|previous)\b[^.]{0,60}\b(?:determination|imr|decision|letter|review)\b[^.]{0,80}"
    r"(?:quoted|here|below|follow\w*|states?|reads?|said|found)\W*$|\b(?:is quoted|as follows|reads|quote)\W*$",
    re.IGNORECASE,
)


def reasons_end(letter: LetterText, start: int, end: int) -> int:
    """Where the reasons that begin at `start` end, in a letter that ends at `end`."""
    plain = letter.plain
    last = len(plain[start:end].rstrip())
    stop = start + last
    is_usual = plain.endswith(_USUAL_END, start, stop) and plain.find(_ENDED, start, stop) < 0
    if is_usual and plain.find("\nupheld", start, stop) < 0:
        return end
    opened = _OPENS.search(plain, start, end)
    stop = opened.start() if opened else end
    for gap in _GAP.finditer(plain, start, stop):
        if gap.end() >= stop:
            break
        if _CONCLUDES.search(plain[start : gap.start()].rstrip()[-80:]) or _is_heading(letter, gap.end()):
            return gap.start()
    return stop


def _is_heading(letter: LetterText, start: int) -> bool:
    """Whether a line in capitals stands by itself."""
    line_end = letter.plain.find("\n", start)
    line = letter.body[start : line_end if line_end >= 0 else len(letter.body)].strip(" :.*")
    return _CAPITALS.fullmatch(line) is not None and " " in line


def trailing(letter: LetterText, start: int, end: int) -> list[Finding]:
    """The one Finding that names what stands after the last decision; none where nothing does."""
    words = letter.body[start:end].strip(" \n\t\x00")
    if not words:
        return []
    lines = sum(1 for line in words.split("\n") if line.strip())
    first = " ".join(words.split("\n", 1)[0].split())[:60]
    at = letter.body.index(words[:1], start)
    told = f"{lines} line{'' if lines == 1 else 's'}"
    message = f'after the last decision stand {told} that are no part of its reasons; the first is "{first}"'
    return [finding("PARSE-TRAILING", message, Severity.NOTE, place=letter.place(at, end))]


def is_quotation(rationale: str | None) -> bool:
    """Whether some reasons end by announcing that another decision is quoted."""
    return (
        rationale is not None and not rationale.endswith("necessary.") and _QUOTES.search(rationale[-200:]) is not None
    )
