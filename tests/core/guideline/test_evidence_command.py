"""`evenhand evidence` tells editions, recommendations and the order of evidence; `cite --on` how a citation stands."""

import json

import pytest
from click.testing import CliRunner, Result

from evenhand.cli.main import main


def run(*arguments: str, given: str = "") -> Result:
    return CliRunner().invoke(main, arguments, input=given)


def test_the_editions_of_a_topic_are_listed_with_law_and_days() -> None:
    result = run("evidence", "editions", "--on", "2016-08-10", "--topic", "chronic pain")
    assert result.exit_code == 0
    assert "8 CCR 9792.24.2, since 2016-07-28 until 2017-11-30" in result.stdout
    assert "for an earlier request: Chronic Pain Medical Treatment Guidelines, 2009" in result.stdout
    known = run(
        "evidence", "editions", "--on", "2016-08-10", "--request", "2016-07-01", "--topic", "chronic pain", "--json"
    )
    (edition,) = json.loads(known.stdout)
    assert (edition["edition"], edition["successor"]) == ("MTUS-ChronicPain-2009", "MTUS-ChronicPain-2016")


def test_a_lookup_tells_facts_and_asks_for_the_page_nobody_read() -> None:
    result = run("evidence", "lookup", "massage therapy", "--on", "2014-01-21")
    assert "recommended as an option; visits total 4 to 6" in result.stdout
    advice = json.loads(run("evidence", "lookup", "epidural steroid injection", "--on", "2014-01-21", "--json").stdout)
    unread = [each for each in advice if each["confidence"] == "unverified"]
    assert unread
    assert all(each["stance"] is None and each["limits"] == [] and "Check page" in each["prompt"] for each in unread)


def test_a_licensees_link_opens_beside_the_recommendation() -> None:
    link = "ODG=https://library.example/?t={section}"
    result = run("evidence", "lookup", "acupuncture", "--on", "2014-01-21", "--link", link)
    assert "https://library.example/?t=" in result.stdout


def test_the_order_is_shown_with_the_version_of_its_law() -> None:
    result = run("evidence", "order", "--on", "2014-01-21")
    assert "Ranks of evidence: CAWC-E-01, version of 2013-01-01" in result.stdout
    assert "CAWC-E-12 (Search for evidence) is not in force on 2014-01-21" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("editions", "--on", "2014-13-01"), "is no day"),
        (("editions", "--on", "2016-08-10", "--topic", "moon"), "has no topic 'moon'"),
        (("lookup", "x", "--on", "2014-01-21", "--link", "MOON=x"), "is no link"),
        (("editions", "--on", "2014-01-21", "--programme", "moon"), "There is no programme 'moon'"),
    ],
)
def test_what_cannot_be_asked_is_said_in_words(arguments: tuple[str, ...], told: str) -> None:
    result = run("evidence", *arguments)
    assert result.exit_code == 2
    assert told in result.stderr


def test_silence_of_the_library_is_told_and_is_no_ground() -> None:
    result = run("evidence", "lookup", "moon dust", "--on", "2014-01-21")
    assert result.exit_code == 0
    assert "no ground to deny" in result.stderr


def test_a_citation_is_told_with_its_standing() -> None:
    block = "Decision based on MTUS Chronic Pain Medical Treatment 2009.\n"
    result = run("cite", "--on", "2018-02-27", given=block)
    assert "no longer counts" in result.stdout
    ((citation,),) = [
        json.loads(line) for line in run("cite", "--json", "--on", "2018-02-27", given=block).stdout.splitlines()
    ]
    assert citation["standing"] == "superseded"
    assert citation["counts"] == "ACOEM-ChronicPain-2017-05-15"
