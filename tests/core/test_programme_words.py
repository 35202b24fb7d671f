"""No word of one programme stands in what serves all, but where a reason is given."""

from pathlib import PurePosixPath

import pytest

from tools.programme_words import by_file, told_by

_AS_PRINTED = "reads the letters California has published, by the labels and in the layouts they were printed in"
_PROCESS = "a worker here is a process"
_MEDICAL = "tells English words of a clinical record from one another, whichever programme it came under"

_HEADER = "names a day of a letter's header as the reader of published letters calls it"
_MADE_UP = "makes up claims, records and physicians of California's kind, as the demonstration does"
_OF_PHYSICIANS = "a partner or an employee of a physician, in whichever programme"

REASONED = {
    "src/evenhand/audit/intake_days.py": _HEADER,
    "src/evenhand/audit/letter_words.py": _HEADER,
    "src/evenhand/audit/privacy.py": _HEADER,
    "src/evenhand/letter/own_letter.py": _HEADER,
    "src/evenhand/audit/citation_check.py": _MEDICAL,
    "src/evenhand/audit/days_told.py": _MEDICAL,
    "src/evenhand/audit/person.py": _MEDICAL,
    "src/evenhand/panel/instance/synthetic_instance.py": _MADE_UP,
    "src/evenhand/synth/paper.py": _MADE_UP,
    "src/evenhand/synth/story.py": _MADE_UP,
    "src/evenhand/panel/ties/terms.py": _OF_PHYSICIANS,
    "src/evenhand/determination/foreign_lines.py": _AS_PRINTED,
    "src/evenhand/determination/header.py": _AS_PRINTED,
    "src/evenhand/determination/header_pieces.py": _AS_PRINTED,
    "src/evenhand/determination/labels.py": _AS_PRINTED,
    "src/evenhand/determination/letter_2013.py": _AS_PRINTED,
    "src/evenhand/determination/notice_2013.py": _AS_PRINTED,
    "src/evenhand/determination/parse.py": _AS_PRINTED,
    "src/evenhand/determination/professional_review.py": _AS_PRINTED,
    "src/evenhand/determination/published.py": _AS_PRINTED,
    "src/evenhand/determination/published_print.py": _AS_PRINTED,
    "src/evenhand/determination/recognised.py": _AS_PRINTED,
    "src/evenhand/determination/title.py": _AS_PRINTED,
    "src/evenhand/determination/usual_treatments.py": _AS_PRINTED,
    "src/evenhand/determination/lost_hyphen.py": _MEDICAL,
    "src/evenhand/audit/absence.py": _MEDICAL,
    "src/evenhand/audit/body_part.py": _MEDICAL,
    "src/evenhand/audit/sentence_kind.py": _MEDICAL,
    "src/evenhand/corpus/case_days.py": _MEDICAL,
    "src/evenhand/records/known_words.txt": _MEDICAL,
    "src/evenhand/records/person_names.py": _MEDICAL,
    "src/evenhand/records/record_words.py": _MEDICAL,
    "src/evenhand/records/service_day.py": _MEDICAL,
    "src/evenhand/determination/pdf_reader.py": _PROCESS,
    "src/evenhand/records/opening.py": _PROCESS,
    "src/evenhand_web/commands.py": _PROCESS,
    "src/evenhand_web/infrastructure/queue.py": _PROCESS,
    "src/evenhand_web/infrastructure/worker.py": _PROCESS,
    "src/evenhand_web/records/page_reader.py": _PROCESS,
}
"""Files that must name what only one programme has, or that name something else by such a word, and why."""

AT_FAULT: dict[str, int] = {
    "src/evenhand/likeness.py": 6,
    "src/evenhand/panel/ties/affiliations.py": 4,
    "src/evenhand/panel/ties/attestation.py": 3,
    "src/evenhand/panel/ties/subjects.py": 9,
    "src/evenhand_web/cases/duplicates.py": 3,
    "src/evenhand_web/cases/intake.py": 1,
    "src/evenhand_web/cases/models.py": 1,
    "src/evenhand_web/cases/party_ids.py": 1,
    "src/evenhand_web/pages/claim_facts_form.py": 2,
    "src/evenhand_web/panel/describing.py": 1,
}
"""Files that still tell words of one programme, and how many: a number may only shrink, and no file may come in."""


def test_no_file_tells_a_word_of_one_programme_but_those_known() -> None:
    told = {name: count for name, count in by_file().items() if name not in REASONED}
    more = {name: count for name, count in told.items() if count > AT_FAULT.get(name, 0)}
    assert more == {}, "ask the programme for its word: a label, a term, a fact"


def test_the_list_of_files_at_fault_shrinks_with_them() -> None:
    counted = by_file()
    assert {name: counted.get(name, 0) for name in AT_FAULT} == AT_FAULT


def test_every_reasoned_exception_is_still_needed() -> None:
    assert set(REASONED) <= set(by_file())


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("src/evenhand/clock.py", 'WORDS = "the injured worker"\n'),
        ("src/evenhand/clock.py", "class Filed:\n    injured_on: int\n"),
        ("src/evenhand/clock.py", 'DEFAULT = f"{day}: CAWC-A-01"\n'),
        ("src/evenhand_web/page.html", "<p>The claims administrator</p>\n"),
        ("src/evenhand_web/page.js", 'const by = "mail_ca";\n'),
    ],
)
def test_a_planted_word_is_told(name: str, text: str) -> None:
    assert list(told_by(PurePosixPath(name), text))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("src/evenhand/clock.py", '"""The injured worker."""\nX = "networked"  # LC 4610\n'),
        ("src/evenhand_web/page.html", "{% comment %}the injured worker{% endcomment %}<p>calc</p>\n"),
    ],
)
def test_comments_docstrings_and_other_words_are_left_alone(name: str, text: str) -> None:
    assert not list(told_by(PurePosixPath(name), text))
