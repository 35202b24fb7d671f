"""One door between bytes and values: what goes out comes back, in one encoding, and nothing else gets in."""

import datetime as dt
import json
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.codec import canonical, canonical_plain, from_plain, inline_field, read_json, to_plain
from evenhand.docket.aftermath import ApplicantDied, FeeCharged, LineAuthorised
from evenhand.docket.assignment import ExtensionGranted, NoticeIssued
from evenhand.docket.intake import ApplicationReceived, EligibilityFound
from evenhand.docket.kind import EntryKind
from evenhand.docket.party import MedicalRecord
from evenhand.docket.payload import Payload
from evenhand.finding import Finding, Place, Severity
from tests.core.payloads import AMOUNTS, ANY_PAYLOAD, INSTANTS, PAYLOADS

PLACE = Place(file="case.toml", line=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamped:
    """A value with an instant, as an entry's header has one."""

    at: dt.datetime | None
    amount: Decimal = Decimal(0)


def refused(kind: type[Any], plain: Any) -> tuple[Finding, ...]:
    value, findings = from_plain(kind, plain, PLACE, "TEST")
    assert value is None
    assert findings
    return findings


def shuffled(plain: Any) -> Any:
    """The same plain data with the keys of every object the other way round."""
    if isinstance(plain, dict):
        return {key: shuffled(plain[key]) for key in reversed(plain)}
    return [shuffled(member) for member in plain] if isinstance(plain, list) else plain


@pytest.mark.parametrize("kind", EntryKind)
@given(data=st.data())
def test_every_payload_comes_back_as_it_went(kind: EntryKind, data: st.DataObject) -> None:
    payload = data.draw(PAYLOADS[kind])
    plain, findings = read_json(canonical(payload), PLACE, "TEST")
    assert not findings
    assert from_plain(kind.payload, plain, PLACE, "TEST") == (payload, ())


@given(INSTANTS, AMOUNTS)
def test_instants_and_amounts_come_back_as_they_went(at: dt.datetime, amount: Decimal) -> None:
    plain, _ = read_json(canonical(Stamped(at=at, amount=amount)), PLACE, "TEST")
    value, findings = from_plain(Stamped, plain, PLACE, "TEST")
    assert not findings
    assert value is not None
    assert (value.at, value.amount) == (at, amount)
    assert value.at is not None
    assert value.at.utcoffset() == at.utcoffset()


@given(ANY_PAYLOAD)
def test_there_is_one_encoding_of_a_value(payload: Payload) -> None:
    data = canonical(payload)
    plain = json.loads(data)
    assert data == canonical_plain(shuffled(plain))
    assert data == json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    assert b"\n" not in data


@given(AMOUNTS, st.integers(0, 4))
def test_equal_amounts_are_written_alike(amount: Decimal, zeros: int) -> None:
    longer = Decimal(f"{amount:f}" + ("" if "." in f"{amount:f}" else ".") + "0" * zeros)
    assert longer == amount
    written = to_plain(Stamped(at=None, amount=amount))["amount"]
    assert written == to_plain(Stamped(at=None, amount=longer))["amount"]
    assert "e" not in written.lower()


@given(ANY_PAYLOAD, st.text(min_size=1))
def test_a_field_nobody_declared_is_refused(payload: Payload, name: str) -> None:
    plain = to_plain(payload)
    if name not in plain and not inline_field(type(payload)):  # there it is a fact
        [finding] = refused(type(payload), plain | {name: None})
        assert repr(name) in finding.message


@given(ANY_PAYLOAD, st.data())
def test_a_required_field_left_out_is_said_with_its_key(payload: Payload, data: st.DataObject) -> None:
    plain = to_plain(payload)
    name = data.draw(st.sampled_from(sorted(plain)))
    del plain[name]
    value, findings = from_plain(type(payload), plain, PLACE, "TEST")
    if value is None:
        [finding] = findings
        assert finding.message == f"The field '{name}' is missing."
        assert (finding.place.file, finding.place.line, finding.place.key) == ("case.toml", 7, name)
    else:
        # What may be left out has a default, and only that field may differ.
        assert all(
            getattr(value, field.name) == getattr(payload, field.name) for field in fields(value) if field.name != name
        )


WRONG: list[Any] = [
    pytest.param(ExtensionGranted, {"rule": "R", "days": wrong, "reason": ""}, "days", id=f"days={wrong!r}")
    for wrong in (True, 3.0, "3", None, [3])
]
WRONG += [
    pytest.param(MedicalRecord, {"id": "1", "title": "t"} | wrong, next(iter(wrong)), id=str(wrong))
    for wrong in (
        {"pages": "3"},
        {"pages": True},
        {"received": 1},
        {"received": "true"},
        {"author": 7},
        {"dated": None},
    )
]
WRONG += [
    pytest.param(ApplicantDied, {"died_on": wrong}, "died_on", id=f"died_on={wrong!r}")
    for wrong in ("2014-1-21", "20140121", "2014-W04-2", "2014-02-30", "2014-01-21T00:00:00", 20140121, None)
]
WRONG += [
    pytest.param(FeeCharged, {"amount": wrong, "basis": ""}, "amount", id=f"amount={wrong!r}")
    for wrong in (
        560,
        560.0,
        "NaN",
        "sNaN",
        "Infinity",
        "-Infinity",
        "1E+3",
        "1_0",
        " 1",
        "\uff11",
        ".5",
        "5.",
        "",
        None,
    )
]
WRONG += [
    pytest.param(Stamped, {"at": wrong, "amount": "0"}, "at", id=f"at={wrong!r}")
    for wrong in ("2014-01-21T09:30:00", "2014-01-21", "20140121T093000Z", "2014-W04-2T09:30+01:00", 0, "soon")
]
WRONG += [
    pytest.param(EligibilityFound, {"outcome": "eligible"} | wrong, next(iter(wrong)), id=str(wrong))
    for wrong in ({"reasons": "LATE"}, {"reasons": {"LATE": 1}}, {"lines": None}, {"outcome": "maybe"}, {"outcome": 1})
]
WRONG += [
    pytest.param(EligibilityFound, wrong, "", id=f"a payload of {wrong!r}") for wrong in (["eligible"], "eligible", 3)
]


@pytest.mark.parametrize(("kind", "plain", "key"), WRONG)
def test_a_value_of_the_wrong_kind_is_refused_at_its_key(kind: type[Any], plain: Any, key: str) -> None:
    [finding] = refused(kind, plain)
    assert finding.place.key == key
    assert finding.severity is Severity.FATAL
    assert finding.message.endswith(".")
    assert "object has no" not in finding.message


def test_half_a_character_is_refused() -> None:
    [finding] = refused(ApplicantDied, {"died_on": "2014-01-21", "successor": "\ud800"})
    assert finding.place.key == "successor"
    assert from_plain(ApplicantDied, {"died_on": "2014-01-21", "successor": "Ω𝄞"}, PLACE, "TEST")[1] == ()


def test_every_fault_of_a_value_is_said_at_once() -> None:
    parties = [{"id": "a", "role": "applicant", "name": "x", "address": "one line"}, {"id": 1, "role": "u", "zip": 3}]
    plain = {"case_number": "1", "parties": parties, "treatments": {}, "injured_on": 3, "is_signed": "yes"}
    keys = {finding.place.key for finding in refused(ApplicationReceived, plain)}
    assert keys >= {"parties[0].address", "parties[1].id", "parties[1].role", "parties[1].name", "parties[1]"}
    assert keys >= {"treatments", "injured_on", "is_signed", "ur_decision_attached"}


def test_the_place_of_a_fault_goes_on_from_the_place_given() -> None:
    _, [finding] = from_plain(LineAuthorised, {"line": "1", "units": 6}, Place(file="f", key="entries[3].payload"), "T")
    assert finding.place.key == "entries[3].payload.units"


def test_amounts_without_a_value_are_never_written() -> None:
    for amount in (Decimal("NaN"), Decimal("Infinity")):
        with pytest.raises(ValueError, match="no amount"):
            canonical(FeeCharged(amount=amount, basis=""))


@pytest.mark.parametrize(
    "data",
    [b'{"a":1,"a":1}', b'{"a":NaN}', b'{"a":-Infinity}', b"{", b"", b"\xff", b'{"a":"\xed\xa0\x80"}', b"[" * 100_000],
)
def test_what_is_not_json_is_a_finding(data: bytes) -> None:
    plain, [finding] = read_json(data, PLACE, "TEST")
    assert plain is None
    assert (finding.place, finding.severity) == (PLACE, Severity.FATAL)


@given(st.binary())
def test_any_bytes_give_data_or_a_finding(data: bytes) -> None:
    plain, findings = read_json(data, PLACE, "TEST")
    assert plain is None or not findings


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from([kind.payload for kind in EntryKind]), JSON)
def test_any_plain_data_gives_a_value_or_findings(kind: type[Any], plain: Any) -> None:
    value, findings = from_plain(kind, plain, PLACE, "TEST")
    assert (value is None) == bool(findings)


@given(ANY_PAYLOAD, st.data(), JSON)
def test_a_spoilt_field_gives_a_value_that_is_written_as_it_was_read(
    payload: Payload, data: st.DataObject, wrong: Any
) -> None:
    plain = to_plain(payload)
    name = data.draw(st.sampled_from(sorted(plain)))
    value, _ = from_plain(type(payload), plain | {name: wrong}, PLACE, "TEST")
    if value is not None:
        assert to_plain(value)[name] == wrong


def test_a_notice_with_documents_is_read_whole() -> None:
    document = {"sha256": "0" * 64, "name": "notice.pdf", "media_type": "application/pdf"}
    plain = {
        "notice": "assignment",
        "party": "worker",
        "language": "en",
        "documents": [document],
        "due_dates": [],
        "about": 2,
    }
    value, findings = from_plain(NoticeIssued, plain, PLACE, "TEST")
    assert not findings
    assert to_plain(value) == plain
