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
    r"from:[^\n]*\n|to:[^\n]*\n|re:[^\n]*\n|page \d+ of \d+[ \t]*\n[^\n]*(?:proof|declaration)|[-_=*]{5,}[ \t]*\n|"
    r"electronically signed|(?:e-?)?signed by|dictated|transcribed|prepared by|executed (?:on|at|this)|sent from|"
    r"(?:mailed|served|delivered|sent) (?:to|on|by|via)\b[^\n]{0,60}:|"
    r"(?:summary|table) of (?:the )?(?:decisions?|outcomes?|determinations?|findings)\b|"
    r"definitions?\b[^\n]{0,30}\n|references?:?[ \t]*\n|attestation\b|note:[ \t]*this|"
    r"th(?:is|e) (?:e-?mail|message|transmission|fax|letter was (?:prepared|printed|generated))|"
    r"the information (?:contained )?in this|"
    r"(?:fax|facsimile) transm|transmission (?:verification|report)|in accordance with labor code|"
    r"the following documents|\*+[ \t]*end\b|end of (?:the )?(?:determination|letter|document|report|decision)|"
    r"atenci.n\b|aviso\b|law offices?\b|dear [a-z]|--[ \t]*\n|copyright\b|\(c\) (?:19|20)\d\d"
    r")"
)
"""How the parts of a served letter begin that stand after its decisions, each on a line of its own."""
_SIGNED = re.compile(
    r"(?<=[.)\"'])[ \t]*\n\s*[a-z][a-z.' -]{3,40}, (?:m\.?d|d\.?o|d\.?c|ph\.?d|j\.?d|esq|r\.?n)\b[^\n]{0,30}(?:\n|\Z)"
)
"""A name with its degree on a line of its own, after the end of a sentence."""
_GAP = re.compile(r"\n[ \t]*\n\s*")
_CONCLUDES = re.compile(
    r"(?:necess\w+|appropriate|certified|authori[sz]ed|approved|denied|supported|indicated|warranted|established|"
    r"overturned|upheld|patient|time|justified|recommended)[\"')\]]*\.?[\"')\]]*$"
)
"""The last word of a conclusion: after it, and a gap, nothing belongs to the reasons."""
_FINDS = re.compile(r"\b(?:necess(?:ary|ity)|(?:non-?)?certified|appropriate)[\"')\]]*\.[\"')\]]*$")
"""The last words of a conclusion on necessity."""
_ARGUES = re.compile(
    r"\b(?:medically|necess\w+|patient|worker|claimant|guidelines?|mtus|odg|acoem|recommend\w*|request\w*|documented|"
    r"therefore|pain|treatment|therapy|criteria|when|she|he)\b"
)
_CONCLUDED = re.compile(r"(?:necess\w+|appropriate|certified|warranted|indicated)[\"')\]]*\.[ \t]*\n")
"""A conclusion that ends its line."""
_SMALL = 3
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
    opened = [match.start() for pattern in (_OPENS, _SIGNED) if (match := pattern.search(plain, start, end))]
    stop = min(opened, default=end)
    if (stated := _name_after(letter, start, stop)) >= 0:
        return stated
    return _last_paragraph(letter, start, stop)


def _last_paragraph(letter: LetterText, start: int, stop: int) -> int:
    """Where the last paragraph of some reasons ends: the last that concludes on necessity; else the first that may
    conclude, if what comes after it does not argue.
    """
    plain, concluded, likely = letter.plain, -1, -1
    for gap in _GAP.finditer(plain, start, stop):
        if gap.end() >= stop:
            break
        if _is_heading(letter, gap.end()):
            stop = gap.start()
            break
        before = plain[start : gap.start()].rstrip()[-80:]
        if _FINDS.search(before):
            concluded = gap.start()
        elif likely < 0 and _CONCLUDES.search(before) and not _argues(plain, gap.end(), stop):
            likely = gap.start()
    if _FINDS.search(plain[start:stop].rstrip()[-80:]):
        return stop
    return next((offset for offset in (concluded, likely) if offset >= 0), stop)


def _argues(plain: str, start: int, stop: int) -> bool:
    """Whether the paragraph that begins at `start` speaks as reasons do."""
    gap = _GAP.search(plain, start, stop)
    return _ARGUES.search(plain, start, gap.start() if gap else stop) is not None


def _name_after(letter: LetterText, start: int, stop: int) -> int:
    """Where words stand by themselves right after a conclusion, on lines that are no sentences; -1 where none do."""
    for concluded in _CONCLUDED.finditer(letter.plain, start, stop):
        lines = [line.strip() for line in letter.body[concluded.end() : stop].split("\n") if line.strip()]
        if lines and all(_is_no_sentence(line) for line in lines):
            return concluded.end() - 1
    return -1


def _is_no_sentence(line: str) -> bool:
    """Whether a line has no stop at its end and words in capitals, figures or addresses only, but for small ones."""
    words = [word.strip(".,:;()") for word in line.split()]
    plain = [word for word in words if word[:1].islower() and len(word) > _SMALL and "@" not in word]
    return not plain and not (line.endswith(".") and len(words) > _SMALL)


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


def announces_quotation(words: str) -> bool:
    """Whether some words end by saying that another paper is quoted after them."""
    return _QUOTES.search(words) is not None


def is_quotation(rationale: str | None) -> bool:
    """Whether some reasons end by announcing that another decision is quoted."""
    return rationale is not None and not rationale.endswith("necessary.") and announces_quotation(rationale[-200:])
