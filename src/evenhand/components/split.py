"""Which stretches of a title are treatments of their own, and which only say more of the one before."""

from dataclasses import dataclass, field

from evenhand.components.component import ComponentKind, Side
from evenhand.components.measures import Measure
from evenhand.components.parts import PREPOSITIONS, Chunk, Marked, Part, prefix_words
from evenhand.components.vocabulary import Treatment, vocabulary
from evenhand.components.words import GAP, Phrase

HELD_WITH = frozenset(("with", "w"))
"""Words that join a treatment to another which is given together with it."""

_FORMS_OF_DRUGS = frozenset(
    ("pad", "patch", "tape", "kit", "supply", "wipe", "film", "pack", "spray", "system", "wrap", "dressing")
)
"""What a drug may come as, though the word alone names a device."""

_EACH_REGION = frozenset((ComponentKind.IMAGING, ComponentKind.TEST, ComponentKind.SURGERY, ComponentKind.INJECTION))


@dataclass(slots=True)
class Piece:
    """One treatment of a title: its chunks, its kind, and what was measured of it."""

    chunks: list[Chunk]
    kind: ComponentKind
    name: str = ""
    measures: list[Measure] = field(default_factory=list)

    @property
    def parts(self) -> list[Part]:
        """The parts of the body in the order named; those that only its name holds where no other is named."""
        named = [part for chunk in self.chunks for part in chunk.parts]
        return [part for part in named if not part.is_in_name] or named

    @property
    def join(self) -> str:
        """The word that joins it to the treatment before it."""
        return self.chunks[0].join

    @property
    def loose_sides(self) -> list[Side]:
        """The sides told of no part of the body."""
        return [side for chunk in self.chunks for side in chunk.loose_sides]

    @property
    def is_by_region(self) -> bool:
        """Whether each part of the body is a treatment of its own: a study, an injection or an operation on it."""
        return self.kind in _EACH_REGION


def pieces(marked: Marked, measures: list[Measure]) -> list[Piece]:
    """The treatments of a title in order, each with its chunks and measures; one even where no treatment is known."""
    parted: list[Piece] = []
    waiting: list[Chunk] = []
    for chunk in marked.chunks:
        head = _head(chunk, marked)
        if head is None and not parted:
            waiting.append(chunk)
        elif head is None or (parted and _belongs(chunk, head, parted[-1], marked)):
            parted[-1].chunks.append(chunk)
        else:
            if chunk.join == ":" and parted and parted[-1].kind is head.meaning.kind is not ComponentKind.DRUG:
                parted.pop()  # `Labs: CBC` names the sort first, then what is asked for
            parted.append(Piece([*waiting, chunk], _kind(chunk, head, marked), head.meaning.name))
            waiting = []
    if not parted and waiting:
        parted = [Piece(waiting, ComponentKind.OTHER)]
    _give_measures(parted, measures, marked)
    return _with_compounds(parted)


def _head(chunk: Chunk, marked: Marked) -> Phrase[Treatment] | None:
    """The treatment that a chunk is about: the last named before its first preposition, else the first named."""
    named = chunk.treatments
    if not named:
        return None
    begins = max((number + 1 for number in prefix_words(chunk, marked)), default=chunk.first)
    limit = next(
        (number for number in range(begins, chunk.last) if marked.cut[number].stem in PREPOSITIONS), chunk.last
    )
    early = [phrase for phrase in named if phrase.first < limit]
    if len(early) > 1 and _counts_visits(early[-1], marked):
        early.pop()
    if not early:
        return named[0]
    drug = next((phrase for phrase in early if phrase.meaning.kind is ComponentKind.DRUG), None)
    is_form = early[-1].meaning.kind is ComponentKind.DME and marked.cut[early[-1].last - 1].stem in _FORMS_OF_DRUGS
    if drug and (is_form or early[-1].meaning.kind is ComponentKind.DRUG):
        return drug
    return early[-1]


def _counts_visits(head: Phrase[Treatment], marked: Marked) -> bool:
    """Whether a word such as `visits` only counts the treatment named before it."""
    return head.last - head.first == 1 and marked.cut[head.first].stem in vocabulary().course_units


def _kind(chunk: Chunk, head: Phrase[Treatment], marked: Marked) -> ComponentKind:
    """The kind of a chunk's treatment; a therapy that begins with its evaluation is the therapy."""
    kind = head.meaning.kind
    therapies = [phrase for phrase in chunk.treatments if phrase.meaning.kind is ComponentKind.THERAPY]
    is_course = any("treat" in marked.cut[number].stem for number in range(head.first, head.last))
    if kind is ComponentKind.CONSULTATION and therapies and therapies[0].first < head.first and is_course:
        return ComponentKind.THERAPY
    return kind


def _belongs(chunk: Chunk, head: Phrase[Treatment], before: Piece, marked: Marked) -> bool:
    """Whether a chunk with a treatment's name says more of the treatment before: a part of a device, whom a
    consultation is with, what an injection holds.
    """
    kind, own = before.kind, head.meaning.kind
    goes_on = _ends_after_preposition(before.chunks[-1], marked)
    if kind is ComponentKind.CONSULTATION:
        return (own is kind and chunk.join in HELD_WITH) or goes_on
    if kind is ComponentKind.DME and own is ComponentKind.DME:
        return chunk.join in HELD_WITH
    if kind is ComponentKind.INJECTION and own is ComponentKind.DRUG:
        return True
    if kind is ComponentKind.SERVICE:
        return own is ComponentKind.CONSULTATION or goes_on
    return before.name == head.meaning.name and chunk.join in HELD_WITH


def _ends_after_preposition(chunk: Chunk, marked: Marked) -> bool:
    """Whether a chunk ends inside a phrase such as `for a total hip replacement`, which the next chunk goes on."""
    numbers = range(chunk.last - 1, chunk.first - 1, -1)
    last = next((number for number in numbers if marked.cut[number].stem in PREPOSITIONS), None)
    return last is not None and any(phrase.first > last for phrase in chunk.treatments)


def _give_measures(parted: list[Piece], measures: list[Measure], marked: Marked) -> None:
    """Give each treatment the measures that stand in its stretch of the title."""
    begins = [marked.cut[piece.chunks[0].first].start for piece in parted]
    for measure in measures:
        if parted:
            parted[sum(begin <= measure.start for begin in begins[1:])].measures.append(measure)


def _with_compounds(parted: list[Piece]) -> list[Piece]:
    """The treatments with the ingredients of a compound, and of a combined drug, brought together."""
    joined: list[Piece] = []
    for piece in parted:
        if joined and _is_compound(joined[-1], piece):
            joined[-1].chunks += piece.chunks
            joined[-1].measures += piece.measures
        else:
            joined.append(piece)
    return joined


def _is_compound(before: Piece, piece: Piece) -> bool:
    """Whether two drugs are one: both told in percent, joined by a slash with one strength for both, or the one named
    after a colon as what the other is.
    """
    if before.kind is not ComponentKind.DRUG or piece.kind is not ComponentKind.DRUG:
        return False
    if piece.join == ":":
        return True
    dosed = [measure for measure in before.measures if measure.field == "dose"]
    is_counted = any(
        measure.field == "quantity" and dosed and measure.start > dosed[0].start for measure in before.measures
    )
    if is_counted or (not dosed and any(measure.field == "quantity" for measure in before.measures)):
        return False
    doses = [str(measure.value) for measure in dosed]
    own = [str(measure.value) for measure in piece.measures if measure.field == "dose"]
    if doses and own:
        return all("%" in dose or "percent" in dose for dose in (*doses, *own))
    return piece.join == "/" or (bool(doses) and "%" in doses[-1] and piece.join == ",")


def kind_or_guess(piece: Piece, marked: Marked) -> ComponentKind:
    """The kind of a treatment; what no table names is a drug where it is measured like one."""
    if piece.kind is not ComponentKind.OTHER:
        return piece.kind
    stems = {marked.cut[number].stem for chunk in piece.chunks for number in range(chunk.first, chunk.last)} - {GAP}
    is_dosed = any(measure.field in ("dose", "refills") for measure in piece.measures)
    return ComponentKind.DRUG if is_dosed or stems & vocabulary().forms else ComponentKind.OTHER
