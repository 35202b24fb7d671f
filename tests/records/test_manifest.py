"""The manifest of a record: counted, numbered and hashed."""

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from evenhand.cli.main import main
from evenhand.records.manifest import CameFrom, ManifestEntry, entries_of, fixed, listed_for
from evenhand.records.page import Legibility, PageValues
from evenhand.records.record import FileReading, RecordDocument

SOURCE = CameFrom("Tide Claims", dt.date(2021, 11, 2), "ab" * 32)
NAMES = {"pr2": "Progress report", "consultation": "Consultation"}
SENSITIVE = frozenset({"psychiatric"})


def document(pages: tuple[int, ...], title: str, *, other: bool = False, near: int | None = None) -> RecordDocument:
    return RecordDocument(
        pages=pages,
        type="consultation",
        choices=(),
        is_certain=True,
        title=title,
        author="Celia Orrin, MD",
        author_role="consulting physician",
        date_of_service=dt.date(2021, 8, 19),
        is_date_certain=True,
        report_date=None,
        is_other_person=other,
        near=near,
    )


PAGES = tuple(
    PageValues(number=number, blank=number == 2, legibility=Legibility.NONE if number == 3 else Legibility.GOOD)
    for number in range(1, 6)
)
RECORD = FileReading(
    file="a.pdf",
    pages=PAGES,
    documents=(
        document((1, 2, 3), "Psychiatric consultation"),
        document((4,), "Consultation", other=True),
        document((5,), "Consultation", near=0),
    ),
    cited=(),
)


def entries(first: int = 1) -> tuple[ManifestEntry, ...]:
    return entries_of([RECORD], [SOURCE], first=first)


def test_pages_are_counted_and_documents_numbered() -> None:
    manifest = fixed(entries())
    assert [(entry.number, entry.pages, entry.illegible, entry.blank, entry.near) for entry in manifest.entries] == [
        (1, 3, 1, 1, None),
        (2, 1, 0, 0, None),
        (3, 1, 0, 0, 1),
    ]
    assert (manifest.pages, manifest.pages_set_apart) == (5, 1)
    assert len({entry.sha256 for entry in manifest.entries}) == 3


@pytest.mark.parametrize("change", [{"pages": 4}, {"title": "Note"}, {"day": None}, {"illegible": 0}, {"sender": "X"}])
def test_the_hash_is_of_everything_on_the_list(change: dict[str, object]) -> None:
    own = entries()
    assert fixed(own).sha256 == fixed(entries()).sha256
    assert fixed((replace(own[0], **change), *own[1:])).sha256 != fixed(own).sha256  # type: ignore[arg-type]


def test_numbers_count_from_one_without_a_gap() -> None:
    with pytest.raises(ValueError, match="numbered from 1"):
        fixed(entries(first=2))
    with pytest.raises(ValueError, match="numbered from 1"):
        fixed((*entries(), *entries(first=5)))
    assert fixed((*entries(), *entries(first=4))).entries[5].near == 4


def test_a_sensitive_title_stands_by_its_type_only_to_who_does_not_hold_it() -> None:
    manifest = fixed(entries())
    for_party = listed_for(manifest, SENSITIVE, NAMES, holds_all=False)
    assert (for_party[0].title, for_party[0].author, for_party[2].title) == ("Consultation", None, "Consultation")
    for_reviewer = listed_for(manifest, SENSITIVE, NAMES, holds_all=True)
    assert for_reviewer[0].title == "Psychiatric consultation"


@pytest.mark.parametrize("holds_all", [True, False])
def test_papers_of_another_person_are_counted_and_named_to_nobody(holds_all: bool) -> None:
    entry = listed_for(fixed(entries()), SENSITIVE, NAMES, holds_all=holds_all)[1]
    assert (entry.pages, entry.title, entry.author, entry.day, entry.type) == (1, None, None, None, None)


def test_the_command_lists_a_file_and_a_brief_list_has_the_same_hash(tmp_path: Path) -> None:
    paper = tmp_path / "a.txt"
    paper.write_text(
        "Porto Clinic\n4 Quay Street, Porto, CA 90000\n\nPSYCHIATRIC CONSULTATION\n\nPatient: Ana Wenkow\nDate of "
        "consultation: 08/19/2021\n\nThank you for referring this patient.\n\nCelia Orrin, MD"
    )
    asked = [
        "records",
        "manifest",
        str(paper),
        "--sender",
        "Tide Claims",
        "--received",
        "2021-11-02",
        "--person",
        "Ana Wenkow",
    ]
    whole, brief = (CliRunner().invoke(main, [*asked, *more]) for more in ([], ["--brief"]))
    assert (whole.exit_code, brief.exit_code) == (0, 0), whole.output
    lists = [json.loads(answer.stdout) for answer in (whole, brief)]
    assert [told["documents"][0]["title"] for told in lists] == ["PSYCHIATRIC CONSULTATION", "Consultation"]
    assert lists[0]["sha256"] == lists[1]["sha256"]
    assert lists[0]["documents"][0]["date"] == "2021-08-19"


def test_a_manifest_without_a_day_of_receipt_is_refused(tmp_path: Path) -> None:
    asked = ["records", "manifest", "a.txt", "--sender", "S", "--received", "soon", "--person", "Ana Wenkow"]
    answer = CliRunner().invoke(main, asked)
    assert answer.exit_code == 2
    assert "no day such as" in answer.output
