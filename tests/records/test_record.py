"""A small record, told page by page: what a careful clerk would say of it."""

import datetime as dt
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.programme.library import programme_folder
from evenhand.records.record import FilePages, FileReading, read_record
from evenhand.records.record_words import RecordWords, load_record_words
from evenhand.records.shown import shown
from evenhand.records.whose import Person
from tests.records.text_pages import file_of

ANA = Person(name="Ana Wenkow", born=dt.date(1970, 3, 9))
HEAD = "Patient: Ana Wenkow     DOB: 03/09/1970\nDate of injury: 05/04/2021     Claim: WC-1234567\n"
SIGNED = "\n\nBruno Halstead, MD"


def progress_report(day: str, line: str, pain: int = 6) -> str:
    return (
        "Halstead Orthopedics\n12 Mill Road, Porto, CA 90000\n\nPRIMARY TREATING PHYSICIAN'S PROGRESS REPORT (PR-2)\n\n"
        f"{HEAD}Date of exam: {day}\n\nSUBJECTIVE COMPLAINTS\nShe returns for follow up of the left knee. {line}\n"
        f"Pain is {pain} of 10 on most days and the knee swells after standing for an hour at her register.\n\n"
        "OBJECTIVE FINDINGS\nThere is an effusion. Flexion is limited and painful at its end.\n\n"
        "TREATMENT PLAN\nContinue naproxen. She will be seen again in six weeks.\n\nWORK STATUS\nModified work."
        + SIGNED
    )


MRI = (
    "Porto Imaging\n4 Quay Street, Porto, CA 90000\n\nMRI REPORT\n\n" + HEAD + "Study date: 08/19/2021\nReferred by: "
    "Bruno Halstead, MD\n\nTECHNIQUE\nSagittal and axial T2 weighted images.\n\nIMPRESSION\nMeniscus tear."
    "\n\nCelia Orrin, MD, radiologist"
)
DECISION = (
    "Tide Review\n9 Pier Street, Porto, CA 90000\n\nUTILIZATION REVIEW DETERMINATION\n\n"
    + HEAD
    + "Decision date: 10/12/2021\n\nThe request for arthroscopy is not medically necessary and is denied.\n\n"
    "RECORDS REVIEWED\n1. PR-2 by Bruno Halstead, MD, dated 07/06/2021\n2. MRI report by Celia Orrin, MD, dated "
    "08/19/2021\n3. Physical therapy notes by Nestor Galdin, PT, dated 09/02/2021\n\nRATIONALE\nThe guideline asks for "
    "more.\n\nOtto Farring, MD, physician reviewer"
)


def read(words: RecordWords, *papers: str, person: Person | None = ANA) -> FileReading:
    return read_record([file_of(*papers)], words, person)[0]


def test_a_record_is_split_named_and_dated(words: RecordWords) -> None:
    record = read(words, progress_report("07/06/2021", "No change."), MRI, DECISION)
    told = [(one.pages, one.type, one.date_of_service, one.author) for one in record.documents]
    assert told == [
        ((1,), "pr2", dt.date(2021, 7, 6), "Bruno Halstead, MD"),
        ((2,), "imaging", dt.date(2021, 8, 19), "Celia Orrin, MD"),
        ((3,), "ur_decision", dt.date(2021, 10, 12), "Otto Farring, MD"),
    ]
    assert all(one.is_certain and one.is_date_certain and not one.choices for one in record.documents)


def test_what_the_decision_lists_is_matched_and_what_did_not_come_is_said(words: RecordWords) -> None:
    record = read(words, progress_report("07/06/2021", "No change."), MRI, DECISION)
    assert [(one.type, one.day, one.on_page, one.document) for one in record.cited] == [
        ("pr2", dt.date(2021, 7, 6), 3, 0),
        ("imaging", dt.date(2021, 8, 19), 3, 1),
        ("therapy_notes", dt.date(2021, 9, 2), 3, None),
    ]
    assert record.cited[2].author == "Nestor Galdin, PT"


def test_a_citation_finds_its_document_in_another_file(words: RecordWords) -> None:
    files = [file_of(DECISION, name="a.txt"), file_of(MRI, name="b.txt")]
    first, _ = read_record(files, words, ANA)
    assert [one.document for one in first.cited] == [None, 1, None]


def test_a_report_copied_forward_is_a_document_of_its_own(words: RecordWords) -> None:
    first = progress_report("07/06/2021", "No change.")
    later = progress_report("08/17/2021", "Numbness is new.")
    record = read(words, first, later)
    assert [(one.duplicate_of, one.near) for one in record.documents] == [(None, None), (None, None)]


def test_the_same_report_twice_is_a_copy_and_a_stamped_one_is_near(words: RecordWords) -> None:
    first = progress_report("07/06/2021", "No change.")
    stamped = first.replace("TREATMENT PLAN", "RECEIVED NOV 02 2021 MAILROOM\nTREATMENT PLAN")
    record = read(words, first, MRI, first, stamped)
    assert [(one.duplicate_of, one.near) for one in record.documents] == [
        (None, None),
        (None, None),
        (0, None),
        (None, 0),
    ]


def test_a_corrected_report_of_the_same_day_is_near_and_never_a_duplicate(words: RecordWords) -> None:
    record = read(
        words, progress_report("07/06/2021", "No change."), progress_report("07/06/2021", "No change.", pain=9)
    )
    assert [(one.duplicate_of, one.near) for one in record.documents] == [(None, None), (None, 0)]


def test_papers_of_another_person_are_set_apart(words: RecordWords) -> None:
    other = MRI.replace("Ana Wenkow", "Dora Pellinge").replace("03/09/1970", "11/30/1958")
    namesake = MRI.replace("03/09/1970", "12/24/1991")
    record = read(words, progress_report("07/06/2021", "No change."), other, namesake, MRI)
    assert [one.is_other_person for one in record.documents] == [False, True, True, False]
    pages = shown([record])["files"][0]["pages"]
    assert [page["other_person"] for page in pages] == [False, True, True, False]


def test_a_name_written_otherwise_is_the_same_person(words: RecordWords) -> None:
    turned = MRI.replace("Ana Wenkow", "WENKOW, ANA M.")
    misread = MRI.replace("Ana Wenkow", "Ana Wenkovv").replace("03/09/1970", "03/09/1978")
    record = read(words, turned, misread)
    assert [one.is_other_person for one in record.documents] == [False, False]


def test_whose_record_it_is_is_told_by_most_pages_where_nobody_says(words: RecordWords) -> None:
    other = MRI.replace("Ana Wenkow", "Dora Pellinge").replace("03/09/1970", "11/30/1958")
    reports = [progress_report(f"0{month}/06/2021", "No change.") for month in (6, 7, 8)]
    record = read(words, *reports, other, person=None)
    assert [one.is_other_person for one in record.documents] == [False, False, False, True]


def test_a_stray_page_belongs_to_the_document_it_goes_on_with(words: RecordWords) -> None:
    report = progress_report("07/06/2021", "No change.") + "\n\nPage 1 of 3"
    second = "naproxen helps the swelling of the knee at her register, and the effusion is less.\n\nPage 2 of 3"
    third = "Restrictions at the register stay as they are for six weeks more.\n\nPage 3 of 3"
    stray = "the meniscus tear is best seen on the sagittal weighted images of the study.\n\nPage 2 of 2"
    record = read(words, MRI + "\n\nPage 1 of 2", report, second, stray, third)
    assert [one.pages for one in record.documents] == [(1, 4), (2, 3, 5)]


def test_numbers_that_count_the_file_part_no_documents_and_join_none(words: RecordWords) -> None:
    papers = [progress_report(f"0{month}/06/2021", "No change.") for month in range(1, 8)] + [MRI] * 7
    record = read(words, *(f"{paper}\n\nPage {number} of 14" for number, paper in enumerate(papers, 1)))
    assert [one.pages for one in record.documents] == [(number,) for number in range(1, 15)]


def test_a_form_that_nobody_signed_is_not_certain_to_be_an_application(words: RecordWords) -> None:
    form = (
        "APPLICATION FOR INDEPENDENT MEDICAL REVIEW\n\nEmployee Name: Ana Wenkow\nDate of Birth: 03/09/1970\n"
        "Date of Injury: 05/04/2021\nDisputed medical treatment: arthroscopy\nConsent to obtain medical records\n\n"
    )
    signed = read(words, form + "Employee Signature: Ana Wenkow     Date signed: 10/20/2021").documents[0]
    unsigned = read(words, form + "Employee Signature:").documents[0]
    assert (signed.type, signed.is_certain) == ("dwc_form_imr", True)
    assert (unsigned.type, unsigned.is_certain) == ("dwc_form_imr", False)
    assert len(unsigned.choices) == 3


def test_a_blank_page_belongs_to_what_is_before_it(words: RecordWords) -> None:
    record = read(words, MRI, "   ", DECISION)
    assert [one.pages for one in record.documents] == [(1, 2), (3,)]
    assert [page.blank for page in record.pages] == [False, True, False]


@pytest.mark.parametrize(
    "wrong",
    [
        "Date of birth: 03/09/1970",
        "Date of injury: 05/04/2021",
        "Printed: 09/30/2021",
        "Next visit: 10/01/2021",
        "Received: 11/05/2021",
    ],
)
def test_other_days_are_not_the_day_of_service(wrong: str, words: RecordWords) -> None:
    record = read(
        words, f"MRI REPORT\n\nPatient: Ana Wenkow\n{wrong}\nStudy date: 08/19/2021\n\nTECHNIQUE\nAxial images."
    )
    assert record.documents[0].date_of_service == dt.date(2021, 8, 19)


def test_of_a_course_of_therapy_the_last_visit_counts(words: RecordWords) -> None:
    rows = "\n".join(f"0{month}/12/2021   therapeutic exercise, manual therapy   30 minutes" for month in (6, 7, 8))
    record = read(words, f"PHYSICAL THERAPY DAILY NOTES\n\nPatient: Ana Wenkow\n\nDate         Treatment\n{rows}")
    assert record.documents[0].date_of_service == dt.date(2021, 8, 12)


def test_a_day_is_not_certain_where_the_likeliest_types_do_not_agree_on_it(words: RecordWords) -> None:
    """Which day is the day of service depends on what the paper is: that of a request, or of a decision."""
    untitled = (
        "Patient: Ana Wenkow\nDate of injury: 05/04/2021\nDate of decision: 11/10/2021\nDate of request: 11/03/2021\n"
        "Specialty: orthopedics\nMRI of the knee\nFrequency: once\nSigned: Bruno Halstead, MD"
    )
    document = read(words, untitled).documents[0]
    assert (document.is_certain, document.is_date_certain) == (False, False)
    assert document.date_of_service in (dt.date(2021, 11, 10), dt.date(2021, 11, 3))


def test_the_shape_is_the_one_that_was_agreed(words: RecordWords) -> None:
    answer = shown([read(words, MRI, DECISION)])
    assert set(answer) == {"files"}
    file = answer["files"][0]
    assert set(file) == {"file", "pages", "documents", "cited"}
    assert set(file["pages"][0]) == {"page", "rotation", "legibility", "text_from", "blank", "other_person"}
    assert set(file["documents"][0]) == {
        "pages", "type", "choices", "certain", "title", "author", "author_role", "date_of_service", "date_certain",
        "report_date", "duplicate_of", "near",
    }  # fmt: skip
    assert set(file["cited"][0]) == {"type", "author", "date", "on_page", "document"}
    assert file["documents"][0]["date_of_service"] == "2021-08-19"


def test_a_file_without_pages_has_no_documents(words: RecordWords) -> None:
    assert read_record([FilePages(file="x", pages=())], words, ANA)[0].documents == ()


@cache
def california() -> RecordWords:
    """The words of the first programme: read once for all examples."""
    words = load_record_words(programme_folder("ca_wc"))[0]
    assert words
    return words


@given(st.lists(st.text(max_size=400), max_size=4))
def test_whatever_stands_on_pages_a_record_is_made(texts: list[str]) -> None:
    words = california()
    pages = [line for text in texts for line in text.split("\n")]
    if not any(line.strip() for line in pages):
        return
    record = read(words, *texts)
    assert sorted(page for document in record.documents for page in document.pages) == [
        page.number for page in record.pages
    ]
