"""A straightforward regular-expression reader of the 2016 layout, against which the parser is measured.

It returns the same fields for letters in the ordinary form and knows nothing of what else can happen to a letter.
"""

import re
from datetime import date
from typing import Any

_HEADER = re.compile(
    r"Case Number:\s*Date Assigned:\s*Decision Date:\s*Priority:\s*(?P<case_number>\S+)\s+(?P<date_assigned>\S+)\s+"
    r"(?P<decision_date>\S+)\s+(?P<priority>[^\n]+)\s+Date of Injury:\s*UR Denial Date:\s*Application\s+Received:\s*"
    r"(?P<date_of_injury>\S+)\s+(?P<ur_denial_date>\S+)\s+(?P<application_received>\S+)"
)
_LICENSURE = re.compile(r"^State\(s\) of Licensure:(.*?)^Certification\(s\)/Specialty:", re.DOTALL | re.MULTILINE)
_SPECIALTY = re.compile(r"^Certification\(s\)/Specialty:(.*?)^\f?CLINICAL CASE SUMMARY", re.DOTALL | re.MULTILINE)
_SUMMARY = re.compile(
    r"including all medical records:(.*?)^\f?IMR ISSUES, DECISIONS AND RATIONALES", re.DOTALL | re.MULTILINE
)
_TREATMENT = re.compile(
    r":\s+(?P<outcome>Upheld|Overturned)\s+"
    r"Claims Administrator guideline:(?P<payer_guideline>.*?)"
    r"^\f?MAXIMUS guideline:(?P<reviewer_guideline>.*?)"
    r"^\f?Decision rationale:",
    re.DOTALL | re.MULTILINE,
)
_NAME = re.compile(r"(?:.*[.?!][\"')]?\s*\n)?(.*)\Z", re.DOTALL)
_PART = re.compile(r"(?:.*[.?!][\"')]?\s*\n)?((?:(?![.?!]\s*\n).)*?was\s+the\s+original\s+request\..*)\Z", re.DOTALL)
_SPACE = re.compile(r"\s*[\n\f]\s*")
_DAY = re.compile(r"(\d\d)/(\d\d)/(\d{4})")
_DAYS = ("date_assigned", "decision_date", "date_of_injury", "ur_denial_date", "application_received")


def parse_by_regex(text: str) -> dict[str, Any]:
    """The fields of one letter in the ordinary 2016 form; `None` or nothing where a pattern does not match."""
    header = _HEADER.search(text)
    fields: dict[str, Any] = dict(header.groupdict()) if header else {}
    for name in _DAYS:
        fields[name] = _day(fields.get(name))
    licensure = _LICENSURE.search(text)
    specialty = _SPECIALTY.search(text)
    summary = _SUMMARY.search(text)
    fields["licensure"] = [word.strip() for word in _words(licensure[1]).split(",")] if licensure else []
    fields["specialty"] = _words(specialty[1]) if specialty else None
    fields["summary"] = _words(summary[1]) if summary else None
    fields["treatments"] = _treatments(text)
    return fields


def _treatments(text: str) -> list[dict[str, str]]:
    start = text.find("set forth below:") + len("set forth below:")
    matches = list(_TREATMENT.finditer(text, start))
    treatments: list[dict[str, str]] = []
    for number, match in enumerate(matches):
        before = text[matches[number - 1].end() if number else start : match.start()]
        name = _name(before) if number else None
        treatment = {part: _words(match[part]) for part in ("payer_guideline", "reviewer_guideline")}
        treatment["outcome"] = match["outcome"].upper()
        treatment["title"] = _words(name[1] if name else before)
        if treatments:
            treatments[-1]["rationale"] = _words(before[: name.start(1)] if name else "")
        treatments.append(treatment)
    if matches:
        treatments[-1]["rationale"] = _words(text[matches[-1].end() :])
    return treatments


def _name(before: str) -> re.Match[str] | None:
    """The name at the end of the reasons before it: after the last sentence, or from a partial request's first."""
    name = _NAME.match(before)
    return _PART.match(before) if name and "original request" in _words(name[1]) else name


def _day(words: str | None) -> date | None:
    match = _DAY.fullmatch(words or "")
    return date(int(match[3]), int(match[1]), int(match[2])) if match else None


def _words(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
