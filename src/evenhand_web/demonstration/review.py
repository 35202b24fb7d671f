"""How a made-up case is reviewed: assignment, record, physician, questions, signature."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from evenhand.determination.assemble import findings_of
from evenhand.docket.aftermath import FeeCharged
from evenhand.docket.assignment import (
    AdministratorChanged,
    Assigned,
    ConvertedToExpedited,
    ExtensionGranted,
    RecordsAskedFor,
    RecordsReceived,
    ReferredWithoutRecords,
)
from evenhand.docket.party import MedicalRecord
from evenhand.docket.review import (
    DeterminationSigned,
    QuestionAnswered,
    QuestionAsked,
    ReviewerAssigned,
    ReviewerProposed,
    ReviewerRecused,
    SeveralReviewersApproved,
)
from evenhand.treatment import Necessity
from evenhand_web.accounts.models import Person
from evenhand_web.demonstration.intake import apply, find
from evenhand_web.demonstration.letters import ORGANISATION, decided, file_of, tell
from evenhand_web.demonstration.oath import oath, sworn_by
from evenhand_web.demonstration.opinion import analysis
from evenhand_web.demonstration.papers import PDF, Sheet, from_payer, from_physician, record
from evenhand_web.demonstration.people import specialty_of
from evenhand_web.demonstration.story import File, Story


def assign(story: Story) -> None:
    """The case is found eligible and assigned, and everybody is told the same day."""
    find(story)
    story.by(story.staff.regulator, Assigned(organisation=ORGANISATION))
    tell(story)


def charge(story: Story) -> None:
    """The fee is charged: the amount of 2020, for that of today was not read."""
    story.by_office(FeeCharged(amount=Decimal(345), basis="CAWC-H-01"))
    tell(story)


def sent_by_payer(story: Story, *, in_part: bool = False) -> None:
    """The claims administrator sends what it has; in part, the decision alone."""
    setting = story.setting
    sheets = from_payer(setting.people, setting.disputes, story.on - dt.timedelta(days=30))
    _send(story, "payer", 3, sheets[:1] if in_part else sheets)


def sent_by_physician(story: Story) -> None:
    """The physician sends reports; one that they cite does not come."""
    setting = story.setting
    lacking = MedicalRecord(id="R9", title="Report of an earlier evaluation", author="not known", received=False)
    _send(story, "physician", 6, from_physician(setting.people, setting.disputes), (lacking,))


def _send(story: Story, party: str, first: int, sheets: Sequence[Sheet], more: tuple[MedicalRecord, ...] = ()) -> None:
    at = dt.datetime.combine(story.on, dt.time(8), story.programme.zone)
    made = [
        record(f"R{number}", sheet, story.on - dt.timedelta(days=40 - number), at)
        for number, sheet in enumerate(sheets, start=first)
    ]
    listed = tuple(medical_record for medical_record, _ in made)
    files = [File(paper.name, PDF, paper.data) for _, paper in made]
    story.by_party(party, RecordsReceived(party=party, documents=listed + more, method="mail_ca"), files)


def with_record(story: Story, *, after_days: int = 9) -> None:
    """From the application to a complete record."""
    apply(story)
    story.wait(2)
    assign(story)
    story.wait(after_days)
    sent_by_payer(story)
    sent_by_physician(story)


def ask_for_missing(story: Story) -> None:
    """The claims administrator is asked for papers that the decision lists and that did not come; all get a copy."""
    records = ("MRI of the lumbar spine, listed as reviewed in the decision", "Physical therapy notes, no day told")
    story.by_office(RecordsAskedFor(party="payer", records=records))
    tell(story)


def refer(story: Story) -> None:
    """The case goes on although the claims administrator sent nothing."""
    story.by_office(ReferredWithoutRecords(reason="Asked for in writing and by telephone; nothing came."))


def change_administrator(story: Story) -> None:
    """Another administrator answers for the claim."""
    story.by_party(
        "payer",
        AdministratorChanged(
            effective_on=story.on - dt.timedelta(days=2),
            organisation="Specimen Casualty",
            address=("40 Specimen Plaza", "Sacramento, CA 95814"),
        ),
    )
    tell(story)


def convert(story: Story) -> None:
    """The physician certifies an imminent and serious threat: the review is expedited from now on."""
    story.by_party("physician", ConvertedToExpedited(certified_by="physician", documents=("Certification by fax",)))


def extend(story: Story, days: int = 3) -> None:
    """The regulator approves a longer period."""
    story.by(
        story.staff.regulator,
        ExtensionGranted(rule="CAWC-F-05", days=days, reason="A study arrived on the last day and must be read."),
    )
    tell(story)


def propose(story: Story, reviewer: Person | None = None) -> None:
    """A physician is proposed."""
    physician = reviewer or story.reviewer
    story.by_office(
        ReviewerProposed(reviewer=physician.ident, reasons=f"Board certified in {specialty_of(physician)}.")
    )


def attest(story: Story, reviewer: Person | None = None) -> None:
    """The physician swears to be qualified and free of conflict."""
    physician = reviewer or story.reviewer
    story.by(physician, oath(story, physician))


def seat(story: Story, reviewer: Person | None = None) -> None:
    """The file goes to the physician, who was proposed and has attested."""
    physician = reviewer or story.reviewer
    propose(story, physician)
    attest(story, physician)
    qualified = f"Board certified in {specialty_of(physician)}, licensed in California"
    story.by(story.staff.director, ReviewerAssigned(reviewer=physician.ident, qualifications=qualified))


def recuse(story: Story) -> None:
    """The physician steps down, and another takes the file."""
    reason = "I treated a relative of the employee years ago."
    story.by(story.reviewer, ReviewerRecused(reviewer=story.reviewer.ident, reason=reason))
    change_reviewer(story)
    seat(story)


def change_reviewer(story: Story) -> None:
    """Another physician than before is looked to."""
    others = [other for other in story.staff.reviewers if other != story.reviewer]
    story.reviewer = story.setting.draw.choice(others)


def seat_another(story: Story) -> None:
    """The file goes to a second physician as well."""
    change_reviewer(story)
    seat(story)


def allow_two(story: Story) -> None:
    """The regulator approves a second physician."""
    story.by(story.staff.regulator, SeveralReviewersApproved(count=2, reason="Two fields of medicine meet here."))


def question(story: Story) -> None:
    """A question of the physician goes to the requesting physician, copied to all."""
    asked = "When was the last examination, and what did the earlier sessions achieve?"
    story.by_office(QuestionAsked(party="physician", question=asked))
    tell(story)


def reply(story: Story) -> None:
    """The answer comes and is copied to all."""
    answer = "Four weeks before the request. The worker could stand an hour longer for some days."
    story.by_party("physician", QuestionAnswered(party="physician", answer=answer))
    tell(story)


def sign(story: Story, reviewer: Person | None = None) -> None:
    """The physician signs the analysis: every line in dispute answered, by chance one way or the other."""
    physician = reviewer or story.reviewer
    state = story.state
    lines = [state.treatments[line] for line in state.live_lines()]
    necessities = {line.id: story.setting.draw.choice((Necessity.NECESSARY, Necessity.NOT_NECESSARY)) for line in lines}
    conclude(story, physician, necessities)


def conclude(story: Story, reviewer: Person, necessities: dict[str, Necessity]) -> None:
    """The physician signs the analysis with the findings given."""
    state = story.state
    lines = [state.treatments[line] for line in state.live_lines()]
    written = analysis(lines, necessities, specialty_of(reviewer), sworn_by(story, reviewer))
    determination, paper = decided(story, written, story.on)
    story.by(
        reviewer,
        DeterminationSigned(reviewer=reviewer.ident, findings=findings_of(written), document=paper.ref),
        [file_of(paper)],
    )
    story.determination = determination
