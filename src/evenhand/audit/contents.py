"""What a determination must say and show: its required contents, its effect and service, and its words of outcome."""

from collections.abc import Callable, Iterator
from functools import lru_cache

from evenhand.audit.context import AuditContext, listed
from evenhand.audit.passage import beginning, mentioned_in, mentions, sentences
from evenhand.determination.published import PublishedDetermination
from evenhand.finding import Finding, Place
from evenhand.programme.rule import Items

_PUBLISHED = "a published copy may have lost it"


def contents_shown(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """Everything the law requires a determination to contain is shown in it."""
    required = context.demanded(letter).value
    if not isinstance(required, Items):
        return
    missing = False
    for item in required.items:
        part = context.law.shown_in.get(item.id)
        if part is None:
            continue
        for place, message in _SHOWS[part](letter, context):
            missing = True
            yield context.finding(
                letter,
                message.replace("{words}", item.words),
                place,
                expected=item.words,
                remedy="Look for it in the letter as served; where that lacks it too, the determination is incomplete.",
            )
    if not missing:
        shown = listed([item.words for item in required.items if item.id in context.law.shown_in])
        yield context.passed(letter, f"The letter shows {shown}.", letter.place("summary"))


def effect_and_service_shown(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """The letter says what effect it has, when and on whom it was served, and how it can be appealed."""
    around = context.reading.around
    absent = [part for part in context.law.rules if not mentioned_in(around, context.law.words[part])]
    place = letter.place("how_made")
    if not absent:
        yield context.passed(letter, "The letter says what effect it has, how it was served and how to appeal.", place)
    for part in absent:
        yield context.finding(
            letter,
            f'Not shown here, though a cover letter that was not published may say it: "{context.rule(part).title}".',
            beginning(place),
            part=part,
            expected=context.rule(part).text,
            remedy="Look for it in the letter as served.",
        )


def outcome_words_explained(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """The words of outcome, which speak of the denial, are explained to whoever reads them."""
    decided = next((number for number, treatment in enumerate(letter.treatments) if treatment.outcome), None)
    if decided is None:
        return
    place = letter.place("outcome", decided)
    for sentence in (sentence for piece in context.reading.around for sentence in sentences(piece)):
        if mentions(sentence, context.law.words["outcome"]) and mentions(sentence, context.law.words["explanation"]):
            yield context.passed(letter, "The letter explains its words of outcome.", place)
            return
    terms = context.programme.terms
    word = terms.get(letter.treatments[decided].outcome or "", "")
    yield context.finding(
        letter,
        f'The letter decides with the word "{word}" and does not explain it. The word speaks of the denial and can be '
        "read the other way round.",
        place,
        expected="; ".join(
            f"{terms[key]}: {terms[f'{key}_means']}" for key in ("UPHELD", "OVERTURNED") if f"{key}_means" in terms
        ),
        remedy="Say beside the word whether the treatment was found medically necessary.",
    )


Unshown = tuple[Place, str]
"""Where a required content ought to stand, and what is said of it; `{words}` stands for the words of the law's list."""


def _summary(letter: PublishedDetermination, _: AuditContext) -> Iterator[Unshown]:
    if not letter.summary:
        yield letter.place("summary"), f"Not shown here: {{words}} ({_PUBLISHED})."


def _documents(letter: PublishedDetermination, context: AuditContext) -> Iterator[Unshown]:
    """The list of documents reviewed: a heading or sentence that begins a line outside summary and decisions."""
    headings = context.law.words["documents"]
    if not any(_begins_line(piece, headings) for piece in context.reading.around):
        yield beginning(letter.place("summary")), f"Not shown here: {{words}} ({_PUBLISHED})."


@lru_cache(maxsize=4096)
def _begins_line(piece: str, headings: tuple[str, ...]) -> bool:
    return any(line.lower().lstrip().startswith(headings) for line in piece.split("\n"))


def _of_each(field: str) -> Callable[[PublishedDetermination, AuditContext], Iterator[Unshown]]:
    def unshown(letter: PublishedDetermination, context: AuditContext) -> Iterator[Unshown]:
        for number, treatment in enumerate(letter.treatments):
            words = getattr(treatment, field)
            if not words:
                message = f"Not shown here for {{lines}}: {{words}} ({_PUBLISHED})."
                yield beginning(letter.place("title" if treatment.title else "outcome", number)), message
            elif field == "reviewer_guideline" and mentions(words, context.law.words["none_cited"]):
                message = "The reviewer cited nothing for {lines}; a determination tells {words}."
                yield letter.place(field, number), message

    return unshown


_SHOWS: dict[str, Callable[[PublishedDetermination, AuditContext], Iterator[Unshown]]] = {
    "summary": _summary,
    "documents": _documents,
    "title": _of_each("title"),
    "reviewer_guideline": _of_each("reviewer_guideline"),
    "rationale": _of_each("rationale"),
}
PARTS = frozenset(_SHOWS)
"""The parts of a letter in which a required content can be shown."""
