"""Which served determinations are still to be prepared for publication, under which policy, and their very text."""

from functools import lru_cache
from pathlib import Path

from django.db.models import QuerySet

from evenhand.corpus.policy import PublicationPolicy, load_policy
from evenhand.programme.model import Programme
from evenhand_web.infrastructure.programmes import programme_of, programmes
from evenhand_web.infrastructure.queue import ask
from evenhand_web.letters.models import CORRECTION, LETTER, Issue, KeptLetter

PREPARE = "publication.prepare"
_TEXT = "text/plain"
_AT_ONCE = 100


@lru_cache(maxsize=16)
def _policy_in(folder: Path, _fingerprint: str, ident: str) -> PublicationPolicy | None:
    programme = programme_of(ident)
    return load_policy(folder, programme)[0]


def policy_of(programme: Programme) -> PublicationPolicy | None:
    """What a programme publishes and what not; None where it says nothing of it, or what it says cannot be read: then
    nothing is prepared.
    """
    if not (programme.folder / "publication").is_dir():
        return None
    return _policy_in(programme.folder, programme.fingerprint, programme.id)


def to_prepare() -> QuerySet[Issue]:
    """The determinations and corrected versions that were served and of which no text is prepared yet, the oldest
    first.
    """
    published = [law.id for law in programmes() if policy_of(law) is not None]
    served = Issue.objects.filter(what__in=(LETTER, CORRECTION), state=Issue.State.SERVED, preparation=None)
    return served.filter(case__wrapped_key__isnull=False, case__programme__in=published).order_by("pk")


def ask_for_preparations() -> None:
    """Ask that determinations which were served be prepared, some at a time; asked again, each is prepared once."""
    for ident in to_prepare().values_list("pk", flat=True)[:_AT_ONCE]:
        ask("house", PREPARE, f"{PREPARE}:{ident}", {"issue": ident})


def case_of_preparation(payload: dict[str, int]) -> int | None:
    """The case that a job to prepare a letter is about."""
    return Issue.objects.filter(pk=payload["issue"]).values_list("case", flat=True).first()


def served_letter(issue: Issue) -> KeptLetter | None:
    """The letter of an issue as it was served, as plain text; None where it is not on the shelf any more."""
    if issue.dated_on is None:
        return None
    kept = issue.letters.filter(head=issue.head, dated_on=issue.dated_on, party="").select_related("file")
    plain = [letter for letter in kept if letter.file.media_type == _TEXT and letter.file.wrapped_key is not None]
    return plain[0] if plain else None
