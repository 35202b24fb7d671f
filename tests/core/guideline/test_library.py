"""The library: which edition counts on which day, how a citation stands, and nothing stated that nobody has read."""

import datetime as dt
import re
import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.guideline.cited import CitedGuideline
from evenhand.guideline.in_force import CaseDays, editions_in_force, lines, successor
from evenhand.guideline.library import Basis, Confidence, Library, pointer
from evenhand.guideline.library_file import load_library
from evenhand.guideline.lookup import lookup
from evenhand.guideline.patterns import key
from evenhand.guideline.standing import Standing, standing
from evenhand.programme.library import programme_folder

FOLDER = programme_folder("ca_wc")


def packaged() -> Library:
    library, findings = load_library(FOLDER)
    assert findings == ()
    assert library is not None
    return library


LIBRARY = packaged()


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def counting(topic: str, decision: str, request: str = "", service: str = "") -> str:
    """The edition that counts for a topic, by the worked days of a case."""
    days = CaseDays(
        decision=day(decision),
        request=day(request) if request else None,
        service=day(service) if service else None,
    )
    (edition,) = editions_in_force(LIBRARY, days, topic)
    return edition.adoption.edition.id


@pytest.mark.parametrize(
    ("topic", "decision", "request_on", "service_on", "edition"),
    [
        ("chronic pain", "2014-01-21", "", "", "MTUS-ChronicPain-2009"),
        ("chronic pain", "2016-07-27", "", "", "MTUS-ChronicPain-2009"),
        ("chronic pain", "2016-09-01", "2016-07-28", "", "MTUS-ChronicPain-2009"),
        ("chronic pain", "2016-09-01", "2016-07-29", "", "MTUS-ChronicPain-2016"),
        ("chronic pain", "2018-02-01", "", "2017-11-30", "MTUS-ChronicPain-2016"),
        ("chronic pain", "2018-02-01", "", "2017-12-01", "ACOEM-ChronicPain-2017-05-15"),
        ("low back", "2017-02-27", "", "", "ACOEM-2nd-2004"),
        ("low back", "2019-08-10", "", "2018-01-01", "ACOEM-LowBack-2016-02-24"),
        ("low back", "2019-08-11", "", "", "ACOEM-LowBack-2019-03-07"),
        ("low back", "2022-01-01", "", "2021-11-23", "ACOEM-LowBack-2020-02-13"),
        ("elbow", "2014-01-21", "", "", "ACOEM-Elbow-2007"),
        ("acupuncture", "2014-01-21", "", "", "MTUS-Acupuncture-2007"),
    ],
)
def test_the_edition_counts_by_the_day_that_its_order_names(
    topic: str, decision: str, request_on: str, service_on: str, edition: str
) -> None:
    assert counting(topic, decision, request_on, service_on) == edition


def test_a_day_not_known_is_said_with_the_edition_that_would_count_otherwise() -> None:
    (edition,) = editions_in_force(LIBRARY, CaseDays(decision=day("2016-08-10")), "chronic pain")
    assert edition.is_assumed
    assert edition.otherwise
    assert edition.otherwise.edition.id == "MTUS-ChronicPain-2009"
    (known,) = editions_in_force(
        LIBRARY, CaseDays(decision=day("2016-08-10"), request=day("2016-08-01")), "chronic pain"
    )
    assert not known.is_assumed
    assert known.otherwise is None


def test_a_topic_without_an_edition_has_none() -> None:
    assert editions_in_force(LIBRARY, CaseDays(decision=day("2014-01-21")), "hip") == ()
    assert editions_in_force(LIBRARY, CaseDays(decision=day("2018-06-01")), "acupuncture") == ()


@given(st.dates(min_value=day("2013-01-01"), max_value=day("2030-12-31")))
def test_every_day_has_at_most_one_edition_a_line_and_none_before_its_time(on: dt.date) -> None:
    editions = editions_in_force(LIBRARY, CaseDays(decision=on))
    assert len({edition.adoption.line for edition in editions}) == len(editions)
    for edition in editions:
        assert edition.adoption.counts_from <= on
        following = successor(LIBRARY, edition.adoption)
        assert following is None or following.counts_from > on


def test_editions_of_a_line_follow_one_another_without_a_gap() -> None:
    for adoptions in lines(LIBRARY).values():
        for earlier, later in pairwise(adoptions):
            assert earlier.until is None or earlier.until <= later.counts_from
            assert earlier.section.split(".")[0] == later.section.split(".")[0]


def cited(title: str, edition: str | None, *, body: str = "MTUS", chapter: str = "") -> CitedGuideline:
    named = next((each for each in LIBRARY.conventions.titles if key(title) in map(key, each.names)), None)
    return CitedGuideline(body=body, title=title, edition=edition, chapter=chapter or (named.place if named else None))


@pytest.mark.parametrize(
    ("citation", "on", "expected"),
    [
        (cited("Chronic Pain Medical Treatment", "2009"), "2014-01-21", Standing.IN_FORCE),
        (cited("Chronic Pain Medical Treatment", "2009"), "2017-02-27", Standing.SUPERSEDED),
        (cited("Chronic Pain Medical Treatment", "2016"), "2014-01-21", Standing.NOT_YET),
        (cited("Low Back Complaints", "2004"), "2017-02-27", Standing.IN_FORCE),
        (cited("Low Back Complaints", "2004"), "2018-02-27", Standing.SUPERSEDED),
        (cited("Low Back Complaints", "2014"), "2017-02-27", Standing.NO_SUCH_EDITION),
        (cited("Knee Complaints", None), "2017-02-27", Standing.NO_EDITION_TOLD),
        (cited("ACOEM Practice Guidelines", "2004", body="ACOEM", chapter="Chapter 7"), "2017-02-27", Standing.OUTSIDE),
        (cited("Cannabis", "2025-01-28", body="ACOEM"), "2025-03-01", Standing.OUTSIDE),
        (cited("Official Disability Guidelines", None, body="ODG", chapter="Low Back"), "2017-02-27", Standing.OUTSIDE),
        (cited("www.example.org", None, body="OTHER"), "2017-02-27", Standing.UNKNOWN),
    ],
)
def test_how_a_citation_stands(citation: CitedGuideline, on: str, expected: Standing) -> None:
    stands = standing(citation, LIBRARY, CaseDays(decision=day(on)))
    assert stands.standing is expected
    assert stands.words


def test_a_superseded_edition_is_told_with_its_successor() -> None:
    stands = standing(cited("Chronic Pain Medical Treatment", "2009"), LIBRARY, CaseDays(decision=day("2018-02-27")))
    assert stands.counts
    assert stands.counts.edition.id == "ACOEM-ChronicPain-2017-05-15"
    assert "no longer counts" in stands.words


def test_an_edition_of_the_request_is_in_force_for_an_earlier_request() -> None:
    days = CaseDays(decision=day("2016-09-01"), request=day("2016-07-01"))
    assert standing(cited("Chronic Pain Medical Treatment", "2009"), LIBRARY, days).standing is Standing.IN_FORCE


def test_nothing_is_stated_that_nobody_has_read() -> None:
    unread = [each for each in LIBRARY.recommendations if each.confidence is Confidence.UNVERIFIED]
    assert unread
    for recommendation in unread:
        assert recommendation.stance is None
        assert not recommendation.limits
        assert not recommendation.criteria
        assert recommendation.prompt.startswith("Check ")


def test_a_page_that_was_not_read_asks_to_be_checked() -> None:
    for recommendation in LIBRARY.recommendations:
        if recommendation.pages and not recommendation.pages_read:
            assert f"Check page {recommendation.pages}" in recommendation.prompt


def test_massage_on_the_day_of_the_first_determination() -> None:
    first = lookup(LIBRARY, "massage therapy", CaseDays(decision=day("2014-01-21")))[0].recommendation
    assert (first.pages, str(first.limits[0])) == ("60", "visits total 4 to 6")
    assert first.prompt == ""


def test_a_brand_is_looked_up_by_its_nonproprietary_name() -> None:
    advice = lookup(LIBRARY, "Amrix", CaseDays(decision=day("2017-02-27")))
    assert advice[0].recommendation.treatment == "cyclobenzaprine"


def test_guidelines_outside_the_schedule_come_last_and_superseded_ones_are_left_out() -> None:
    advice = lookup(LIBRARY, "epidural steroid injection", CaseDays(decision=day("2014-01-21")))
    stands = [each.standing for each in advice]
    assert stands == sorted(stands, key=[Standing.IN_FORCE, Standing.SUPERSEDED, Standing.OUTSIDE].index)
    assert Standing.OUTSIDE in stands
    days = CaseDays(decision=day("2018-02-01"), request=day("2018-01-01"), service=day("2018-01-20"))
    editions = {each.recommendation.edition.id for each in lookup(LIBRARY, "muscle relaxants", days)}
    assert "MTUS-ChronicPain-2009" not in editions
    assert "ACOEM-ChronicPain-2017-05-15" in editions


def test_the_region_narrows_a_lookup() -> None:
    days = CaseDays(decision=day("2014-01-21"))
    for each in lookup(LIBRARY, "acupuncture", days, region="shoulder"):
        assert re.search("shoulder|any|all", each.recommendation.applies_to) or not each.recommendation.applies_to


@given(st.text(max_size=80))
def test_any_question_is_answered(treatment: str) -> None:
    lookup(LIBRARY, treatment, CaseDays(decision=day("2014-01-21")))


def test_a_licensed_copy_opens_under_the_licensees_own_link() -> None:
    edition = LIBRARY.editions["ODG-current"]
    links = {"ODG": "https://library.example/odg?topic={section}&page={pages}"}
    assert (
        pointer(edition, links, section="Low Back", pages="3") == "https://library.example/odg?topic=Low%20Back&page=3"
    )
    assert pointer(edition, {}) == ""


@pytest.mark.parametrize(
    ("file", "before", "after", "expected"),
    [
        ("adoptions.toml", 'edition = "MTUS-ChronicPain-2016"', 'edition = "MTUS-Nothing"', "is no edition"),
        ("adoptions.toml", "until = 2017-11-30", "until = 2001-11-30", "ends before it begins"),
        ("adoptions.toml", 'basis = "request"', 'basis = "moon"', "is not known here"),
        ("conventions.toml", 'body = "ACOEM"', 'body = "NOBODY"', "is no body"),
        ("recommendations/acupuncture.toml", 'confidence = "seen"', 'confidence = "unverified"', "nobody has read"),
        ("recommendations/acupuncture.toml", 'id = "G004"', 'id = "G003"', "given twice"),
    ],
)
def test_a_fault_in_a_file_is_said_with_its_place(
    tmp_path: Path, file: str, before: str, after: str, expected: str
) -> None:
    shutil.copytree(FOLDER / "guidelines", tmp_path / "guidelines")
    path = tmp_path / "guidelines" / file
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after, 1))
    _, findings = load_library(tmp_path)
    assert any(expected in finding.message and finding.place.line for finding in findings)


def test_a_programme_without_guidelines_has_no_library(tmp_path: Path) -> None:
    library, findings = load_library(tmp_path)
    assert library is None
    assert findings


def test_every_basis_is_used() -> None:
    assert {adoption.basis for adoption in LIBRARY.adoptions} >= {Basis.REQUEST, Basis.SERVICE, None}


def test_no_sentence_of_a_letter_stands_in_the_library(shared: Path) -> None:
    """Nine words in a row of a criterion or limit are nowhere in the published letters, which quote guidelines."""
    letters = " ".join(path.read_text(errors="replace") for path in (shared / "letters").rglob("*.txt"))
    words = re.findall(r"\w+", letters.lower())
    shingles = {tuple(words[start : start + 9]) for start in range(len(words) - 8)}
    for recommendation in LIBRARY.recommendations:
        own = re.findall(r"\w+", " ".join((*recommendation.criteria, *map(str, recommendation.limits))).lower())
        assert not shingles & {tuple(own[start : start + 9]) for start in range(len(own) - 8)}, recommendation.id
