"""Who may see what of release: medical directors, and nobody else."""

from django.db.models import QuerySet

from evenhand.programme.needs import Meaning
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.access import cases_for
from evenhand_web.cases.models import Case
from evenhand_web.infrastructure.programmes import programmes
from evenhand_web.letters.models import LETTER, Issue
from evenhand_web.reviewing.models import Return


def signed_stages() -> tuple[str, ...]:
    """The stages in which a case is signed and not issued, of every programme."""
    return tuple(
        stage.id for law in programmes() for stage in law.procedure.stages if law.flag(Meaning.SIGNED) in stage.when
    )


def released_by(person: Person) -> QuerySet[Case]:
    """The cases a person may release: those signed and not issued."""
    cases = cases_for(person).filter(stage__in=signed_stages())
    return cases if person.role == PersonRole.MEDICAL_DIRECTOR else cases.none()


def issued_case(person: Person, ident: str) -> Case | None:
    """A case whose determination was released and issued, where a director asks for it again."""
    done = (Issue.State.ENTERED, Issue.State.SERVED)
    issued = cases_for(person).filter(ident=ident, issues__what=LETTER, issues__state__in=done)
    return issued.exclude(stage__in=signed_stages()).first() if person.role == PersonRole.MEDICAL_DIRECTOR else None


def returns_for(person: Person, case: Case) -> QuerySet[Return]:
    """What was sent back in a case, the earliest first."""
    returns = Return.objects.filter(case=case, case__in=cases_for(person)).order_by("pk")
    return returns if person.role == PersonRole.MEDICAL_DIRECTOR else returns.none()
