"""How titles print what they count and time: one pattern for each manner, the surest of a field first."""

import re

from evenhand.components.amounts import NUMBER, SPAN
from evenhand.components.vocabulary import vocabulary

_PERIOD = r"(?:days?|nights?|weeks?|wks?|months?|mos?|mths?|years?|yrs?|hours?|hrs?)\b"
_STAY = _PERIOD.replace("|hours?|hrs?", "")
_STEADY = r"(?:daily|weekly|monthly|nightly|yearly|hourly)\b"
_COUNTED = r"(?:visits?|sessions?|treatments?|days?|hours?|hrs?)"
_TIMES = r"(?:\s*(?:x(?![^\W\d_])|times?\b))"
_A_PERIOD = rf"(?:\b(?:a|per|each|every)\b|/)\s*{_PERIOD}"
_OFTEN = r"\b(?:once|twice|thrice)\b"
_HOURLY = r"q\.?\s?\d+(?:\s*-\s*\d+)?\s*h(?:rs?|ours?)?"
_LATIN = rf"\b(?:b\.?i\.?d|t\.?i\.?d|q\.?i\.?d|q\.?\s?h\.?s|q\.?d|{_HOURLY}|qam|qpm)\b\.?"
_FOR = r"(?:\s+(?:for\s+)?(?:pain|spasms?|sleep|nausea|anxiety|insomnia|headaches?)\b)?"
_NEEDED = rf"(?:[ ,]*\(?(?:as needed|prn|p\.r\.n\.?)\)?{_FOR})"
_FIGURE = r"(?:\d+(?:\.\d+)?|\.\d+)"
_STRENGTH = (
    rf"{_FIGURE}(?:\s*[-/]\s*\d+(?:\.\d+)?)*\s*"
    r"(?:mg|mcg|\u03bcg|ug|meq|%|percent\b|per cent\b|iu\b|milligrams?\b|micrograms?\b)(?![a-z])"
    r"(?:\s*/\s*(?:\d+(?:\.\d+)?\s*)?(?:ml|cc|g|gm|hr|hour|h|tab|dose|patch|actuation|l)\b)?"
)
_BULK = r"(?:ml|cc|grams?|grms?|gms?|g|oz|ounces?|milliliters?)\b"
_MARK = r"(?:#|\bno\.|\b(?:qty|quantity|count|disp(?:ense)?|total)\b\.?)"
_SHEETS = r"(?:more\s+|additional\s+|total\s+)*"


def _patterns(*written: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in written)


def _spelled(names: frozenset[str] | tuple[str, ...]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))


_UNIT = rf"(?P<unit>(?:{_spelled(vocabulary().units)})(?:es|s)?(?:\(s\))?)(?![\w-])"

ASIDES = _patterns(
    rf"\bin\s+{SPAN}\s*{_PERIOD}",
    rf"[(\[]?\s*{SPAN}\s*-?\s*(?:minutes?|mins?)\b(?:\s+each)?[)\]]?",
    rf"\b(?:apply|applied|take|use)\s+{SPAN}\s*{_BULK}",
    rf"\b{NUMBER}\s+prescriptions?\s+(?:of|for)\b",
)
"""Numbers that measure nothing asked for: the time until a visit, the length of one, how much
of a cream is put on at once, the sheet of paper.
"""

_REFILLS = _patterns(
    rf"\brefills?\s*(?:[:x#=]|times\b)\s*(?P<value>{NUMBER})(?!\s*(?:mg|mcg|%))",
    r"(?:[,;]?\s*\(?\b(?:with|plus|and|w/)\s+)?(?<!#)\b(?P<value>"
    rf"{SPAN}|no)\s*(?:\(\d+\)\s*)?(?:additional\s+)?refills?\b(?:\s+of\b)?\)?",
    rf"\brefills?\s*(?P<value>{NUMBER})(?!\s*(?:mg|mcg|%))",
)
_DOSES = _patterns(
    rf"(?P<value>{_FIGURE}\s*units?\s*/\s*(?:\d+\s*)?ml\b)",
    rf"(?P<value>{_STRENGTH}(?:\s+{_STRENGTH})?)",
    r"(?<![\w/.-])(?P<value>\d{1,3}(?:\.\d+)?/\d{2,3})(?![\w/%])(?=\s*(?:#|,|\(|tab|cap|qty|$))",
)
_FREQUENCIES = _patterns(
    rf"(?P<value>\b{SPAN}\s*(?:hours?|hrs?)\s+on\b[ ,]*(?:and |then )?{SPAN}\s*(?:hours?|hrs?)\s+off\b)",
    rf"(?P<value>{SPAN}\s*(?:\(\d+\)\s*)?(?:{_TIMES}?\s*{_COUNTED}?)\s*{_A_PERIOD}"
    rf"(?:[ ,]+(?:and\s+)?{SPAN}\s*(?:x|times?|days?|hours?|hrs?)?\s*{_A_PERIOD})?{_NEEDED}?)",
    rf"(?P<value>{SPAN}\s*(?:x|times?\b)\s*-?{_PERIOD})",
    rf"(?P<value>{NUMBER}\s*(?:x|times\b))(?=\s*{NUMBER}\s*-?{_PERIOD})",
    rf"(?P<value>{SPAN}{_TIMES}?\s*{_STEADY}{_NEEDED}?)",
    rf"(?P<value>{_OFTEN}\s+(?:(?:a|per|each|every)\s+{_PERIOD}|{_STEADY}){_NEEDED}?)",
    rf"(?P<value>\bevery\s+(?:other\s+)?(?:{SPAN}\s*)?-?{_PERIOD}{_NEEDED}?)",
    rf"(?P<value>{_LATIN}{_NEEDED}?)",
    r"(?P<value>\b(?:at bedtime|at night|nightly|every morning|every evening|daily|in the morning)"
    rf"{_NEEDED}?)",
    rf"(?P<value>\b(?:as needed|prn)\b|\bp\.r\.n\.){_FOR}",
    rf"(?P<value>\b(?:weekly|monthly)\b)(?!\s*{_COUNTED})",
    rf"(?P<value>(?<![\w.#]){NUMBER}\s*(?:x|times)\s*{NUMBER}\b)(?!\s*(?:mg|mcg|{_PERIOD}))",
)
_DURATIONS = _patterns(
    rf"(?P<value>\bdays?\s+supply\s*[:=]?\s*{NUMBER}\b)",
    rf"(?P<value>{SPAN}[\s-]*{_STAY}\s*[- ]*rental)(?:\s+of\b)?",
    rf"(?:\brental|\bsupply|\btrial)\s*(?:for|x|times|of|:|,|-)?\s*(?P<value>{SPAN}[\s-]*{_STAY})",
    rf"(?:\b(?:for|over|during|times|x)\s*(?:a\s+|the\s+|next\s+|up to\s+)*|\bx)?"
    rf"(?P<value>{SPAN}\s*(?:\(\d+\)\s*)?-?\s*{_STAY})(?:\s*(?:supply|trial|coverage|course|period)(?:\s+of\b)?)?",
)
_ROUTES = _patterns(
    rf"(?:\b(?:{SPAN}\s+)?(?:tabs?|tablets?|caps?|capsules?|pills?|patch(?:es)?)?\s*(?:to be taken\s+)?)"
    rf"(?<!\w)(?P<value>{_spelled(vocabulary().routes)})(?![\w-])",
)
_QUANTITIES = _patterns(
    rf"[(\[]?{_MARK}\s*(?:of\s*)?[:=]?\s*(?P<value>{SPAN})\s*(?:{_UNIT})?[)\]]?(?:\s+of\b)?",
    rf"(?P<value>\b{NUMBER})\s*count\b",
    rf"(?:\b(?:times|x)\s*|\()?(?P<value>{SPAN})\s*(?:\(\d+\)\s*)?-?{_SHEETS}{_UNIT}\)?(?:\s+of\b)?",
    rf"(?P<value>\b\d+(?:\.\d+)?)\s*(?P<unit>{_BULK})",
    rf"(?<![^\W\d_])(?:times|x)\s*(?P<value>{NUMBER})(?![\w/])(?!\s*{_PERIOD})",
    rf"(?P<value>\b{NUMBER})\s*\((?:\d+)\)",
    r"\(\s*x?\s*(?P<value>\d{1,3})\s*x?\s*\)",
    rf"^\W*(?P<value>{NUMBER})(?=\s+[a-z])",
    rf"(?<![\w#.-])(?P<value>{NUMBER})(?=\s+(?P<of>[a-z][^\0]*))",
    r",\s*(?P<value>\d{1,3})\s*\W*$",
    rf"\b(?:series|set|total)\s+of\s+(?P<value>{NUMBER})\b",
    r"(?<![^\W\d_])(?P<value>\d{1,3})\s*x(?=\s|$)",
)

FIELDS = {
    "refills": _REFILLS,
    "dose": _DOSES,
    "frequency": _FREQUENCIES,
    "duration": _DURATIONS,
    "route": _ROUTES,
    "quantity": _QUANTITIES,
}
"""The patterns of each field, in the order in which they are taken out: what is left of a title is read by the next.

`value` is what fills the field; `unit` the word counted; `of` where the name of what is counted must begin.
"""
