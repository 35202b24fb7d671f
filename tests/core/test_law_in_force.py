"""The law asked under a programme's terms: a version in force, none in force, or a text nobody has read."""

import datetime as dt
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from evenhand.clock.joining import joining
from evenhand.docket.assignment import ExtensionGranted
from evenhand.docket.entry import Occurrence
from evenhand.docket.kind import EntryKind
from evenhand.docket.party import Actor, Role
from evenhand.finding import Severity
from evenhand.procedure.permit import refusals, unread_law
from evenhand.programme.check import check_references
from evenhand.programme.library import programme_folder
from evenhand.programme.load import load_programme
from evenhand.programme.model import Gate, Programme, RuleTerm
from evenhand.programme.rule import Force, InForce, NotInForce, RuleVersion, Unread
from tests.core.walk import Walk, scene

K = EntryKind
WITHOUT_RECORDS = (
    K.APPLICATION_RECEIVED, K.ELIGIBILITY_FOUND, K.ASSIGNED, K.REVIEWER_ATTESTED, K.REFERRED_WITHOUT_RECORDS,
    K.REVIEWER_ASSIGNED,
)  # fmt: skip


@pytest.fixture(scope="module")
def california() -> Programme:
    programme, findings = load_programme(programme_folder("ca_wc"))
    assert programme is not None, [str(finding) for finding in findings]
    return programme


def with_version(programme: Programme, rule_id: str, force: Force) -> Programme:
    """The programme as it would be if one rule had this force from the beginning of time."""
    rule = programme.rules[rule_id]
    version = RuleVersion(
        since=dt.date(1900, 1, 1), force=force, value=None, citation=("LC 1",), status=rule.versions[0].status,
        must_read="the regulations of 2030" if force is Force.UNKNOWN else "",
    )  # fmt: skip
    return replace(programme, rules={**programme.rules, rule_id: replace(rule, versions=(version,))})


def signature(programme: Programme, on: dt.date) -> tuple[Walk, Occurrence]:
    """A case of which nothing came but the referral, and its signature on a day."""
    walk = scene(programme, WITHOUT_RECORDS, on - dt.timedelta(10))
    walk.today = on
    return walk, replace(walk.variants(K.DETERMINATION_SIGNED)[0], on=on)


def test_every_rule_answers_in_one_of_three_ways_each_year(california: Programme) -> None:
    for rule in california.rules.values():
        for year in range(2012, 2028):
            law = rule.in_force(dt.date(year, 6, 1))
            match law:
                case InForce(version=version):
                    assert version.value is not None
                    assert rule.demanded_on(dt.date(year, 6, 1)) is version
                case NotInForce(version=version):
                    assert version is None or version.value is None
                case Unread():
                    assert law.must_read in law.message


@pytest.mark.parametrize("term", list(RuleTerm))
def test_a_term_that_the_programme_does_not_name_is_not_in_force(california: Programme, term: RuleTerm) -> None:
    silent = replace(california, terms={name: word for name, word in california.terms.items() if name != term})
    law = silent.in_force(term, dt.date(2020, 1, 1))
    assert isinstance(law, NotInForce)
    assert term.replace("_", " ") in law.message
    assert silent.ruling(term) is None


def test_a_term_that_names_no_rule_is_a_fault(california: Programme) -> None:
    wrong = replace(california, terms={**california.terms, RuleTerm.JOINING: "CAWC-A-31"})
    (fault,) = [finding for finding in check_references(wrong, {}) if "CAWC-A-31" in finding.message]
    assert fault.severity is Severity.FATAL
    assert fault.place.key == "terms.joining_rule"


@pytest.mark.parametrize(("on", "bars"), [(dt.date(2013, 8, 20), False), (dt.date(2014, 3, 20), True)])
def test_a_signature_on_the_denial_alone_is_barred_only_while_a_rule_bars_it(
    california: Programme, on: dt.date, bars: bool
) -> None:
    """The bar came with the final regulations of 12 February 2014."""
    walk, signed = signature(california, on)
    reasons = refusals(walk.state, california, signed)
    assert [("9792.10.6(b)(2)" in reason) for reason in reasons] == ([True] if bars else [])
    assert unread_law(walk.state, california, signed) == ()


def test_an_unread_gate_is_said_and_bars_nothing_unless_the_programme_says_so(california: Programme) -> None:
    unread = with_version(california, "CAWC-C-09", Force.UNKNOWN)
    walk, signed = signature(unread, dt.date(2014, 3, 20))
    assert refusals(walk.state, unread, signed) == ()
    (finding,) = unread_law(walk.state, unread, signed)
    assert finding.rule == "CAWC-C-09"
    assert finding.severity is Severity.WARNING
    assert "the regulations of 2030" in finding.message
    kind = unread.procedure.kinds[K.DETERMINATION_SIGNED]
    strict = replace(kind, gates=tuple(gate._replace(even_unread=True) for gate in kind.gates))
    kinds = {**unread.procedure.kinds, K.DETERMINATION_SIGNED: strict}
    barring = replace(unread, procedure=replace(unread.procedure, kinds=kinds))
    assert len(refusals(walk.state, barring, signed)) == 1
    assert unread_law(walk.state, barring, signed) == ()


def extension(walk: Walk, days: int) -> Occurrence:
    granted = ExtensionGranted(rule="CAWC-F-05", days=days, reason="a report is to come")
    return Occurrence(payload=granted, on=walk.today, by=Actor(role=Role.REGULATOR))


def test_an_extension_rests_on_a_rule_in_force(california: Programme) -> None:
    walk = scene(california, WITHOUT_RECORDS[:5])
    assert refusals(walk.state, california, extension(walk, 3)) == ()
    assert "allows 1 to 3 days, not 4" in refusals(walk.state, california, extension(walk, 4))[0]
    ended = replace(walk, programme=with_version(california, "CAWC-F-05", Force.NOT_IN_FORCE))
    (reason,) = refusals(ended.state, ended.programme, extension(ended, 3))
    assert "CAWC-F-05" in reason
    assert "is not in force on" in reason


def test_an_extension_under_an_unread_rule_is_said_and_not_barred(california: Programme) -> None:
    walk = scene(california, WITHOUT_RECORDS[:5])
    unread = replace(walk, programme=with_version(california, "CAWC-F-05", Force.UNKNOWN))
    assert refusals(unread.state, unread.programme, extension(unread, 40)) == ()
    assert "at least one day" in refusals(unread.state, unread.programme, extension(unread, 0))[0]
    assert [finding.rule for finding in unread_law(unread.state, unread.programme, extension(unread, 40))] == [
        "CAWC-F-05"
    ]


def test_joining_under_an_unread_rule_is_said_and_not_barred(california: Programme) -> None:
    unread = with_version(california, "CAWC-A-13", Force.UNKNOWN)
    state = scene(unread, WITHOUT_RECORDS[:2]).state
    (finding,) = joining((state, state), unread, dt.date(2020, 1, 1))
    assert finding.severity is Severity.WARNING
    assert "the regulations of 2030" in finding.message


def test_a_gate_may_say_that_it_holds_unread(tmp_path: Path) -> None:
    land = Path(shutil.copytree(programme_folder("freedonia"), tmp_path / "freedonia"))
    gate = '[[kinds.closed.gates]]\nguard = "a_reason_is_given"\nrule = "FREE-01"\neven_unread = true\n'
    with (land / "procedure.toml").open("a", encoding="utf-8") as procedure:
        procedure.write(f"\n{gate}")
    programme, findings = load_programme(land)
    assert programme is not None, [str(finding) for finding in findings]
    assert programme.procedure.kinds[K.CLOSED].gates == (Gate("a_reason_is_given", "FREE-01", even_unread=True),)
