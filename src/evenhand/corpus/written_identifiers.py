"""The second look at a passage that matches a pattern: whether it is an identifier, and how far it reaches."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from evenhand.corpus.lettering import Lettering
from evenhand.corpus.neighbors import begins_sentence, is_capital, is_joined, word_at
from evenhand.corpus.patterns import Hit
from evenhand.corpus.people import before_degree, behind_label, behind_title
from evenhand.corpus.policy import PublicationPolicy
from evenhand.corpus.redaction import Certainty, Kind, Span
from evenhand.corpus.vocabulary import WordKind, word_book, word_kind
from evenhand.corpus.written_days import Day, written_days

_DIGITS = re.compile(r"\d")
_SHORTEST_LABELLED = 4
_SHORTEST_MARKED = 3
"""So few digits are a number where a word or sign says that a number follows."""
_MARKED = re.compile(r"#|:|\b(?:no|nos|num|nbr|numbers?|id)\b", re.IGNORECASE)
_WORD_BEFORE = re.compile(r"\b([A-Za-z]{1,6})([.\s-]*)\Z")
_PREFIX = re.compile(r"\b(?:[A-Z]{1,6}[.\s-]?|[A-Za-z]{1,6}-?)\Z")
"""Letters that belong to the number behind them: WC 1234567."""
_CITING = re.compile(r"(?:pmid|pmcid|doi|isbn|issn|vol(?:ume)?|https?:\S*|/)\W{0,3}\Z", re.IGNORECASE)
_AGE = re.compile(r"\d{1,3}")
_LONGEST_VALUE = 90
_MANY = 3
"""Digits of a number that are all a letter may hold of another kind, such as the year of a guideline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenDay:
    """A day that a letter writes: where, and which days it may mean."""

    start: int
    end: int
    days: frozenset[Day]


@dataclass(slots=True, kw_only=True)
class Gathered:
    """What is read of a letter on the way through its patterns.

    `kept` are passages that stay and hold no name; `days` every day but days of birth; `ages` every age.
    """

    letter: Lettering
    policy: PublicationPolicy
    spans: list[Span] = field(default_factory=list)
    kept: list[tuple[int, int]] = field(default_factory=list)
    days: list[WrittenDay] = field(default_factory=list)
    ages: list[tuple[int, int, int]] = field(default_factory=list)
    initials: list[tuple[int, int]] = field(default_factory=list)

    def read(self, hit: Hit) -> bool:
        """Take a passage in; False where it is no identifier after all."""
        reading = READINGS.get(hit.pattern.reading, _plainly)
        return reading(self, hit)

    def mask(self, hit: Hit, start: int, end: int, kind: Kind | None = None, why: str = "") -> bool:
        """Gather a passage to be masked as the pattern says, or as another kind."""
        certainty = Certainty.DOUBTED if kind is Kind.UNSURE else Certainty.WRITTEN
        self.spans.append(Span(start, end, kind or hit.pattern.kind, why or hit.pattern.why, certainty))
        return True

    def keep(self, hit: Hit) -> bool:
        """Gather a passage that stays."""
        self.kept.append((hit.start, hit.end))
        return True


def _plainly(gathered: Gathered, hit: Hit) -> bool:
    return gathered.mask(hit, hit.start, hit.end)


def _web(gathered: Gathered, hit: Hit) -> bool:
    """An address on the web, unless it is a publisher's or a public authority's."""
    passage = gathered.letter.plain[hit.start : hit.end].lower()
    site = passage.removeprefix("https://").removeprefix("http://").split("/")[0].split(":")[0]
    if any(site == kept or site.endswith("." + kept) for kept in gathered.policy.kept_sites):
        return gathered.keep(hit)
    return gathered.mask(hit, hit.start, hit.end)


def _labelled(gathered: Gathered, hit: Hit) -> bool:
    """A number behind its label: the number alone is masked, and not the one under which the letter is published."""
    passage = gathered.letter.plain[hit.start : hit.end]
    first = _DIGITS.search(passage)
    if first is None:
        return False
    before = passage[: first.start()]
    is_marked = _MARKED.search(before) is not None
    word = _WORD_BEFORE.search(before)
    if word is not None and word[1].islower() and word[2] and not is_marked and len(before.split()) > 1:
        return False  # "the claim from 10-13-2016"
    prefix = _PREFIX.search(before)
    begin = first.start() if prefix is None else prefix.start()
    written = passage[begin:]
    if gathered.policy.kept_numbers.match(written):
        return False
    digits = len(_DIGITS.findall(written))
    if digits < (_SHORTEST_MARKED if is_marked else _SHORTEST_LABELLED) or re.fullmatch(r"(?:19|20)\d\d", written):
        return False
    if not is_marked and written_days(passage[first.start() :]):
        return False
    return gathered.mask(hit, hit.start + begin, hit.end)


def _long(gathered: Gathered, hit: Hit) -> bool:
    passage = gathered.letter.plain[hit.start : hit.end]
    if gathered.policy.kept_numbers.fullmatch(passage):
        return gathered.keep(hit)
    if written_days(passage) or _CITING.search(gathered.letter.plain[max(0, hit.start - 24) : hit.start]):
        return False
    if len(_DIGITS.findall(passage)) < 5:
        return False
    return gathered.mask(hit, hit.start, hit.end)


def _title(gathered: Gathered, hit: Hit) -> bool:
    return _people(gathered, hit, behind_title)


def _credential(gathered: Gathered, hit: Hit) -> bool:
    return _people(gathered, hit, before_degree)


def _person(gathered: Gathered, hit: Hit) -> bool:
    return _people(gathered, hit, behind_label)


def _people(gathered: Gathered, hit: Hit, reading: Callable[[Lettering, Hit], Iterator[Span]]) -> bool:
    spans = list(reading(gathered.letter, hit))
    gathered.spans += spans
    return bool(spans)


def _organization(gathered: Gathered, hit: Hit) -> bool:
    """What stands behind the label of an organization: capitalized words to the end of the line."""
    plain = gathered.letter.plain
    line = plain[hit.end : hit.end + _LONGEST_VALUE].split("\n")[0]
    value = re.match(r"[ \t]*((?:[A-Z0-9~&][\w~&'.,/-]*|of|the|and|for|de|la)(?:[ ]+|\Z))+", line + " ")
    if value is None or not re.match(r"\s*[A-Z~0-9]", line):
        return False
    words = value[0].rstrip(" .,")
    if words.strip().lower() in ("none", "unknown", "not provided", "n/a", "na"):
        return False
    start = hit.end + len(words) - len(words.lstrip())
    return gathered.mask(hit, start, hit.end + len(words))


def _company(gathered: Gathered, hit: Hit) -> bool:
    """The capitalized words before a legal form."""
    start = _name_before(gathered.letter, hit.start)
    return start < hit.start and _unless_kept(gathered, hit, start, hit.end)


def _institution(gathered: Gathered, hit: Hit) -> bool:
    """The capitalized words before a word for an organization, where one of them tells it from others."""
    letter = gathered.letter
    if not letter.plain[hit.start].isupper():
        return False
    start = _name_before(letter, hit.start)
    words = letter.words[word_at(letter, start) : word_at(letter, hit.start)]
    telling = [word for word in words if _tells(word)]
    if not telling or (len(words) < 2 and word_kind(telling[0]) is WordKind.ORDINARY):
        return False
    if all(word_kind(word) is WordKind.ORDINARY for word in telling):
        return not _is_kept(gathered, start, hit.end) and gathered.mask(
            hit, start, hit.end, Kind.UNSURE, "may be the name of an organization"
        )
    return _unless_kept(gathered, hit, start, hit.end)


_GENERIC = frozenset(
    "the a an and of for in at medical health pain management physical therapy occupational orthopedic orthopaedic surgery "
    "surgical spine treatment acute chronic emergency urgent care general community partial day inpatient outpatient home "
    "psychiatric rehabilitation rehab industrial private public local nearest veterans teaching functional restoration "
    "program programs university clinical pharmacy compound state national american federal city county skilled nursing "
    "long term life workers compensation group liability medicare".split()
)


def _tells(word: str) -> bool:
    return len(word) > 2 and word.lower() not in _GENERIC and word.lower() not in word_book().medicine


def _public_body(gathered: Gathered, hit: Hit) -> bool:
    """The capitalized words behind "County of"."""
    letter = gathered.letter
    first = index = word_at(letter, hit.end)
    while index < len(letter.words) and is_capital(letter.words[index]) and (index == first or is_joined(letter, index - 1)):
        index += 1
    if index == first or letter.starts[first] > hit.end + 1:
        return False
    return _unless_kept(gathered, hit, hit.start, letter.ends[index - 1])


def _name_before(letter: Lettering, end: int) -> int:
    """Where the capitalized words that end right before an offset begin; the offset where there are none."""
    index = word_at(letter, end) - 1
    start = end
    while index >= 0 and end - letter.starts[index] < _LONGEST_VALUE:
        between = letter.plain[letter.ends[index] : start]
        word = letter.words[index]
        if between.strip(" \n,.&'-") or between.count("\n") > 1 or (". " in between and len(word) > 1):
            break
        if not is_capital(word) and word not in ("of", "the", "and", "de", "la", "del"):
            break
        start = letter.starts[index]
        index -= 1
    index = word_at(letter, start)
    while start < end and letter.words[index].lower() in _LITTLE:
        index += 1
        start = letter.starts[index] if index < len(letter.words) and letter.starts[index] < end else end
    return start


_LITTLE = frozenset("of the and de la del at by in to for from with this his her their per on a an".split())


def _is_kept(gathered: Gathered, start: int, end: int) -> bool:
    passage = gathered.letter.plain[start:end]
    return any(kept.lower() in passage.lower() for kept in gathered.policy.kept_organizations)


def _unless_kept(gathered: Gathered, hit: Hit, start: int, end: int) -> bool:
    if _is_kept(gathered, start, end):
        gathered.kept.append((start, end))
        return True
    return gathered.mask(hit, start, end)


def _street(gathered: Gathered, hit: Hit) -> bool:
    """A street address, unless its words only look like one: "10 Sessions With Dr."."""
    passage = gathered.letter.plain[hit.start : hit.end]
    numbered = re.match(r"\d+", passage)
    words = re.findall(r"[A-Za-z~'-]+", passage)
    if re.search(_STREET, passage):
        if numbered is None and len(words) < 2:
            return False
    elif numbered is None or len(numbered[0]) < 3 or any(word.lower() in _NO_STREET for word in words[:-1]):
        return False
    return gathered.mask(hit, hit.start, hit.end)


_ADDRESS = re.compile(
    r"#?\d{1,6}(?:-\d{1,4})?[A-Za-z]?(?:\s{1,2}(?:[A-Z~][\w~.'-]*|\d{1,3}(?:st|nd|rd|th)|de|la|del|los|las|el))+"
    r"(?:,?\s{1,2}(?:(?i:apt|apartment|unit|suite|ste|space|room|bldg|floor|no)\.?\s?#?\s?[\w-]{1,6}|#\s?[\w-]{1,6}))?"
    r"(?:,\s{1,2}[A-Z~][\w~.'-]*(?:\s[A-Z~][\w~.'-]*){0,3}){0,2}"
)


def _address(gathered: Gathered, hit: Hit) -> bool:
    """What stands behind "lives at" and begins with a number."""
    found = _ADDRESS.match(gathered.letter.plain, hit.end)
    return found is not None and gathered.mask(hit, hit.end, found.end())


def _partners(gathered: Gathered, hit: Hit) -> bool:
    """Names joined like those of a firm, one at least of which is no ordinary word, and each of which may be a name."""
    letter = gathered.letter
    names = letter.words[word_at(letter, hit.start) : word_at(letter, hit.end)]
    kinds = [word_kind(name) for name in names if name.lower() != "and"]
    may_be = (WordKind.NAME, WordKind.BOTH, WordKind.UNKNOWN, WordKind.EPONYM)
    if not all(kind in may_be for kind in kinds) or any(name.lower() in word_book().medicine for name in names):
        return False
    if WordKind.NAME not in kinds and len(kinds) < 3:
        return False
    is_told = len(kinds) > 2 and WordKind.NAME in kinds
    return gathered.mask(hit, hit.start, hit.end, None if is_told else Kind.UNSURE)


_STREET = r"(?i)\b(?:street|avenue|ave|boulevard|blvd|road|drive|lane|highway|hwy|parkway|pkwy|circle|terrace)\b"
_NO_STREET = frozenset("with by per the and or for mg to see saw from sessions visits injection mri".split())


def _town(gathered: Gathered, hit: Hit) -> bool:
    """A town before its state; other states, as in a list of licenses, are no towns."""
    letter = gathered.letter
    first, behind = word_at(letter, hit.start), word_at(letter, hit.end)
    has_code = letter.plain[hit.end - 1].isdigit()
    last = behind - 1
    lands = word_book().medicine | {"new", "north", "south", "west", "rhode", "island", "licensure", "state", "states", "of"}
    while not has_code and first < last and (
        letter.words[first].lower() in lands or word_kind(letter.words[first]) is WordKind.ORDINARY
    ):
        first += 1
    if first >= last:
        return has_code and gathered.mask(hit, hit.start, hit.end)
    return gathered.mask(hit, letter.starts[first], hit.end)


_STATE = re.compile(
    r"(?:,?\s{1,2}(?:A[AEKLPRSZ]|C[AOT]|DE|F[LM]|G[AU]|HI|I[ADLN]|K[SY]|LA|M[ADEHINOPST]|N[CDEHJMVY]|O[HKR]|P[ARW]|RI|S[CD]|T[NX]|UT|V[AIT]|W[AIVY]"
    r"|California|Calif)\b\.?(?:,?\s{1,2}\d{5}(?:-\d{4})?\b)?|,?\s{1,2}\d{5}(?:-\d{4})?\b)"
)


def with_state(letter: Lettering, span: Span) -> Span:
    """An address with the state and the postal code that follow it."""
    if span.kind is not Kind.ADDRESS:
        return span
    found = _STATE.match(letter.plain, span.end)
    return span if found is None else span._replace(end=found.end())


def _birth(gathered: Gathered, hit: Hit) -> bool:
    """A day behind a label of birth, or the year alone."""
    plain = gathered.letter.plain
    found = _BORN.match(plain, hit.end)
    return found is not None and gathered.mask(hit, found.start(), found.end())


_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_BORN = re.compile(
    rf"(?:\d{{1,4}}\s*[-/.\\ ]\s*\d{{1,2}}\s*[-/.\\ ]\s*\d{{2,4}}"
    rf"|{_MONTH}[\s,.-]*(?:\d{{1,2}}(?:st|nd|rd|th)?)?[\s.,'-]*\d{{2,4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?[\s,.-]*{_MONTH}[\s.,'-]*\d{{2,4}}"
    rf"|\d{{8}}|\d{{2}}-?\d{{4,6}}|(?:19|20)\d\d"
    rf"|(?:the\s+)?[a-z-]+(?:[\s-]+[a-z]+)?(?:\s+day)?\s+(?:of\s+)?{_MONTH}[\s,]+(?:nineteen|two\s+thousand|twenty)(?:[\s-]+[a-z]+){{0,3}}"
    rf"|{_MONTH}\s+(?:the\s+)?[a-z]+(?:[\s-]+(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth))?[\s,]+"
    rf"(?:(?:19|20)\d\d|(?:nineteen|two\s+thousand|twenty)(?:[\s-]+(?:hundred|and|oh|[a-z]+ty|one|two|three|four|five|six|seven|eight|nine|ten|[a-z]+teen|eleven|twelve))+)"
    rf"|nineteen(?:[\s-]+(?:hundred|and|oh|[a-z]+ty|one|two|three|four|five|six|seven|eight|nine|ten|[a-z]+teen|eleven|twelve))+)\b",
    re.IGNORECASE,
)


def _age(gathered: Gathered, hit: Hit) -> bool:
    passage = gathered.letter.plain[hit.start : hit.end]
    years = _AGE.search(passage)
    if years is None:
        return gathered.mask(hit, hit.start, hit.end)
    if int(years[0]) > gathered.policy.oldest:
        return gathered.mask(hit, hit.start, hit.end)
    gathered.ages.append((hit.start, hit.end, int(years[0])))
    return True


def _day(gathered: Gathered, hit: Hit) -> bool:
    days = written_days(gathered.letter.plain[hit.start : hit.end])
    if not days:
        return False
    gathered.days.append(WrittenDay(start=hit.start, end=hit.end, days=days))
    return True


def _initials(gathered: Gathered, hit: Hit) -> bool:
    """Initials, which only the names of the case, or a title before them, make somebody's."""
    gathered.initials.append((hit.start, hit.end))
    return True


def _behind_initial(gathered: Gathered, hit: Hit) -> bool:
    """An initial and a capitalized word in the middle of a sentence, where nothing is counted off by letters."""
    letter = gathered.letter
    index = word_at(letter, hit.start)
    if index == 0 or letter.words[index] in ("L", "R") or begins_sentence(letter, index):
        return False
    word = letter.words[index + 1] if index + 1 < len(letter.words) else ""
    if not letter.words[index - 1].islower() or word.lower() in word_book().medicine:
        return False
    return gathered.mask(hit, hit.start, hit.end)


def _story(gathered: Gathered, hit: Hit) -> bool:
    """The sentence around something that was in the news, or around an occupation that few have."""
    start, end = sentence(gathered.letter.plain, hit.start, hit.end)
    gathered.spans.append(Span(start, end, Kind.STORY, hit.pattern.why, Certainty.TOLD))
    return False  # names inside it are sought all the same


_SENTENCE_END = re.compile(r"[.!?][\"')]*(?=\s+[A-Z0-9\"'(])|\n\s*\n|\f|\n(?=[A-Z][A-Za-z ]{2,40}:)")
_LONGEST_SENTENCE = 600


def sentence(plain: str, start: int, end: int) -> tuple[int, int]:
    """The offsets of the sentence around a passage, within bounds."""
    low, high = max(0, start - _LONGEST_SENTENCE), min(len(plain), end + _LONGEST_SENTENCE)
    ends = [found.end() for found in _SENTENCE_END.finditer(plain, low, start) if not _is_abbreviated(plain, found.start())]
    begin = ends[-1] if ends else low
    begin += len(plain[begin:start]) - len(plain[begin:start].lstrip())
    for found in _SENTENCE_END.finditer(plain, max(end - 1, start), high):
        if not _is_abbreviated(plain, found.start()):
            return begin, found.start() + (plain[found.start()] in ".!?")
    return begin, high


def _is_abbreviated(plain: str, point: int) -> bool:
    """Whether the point ends an abbreviation and no sentence: Mr., Dr., vs., an initial."""
    return re.search(r"(?:\b(?:mr|mrs|ms|dr|st|no|vs|approx|inc|jr|sr)|\b[a-z])\Z", plain[max(0, point - 7) : point], re.I) is not None


def _payer(gathered: Gathered, hit: Hit) -> bool:
    """An organization that the policy lists, unless its name opens another that stays."""
    return not _is_kept(gathered, hit.start, hit.end) and gathered.mask(hit, hit.start, hit.end)


def _place(gathered: Gathered, hit: Hit) -> bool:
    """A town behind "in" or "of": the town alone is masked."""
    passage = gathered.letter.plain[hit.start : hit.end]
    start = hit.start + len(passage.split()[0])
    return gathered.mask(hit, start + len(passage[start - hit.start :]) - len(passage[start - hit.start :].lstrip()), hit.end)


READINGS: dict[str, Callable[[Gathered, Hit], bool]] = {
    "web": _web,
    "labelled": _labelled,
    "long": _long,
    "title": _title,
    "credential": _credential,
    "person": _person,
    "organization": _organization,
    "company": _company,
    "institution": _institution,
    "public body": _public_body,
    "street": _street,
    "address": _address,
    "partners": _partners,
    "town": _town,
    "birth": _birth,
    "age": _age,
    "day": _day,
    "initials": _initials,
    "behind initial": _behind_initial,
    "story": _story,
    "payer": _payer,
    "place": _place,
}
"""What looks at a passage again, by the name that a pattern gives."""
