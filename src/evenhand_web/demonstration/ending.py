"""How a made-up case ends, and goes on: issue, service, carrying out, challenge, withdrawal, publication."""

import datetime as dt
from decimal import Decimal

from evenhand.determination.assemble import findings_of
from evenhand.docket.aftermath import (
    Closed,
    Corrected,
    Implemented,
    LineAuthorised,
    LineSettled,
    LineWithdrawn,
    PetitionDenied,
    PetitionEnd,
    PetitionFiled,
    Published,
    Remanded,
    Reopened,
    SetAside,
    Struck,
    SupplementalIssued,
    TakenDown,
    UrFoundUntimely,
    Withdrawn,
)
from evenhand.docket.assignment import MailReturned, Received
from evenhand.docket.party import DocumentRef
from evenhand.docket.review import DeterminationIssued, IdentityDisclosed, LineFinding
from evenhand.procedure.reviewer_in_case import ids_in_case
from evenhand.treatment import Necessity
from evenhand_web.cases.open_case import opened_through
from evenhand_web.demonstration.disputes import DISPUTES, line
from evenhand_web.demonstration.letters import ORGANISATION, determination_letter, file_of, tell
from evenhand_web.demonstration.papers import PDF, printed
from evenhand_web.demonstration.review import conclude, seat, with_record
from evenhand_web.demonstration.story import File, Story
from evenhand_web.infrastructure import clock
from evenhand_web.reviewing.omissions import ask_to_supplement

_MISTAKE = "A plain mistake of fact."
_FACT = "The letter says that no therapy was given before; the record lists six sessions."
_ORDER = "Findings and order of the Appeals Board"


def issue(story: Story) -> None:
    """The medical director issues the determination as it was signed."""
    determination = story.determination
    if determination is None:
        raise ValueError("nothing is signed")
    letters = determination_letter(story, determination)
    story.by(
        story.staff.director,
        DeterminationIssued(
            findings=findings_of(determination.analysis), documents=tuple(letter.ref for letter in letters)
        ),
        map(file_of, letters),
    )


def decide_and_issue(story: Story, *, necessary: bool) -> None:
    """From a complete record to the determination as issued, every line found alike."""
    with_record(story)
    story.wait(3)
    seat(story)
    story.wait(9)
    necessity = Necessity.NECESSARY if necessary else Necessity.NOT_NECESSARY
    conclude(story, story.reviewer, dict.fromkeys(story.state.live_lines(), necessity))
    story.wait(1)
    issue(story)


def decide_and_serve(story: Story, *, necessary: bool) -> None:
    """From a complete record to the determination in everybody's hands."""
    decide_and_issue(story, necessary=necessary)
    tell(story)
    story.wait(4)
    story.by_office(Received(notice="determination", party="payer"))


def come_back(story: Story) -> None:
    """The letter to the worker comes back."""
    story.by_office(MailReturned(notice="determination", party="worker", reason="Moved, left no address."))


def carry_out(story: Story) -> None:
    """The claims administrator authorises the treatment found necessary."""
    for treatment in story.setting.lines:
        story.by_party(
            "payer", Implemented(line=treatment.id, how="Authorized in writing to the requesting physician.")
        )


def petition(story: Story, party: str = "worker") -> None:
    """A party asks the Appeals Board to set the decision aside."""
    story.by_party(party, PetitionFiled(party=party, grounds=(_MISTAKE,)))


def petition_denied(story: Story, party: str = "worker") -> None:
    """The Appeals Board denies the petition of a party."""
    story.by_board(PetitionDenied(party=party, how=PetitionEnd.DENIED, order=_ORDER))


def ur_found_untimely(story: Story) -> None:
    """The Appeals Board finds, while the review runs, that the decision under review came too late."""
    story.by_board(UrFoundUntimely(order=_ORDER))
    tell(story)


def set_aside(story: Story) -> None:
    """The Appeals Board sets the determination aside."""
    story.by_board(
        SetAside(ground=_MISTAKE, fact=_FACT, lines=tuple(line.id for line in story.setting.lines), order=_ORDER)
    )
    tell(story)


def _in_case(story: Story) -> str:
    """What the case calls its reviewer towards those outside."""
    return ids_in_case(story.state.written)[story.reviewer.ident]


def disclose(story: Story) -> None:
    """The board orders who decided to be named to it."""
    named = IdentityDisclosed(
        reviewer=_in_case(story),
        to="the adjudicator",
        ordered_by="the adjudicator, in writing",
        reason="A material conflict of interest is alleged.",
    )
    story.by(story.staff.director, named)


def remand(story: Story) -> None:
    """The dispute goes to another physician."""
    sent_back = Remanded(
        to_organisation=ORGANISATION,
        instruction="To a different reviewer.",
        ground=_MISTAKE,
        fact=_FACT,
        lines=tuple(line.id for line in story.setting.lines),
        order=_ORDER,
    )
    story.by(story.staff.regulator, sent_back)
    story.determination = None
    tell(story)


def correct(story: Story) -> None:
    """A slip of the pen in the determination is corrected."""
    paper = _paper(story, "correction.pdf", "Clerical correction", "The day of injury is corrected.")
    told = Corrected(field="date of injury", was="as printed", becomes="as in the application", document=paper[0])
    story.by(story.staff.director, told, [paper[1]])
    tell(story)


def supplement(story: Story) -> None:
    """A line that the application left out is decided afterwards."""
    omitted = line(DISPUTES[-1], len(story.setting.lines) + 1)
    ref, file = _paper(story, "supplemental.pdf", "Supplemental determination", f"Decided as well: {omitted.words}.")
    told = SupplementalIssued(
        reviewer=_in_case(story),
        treatments=(omitted,),
        findings=(LineFinding(line=omitted.id, necessity=Necessity.NOT_NECESSARY),),
        documents=(ref,),
    )
    story.by(story.staff.director, told, [file])
    tell(story)


def leave_out(story: Story) -> None:
    """A line that was left out waits for its physician."""
    omitted = line(DISPUTES[-1], len(story.setting.lines) + 1)
    with clock.standing(story.instant()):
        case = opened_through(story.case, story.coordinator)
        amount = (omitted.units.unit, omitted.units.requested)
        why = "It stands on the second page of the request; the application named the first page alone."
        ask_to_supplement(case, case.length, story.reviewer, omitted.words, *amount, why)


def publish(story: Story) -> None:
    """The decision is published without identities."""
    ref, file = _paper(story, "published.pdf", "A decision without identities", "Names and days are left out.")
    story.by_office(Published(document=ref), [file])


def take_down(story: Story) -> None:
    """What was published is taken down again."""
    story.by_office(TakenDown(reason="A street name had been left in; a mended copy follows."))


def _paper(story: Story, name: str, title: str, says: str) -> tuple[DocumentRef, File]:
    paper = printed(name, title, ORGANISATION, (f"Case {story.setting.number}.", says), _noon(story))
    return paper.ref, File(name, PDF, paper.data)


def _noon(story: Story) -> dt.datetime:
    return dt.datetime.combine(story.on, dt.time(12), story.programme.zone)


def close(story: Story) -> None:
    """The matter is at its end."""
    story.by_office(Closed(reason="Everything due is done."))


def reopen(story: Story) -> None:
    """The regulator opens the case again."""
    story.by(story.staff.regulator, Reopened(reason="The carrying out is disputed."))
    tell(story)


def withdraw(story: Story) -> None:
    """The worker withdraws the application."""
    story.by_party("worker", Withdrawn(party="worker", is_signed=True, reason="The treatment is no longer wanted."))
    tell(story)


def withdraw_line(story: Story, number: str) -> None:
    """The physician withdraws a line."""
    story.by_party("physician", LineWithdrawn(line=number, reason="Another treatment is tried first."))
    tell(story)


def authorise_line(story: Story, number: str, units: Decimal | None = None) -> None:
    """The claims administrator authorises a line, or some of its units."""
    story.by_party("payer", LineAuthorised(line=number, units=units))
    tell(story)


def settle_line(story: Story, number: str) -> None:
    """A line is settled between the parties."""
    story.by_party("payer", LineSettled(line=number, instrument="Stipulated award", form="award"))
    tell(story)


def strike_last(story: Story) -> None:
    """The last entry was a mistake and is struck."""
    story.by_office(Struck(entry=story.case.length, reason="Entered in the wrong case."))
