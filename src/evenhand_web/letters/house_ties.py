"""The organization's own independence in one case: what is known of its ties, what one of its people states for it."""

from collections.abc import Collection, Iterator

from django.utils.translation import gettext as _

from evenhand.docket.review import OathMatter
from evenhand.panel.ties.attestation import (
    Attestation,
    AttestationForm,
    Point,
    attestation_findings,
)
from evenhand.panel.ties.conflict import ConflictIndex, review_side
from evenhand.soundness import has_panel
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.installation import is_demonstration
from evenhand_web.letters.models import HouseStatement
from evenhand_web.letters.organization import sender
from evenhand_web.panel.day import kept_affiliations, law_of, rules_of, ties_on
from evenhand_web.panel.describing import subjects_in
from evenhand_web.reviewing.oath import oath_of


def house_form(case: OpenCase) -> AttestationForm:
    """What is stated for the organization in a case today: no affiliation with each whom the law lists, by name."""
    asked = oath_of(case).form
    return AttestationForm(case=asked.case, affiliations=asked.affiliations, qualifications=())


def house_statement(case: OpenCase) -> HouseStatement | None:
    """What was last stated for the organization in a case."""
    return case.case.house_statements.select_related("made_by").order_by("-pk").first()


def state_no_ties(case: OpenCase, form: str, sworn: Collection[str]) -> HouseStatement:
    """Keep that the organization is free of everybody in a case: the points stated, by their keys, on the form of a
    digest. Raises ValueError, in words, where a point is left out, the form is no longer the case's, or what is known
    of the organization's ties says otherwise.
    """
    asked = house_form(case)
    attestation = Attestation(case=asked.case, reviewer=case.viewer.ident, on=case.today, form=form, sworn=tuple(sworn))
    if findings := attestation_findings(asked, attestation, ()):
        raise ValueError(" ".join(finding.message for finding in findings))
    if known := tuple(known_ties(case)):
        raise ValueError(" ".join(known))
    return _kept(case, asked, "")


def disclose_house_tie(case: OpenCase, words: str) -> HouseStatement:
    """Keep that the organization has a tie in a case, and which. Raises ValueError where nothing is said of it."""
    if not words:
        raise ValueError(_("Say which tie it is."))
    return _kept(case, house_form(case), words)


def _kept(case: OpenCase, asked: AttestationForm, tie: str) -> HouseStatement:
    points = [[point.id, point.name] for point in asked.affiliations]
    given = {"form": asked.digest, "points": points, "tie": tie, "made_by": case.viewer, "made_at": clock.now()}
    return HouseStatement.objects.create(case=case.case, **given)


def known_ties(case: OpenCase) -> Iterator[str]:
    """What is known of ties between the organization, its officers, directors and employees and those in a case, each
    in a sentence; nothing where no affiliation names the organization.
    """
    programme, today = case.case.programme, case.today
    known = ties_on(programme, today)
    if known is None:
        return
    name = sender(case.programme).organisation.name
    homes = tuple(dict.fromkeys(home for home, _doubt in known.network.who.named(name, is_person=False)))
    graph = kept_affiliations()
    principals = [somebody for home in homes for somebody in review_side(graph, home, today)]
    if not principals:
        return
    index = ConflictIndex(graph, principals, today, law_of(programme, today), rules_of(programme).policy)
    subjects = subjects_in(case.case.ident, case.state.parties.values(), case.programme)
    for conflicts in index.conflicts(subjects).values():
        yield from (conflict.words for conflict in conflicts)


def unstated(case: OpenCase) -> tuple[Point, ...]:
    """Whom the last statement for the organization says nothing of; everybody where there is none."""
    stated = house_statement(case)
    covered = {(ident, name) for ident, name in stated.points} if stated else set()
    return tuple(
        point
        for point in house_form(case).affiliations
        if point.matter is OathMatter.AFFILIATION and (point.id, point.name) not in covered
    )


def house_bars(case: OpenCase) -> tuple[str, ...]:
    """What keeps a determination from being released because of the organization's own ties, each in a sentence with
    the paragraph. In a demonstration only a tie that is known or disclosed does.
    """
    if not has_panel(case.programme.folder):
        return ()
    return tuple(dict.fromkeys(_house_bars(case)))


def _house_bars(case: OpenCase) -> Iterator[str]:
    stated, paragraph = house_statement(case), _paragraph(case)
    if stated is not None and stated.tie:
        yield _("The organization has a tie in this case: %(tie)s (%(paragraph)s).") % {
            "tie": stated.tie.rstrip("."),
            "paragraph": paragraph,
        }
    yield from known_ties(case)
    if is_demonstration():
        return
    if stated is None:
        yield _(
            "Nobody has stated that the organization itself is free of ties to those in this case (%(paragraph)s)."
        ) % {"paragraph": paragraph}
    else:
        for point in unstated(case):
            yield _("What was stated for the organization says nothing of %(matter)s (%(paragraph)s).") % {
                "matter": point.in_full,
                "paragraph": point.citation or paragraph,
            }


def _paragraph(case: OpenCase) -> str:
    term = law_of(case.case.programme, case.today).rules.get("subjects")
    return term.citation if term else ""
