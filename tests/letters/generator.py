"""Determination letters of our own in the layouts of 2014 and 2016, with the traps that real letters hold.

Words and facts are invented. The generator shares nothing with the parser or the printer but the value that says what a
letter shows, so that a mistake of theirs is not made twice.
"""

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

from evenhand.determination.published import Layout, PublishedDetermination, PublishedTreatment
from evenhand.treatment import Outcome

STATES = ("California", "Oregon", "New Mexico", "West Virginia", "Rhode Island", "Texas")
SPECIALTIES = (
    "Orthopedic Surgery",
    "Physical Medicine & Rehabilitation",
    "Pain Management",
    "Hand Surgery",
    "Neurology",
)
BODY = ("left knee", "right wrist", "cervical spine", "lower back", "both shoulders", "right index finger")
NAMES = (
    "Paraffin bath for the {body}",
    "{n} sessions of aquatic exercise for the {body}",
    "Electrodiagnostic test of the {body} QTY: {n}",
    "Associated service: cold pack for the {body}, {n} days",
    'Custom brace, "{body}" (size {n}), with fitting',
    "{n} tablets of examplamine 25mg, 1-2 by mouth every 4-6 hrs as needed for pain of the {body}",
    "Follow-up with Dr. Placeholder regarding the {body} in {n} weeks",
    "Gym access for the {body}; {n} months",
    "MRI of the {body} w/o contrast",
    "post-op visit for the {body}",
    "Home help {n} hours a day, transport to and from visits, and a person to lift and carry while the {body} heals",
)
PARTS = (
    "{name} was the original request. {less} was authorized by the Claims Administrator. The remaining IMR eligible "
    "portion of the original request, {rest} is",
    "{name} was the original request. The Claims Administrator authorized {less}, leaving the original request IMR "
    "eligible. The original request, {name} is",
)
GUIDELINES = (
    "The payer named no evidence at all.",
    "Decision based on Imaginary Schedule of Care 2011.",
    "Decision based on Imaginary Schedule of Care 2011, Section(s): Heat & Cold; Braces, page(s) 12, 60-61.",
    "The reviewer went beyond the schedule. Decision based on Citation Invented Journal of Joints 12(3):45-50.",
    "No guideline: none was found.",
)
SENTENCES = (
    "The worker has had pain of the {body} since a crate fell from a height of {n} feet.",
    "An examination on 11-{d}-16 found swelling, a range of motion of {n} degrees and no loss of feeling.",
    "In {n} earlier reviews the same request was Upheld, and once it was Overturned.",
    "The schedule allows up to {n} visits: more need a reason, which the record does not give.",
    'The note of the visit says "better by {n} percent" but not in what.',
    "Neither heat nor cold (nor both) helped the {body}; see also Dr. Placeholder's note.",
    "The outcome of the earlier request: Upheld, as the {body} had healed.",
    "Is there a sign of a nerve at fault?",
    "Other care has not been tried.",
)
LAST = (
    "For these reasons the request is not medically necessary.",
    "Therefore the {body} should have this care, which is medically necessary.",
    "This request is not supported as it stands.",
    'The treatment is "not medically necessary."',
)
STATEMENT = (
    "{organisation} gave the file to a reviewer who has no tie to the worker, the employer, the payer or those who "
    "treat the worker, and who has practised for {n} years. "
)
COLUMN = 39.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Traps:
    """What a printed letter may do to its reader; each can be switched on by itself."""

    is_apart: bool = False
    """Blank lines part the paragraphs; otherwise nothing does."""
    by_rows: bool = False
    """The header comes row by row, with its last label broken over two lines."""
    page_lines: int = 0
    """A page has so many lines; 0 for one endless page."""
    page_numbers: bool = False
    crlf: bool = False
    mark: bool = False
    """The text begins with a byte order mark."""
    hard_spaces: bool = False
    curly: bool = False
    trailing_spaces: bool = False
    unstopped: bool = False
    """Reasons end without a full stop."""
    organisation: str = "MAXIMUS"


def letter(rng: random.Random, layout: Layout = Layout.CREDENTIALS_2016) -> PublishedDetermination:
    """A letter with invented facts; its `how_made` is left to the printing."""
    injury = date(1998, 1, 1) + timedelta(days=rng.randrange(6500))
    days = [injury]
    for _ in range(4):
        days.append(days[-1] + timedelta(days=rng.randrange(1, 60)))
    return PublishedDetermination(
        case_number=f"CM{rng.randrange(13, 18)}-{rng.randrange(10**7):07}",
        priority=rng.choice(("Standard", "Expedited")),
        date_of_injury=days[0],
        ur_denial_date=days[1],
        application_received=days[2],
        date_assigned=days[3],
        decision_date=days[4],
        licensure=tuple(rng.sample(STATES, rng.randint(1, 4))),
        specialty=", ".join(rng.sample(SPECIALTIES, rng.randint(1, 3))),
        summary=sentences(rng, rng.randint(2, 14)),
        treatments=tuple(treatment(rng) for _ in range(rng.choice((1, 1, 2, 3, 6, 12)))),
        layout=layout,
    )


def treatment(rng: random.Random) -> PublishedTreatment:
    """One decision; a partial authorisation now and then."""
    name = filled(rng, rng.choice(NAMES))
    if rng.random() < 0.25:
        name = rng.choice(PARTS).format(name=name, less=filled(rng, NAMES[1]), rest=filled(rng, NAMES[1]))
    last = filled(rng, rng.choice(LAST))
    return PublishedTreatment(
        title=name,
        outcome=rng.choice((Outcome.UPHELD, Outcome.UPHELD, Outcome.OVERTURNED, Outcome.OVERTURNED_IN_PART)),
        payer_guideline=rng.choice(GUIDELINES),
        reviewer_guideline=rng.choice(GUIDELINES),
        rationale=f"{sentences(rng, rng.randint(1, 12))} {last}",
    )


def sentences(rng: random.Random, count: int) -> str:
    """So many sentences of a case that never was."""
    return " ".join(filled(rng, rng.choice(SENTENCES)) for _ in range(count))


def filled(rng: random.Random, form: str) -> str:
    """A form of words with its blanks filled in."""
    return form.format(body=rng.choice(BODY), n=rng.randint(2, 30), d=rng.randint(10, 28))


def text(rng: random.Random, shown: PublishedDetermination, traps: Traps) -> str:
    """The letter as text with the traps that are switched on."""
    gap = ["", ""] if traps.is_apart else [""]
    lines = header(shown, by_rows=traps.by_rows or shown.layout is Layout.GRID_2014)
    for paragraph in paragraphs(rng, shown, traps):
        lines += gap[1:] + broken(paragraph)
    printed = paged(rng, lines, traps)
    if traps.trailing_spaces:
        printed = printed.replace("\n", "  \n")
    if traps.curly:
        printed = printed.replace("'", "\u2019")
    if traps.hard_spaces:
        printed = printed.replace("Decision Date", "Decision\xa0Date").replace(
            "Administrator guideline:", "Administrator\xa0guideline:"
        )
    return ("\ufeff" if traps.mark else "") + (printed.replace("\n", "\r\n") if traps.crlf else printed)


def header(shown: PublishedDetermination, *, by_rows: bool) -> list[str]:
    """The grid of dates, by rows or by columns; a value that is missing is left empty."""
    left = {"Case Number:": shown.case_number, "Date Assigned:": shown.date_assigned}
    left |= {"Decision Date:": shown.decision_date, "Priority:": shown.priority}
    right = {"Date of Injury:": shown.date_of_injury, "UR Denial Date:": shown.ur_denial_date}
    right |= {"Application Received:": shown.application_received}
    values = {label: printed(value) for label, value in (left | right).items()}
    if by_rows:
        rows = [("Case Number:",), *zip([*left][1:], right, strict=True)]
        told = ["\t".join(f"{label}\t{values[label]}" for label in row) for row in rows]
        return [line for row in told for line in row.replace("Application ", "Application\n").split("\n")] + [""]
    lines = []
    for column in (left, right):
        lines += [part for label in column for part in label.replace("Application ", "Application\n").split("\n")]
        lines += ["", *[values[label] for label in column], ""]
    return lines


def printed(value: str | date | None) -> str:
    """A value of the header as letters print it."""
    return value.strftime("%m/%d/%Y") if isinstance(value, date) else value or ""


def paragraphs(rng: random.Random, shown: PublishedDetermination, traps: Traps) -> list[str]:
    """The paragraphs of the letter below its header."""
    statement = STATEMENT.format(organisation=traps.organisation, n=rng.randint(5, 30))
    made = ["HOW THE IMR FINAL DETERMINATION WAS MADE"]
    if shown.layout is Layout.GRID_2014:
        where = " and ".join(", ".join(shown.licensure).rsplit(", ", 1))
        first, *more = (shown.specialty or "").split(", ", 1)
        second = f", has a subspecialty in {more[0]}" if more else ""
        made.append(
            f"{statement}The physician is Board Certified in {first}{second} and is licensed to practice in {where}."
        )
    else:
        made += [statement.strip(), f"State(s) of Licensure: {rng.choice((',', ', ')).join(shown.licensure)}"]
        made.append(f"Certification(s)/Specialty: {shown.specialty}")
    told = ["CLINICAL CASE SUMMARY", "What follows was drawn by the reviewer from the case, with all medical records:"]
    told += [shown.summary or "", "IMR ISSUES, DECISIONS AND RATIONALES"]
    told.append("The decisions, each with its reasons, on the services set forth below:")
    for line in shown.treatments:
        word = {"UPHELD": "Upheld", "OVERTURNED": "Overturned", "OVERTURNED_IN_PART": "Overturned in part"}[
            line.outcome or ""
        ]
        told.append(f"{line.title}: {word}")
        told.append(f"Claims Administrator guideline: {line.payer_guideline}")
        told.append(f"{traps.organisation} guideline: {line.reviewer_guideline}")
        told.append(f"Decision rationale: {line.rationale}".rstrip("." if traps.unstopped else ""))
    return made + told


def broken(paragraph: str) -> list[str]:
    """The paragraph in lines, each as full as proportional type allows."""
    lines = [""]
    for word in paragraph.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if lines[-1] and breadth(longer) > COLUMN:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def breadth(line: str) -> float:
    """About how wide a line is in a type with serifs, in its size."""
    return sum(
        0.28 if part in "iljtf.,:;'|()/- " else 0.75 if part in "mwMW%&" else 0.67 if part.isupper() else 0.47
        for part in line
    )


def paged(rng: random.Random, lines: list[str], traps: Traps) -> str:
    """The lines in pages, with a form feed before each but the first."""
    if not traps.page_lines:
        return "\n".join(lines) + "\n"
    pages = []
    while lines:
        room = max(traps.page_lines + rng.randint(-4, 4), 2)
        pages.append("\n".join(lines[:room]))
        lines = lines[room:]
    feet = [f"\n\n{number} of {len(pages)}" if traps.page_numbers else "\n" for number in range(1, len(pages) + 1)]
    return "\n\f".join(page + foot for page, foot in zip(pages, feet, strict=True)) + "\n\f"


def without(shown: PublishedDetermination) -> PublishedDetermination:
    """The letter without what depends on how it was read: findings, statement, file."""
    return replace(shown, findings=(), how_made=None, file="")
