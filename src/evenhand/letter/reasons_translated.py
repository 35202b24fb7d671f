"""A named translator's version of a physician's reasons, passage by passage beside the original, which governs."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from evenhand.determination.model import Determination, LineAnalysis
from evenhand.letter.document import Block, Document, Heading, Inline, Notice, Paragraph
from evenhand.letter.house_words import HouseWords
from evenhand.letter.kind import locale_of
from evenhand.letter.phrase import Run
from evenhand.letter.wording import Tone, Weight

NAME = "translated_reasons"
"""What a document of this kind is called."""


class Passage(NamedTuple):
    """A passage of the reasons: the key by which its version is kept, the line it is about (empty for the summary), and
    the physician's words.
    """

    key: str
    line: str
    words: str


class Version(NamedTuple):
    """A translator's version of reasons: into which language, by whom, on which day, and its words by passage."""

    language: str
    translator: str
    on: dt.date
    words: Mapping[str, str]


def passages_of(determination: Determination) -> tuple[Passage, ...]:
    """The passages of a determination that a translator puts into another language: the physician's own words, in the
    order of the letter. What the law or the program says stands in the letters of that language.
    """
    summary = "\n".join(paragraph.words for paragraph in determination.analysis.summary)
    every = [Passage("summary", "", summary)]
    for line in determination.analysis.lines:
        every += [Passage(f"{line.line}.{name}", line.line, words) for name, words in _parts(determination, line)]
    return tuple(passage for passage in every if passage.words.strip())


def _parts(determination: Determination, line: LineAnalysis) -> Iterator[tuple[str, str]]:
    parts = {part.id: part.words for part in determination.treatment(line.line).components}
    yield "treatment", determination.treatment(line.line).words
    yield "question", line.question
    yield "answer", line.answer
    yield "facts", "\n".join(fact.words for fact in line.facts)
    yield "standard", line.standard
    yield "higher_tiers", line.higher_tiers
    yield "components", "\n".join(f"{parts[part.component]}: {part.reason}" for part in line.components)
    yield "contrary", "\n".join(f"{report.says} {report.answer}" for report in line.contrary)


def missing_in(determination: Determination, version: Version) -> tuple[Passage, ...]:
    """The passages that a version leaves out: it is a version of all the reasons, or none."""
    return tuple(passage for passage in passages_of(determination) if not version.words.get(passage.key, "").strip())


def language_name(language: str, told_in: str) -> str:
    """A language as another calls it: `Spanish` in English, `español` in Spanish; its tag where nobody knows a name."""
    try:
        return Locale.parse(language, sep="-").get_display_name(Locale.parse(told_in, sep="-")) or language
    except (UnknownLocaleError, ValueError):
        return language


def translated_reasons(
    determination: Determination, version: Version, governing: str, sender: str, told: HouseWords
) -> Document:
    """The reasons in a translator's version, each passage under the original, headed by who made it, when, and out of
    which language: that one (`governing`) decides. `told` are the engine's words in the language of the version.

    Raises ValueError where the version leaves a passage out, names no translator, or the language has no such words.
    """
    if missing_in(determination, version) or not version.translator.strip() or not told.translation_title:
        raise ValueError("a version is of all the reasons, by somebody who is named")
    day = format_date(version.on, "long", locale_of(version.language))
    into = language_name(version.language, version.language)
    words = told.translation_text.format(
        name=version.translator, day=day, language=into, original=language_name(governing, version.language)
    )
    head = Notice(tone=Tone.NOTE, title=_inline(told.translation_title), paragraphs=(_inline(words),))
    return Document(
        name=NAME,
        language=version.language,
        title=_inline(told.translation_title),
        sender=_inline(sender),
        footer=_inline(determination.case_number),
        page_words=(told.page, told.of),
        blocks=(head, *_blocks(determination, version, governing, told)),
    )


def _blocks(determination: Determination, version: Version, governing: str, told: HouseWords) -> Iterator[Block]:
    before = None
    for passage in passages_of(determination):
        if passage.line != before:
            title = told.translation_line.format(line=passage.line) if passage.line else told.translation_summary
            yield Heading(id=f"line-{passage.line or 'summary'}", level=1, words=_inline(title))
            before = passage.line
        for words in passage.words.splitlines():
            yield Paragraph(words=_inline(words), weight=Weight.SMALL, language=governing)
        for words in filter(str.strip, version.words[passage.key].splitlines()):
            yield Paragraph(words=_inline(words))


def _inline(words: str) -> Inline:
    return (Run(text=words),)
