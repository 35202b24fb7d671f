"""Whose a paper is: a score with reasons, and what files itself; never a paper by its name alone."""

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from evenhand.mailroom.matching import Conclusion, Key, KnownCase, Standing, conclusion, matched
from evenhand.mailroom.paper_facts import PaperFacts, number_keys, numbers_in

CASE = KnownCase(
    ident="one",
    number="CM26-0012345",
    claim_number="WC-0098-4471",
    name="Rosalind Tamsin Okoro",
    born_on=dt.date(1971, 4, 9),
    occurred_on=dt.date(2025, 11, 3),
    physician="Ignatius Velder, MD",
)
SECOND = replace(CASE, ident="two", number="CM26-0012399")
OTHER = KnownCase(
    ident="other", number="CM26-0077777", claim_number="X55-12908", name="Piet Marloe", born_on=dt.date(1966, 1, 2)
)


def paper(text: str, *, names: tuple[str, ...] = (), born: tuple[dt.date, ...] = (), days: tuple[dt.date, ...] = ()):  # type: ignore[no-untyped-def]
    return PaperFacts(text=text, numbers=numbers_in(text), names=names, born=born, days=(*born, *days))


def concluded(facts: PaperFacts, *cases: KnownCase, code: str = "") -> Conclusion:
    return conclusion((matched(facts, case, code) for case in cases), (code,) if code else ())


def test_a_number_with_a_name_files_itself() -> None:
    told = concluded(paper("Claim: wc 98 4471\nRe: OKORO, ROSALIND TAMSIN"), CASE, OTHER)
    assert (told.standing, told.case) == (Standing.FILES_ITSELF, "one")


def test_a_number_with_a_birth_or_an_occurrence_files_itself() -> None:
    by_birth = paper("CM26 0012345", born=(dt.date(1971, 4, 9),))
    by_occurrence = paper("Claim No. WC-98-4471", days=(dt.date(2025, 11, 3),))
    assert concluded(by_birth, CASE, OTHER).case == "one"
    assert concluded(by_occurrence, CASE, OTHER).case == "one"


@given(st.sampled_from(["Rosalind Tamsin Okoro", "OKORO, Rosalind Tamsin", "rosalind tamsin okoro"]))
def test_never_by_name_alone_nor_by_name_and_birth(name: str) -> None:
    told = concluded(paper(f"Patient: {name}", names=(name,)), CASE)
    assert told.standing is Standing.ASK
    assert told.words == "A name alone never files a paper."
    with_birth = concluded(paper(f"Patient: {name}", names=(name,), born=(dt.date(1971, 4, 9),)), CASE)
    assert with_birth.standing is Standing.ASK


def test_a_number_alone_does_not_file() -> None:
    assert concluded(paper("CM26-0012345"), CASE).standing is Standing.ASK


def test_what_speaks_against_it_leaves_it_to_a_person() -> None:
    born = paper("CM26-0012345 Rosalind Tamsin Okoro", born=(dt.date(1980, 1, 1),))
    told = concluded(born, CASE)
    assert told.standing is Standing.ASK
    assert "another date of birth" in told.words
    named = paper("CM26-0012345 of 11/03/2025", names=("Piet Marloe",), days=(dt.date(2025, 11, 3),))
    assert concluded(named, CASE).standing is Standing.ASK


def test_two_cases_of_one_claim_are_told_apart_by_the_case_number_alone() -> None:
    both = paper("WC-0098-4471 Rosalind Tamsin Okoro")
    assert concluded(both, CASE, SECOND).standing is Standing.ASK
    told = concluded(paper("WC-0098-4471 CM26-0012399 Rosalind Tamsin Okoro"), CASE, SECOND)
    assert (told.standing, told.case) == (Standing.FILES_ITSELF, "two")


def test_a_code_files_even_where_nothing_else_can_be_read() -> None:
    told = concluded(PaperFacts(), CASE, code="one")
    assert (told.standing, told.case) == (Standing.FILES_ITSELF, "one")


def test_a_code_over_another_person_s_paper_sets_it_apart() -> None:
    strange = paper("Patient: Piet Marloe", names=("Piet Marloe",))
    told = concluded(strange, CASE, code="one")
    assert (told.standing, told.case) == (Standing.OTHER_PERSON, "one")
    by_birth = paper("", born=(dt.date(1966, 1, 2),))
    assert concluded(by_birth, CASE, code="one").standing is Standing.OTHER_PERSON


def test_a_code_and_the_numbers_of_another_case_are_asked_about() -> None:
    astray = paper("X55-12908 of 1/2/1966", days=(dt.date(1966, 1, 2),))
    told = conclusion((matched(astray, case, "one") for case in (CASE, OTHER)), ("one",))
    assert told.standing is Standing.ASK


def test_codes_of_two_cases_are_asked_about() -> None:
    assert conclusion((), ("one", "two")).standing is Standing.ASK


def test_reasons_are_told_what_weighs_most_first_and_name_nobody() -> None:
    facts = paper(
        "CM26-0012345, Dr. Ignatius Velder MD", names=("Rosalind Tamsin Okoro",), days=(dt.date(2025, 11, 3),)
    )
    match = matched(facts, CASE)
    assert [part.key for part in match.parts] == [Key.CASE_NUMBER, Key.NAME, Key.OCCURRED_ON, Key.PHYSICIAN]
    assert match.score == 80
    assert not any("okoro" in part.words.lower() or "velder" in part.words.lower() for part in match.parts)


def test_a_number_one_sign_off_counts_for_little_and_files_nothing() -> None:
    misread = paper("CM26-0012346 Rosalind Tamsin Okoro")
    match = matched(misread, CASE)
    assert Key.CASE_NUMBER not in match.agreeing
    assert concluded(misread, CASE).standing is Standing.ASK


@given(st.text(max_size=200))
def test_any_text_is_read_for_numbers_and_bounded(text: str) -> None:
    numbers = numbers_in(text)
    assert len(numbers) <= 600
    assert all(number_keys(number) for number in numbers)


def test_numbers_are_the_same_however_they_are_typed() -> None:
    assert number_keys("WC-0098-4471") & number_keys("wc 98 4471")
    assert not number_keys("WC-0098-4471") & number_keys("WC-0098-4472")
