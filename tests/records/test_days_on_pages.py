"""The days of papers as they are printed: broken over lines, under their labels, counted by the week, read twice."""

import datetime as dt

import pytest

from evenhand.records.page_signs import SignReader
from evenhand.records.record import read_record
from evenhand.records.record_words import RecordWords
from evenhand.records.whose import Person
from tests.records.text_pages import file_of, pages_of

ANA = Person(name="Ana Wenkow", born=dt.date(1970, 3, 9))
HEAD = "Halstead Clinic\n12 Mill Road, Porto, CA 90000\n\n"


def day_of(words: RecordWords, paper: str) -> dt.date | None:
    return read_record([file_of(paper)], words, ANA)[0].documents[0].date_of_service


@pytest.mark.parametrize(
    "stated",
    [
        "Visit date: Tuesday, September 14, 2021",
        "Visit date: Tue 09/14/2021",
        "Claim: WC-1234567    Visit date:\n09/14/2021 10:14",
        "Claim: WC-1234567    Visit date: 14-\nSep-2021    Employer: Quay Foods",
        "Claim: WC-1234567    Visit date: 2021-\n09-14    Employer: Quay Foods",
    ],
)
def test_a_day_is_read_however_it_is_broken_and_set(stated: str, words: RecordWords) -> None:
    paper = (
        f"{HEAD}OFFICE VISIT NOTE\n\nPatient: Ana Wenkow\n{stated}\n\nSubjective: knee pain as before. She saw the "
        "surgeon on 06/30/2021.\n\nPlan: return on 10/26/2021.\n\nBruno Halstead, MD"
    )
    assert day_of(words, paper) == dt.date(2021, 9, 14)


def test_the_first_treatment_may_be_on_the_day_of_injury(words: RecordWords) -> None:
    paper = (
        f"{HEAD}DOCTOR'S FIRST REPORT OF OCCUPATIONAL INJURY OR ILLNESS\n\nPatient: Ana Wenkow\nDate of injury: "
        "09/14/2021\nDate of first visit: 09/14/2021\n\nHurt her knee on a ramp. Recheck 09/21/2021.\n\nBruno Halstead"
    )
    assert day_of(words, paper) == dt.date(2021, 9, 14)


def test_a_day_of_another_paper_is_no_day_of_service(words: RecordWords) -> None:
    paper = (
        "September 14, 2021\n\nSUPPLEMENTAL QME REPORT\n\nRE: Ana Wenkow\n\nCounsel: the new records were a "
        "psychological consultation, 03/02/2021; a urine drug test, 04/05/2021. My opinions on causation stand.\n\n"
        "Bruno Halstead, MD"
    )
    assert day_of(words, paper) == dt.date(2021, 9, 14)


def test_a_list_without_a_day_of_its_own_has_that_of_its_printing_and_is_not_certain(words: RecordWords) -> None:
    paper = (
        f"{HEAD}PRESCRIPTION HISTORY\n\nCustomer: Ana Wenkow\nPrinted: 09/14/2021\n\nFill date     Drug     Qty\n"
        "03/04/2021     naproxen 550 mg     60\n04/06/2021     naproxen 550 mg     60\n05/07/2021     naproxen     60"
    )
    document = read_record([file_of(paper)], words, ANA)[0].documents[0]
    assert (document.date_of_service, document.is_date_certain) == (dt.date(2021, 9, 14), False)


def test_a_day_that_was_read_twice_counts_as_one(words: RecordWords) -> None:
    """A second reading sets what it read beside what stood there, its parts bound by hard spaces."""
    page = pages_of("Date of exam\nMar.\u00a018,\u00a02021 18, 2021\n")[0]
    assert [(day.day, day.label) for day in SignReader(words).signs(page).days] == [
        (dt.date(2021, 3, 18), "date of exam")
    ]


def test_what_the_text_counts_is_no_page_number(words: RecordWords) -> None:
    note = (
        f"{HEAD}PHYSICAL THERAPY DAILY NOTE\n\nPatient: Ana Wenkow\nDate: {{day}}\n\nTolerated exercise well. Goals "
        "met {met} of 3, others go on.\n"
    )
    papers = (note.format(day="03/02/2021", met=1), note.format(day="03/09/2021", met=2))
    assert [document.pages for document in read_record([file_of(*papers)], words, ANA)[0].documents] == [(1,), (2,)]


def test_two_copies_one_behind_the_other_are_two_documents(words: RecordWords) -> None:
    form = (
        "FORM P\n\n[X] Periodic report\n[ ] Change of plan\n\nLast, first: Wenkow, Ana     Sex: female\nClaim: WC-12345"
        "\n\nComplaints: the knee swells after an hour at the register and wakes her at night.\nFound: an effusion, "
        "flexion limited.\nGo on with naproxen. Off work until 11/01/2021.\n\nSigned in Porto"
    )
    documents = read_record([file_of(form, form)], words, ANA)[0].documents
    assert [document.pages for document in documents] == [(1,), (2,)]
    assert documents[1].duplicate_of == 0


def test_a_page_that_holds_a_signature_ends_what_is_before_it(words: RecordWords) -> None:
    first = (
        f"{HEAD}MRI REPORT\n\nPatient: Ana Wenkow\nStudy date: 08/19/2021\n\nTECHNIQUE\nSagittal images.\n\n"
        "IMPRESSION\nMeniscus tear."
    )
    pages = file_of(first, "\n\n\nCelia Orrin, MD, Radiologist\n\nReport finalized 08/20/2021")
    assert [document.pages for document in read_record([pages], words, ANA)[0].documents] == [(1, 2)]


def test_a_report_with_its_parts_is_no_slip_though_it_says_who_may_work(words: RecordWords) -> None:
    paper = (
        f"{HEAD}Patient: Ana Wenkow\nDate seen: 09/14/2021\n\nHistory since last visit\nThe knee is sorer."
        "\n\nFindings\nAn effusion.\n\nDiagnosis\nMeniscus tear.\n\nPlan\nNaproxen.\n\nAbility to work\nLight work, "
        "nothing heavier than ten pounds, no kneeling.\n\nBruno Halstead, MD"
    )
    document = read_record([file_of(paper)], words, ANA)[0].documents[0]
    assert document.type != "work_status"
