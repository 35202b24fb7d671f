"""Preparing a served determination for publication: by the worker, from the letter as it was served."""

from django.conf import settings

from evenhand.corpus.case_identities import identities_of
from evenhand.corpus.identities import Identities, KnownPerson
from evenhand.corpus.policy import Days, PublicationPolicy
from evenhand.corpus.publication import case_search, prepared
from evenhand.procedure.state import CaseState
from evenhand_web.accounts.models import Person
from evenhand_web.cases.models import Case, ComparedCase, PartyContact
from evenhand_web.cases.particulars import particulars_of
from evenhand_web.cases.seam import state_of
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.handler import Task
from evenhand_web.infrastructure.models import StoredFile
from evenhand_web.infrastructure.programmes import programme_of
from evenhand_web.infrastructure.shelf import read
from evenhand_web.letters.letter_reading import drawn
from evenhand_web.letters.models import Issue
from evenhand_web.publication.models import Preparation
from evenhand_web.publication.served import policy_of, served_letter


def prepare_letter(task: Task) -> None:
    """Prepare a determination that was served, unless that was done or it is not here any more."""
    issue = Issue.objects.select_related("case", "asked_by").get(pk=task.payload["issue"])
    policy, letter = policy_of(programme_of(issue.case.programme)), served_letter(issue)
    if policy is not None and letter is not None and not Preparation.objects.filter(issue=issue).exists():
        _prepare(issue, letter.file, policy)


def _prepare(issue: Issue, file: StoredFile, policy: PublicationPolicy) -> None:
    case, state = issue.case, state_of(issue.case)
    text = b"".join(read(file)).decode()
    beside = ComparedCase.objects.filter(case=case).first()
    known = identities_of(state, state.programme, particulars_of(case), _officers(issue, state))
    known = known.joined(_beside_docket(case, beside))
    occurred_on = beside.occurred_on if beside and policy.days is Days.INTERVAL else None
    letter = prepared(text, policy, case_search(known), occurred_on=occurred_on)
    seed = f"{settings.RELEASE_SEED}:publication"[:80]
    masks = [[mask.start, mask.end, mask.kind.value, mask.why, mask.shown] for mask in letter.redactions]
    Preparation.objects.create(
        issue=issue,
        case=case,
        digest=file.sha256,
        fingerprint=case.fingerprint,
        masks=masks,
        reasons=list(letter.reasons),
        must_be_read=bool(letter.reasons),
        seed=seed,
        share=settings.PUBLICATION_SHARE,
        drawn=drawn(seed, file.sha256),
        made_at=clock.now(),
    )


def _beside_docket(case: Case, beside: ComparedCase | None) -> Identities:
    """Who and what was keyed beside the docket: the day of birth, those named beside the parties, addresses by which
    parties are reached.
    """
    contacts = list(PartyContact.objects.filter(case=case))
    lines = [words for contact in contacts for words in (contact.telephone, contact.fax, contact.email)]
    people, named = list[KnownPerson](), tuple[str, ...]()
    if beside is not None:
        born = beside.born_on
        days = frozenset({(born.year, born.month, born.day)}) if born else frozenset[tuple[int, int, int]]()
        people = [KnownPerson(name=name, born=days) for name in (beside.name, beside.physician) if name.strip()]
        named = tuple(name for name in beside.named.values() if name.strip())
    return Identities(
        people=tuple(people),
        organizations=named,
        addresses=tuple(", ".join(contact.address.splitlines()) for contact in contacts if contact.address.strip()),
        numbers=tuple(words for words in lines if words.strip()),
    )


def _officers(issue: Issue, state: CaseState) -> list[str]:
    """Who issued the letter, and every physician who ever sat in the case: the reviewer is secret in any letter."""
    reviewers = state.reviewers
    idents = {*reviewers.attested, *reviewers.assigned, *reviewers.excluded, *reviewers.recused}
    return [issue.asked_by.name, *Person.objects.filter(ident__in=idents).values_list("name", flat=True)]
