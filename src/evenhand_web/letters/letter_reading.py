"""How much of a letter whoever releases it must read: all of it where something flags it, or the lot falls on it."""

import hashlib
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenhand.finding import Severity
from evenhand.programme.stop import Weighty
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.infrastructure import clock
from evenhand_web.letters.models import LetterReading
from evenhand_web.letters.paper import Paper
from evenhand_web.reviewing.models import Return

OF = 10_000


class Flag(StrEnum):
    """What has a letter read whole."""

    FORM = "form"
    WORDS = "words"
    UNSEEN = "unseen"
    RETURNED = "returned"
    EXPEDITED = "expedited"
    REMANDED = "remanded"


FLAG_WORDS = {
    Flag.FORM: gettext_lazy("the checks found something in its form"),
    Flag.WORDS: gettext_lazy("a finding on its words stands"),
    Flag.UNSEEN: gettext_lazy("pages of the record were not seen, or not counted"),
    Flag.RETURNED: gettext_lazy("it was sent back before"),
    Flag.EXPEDITED: gettext_lazy("the case is expedited"),
    Flag.REMANDED: gettext_lazy("it answers an order to decide anew"),
}


class Demand(NamedTuple):
    """What is demanded of a reader: the row that keeps it, and why all of the letter is to be read; empty where not."""

    kept: LetterReading
    reasons: tuple[str, ...]

    @property
    def is_full(self) -> bool:
        """Whether all of it is to be read."""
        return bool(self.reasons)

    @property
    def is_met(self) -> bool:
        """Whether what is demanded was done."""
        return not self.reasons or self.kept.read_at is not None


def drawn(seed: str, entry_hash: str) -> int:
    """The number below 10,000 that falls to a signature, by the digest of seed and docket entry: whoever knows both
    draws the same. A letter is drawn where it lies below a hundred times the share in percent.
    """
    return int(hashlib.sha256(f"{seed}:{entry_hash}".encode()).hexdigest()[:12], 16) % OF


def is_drawn(number: int, share: int) -> bool:
    """Whether a number falls within a share of so many percent."""
    return number < share * OF // 100


def demand(case: OpenCase, shown: Paper) -> Demand | None:
    """What is demanded of the person who has a case open, for the letter shown; None where there is none. Kept at the
    first look: a later one may add flags, and takes none away.
    """
    if shown.signed is None:
        return None
    entry = case.docket.entries[shown.signed.entry - 1]
    seed = settings.RELEASE_SEED[:80]
    draw = {"seed": seed, "share": settings.RELEASE_SHARE, "drawn": drawn(seed, entry.hash), "opened_at": clock.now()}
    of = {"case": case.case, "entry": entry.number, "person": case.viewer}
    kept, _made = LetterReading.objects.get_or_create(**of, defaults=draw)
    flags = list(dict.fromkeys([*kept.flags, *(flag.value for flag in _flags(case, shown))]))
    if flags != kept.flags:
        kept.flags = flags
        kept.save(update_fields=["flags"])
    return Demand(kept, tuple(reading_reasons(kept)))


def reading_reasons(kept: LetterReading) -> Iterator[str]:
    """Why a letter is read whole, each in words."""
    yield from flag_words(kept.flags)
    if not kept.flags and is_drawn(kept.drawn, kept.share):
        yield _("it was drawn by lot")


def flag_words(flags: Iterable[str]) -> Iterator[str]:
    """Flags in words."""
    return (str(FLAG_WORDS[Flag(flag)]) for flag in flags)


def note_read(kept: LetterReading) -> None:
    """Keep that the person said to have read all of a letter; the first time counts."""
    LetterReading.objects.filter(pk=kept.pk, read_at=None).update(read_at=clock.now())
    kept.refresh_from_db()


def weight(case: OpenCase) -> frozenset[Weighty]:
    """What makes the release of a case's determination weighty under its programme."""
    is_so = {
        Weighty.EXPEDITED: case.case.priority == "expedited",
        Weighty.REMANDED: "line_remanded" in case.state.events,
    }
    return frozenset(ground for ground in case.programme.weighty if is_so[ground])


def _flags(case: OpenCase, shown: Paper) -> Iterator[Flag]:
    if any(finding.severity.rank > Severity.NOTE.rank for finding in shown.findings):
        yield Flag.FORM
    if shown.checked.claims or shown.checked.failed:
        yield Flag.WORDS
    reading = shown.signed.determination.reading if shown.signed else ()
    if not reading or any(document.seen < document.pages for document in reading):
        yield Flag.UNSEEN
    if Return.objects.filter(case=case.case).exists():
        yield Flag.RETURNED
    yield from (Flag(ground.value) for ground in sorted(weight(case)))
