"""Other applications of the same applicant over the same occurrence: what eligibility must know of them."""

import hashlib
from collections.abc import Iterator

from django.db.models import Q

from evenhand.docket.intake import ApplicationReceived, EligibilityFound, EligibilityOutcome
from evenhand.docket.kind import EntryKind
from evenhand.docket.party import Role
from evenhand.eligibility.asked import EarlierApplication
from evenhand.names.persons import person_name
from evenhand.procedure.state import CaseState
from evenhand.programme.facts import FactUse
from evenhand_web.cases.duplicates import judged_one_employee
from evenhand_web.cases.models import Case
from evenhand_web.cases.seam import state_of


def claim_key(state: CaseState) -> str:
    """What cases of one applicant over one occurrence share: a digest of the name, whatever its order, capitals and
    accents and what stands around it, and the day it occurred. Empty where the application was erased. A name spelled
    otherwise is not found by it.
    """
    received = state.last(EntryKind.APPLICATION_RECEIVED.value)
    application = state.docket.entries[received.entry - 1].payload if received else None
    if not isinstance(application, ApplicationReceived):
        return ""
    names = (person_name(party.name) for party in application.parties if party.role is Role.APPLICANT)
    spoken = "; ".join(sorted(" ".join((*sorted(name.words), name.generation)) for name in names))
    occurrence = application.fact(state.programme.intake.name_of(FactUse.OCCURRENCE))
    return hashlib.sha256(f"{spoken}\0{occurrence}".encode()).hexdigest()


def earlier_applications(case: Case) -> tuple[EarlierApplication, ...]:
    """The applications received before this case's, or on the same day under a lower number in the table, of the same
    applicant over the same occurrence: by the digest, or because a person said so of names spelled otherwise.
    """
    same = Q(claim=case.claim) & ~Q(claim="") | Q(pk__in=list(judged_one_employee(case)))
    others = Case.objects.filter(same).exclude(pk=case.pk).order_by("pk")
    before = [other for other in others if (other.received_on, other.pk) < (case.received_on, case.pk)]
    return tuple(application for other in before for application in _earlier(other))


def _earlier(case: Case) -> Iterator[EarlierApplication]:
    state = state_of(case)
    decided = state.last("ur_decision")
    if decided is not None:
        yield EarlierApplication(
            case_number=case.number,
            ur_decided_on=decided.on,
            lines=tuple(treatment.words for treatment in state.treatments.values()),
            is_decided=EntryKind.DETERMINATION_ISSUED.value in state.events,
            refused_for=_refused_for(state),
            is_withdrawn=EntryKind.WITHDRAWN.value in state.events,
        )


def _refused_for(state: CaseState) -> tuple[str, ...]:
    """The reason codes of the finding that stands, where it refuses the application."""
    event = state.last(EntryKind.ELIGIBILITY_FOUND.value)
    finding = state.docket.entries[event.entry - 1].payload if event else None
    refuses = isinstance(finding, EligibilityFound) and finding.outcome is EligibilityOutcome.INELIGIBLE
    return finding.reasons if isinstance(finding, EligibilityFound) and refuses else ()
