"""The checks made while a published letter is read, each with its id: the one table, and the Finding made from it."""

from evenhand.finding import Finding, Place, Severity

RULES: dict[str, str] = {
    "READ-FILE": "the file is not there, is not a file, or may not be opened",
    "READ-EMPTY": "the file holds no characters",
    "READ-SIZE": "the file is larger than a letter can be",
    "READ-BINARY": "the file is neither text nor PDF",
    "READ-ENCODING": "the text is not UTF-8; it was read as another encoding",
    "READ-FORM": "the file is an e-mail, a web page or a word processor's, or its text was marked up; it was undone "
    "first",
    "READ-STAMP": "a stamp, a running number or another tool's page line stood among the words and was left out",
    "READ-RECOGNISED": "the text was recognised on a picture: letters and digits of like shape may be exchanged",
    "READ-KIND": "the file is of a kind that is not read",
    "READ-COPY": "a PDF of the same name lies beside this text copy, and decides",
    "READ-HYPHEN": "a line is too long for its column: a hyphen was lost when the text was taken from the page",
    "READ-PDF": "the PDF is damaged or is no PDF beyond its first line",
    "READ-ENCRYPTED": "the PDF asks for a password",
    "READ-IMAGE": "the PDF shows pictures of pages and no text",
    "READ-PAGES": "not all pages of the PDF were read: a letter cannot have so many, or some are damaged",
    "READ-LIMIT": "reading the PDF took more time or memory than a letter can need, or ended the reader",
    "READ-FAULT": "this program failed on the file: a mistake to report",
    "PARSE-LAYOUT": "the paper is in none of the layouts known",
    "PARSE-SEVERAL": "the file holds more than one letter; the first was read",
    "PARSE-HEADER": "a field of the header is missing, empty or cannot be told from its neighbour",
    "PARSE-DATE": "what stands in a date's place is not one day of the calendar",
    "PARSE-CREDENTIALS": "the letter does not show the reviewer's licensure or specialty",
    "PARSE-SECTION": "a section of the letter is missing",
    "PARSE-TREATMENTS": "no disputed treatment with its outcome was found, or one stands without its reasons",
    "PARSE-TITLE": "where the name of a disputed treatment begins could not be told with certainty",
    "PARSE-OUTCOME": "the outcome of a disputed treatment is missing, or is not exactly one of the words",
    "PARSE-GUIDELINE": "the statement of a guideline is missing or empty",
    "PARSE-QUOTED": "words that look like a decision or a label may be quoted in the reasons for another",
    "PARSE-TRAILING": "text stands after the last decision and is no part of its reasons",
    "PARSE-LETTER": "the paper is another letter, and holds no determination",
    "PARSE-RATIONALE": "the reasons for a disputed treatment are missing or end in mid-sentence",
}


def finding(
    rule: str,
    message: str,
    severity: Severity = Severity.WARNING,
    *,
    place: Place = Place(),  # noqa: B008  a frozen value
    expected: str = "",
    remedy: str = "",
) -> Finding:
    """A Finding under one of `RULES`; ValueError for an id that the table does not hold."""
    if rule not in RULES:
        raise ValueError(f"no such check: {rule}")
    return Finding(rule=rule, message=message, severity=severity, place=place, expected=expected, remedy=remedy)
