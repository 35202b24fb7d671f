"""Which second look a passage gets that a pattern matches."""

from collections.abc import Callable, Iterator

from evenhand.corpus.announced_people import before_degree, behind_label, behind_title
from evenhand.corpus.days_written import age, birth, day
from evenhand.corpus.gathered import Gathered
from evenhand.corpus.lettering import Lettering
from evenhand.corpus.neighbors import begins_sentence, word_at
from evenhand.corpus.numbers_written import labelled, long, web
from evenhand.corpus.organizations_written import company, institution, organization, partners, payer, public_body
from evenhand.corpus.patterns import Hit
from evenhand.corpus.places_written import address, place, street, town
from evenhand.corpus.redaction import Span
from evenhand.corpus.stories_written import story
from evenhand.corpus.vocabulary import word_book


def read(gathered: Gathered, hit: Hit) -> bool:
    """Take in a passage that a pattern matches; False where it is no identifier after all."""
    reading = READINGS.get(hit.pattern.reading)
    return gathered.mask(hit, hit.start, hit.end) if reading is None else reading(gathered, hit)


def _people(naming: Callable[[Lettering, Hit], Iterator[Span]]) -> Callable[[Gathered, Hit], bool]:
    def reading(gathered: Gathered, hit: Hit) -> bool:
        spans = list(naming(gathered.letter, hit))
        gathered.spans += spans
        return bool(spans)

    return reading


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


READINGS: dict[str, Callable[[Gathered, Hit], bool]] = {
    "web": web,
    "labelled": labelled,
    "long": long,
    "title": _people(behind_title),
    "credential": _people(before_degree),
    "person": _people(behind_label),
    "organization": organization,
    "company": company,
    "institution": institution,
    "public body": public_body,
    "street": street,
    "address": address,
    "partners": partners,
    "town": town,
    "birth": birth,
    "age": age,
    "day": day,
    "initials": _initials,
    "behind initial": _behind_initial,
    "story": story,
    "payer": payer,
    "place": place,
}
"""What looks at a passage again, by the name that a pattern gives."""
