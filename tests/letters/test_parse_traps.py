"""What letters do to their reader, one trap at a time."""

from datetime import date

import pytest

from evenhand.determination.parse import parse
from evenhand.determination.published import Layout, PublishedDetermination, PublishedTreatment
from evenhand.finding import Severity
from evenhand.treatment import Outcome

HEADER = (
    "Case Number:\tCM15-0000042\nDate Assigned:\t03/02/2015\tDate of Injury:\t01/05/2012\n"
    "Decision Date:\t04/01/2015\tUR Denial Date:\t02/03/2015\nPriority:\tStandard\tApplication Received:\t02/20/2015\n"
)
MADE = (
    "HOW THE IMR FINAL DETERMINATION WAS MADE\nThe reviewer takes no side.\n"
    "State(s) of Licensure: Oregon\nCertification(s)/Specialty: Neurology\n"
)
SUMMARY = "CLINICAL CASE SUMMARY\nDrawn from all medical records:\nThe worker fell.\n"
ISSUES = "IMR ISSUES, DECISIONS AND RATIONALES\nThe services set forth below:\n"
PARTS = "Claims Administrator guideline: Theirs.\nMAXIMUS guideline: Ours.\nDecision rationale: {why}\n"
FULL = "The record was read with care, and the visits, the tests and the notes were weighed one by one for it."
"""A line that fills the column."""


def page(*blocks: str) -> str:
    """A letter of 2016 with these decisions."""
    return HEADER + MADE + SUMMARY + ISSUES + "".join(blocks)


def block(name: str, why: str = "It is not medically necessary.", word: str = "Upheld") -> str:
    """One decision with its guidelines and its reasons."""
    return f"{name}: {word}\n" + PARTS.format(why=why)


def titles(text: str) -> list[str | None]:
    """The names of the treatments that are read from a letter."""
    return [treatment.title for treatment in parse(text).treatments]


def rules(letter: PublishedDetermination) -> list[str]:
    """The ids of the findings on a letter."""
    return [finding.rule for finding in letter.findings]


def only(text: str) -> PublishedTreatment:
    """The one decision of a letter."""
    (treatment,) = parse(text).treatments
    return treatment


def test_a_whole_letter_has_every_field_and_no_finding() -> None:
    letter = parse(page(block("Knee brace", why="Because.")))
    assert letter == PublishedDetermination(
        case_number="CM15-0000042",
        priority="Standard",
        date_assigned=date(2015, 3, 2),
        date_of_injury=date(2012, 1, 5),
        decision_date=date(2015, 4, 1),
        ur_denial_date=date(2015, 2, 3),
        application_received=date(2015, 2, 20),
        licensure=("Oregon",),
        specialty="Neurology",
        summary="The worker fell.",
        treatments=(
            PublishedTreatment(
                title="Knee brace",
                outcome=Outcome.UPHELD,
                payer_guideline="Theirs.",
                reviewer_guideline="Ours.",
                rationale="Because.",
            ),
        ),
        layout=Layout.CREDENTIALS_2016,
        how_made="The reviewer takes no side.",
    )


@pytest.mark.parametrize(
    ("word", "outcome"),
    [
        ("Upheld", Outcome.UPHELD),
        ("UPHELD", Outcome.UPHELD),
        ("Overturned", Outcome.OVERTURNED),
        ("Overturned in part", Outcome.OVERTURNED_IN_PART),
        ("Partially Overturned", Outcome.OVERTURNED_IN_PART),
        ("Upheld in\npart", Outcome.OVERTURNED_IN_PART),
    ],
)
def test_outcomes(word: str, outcome: Outcome) -> None:
    letter = parse(page(block("Brace", word=word)))
    assert [treatment.outcome for treatment in letter.treatments] == [outcome]
    assert rules(letter) == []


@pytest.mark.parametrize(
    "word",
    ["Not upheld", "Not Overturned", "Overturned: no", "Upheld / Overturned", "Reversed", "Held", "Never modified"],
)
def test_a_word_that_is_no_outcome_gives_none(word: str) -> None:
    letter = parse(page(block("Brace", word=word), block("Cane")))
    assert [line.outcome for line in letter.treatments] == [None, Outcome.UPHELD]
    assert Severity.MAJOR in {finding.severity for finding in letter.findings}


@pytest.mark.parametrize(("word", "printed"), [("Uphled", "Uphled"), ("Overturnd", "Overturnd")])
def test_a_misspelled_outcome_is_null_and_said(word: str, printed: str) -> None:
    letter = parse(page(block("Brace", word=word)))
    assert letter.treatments[0].outcome is None
    assert rules(letter) == ["PARSE-OUTCOME"]
    assert letter.findings[0].severity is Severity.MAJOR
    assert printed in letter.findings[0].message


def test_a_missing_outcome_is_null_and_said() -> None:
    letter = parse(page("Test, QTY: 2\n" + PARTS.format(why="Because.")))
    assert (letter.treatments[0].title, letter.treatments[0].outcome) == ("Test, QTY: 2", None)
    assert rules(letter) == ["PARSE-OUTCOME"]


def test_the_outcome_may_stand_on_the_next_line() -> None:
    assert (
        titles(page(block("Brace"), block(f"{FULL[:-1]}\nat home", word="\nOverturned")))[1] == f"{FULL[:-1]} at home"
    )


def test_words_of_outcome_and_colons_inside_names_and_reasons() -> None:
    why = (
        f"{FULL}\nThe earlier decision: Upheld\nand then Overturned: that was in May.\nMTUS guideline: none. It ended."
    )
    letter = parse(page(block("Pre-op labs: CBC", why=why), block("Brace: QTY: 2")))
    assert [treatment.title for treatment in letter.treatments] == ["Pre-op labs: CBC", "Brace: QTY: 2"]
    assert letter.treatments[0].rationale == " ".join(why.split())


PARTIAL = (
    "Nine visits for the knee, three times a week for three weeks, to train and to stretch it, was the\n"
    "original request. Three visits for the knee, one time a week, was authorized by the payer for now.\n"
    "The remaining IMR eligible portion of the original request, six visits for the knee, is"
)


@pytest.mark.parametrize("why", [f"{FULL}\nIt is not medically necessary.", f"{FULL}\n{FULL}"])
def test_a_partial_authorisation_stays_whole(why: str) -> None:
    assert titles(page(block("Brace", why=why), block(PARTIAL)))[1] == " ".join(PARTIAL.split())


def test_a_partial_authorisation_quoted_in_the_reasons_is_no_name() -> None:
    why = f'{FULL}\nThe request for "{PARTIAL}" fails.'
    assert titles(page(block(PARTIAL, why=why), block("Brace")))[1] == "Brace"


def test_a_name_broken_by_a_page() -> None:
    name = f"{FULL[:-1]}\n\n\fand what goes on overleaf"
    assert titles(page(block("Brace"), block(name)))[1] == " ".join(name.split())


def test_reasons_and_name_parted_by_a_page() -> None:
    text = page(block("Brace", why=f"{FULL}\n{FULL}\n\n\f"), block("Cane"))
    assert titles(text) == ["Brace", "Cane"]
    assert parse(text).treatments[0].rationale == f"{FULL} {FULL}"


def test_a_name_of_several_sentences_on_full_lines() -> None:
    first = "Home care by a nurse. Two visits on each day of the week. Each of two hours, by day or by night only."
    text = page(block("Brace", why=f"{FULL}\nIt is not necessary."), block(f"{first}\nMeals"))
    assert titles(text)[1] == f"{first} Meals"


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("Claims\nAdministrator guideline:", "payer_guideline"),
        ("Claims Administrator\nguideline:", "payer_guideline"),
        ("Claim Adminstrator guideline:", "payer_guideline"),
        ("CLAIMS ADMINISTRATOR GUIDELINE:", "payer_guideline"),
    ],
)
def test_labels_wrapped_or_misspelled(label: str, field: str) -> None:
    text = page(block("Brace"), block("Cane")).replace("Claims Administrator guideline:", label)
    letter = parse(text)
    assert [getattr(treatment, field) for treatment in letter.treatments] == ["Theirs.", "Theirs."]
    assert rules(letter) == []


def test_an_empty_or_missing_statement_is_null_and_said() -> None:
    text = page(block("Brace").replace(" Ours.", ""), block("Cane").replace("MAXIMUS guideline: Ours.\n", ""))
    letter = parse(text)
    assert [treatment.reviewer_guideline for treatment in letter.treatments] == [None, None]
    assert [finding.message for finding in letter.findings] == [
        'the reviewer guideline for "Brace" is empty',
        'the reviewer guideline for "Cane" is not shown',
    ]


def test_a_decision_without_its_first_label_is_still_a_decision() -> None:
    text = page(block("Brace"), block("Cane").replace("Claims Administrator guideline: Theirs.\n", ""), block("Walker"))
    assert titles(text) == ["Brace", "Cane", "Walker"]


def test_names_and_outcomes_alone_are_read_and_said() -> None:
    letter = parse(page("Cane: Upheld\n", block("Brace"), "Walker: Overturned\nStick: Upheld\n"))
    assert [treatment.title for treatment in letter.treatments] == ["Cane", "Brace", "Walker", "Stick"]
    assert letter.treatments[1].rationale == "It is not medically necessary."
    assert rules(letter) == ["PARSE-TREATMENTS"] * 3


def test_reasons_that_break_off_are_said() -> None:
    letter = parse(page(block("Brace", why="It is not")))
    assert rules(letter) == ["PARSE-RATIONALE"]
    assert letter.findings[0].severity is Severity.NOTE


def test_without_a_decision_the_paper_cannot_be_used() -> None:
    letter = parse(page())
    assert letter.findings[-1].rule == "PARSE-TREATMENTS"
    assert letter.findings[-1].severity is Severity.FATAL


def test_misspelled_headings_are_known() -> None:
    text = page(block("Brace")).replace("CASE SUMMARY", "CASE SUMARY").replace("DECISIONS AND", "DECISIONS, AND")
    assert parse(text) == parse(page(block("Brace")))


def test_two_letters_in_one_file() -> None:
    letter = parse(page(block("Brace")) + "\f" + page(block("Cane")))
    assert [treatment.title for treatment in letter.treatments] == ["Brace"]
    assert letter.treatments[0].rationale == "It is not medically necessary."
    assert rules(letter) == ["PARSE-SEVERAL"]


def test_the_reviewer_in_a_sentence() -> None:
    sentence = (
        "The physician is Board\nCertified in Chest Medicine, has a subspecialty in Sleep Medicine and is licensed to\n"
        "practice in Texas, Utah and New Mexico. Other words follow.\n"
    )
    letter = parse(HEADER + "HOW THE IMR FINAL DETERMINATION WAS MADE\n" + sentence + SUMMARY + ISSUES + block("Brace"))
    assert letter.layout is Layout.GRID_2014
    assert letter.licensure == ("Texas", "Utah", "New Mexico")
    assert letter.specialty == "Chest Medicine, Sleep Medicine"
    assert letter.how_made == " ".join(sentence.split())


def test_states_on_several_lines() -> None:
    text = page(block("Brace")).replace("Oregon", "Oregon,New\nMexico, Rhode Island,\nTexas")
    assert parse(text).licensure == ("Oregon", "New Mexico", "Rhode Island", "Texas")


LABELS = (
    "Case Number:\nDate Assigned:\nDecision Date:\nPriority:\n\nCM15-0000042\n03/02/2015\n04/01/2015\nExpedited\n\n"
)
COLUMN = "Date of Injury:\nUR Denial Date:\nApplication\nReceived:\n\n"
INJURY, DENIAL, RECEIVED = date(2012, 1, 5), date(2015, 2, 3), date(2015, 2, 20)


@pytest.mark.parametrize(
    ("header", "days"),
    [
        (f"{COLUMN}01/05/2012\n02/03/2015\n02/20/2015\n", (INJURY, DENIAL, RECEIVED)),
        (f"{COLUMN}01/05/2012\n\n02/20/2015\n", (INJURY, None, RECEIVED)),
        (f"{COLUMN}01/05/2012\n02/20/2015\n", (None, None, None)),
        (f"{COLUMN}01/05/2012\nN/A\n02/20/2015\n", (INJURY, None, RECEIVED)),
        (f"{COLUMN}1/5/12\n2015-02-03\nFebruary 20, 2015\n", (INJURY, DENIAL, RECEIVED)),
        ("Date of Injury: 01/05/2012\nUR Denial\nDate: 02/03/2015\nApplication 02/20/2015\nReceived:\n", None),
        ("Date of Injury: UR Denial Date:\n01/05/2012 02/03/2015\nApplication Received: 02/20/2015\n", None),
        ("Date of Injury: 01/05/2012 UR Denial Date: 02/03/2015 Application\xa0Received: 02/20/2015\n", None),
    ],
)
def test_headers(header: str, days: tuple[date | None, ...] | None) -> None:
    letter = parse(LABELS + header + "\n" + MADE + SUMMARY + ISSUES + block("Brace"))
    assert (letter.case_number, letter.priority) == ("CM15-0000042", "Expedited")
    assert (letter.date_assigned, letter.decision_date) == (date(2015, 3, 2), date(2015, 4, 1))
    assert (letter.date_of_injury, letter.ur_denial_date, letter.application_received) == (
        days or (INJURY, DENIAL, RECEIVED)
    )
    assert all(rule in ("PARSE-HEADER", "PARSE-DATE") for rule in rules(letter))
    assert len(rules(letter)) == (days or ()).count(None)


NOTICE = """Notice of Determination
Dated: 9/12/2013
IMR Case Number: CM13-0000042
Date of Injury: 1/5/2012
IMR Application Received: 2/20/2013

1) Evergreen Reviews, Inc. has determined the request for twelve visits
for the left knee is not medically necessary and appropriate.
2) Evergreen Reviews, Inc. has determined the request for a brace is medically necessary and appropriate.

An application was filed on 2/20/2013 against the Utilization Review Denial dated 2/3/2013. A Notice of Assignment
was sent on 3/2/2013.
Medical Qualifications of the Reviewer:
The reviewer is Board Certified in Hand Surgery and is licensed to practice in Utah.
Expert Reviewer Case Summary:
The worker fell.
Documents Reviewed for Determination:
A note.
1) Regarding the request for twelve visits:
The Claims Administrator named no evidence.
The Expert Reviewer named a schedule.
Rationale for the Decision:
Six are enough.
2) Regarding the request for a brace:
Rationale for the Decision:
It helps.
"""


def test_the_notice_of_2013() -> None:
    letter = parse(NOTICE)
    assert letter.layout is Layout.NOTICE_2013
    assert (letter.case_number, letter.decision_date) == ("CM13-0000042", date(2013, 9, 12))
    assert (letter.ur_denial_date, letter.date_assigned) == (date(2013, 2, 3), date(2013, 3, 2))
    assert (letter.licensure, letter.specialty, letter.summary) == (("Utah",), "Hand Surgery", "The worker fell.")
    visits, brace = letter.treatments
    assert (visits.title, visits.outcome) == ("twelve visits for the left knee", Outcome.UPHELD)
    assert visits.payer_guideline == "The Claims Administrator named no evidence."
    assert visits.reviewer_guideline == "The Expert Reviewer named a schedule."
    assert (visits.rationale, brace.rationale) == ("Six are enough.", "It helps.")
    assert (brace.title, brace.outcome, brace.payer_guideline) == ("brace", Outcome.OVERTURNED, None)


def test_a_paper_that_is_no_letter_says_so() -> None:
    letter = parse("Dear all,\nplease find attached: nothing.\n")
    assert letter.layout is Layout.UNKNOWN
    assert rules(letter) == ["PARSE-HEADER", "PARSE-LAYOUT", "PARSE-TREATMENTS"]
    assert (letter.case_number, letter.treatments, letter.summary) == (None, (), None)


@pytest.mark.parametrize("name", ["Knee brace: not", "Knee brace, not", "Knee brace never", "Knee brace (not"])
def test_a_name_that_turns_its_outcome_round_is_unclear(name: str) -> None:
    letter = parse(page(block(name), block("Cane", word="Overturned")))
    first, second = letter.treatments
    assert (first.outcome, second.outcome) == (None, Outcome.OVERTURNED)
    assert (first.title or "").startswith("Knee brace")
    assert [finding.severity for finding in letter.findings if finding.rule == "PARSE-OUTCOME"] == [Severity.MAJOR]


@pytest.mark.parametrize("word", ["partially", "in part", "not yet", "neither"])
def test_a_holding_of_2013_that_is_neither_is_unclear(word: str) -> None:
    letter = parse(NOTICE.replace("is not medically", f"is {word} medically"))
    visits, brace = letter.treatments
    assert (visits.outcome, brace.outcome) == (None, Outcome.OVERTURNED)
    assert "PARSE-OUTCOME" in rules(letter)
