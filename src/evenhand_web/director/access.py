"""Who may see what of release: whoever issues determinations under a case's programme, and nobody else."""

from collections.abc import Iterator
from itertools import groupby

from django.db.models import Q, QuerySet

from evenhand.programme.model import Programme
from evenhand.programme.needs import Meaning
from evenhand_web.accounts.models import Person
from evenhand_web.cases.access import cases_for
from evenhand_web.cases.models import Case
from evenhand_web.cases.seam import state_of
from evenhand_web.infrastructure.programmes import programmes
from evenhand_web.letters.access import issued_under
from evenhand_web.letters.models import LETTER, Issue
from evenhand_web.reviewing.models import Return


def _signed_stages(law: Programme) -> tuple[str, ...]:
    """The stages in which a case of a programme is signed and not issued; none where its stages do not tell."""
    return tuple(sorted(stage.id for stage in law.procedure.stages if law.flag(Meaning.SIGNED) in stage.when))


def released_by(person: Person) -> QuerySet[Case]:
    """The cases a person may release: those signed and not issued."""
    laws = sorted(issued_under(person), key=_signed_stages)
    waiting = Q(pk__in=())
    for stages, sharing in groupby(laws, key=_signed_stages):
        idents = [law.id for law in sharing]
        waiting |= Q(programme__in=idents, stage__in=stages) if stages else Q(pk__in=[*_signed_in(idents)])
    return cases_for(person).filter(waiting)


def _signed_in(idents: list[str]) -> Iterator[int]:
    """The cases that are signed and not issued under programmes whose stages do not tell: by their dockets."""
    for law in programmes():
        if law.id not in idents:
            continue
        issued = law.flag(Meaning.ISSUED)
        over = [stage.id for stage in law.procedure.stages if {issued, *law.over} & {*stage.when}]
        signed = Case.objects.filter(programme=law.id, entries__kind="determination_signed").exclude(stage__in=over)
        for case in signed.distinct():
            flags = state_of(case).flags
            if law.flag(Meaning.SIGNED) in flags and issued not in flags:
                yield case.pk


def issued_case(person: Person, ident: str) -> Case | None:
    """A case whose determination was released and issued, where who issues such asks for it again."""
    done = (Issue.State.ENTERED, Issue.State.SERVED)
    laws = [law.id for law in issued_under(person)]
    issued = cases_for(person).filter(ident=ident, programme__in=laws, issues__what=LETTER, issues__state__in=done)
    return issued.exclude(pk__in=released_by(person)).first()


def returns_for(person: Person, case: Case) -> QuerySet[Return]:
    """What was sent back of the determinations signed in a case, the earliest first."""
    laws = [law.id for law in issued_under(person)]
    mine = cases_for(person).filter(programme__in=laws)
    return case.returns.filter(case__in=mine, supplement=None).order_by("pk")
