"""The oath before the file: free of ties to each of those the law and the case name, and qualified in what it asks."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from django.utils.translation import gettext_noop

from evenhand.docket.review import OathMatter
from evenhand.finding import Finding, FindingKind, Place, Severity
from evenhand.panel.ties.attestation import (
    Attestation,
    AttestationFault,
    AttestationForm,
    Point,
    Sworn,
    attestation_findings,
    attestation_form,
    not_covered,
    oath_entry,
    sworn_in,
)
from evenhand.panel.ties.watch import Moment
from evenhand_web.cases.entering import enter_own
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.cases.spoken_days import dated
from evenhand_web.panel.describing import named_in
from evenhand_web.panel.seam import standing_of
from evenhand_web.reviewing.credential_check import bars_in
from evenhand_web.reviewing.models import Seat
from evenhand_web.reviewing.open_file import last_oath
from evenhand_web.reviewing.seats import step_down
from evenhand_web.reviewing.tie_check import tie_check

_NOT_COVERED = FindingKind(
    rule="REVIEW-OATH",
    severity=Severity.MAJOR,
    message=gettext_noop("Your attestation of {day} does not speak of {matter}."),
    remedy=gettext_noop("Open the attestation of this case and attest again; if you cannot, recuse yourself."),
)

_OUTDATED = FindingKind(
    rule="REVIEW-OATH",
    severity=Severity.MAJOR,
    message=gettext_noop("Somebody came into the case, or was written anew, after your attestation of {day}."),
    remedy=gettext_noop("Open the attestation of this case and attest again; if you cannot, recuse yourself."),
)


class Oath(NamedTuple):
    """What is to be sworn in a case, and what is to be said of the form itself."""

    form: AttestationForm
    findings: tuple[Finding, ...]


def oath_of(file: OpenCase) -> Oath:
    """What a reviewer swears in a case today."""
    state = file.state
    lines = [state.treatments[line] for line in state.live_lines()]
    parties, named = state.parties.values(), named_in(file.case.ident)
    return Oath(*attestation_form(file.case.number, parties, named, lines, file.programme, file.today))


class OathRefusedError(Exception):
    """An oath that does not open the file; `findings` say why."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(f"{len(findings)} things stand against the oath")
        self.findings = findings

    @property
    def is_incomplete(self) -> bool:
        """Whether nothing stands against it but that something was not sworn yet."""
        return all(finding.topic == AttestationFault.NOT_SWORN for finding in self.findings)


def swear(file: OpenCase, form: str, sworn: Collection[str]) -> OpenCase:
    """Enter the oath of the reviewer who has a case open: the points sworn, by their keys, on the form of a digest.

    Raises OathRefusedError where a credential is not verified today, a point is left out, the form is no longer the
    case's, or what is known of the reviewer's ties contradicts it; and what entering raises.
    """
    asked = oath_of(file).form
    attestation = _attestation(file, form, sworn)
    conflict_check = tie_check(file.case, file.state, file.viewer.ident, Moment.ATTESTATION, file.today)
    conflicts = conflict_check.conflicts if conflict_check and conflict_check.stops else ()
    barred = bars_in(file.case, file.state, file.viewer.ident, file.today)
    if findings := (*barred, *attestation_findings(asked, attestation, conflicts)):
        raise OathRefusedError(findings)
    standing = standing_of(file.viewer, file.case.programme, file.today)
    return enter_own(file, file.length, oath_entry(asked, attestation, standing.told))


def disclose(file: OpenCase, seat: Seat, point: str, words: str) -> None:
    """Step down because a point, by its key, cannot be sworn: the desk is told which, and what was disclosed.

    Raises ValueError where the form has no such point or nothing is disclosed.
    """
    asked = oath_of(file).form
    if not words or point not in {asked_point.key for asked_point in asked.points}:
        raise ValueError("a disclosure names a point of the form and says something")
    attestation = _attestation(file, asked.digest, (), ((point, words),))
    findings = attestation_findings(asked, attestation, ())
    disclosed = [finding.message for finding in findings if finding.topic == AttestationFault.DISCLOSED]
    step_down(file, seat, " ".join(disclosed))


def _attestation(
    file: OpenCase, form: str, sworn: Collection[str], disclosed: tuple[tuple[str, str], ...] = ()
) -> Attestation:
    return Attestation(
        case=file.case.number,
        reviewer=file.viewer.ident,
        on=file.today,
        form=form,
        sworn=tuple(sworn),
        disclosed=disclosed,
    )


def must_swear_again(file: OpenCase) -> bool:
    """Whether the reviewer who has a case open holds it on an oath that does not speak of everybody in it any more."""
    reviewers, reviewer = file.state.reviewers, file.viewer.ident
    return reviewer in reviewers.assigned and (reviewer not in reviewers.attested or bool(unsworn(file, reviewer)))


def unsworn(file: OpenCase, reviewer: str) -> tuple[Point, ...]:
    """Those in a case of whom the last oath of a reviewer, by id, says nothing, because they came into it since; and
    knowledge of the lines that were omitted, of which it could say nothing.
    """
    given = last_oath(file, reviewer)
    if given is None:
        return ()
    asked, oath = oath_of(file).form, given[1]
    sworn = {(point.matter, point.id) for point in oath.points}
    lines = (point for point in asked.points if point.matter is OathMatter.LINE and point.id in file.omitted)
    return (*not_covered(asked, oath), *(point for point in lines if (point.matter, point.id) not in sworn))


def oath_gate(file: OpenCase) -> Iterator[Finding]:
    """Who came into the case since the reviewer swore, so that the oath says nothing of them."""
    given = last_oath(file, file.viewer.ident)
    if given is None:
        return
    day, _ = given
    reviewers, reviewer = file.state.reviewers, file.viewer.ident
    if reviewer in reviewers.assigned and reviewer not in reviewers.attested:
        yield _OUTDATED.at(Place(key="statement"), day=dated(day))
    for point in unsworn(file, reviewer):
        place = Place(key="statement")
        yield _NOT_COVERED.at(place, citation=point.citation, day=dated(day), matter=point.in_full)


def sworn_by(file: OpenCase) -> Sworn:
    """What the reviewer of an open file has sworn, in the words that may leave the organisation: nobody's name."""
    given = last_oath(file, file.viewer.ident)
    if given is None:
        return Sworn()
    day, oath = given
    return sworn_in(oath, file.programme, day)
