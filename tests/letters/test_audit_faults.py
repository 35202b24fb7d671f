"""Letters with one fault each, of the kinds that a rule can tell, and their innocent neighbors."""

import pytest

from evenhand.audit.claim import Claim, Kind
from evenhand.audit.report import in_order
from tests.letters.audit_letters import SOUND, audited, changed

TITLE = "Physical therapy for the cervical spine, 6 visits: Upheld"
ASKED = "The physician requested 6 visits of physical therapy for the cervical spine."
LAST = "The request for 6 visits of physical therapy for the cervical spine is not medically necessary."
SPLIT = (
    "Physical therapy, 12 visits was the original request. 4 visits was authorized by the Claims Administrator. The "
    "remaining IMR eligible portion of the original request, {left} visits of physical therapy is: Upheld"
)
COURSE = "Physical therapy for the cervical spine, 2 times a week for 6 weeks: Upheld"
ASKED_AS_COURSE = "The physician requested physical therapy 2 times a week for 6 weeks for the cervical spine."


def claims(text: str) -> list[Claim]:
    return [claim for claim in in_order(audited(text)) if not claim.prompt]


def kinds(text: str) -> set[Kind]:
    return {claim.kind for claim in claims(text)}


def with_course(told: str) -> str:
    last = f"The request for physical therapy {told} is not medically necessary."
    return changed((TITLE, COURSE), (ASKED, ASKED_AS_COURSE), (LAST, last))


def test_the_sound_letter_has_none() -> None:
    assert not claims(SOUND)


def test_a_course_of_other_numbers_is_told() -> None:
    assert Kind.QUANTITY in kinds(with_course("3 times a week for 6 weeks"))
    assert Kind.QUANTITY not in kinds(with_course("2 times a week for 6 weeks"))
    assert Kind.QUANTITY not in kinds(with_course("2x6"))


def test_what_is_left_is_what_was_asked_less_what_was_granted() -> None:
    wrong, right = (changed((TITLE, SPLIT.format(left=left)), (ASKED, ""), (LAST, "It is not.")) for left in (6, 8))
    assert [claim.kind for claim in claims(wrong)] == [Kind.QUANTITY]
    assert not claims(right)


@pytest.mark.parametrize(("unit", "is_wrong"), [("mcg", True), ("mg", False)])
def test_a_strength_in_another_unit_is_told(unit: str, is_wrong: bool) -> None:
    text = changed(
        (TITLE, f"Naproxen 500{unit} #60: Upheld"), (ASKED, ""), (LAST, "Naproxen is not medically necessary.")
    )
    assert (Kind.DOSE in kinds(text)) is is_wrong


def test_a_day_of_injury_named_as_such_is_that_of_the_header() -> None:
    header = ("Date of Injury:\t", "Date of Injury:\t04/01/2015")
    told = "The record tells of no change"
    wrong = changed(header, (told, f"The date of injury is April 21, 2015. {told}"))
    another = changed(
        header, (told, f"The date of a prior injury, the first date of injury, is April 21, 2014. {told}")
    )
    assert Kind.DATE in kinds(wrong)
    assert Kind.DATE not in kinds(another)


def test_a_chapter_of_a_book_outside_the_schedule_is_read() -> None:
    cited = "MAXIMUS guideline: Decision based on MTUS Neck and Upper Back Complaints 2004, Section(s): Initial Care."
    other = (
        "MAXIMUS guideline: Decision based on Non-MTUS Citation ACOEM Practice Guidelines, Knee Complaints, page 340."
    )
    assert Kind.GUIDELINE_BODY_PART in kinds(changed((cited, other)))


def test_the_company_somebody_works_for_is_a_name() -> None:
    told = "The worker strained the neck while lifting."
    assert Kind.OTHER in kinds(changed((told, f"{told} She works at Quill Foods, Inc. in the yard.")))


@pytest.mark.parametrize("test", ["compelling evidence", "no conclusive proof", "an exceptional need"])
def test_a_test_that_is_none_of_the_law_is_told(test: str) -> None:
    told = "The record tells of no change"
    assert Kind.WRONG_TEST in kinds(changed((told, f"The record shows {test} to go further. {told}")))
