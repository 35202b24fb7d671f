"""What is written like an identifier is masked though nothing is known; what medicine and guidelines say is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.corpus.lettering import composed, lettering
from evenhand.corpus.publication import identifiers, prepared
from evenhand.corpus.redaction import Kind
from tests.corpus.publishing import left, person, policy, prepare

MASKED = [
    ("Mr. Quux was seen.", "Mr. [name] was seen."),
    ("Dr. J. R. Quux-Doe said so.", "Dr. [name] said so."),
    ("dr quux said so.", "dr [name] said so."),
    ("It was read by Jane Quux, M.D., again.", "It was read by [name], M.D., again."),
    ("Patient name: quux, jane\nAge 40", "Patient name: [name]\nAge 40"),
    ("Employer: Golden Acorn Foods\nDate", "Employer: [organization]\nDate"),
    ("The bill of Quux Trucking LLC came.", "The bill of [organization] came."),
    ("DOB: 03/14/1962, male", "DOB: [date], male"),
    ("She was born in 1962 in a town.", "She was born in [date] in a town."),
    ("a 93-year-old woman", "a [date] woman"),
    ("a ninety-one year old man", "a [date] man"),
    ("SSN 000-12-3456 here", "SSN [number] here"),
    ("Claim Number: 16 0047 11 was late", "Claim Number: [number] was late"),
    ("ADJ1234567 was filed", "[number] was filed"),
    ("number four seven one one nine here", "number [number] here"),
    ("License No. A12345 holds", "License No. [number] holds"),
    ("call (559) 555-0134 ext. 7 now", "call [contact] now"),
    ("write to roe@mailbox.example today", "write to [contact] today"),
    ("at 12 Elm Street, Kerman, CA 93630 since", "at [address] since"),
    ("P.O. Box 12 is", "[address] is"),
    ("sent by State Fund in", "sent by [organization] in"),
    ("He moved to Long Beach again.", "He moved to [address] again."),
    ("It was explained to Zubizarreta.", "It was explained to [unsure]."),
    ("said Мария Иванова here", "said [unsure] here"),
]


@pytest.mark.parametrize(("text", "expected"), MASKED, ids=[text for text, _ in MASKED])
def test_written_like_an_identifier(text: str, expected: str) -> None:
    assert left(text) == expected


KEPT = [
    "Case Number: CM16-0999001",
    "The injured worker is a 48 year old female who hurt the left wrist on 03-04-2016.",
    "Positive Tinel's, Phalen's and Finkelstein's tests; negative Spurling's maneuver; Hawkins and Neer signs.",
    "Lasègue's sign and McMurray's test were negative. Waddell signs were absent.",
    "Osgood-Schlatter disease, de Quervain's tenosynovitis, a Baker's cyst and Morton's neuroma were ruled out.",
    "Gabapentin 300 mg #90, Norco 10/325, Lidoderm 5% patch; CPT 97110, 97140; HCPCS E0745; ICD-10 M54.16, S83.512A.",
    "MTUS/ACOEM and ODG (Official Disability Guidelines) Low Back chapter, updated 11/23/16 (Colorado, 2002).",
    "Benzodiazepines: Benditt D, et al. found so (Airaksinen, 2006); see www.nhlbi.nih.gov/health and UpToDate.com.",
    "State(s) of Licensure: Texas, California, New York, North Carolina",
    "Certification(s)/Specialty: Physical Medicine & Rehabilitation, Pain Management",
    "American College of Occupational and Environmental Medicine, Forearm, Wrist, and Hand Complaints 2004.",
    "L4-5 and C5-C6 disc protrusions; a 1.5 Tesla MRI; 5 \u00b5g and \u03b1-blockers.",
]


@pytest.mark.parametrize("text", KEPT)
def test_medicine_and_guidelines_stay(text: str) -> None:
    assert left(text) == text


def test_a_story_goes_whole_and_names_in_it_stay_masked_when_it_is_lifted() -> None:
    text = "The pain began. Mr. Quux was the sole survivor of the crane collapse shown on the evening news. He rests."
    letter = prepare(text)
    kinds = [redaction.kind for redaction in letter.redactions]
    assert letter.text.startswith("The pain began. ")
    assert letter.text.endswith(" He rests.")
    assert "crane" not in letter.text
    assert kinds.count(Kind.NAME) == 1
    assert any("story" in reason for reason in letter.reasons)


def test_a_rare_occupation_is_a_story_and_a_common_one_is_none() -> None:
    assert "lion" not in left("She works as a lion tamer. She rests.")
    assert left("She works as a warehouse clerk. She rests.") == "She works as a warehouse clerk. She rests."


def test_sensitive_matters_are_put_before_a_person_and_not_masked() -> None:
    letter = prepare("The worker has HIV and was treated for addiction.")
    assert letter.redactions == ()
    assert [reason.rpartition(" speaks of ")[2] for reason in letter.reasons] == [
        "HIV and sexually transmitted disease",
        "addiction",
    ]


def test_a_day_long_before_the_case_is_masked_until_a_person_lifts_it() -> None:
    text = "Seen on 03-04-2016. The chart shows 05/06/1971. He was injured on 05/06/1998. Seen on 04/05/2016."
    assert left(text) == text.replace("05/06/1971", "[unsure]")


@given(st.text(max_size=300))
def test_any_text_is_prepared_and_what_is_not_masked_stays(text: str) -> None:
    letter = prepared(text, policy())
    place, rebuilt = 0, ""
    for redaction in letter.redactions:
        assert place <= redaction.start < redaction.end <= len(text)
        rebuilt += text[place : redaction.start] + policy().masks[redaction.kind]
        place = redaction.end
    assert letter.text == rebuilt + text[place:]


@given(st.text(max_size=200))
def test_every_character_has_its_plain_one(text: str) -> None:
    joined, origin = composed(text)
    letter = lettering(joined)
    assert len(letter.plain) == len(joined)
    assert origin is None or len(origin) == len(joined) + 1
    assert [letter.plain[start:end] for start, end in zip(letter.starts, letter.ends, strict=True)] == letter.words


def test_a_sentence_as_typed_is_flagged_where_it_stands() -> None:
    text = "Mr. Quux (DOB 03/14/1962) has neck pain."
    flagged = [(text[mark.start : mark.end], mark.kind) for mark in identifiers(text, policy())]
    assert flagged == [("Quux", Kind.NAME), ("03/14/1962", Kind.DATE)]


OWN_FORM = """Injured Worker        Imani Example
Case Number           IMR-1
Claims Administrator  Sample Mutual
Appointed as          Qualified Medical Evaluator

Line 1. Six sessions: Upheld
~~~~~~~~~~~~~~~~~~~~~~~~~~~~

The claims administrator does not have to provide it.
"""


def test_the_form_of_a_letter_of_the_house_is_not_taken_for_somebody() -> None:
    told = left(OWN_FORM, person("Imani Example"), organizations=("Sample Mutual",))
    assert told == OWN_FORM.replace("Imani Example", "[name]").replace("Sample Mutual", "[organization]")
