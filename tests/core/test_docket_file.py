"""A docket file is verified to the last bit: nothing in it changes, moves, goes or comes without being found."""

import datetime as dt
import random
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from evenhand.docket.aftermath import FeeCharged
from evenhand.docket.entry import (
    ORIGIN,
    Docket,
    DocketEntry,
    Occurrence,
    ProgrammeMark,
    append,
    entry_hash,
    erase,
    payload_digest,
)
from evenhand.docket.event import event_names, events
from evenhand.docket.file import encode, encode_entry, verify
from evenhand.docket.intake import DeferralLifted, EligibilityFound, EligibilityOutcome
from evenhand.docket.kind import KIND_OF, EntryKind
from evenhand.docket.party import PARTY_ROLES, Actor, Role
from evenhand.docket.payload import Payload
from evenhand.finding import Finding, Provenance, Severity
from tests.core.payloads import OCCURRENCES, PAYLOADS, dockets
from tests.examples import examples

NOON = dt.datetime(2014, 1, 21, 12, tzinfo=dt.timezone(dt.timedelta(hours=-8)))
OFFICE = Actor(role=Role.REGULATOR, id="é")


def small_docket() -> Docket:
    """Three entries: one plain, one assumed with its reason, one erased."""
    docket = Docket()
    happened = [
        Occurrence(payload=EligibilityFound(outcome=EligibilityOutcome.ELIGIBLE), on=NOON.date(), by=OFFICE),
        Occurrence(
            payload=FeeCharged(amount=Decimal("560"), basis="2013"),
            on=NOON.date(),
            at=NOON,
            by=OFFICE,
            provenance=Provenance.ASSUMED,
            because="no fee is stated",
            marks=("amount",),
        ),
        Occurrence(payload=DeferralLifted(notice_served_on=NOON.date(), service="fax"), on=NOON.date(), by=OFFICE),
    ]
    for number, occurrence in enumerate(happened):
        docket = append(docket, occurrence, recorded_at=NOON + dt.timedelta(minutes=number), salt=f"salt {number}")
    return erase(docket, 3)


def findings_of(data: bytes) -> tuple[Finding, ...]:
    docket, findings = verify(data, "docket.jsonl")
    assert (docket is None) == bool(findings)
    assert all(finding.severity is Severity.FATAL and finding.place.line is not None for finding in findings)
    return findings


def flipped(data: bytes, bit: int) -> bytes:
    byte, place = divmod(bit, 8)
    return data[:byte] + bytes([data[byte] ^ (1 << place)]) + data[byte + 1 :]


@given(dockets())
def test_a_docket_comes_back_as_it_was_written(docket: Docket) -> None:
    assert verify(encode(docket), "docket.jsonl") == (docket, ())


@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize(
    ("line", "what"),
    [
        (b'{"kind":"rumour_heard"}', "known kind"),
        (b'["fee_charged"]', "known kind"),
        (b'{"kind":"fee_charged"', ""),
        (b'{"kind":"fee_charged","payload":{"amount":"1.2.3"}}', ""),
        (b'{"kind":"fee_charged","payload":null}', ""),
    ],
)
def test_what_is_no_entry_is_said_with_the_line_it_stands_on(number: int, line: bytes, what: str) -> None:
    lines = encode(small_docket()).splitlines()
    lines[number - 1] = line
    findings = findings_of(b"\n".join(lines) + b"\n")
    assert {finding.place.line for finding in findings} <= {number, number + 1}
    assert findings[0].place.line == number
    assert what in findings[0].message


def test_only_the_first_entry_names_a_programme_and_nothing_before_it() -> None:
    """Each is said on its own line, also where the hash of the entry itself is right."""
    docket = small_docket()
    for place in (0, 1, 2):
        entries = list(docket.entries)
        named = replace(entries[place], programme=ProgrammeMark(id="land", fingerprint="0" * 64))
        entries[place] = replace(named, hash=entry_hash(named))
        told = {
            (finding.place.line, finding.message) for finding in findings_of(encode(Docket(entries=tuple(entries))))
        }
        assert any(line == place + 1 and "names a programme" in words for line, words in told) is (place > 0)
    (beheaded, *_) = findings_of(b"".join(encode(docket).splitlines(keepends=True)[1:]))
    assert beheaded.place.line == 1
    lost = findings_of(b"".join(encode(docket).splitlines(keepends=True)[1:]))
    assert any("names an entry before it" in finding.message and finding.place.line == 1 for finding in lost)


def test_every_single_bit_of_a_docket_is_watched() -> None:
    data = encode(small_docket())
    assert not findings_of(data)
    unseen = [bit for bit in range(len(data) * 8) if not verify(flipped(data, bit), "docket.jsonl")[1]]
    assert unseen == []


@given(dockets(), st.data())
def test_a_flipped_bit_is_found_in_any_docket(docket: Docket, data: st.DataObject) -> None:
    written = encode(docket)
    bit = data.draw(st.integers(0, len(written) * 8 - 1))
    findings = findings_of(flipped(written, bit))
    assert findings
    line = written[: bit // 8].count(b"\n") + 1
    assert line in {finding.place.line for finding in findings}


@given(dockets(), st.data())
def test_a_file_cut_off_inside_a_line_is_found(docket: Docket, data: st.DataObject) -> None:
    written = encode(docket)
    kept = data.draw(st.integers(0, len(written) - 1))
    assume(not written[:kept].endswith(b"\n"))
    assert findings_of(written[:kept])


@given(dockets(min_size=2))
def test_whole_lines_cut_off_are_found_by_who_kept_the_head(docket: Docket) -> None:
    """The file alone cannot tell that its end is missing: that is what the kept head is for."""
    shorter, findings = verify(encode(Docket(entries=docket.entries[:-1])), "docket.jsonl")
    assert not findings
    assert shorter is not None
    assert shorter.head != docket.head


@given(dockets(min_size=2), st.randoms(use_true_random=False))
def test_lines_in_another_order_are_found(docket: Docket, chance: random.Random) -> None:
    lines = encode(docket).splitlines(keepends=True)
    other = chance.sample(lines, len(lines))
    assume(other != lines)
    assert findings_of(b"".join(other))


@given(dockets(), st.data())
def test_a_line_twice_a_line_gone_and_a_blank_line_are_found(docket: Docket, data: st.DataObject) -> None:
    lines = encode(docket).split(b"\n")[:-1]
    at = data.draw(st.integers(0, len(lines) - 1))
    changed = [lines[: at + 1] + lines[at:], [*lines[:at], b"", *lines[at:]], [*lines[:at], b"{}", *lines[at:]]]
    if at < len(lines) - 1:
        changed.append(lines[:at] + lines[at + 1 :])
    for version in changed:
        assert findings_of(b"".join(line + b"\n" for line in version))


@given(dockets(), dockets(max_size=1), st.data())
def test_a_line_of_another_docket_is_found(docket: Docket, other: Docket, data: st.DataObject) -> None:
    lines = encode(docket).splitlines(keepends=True)
    at = data.draw(st.integers(0, len(lines)))
    inserted = b"".join([*lines[:at], encode(other), *lines[at:]])
    assert findings_of(inserted)


@given(dockets(min_size=2), st.data())
def test_a_rewritten_entry_breaks_the_chain_after_it(docket: Docket, data: st.DataObject) -> None:
    """Whoever forges an entry with its own digest and hash still leaves the next entry chained to the true one."""
    at = data.draw(st.integers(0, len(docket.entries) - 2))
    forged = replace(docket.entries[at], because=docket.entries[at].because + "!")
    forged = replace(forged, hash=entry_hash(forged))
    entries = (*docket.entries[:at], forged, *docket.entries[at + 1 :])
    [finding] = findings_of(encode(Docket(entries=entries)))
    assert finding.place.line == at + 2


@given(dockets(), st.data())
def test_erasing_a_payload_keeps_the_chain(docket: Docket, data: st.DataObject) -> None:
    number = data.draw(st.integers(1, len(docket.entries)))
    erased = erase(docket, number)
    assert erased.head == docket.head
    assert erased.entries[number - 1].payload is None
    assert erased.entries[number - 1].salt is None
    assert verify(encode(erased), "docket.jsonl") == (erased, ())
    assert [entry for entry in erased.entries if entry.number != number] == [
        entry for entry in docket.entries if entry.number != number
    ]


@given(dockets(), st.data(), st.sampled_from(["payload", "salt"]))
def test_half_an_erasure_is_found(docket: Docket, data: st.DataObject, half: str) -> None:
    at = data.draw(st.integers(0, len(docket.entries) - 1))
    entry = docket.entries[at]
    halved = replace(entry, payload=None) if half == "payload" else replace(entry, salt=None)
    entries = (*docket.entries[:at], halved, *docket.entries[at + 1 :])
    assert findings_of(encode(Docket(entries=entries)))


@given(st.sampled_from(list(EntryKind)), st.data())
def test_a_swapped_payload_is_found(kind: EntryKind, data: st.DataObject) -> None:
    """A payload with its own salt, moved into another entry of the same docket."""
    docket = Docket()
    for salt in ("one", "two"):
        happened = Occurrence(payload=data.draw(PAYLOADS[kind]), on=NOON.date(), by=OFFICE)
        docket = append(docket, happened, recorded_at=NOON, salt=salt)
    first, second = docket.entries
    moved = replace(first, payload=second.payload, salt=second.salt)
    assert findings_of(encode(Docket(entries=(moved, second))))


@given(st.binary(max_size=200))
def test_any_bytes_give_a_docket_or_findings(data: bytes) -> None:
    findings_of(data)


@pytest.mark.parametrize("escape", [b"\\ud800", b"\\udfff"])
def test_half_a_character_in_a_docket_is_a_finding(escape: bytes) -> None:
    assert findings_of(encode(small_docket()).replace(b"2013", escape, 1))


def test_an_empty_file_is_no_docket() -> None:
    assert findings_of(b"")
    assert findings_of(b"\n")


@given(OCCURRENCES, st.text(min_size=1, max_size=4), st.text(min_size=1, max_size=4))
def test_the_salt_hides_the_payload(happened: Occurrence, salt: str, other: str) -> None:
    assume(salt != other)
    assert payload_digest(happened.payload, salt) != payload_digest(happened.payload, other)


@given(OCCURRENCES)
def test_a_docket_is_written_forward_only_and_in_aware_instants(happened: Occurrence) -> None:
    docket = append(Docket(), happened, recorded_at=NOON, salt="s")
    assert docket.entries[0].previous == ORIGIN
    with pytest.raises(ValueError, match="before the one it follows"):
        append(docket, happened, recorded_at=NOON - dt.timedelta(microseconds=1), salt="s")
    with pytest.raises(ValueError, match="offset"):
        append(docket, happened, recorded_at=NOON.replace(tzinfo=None), salt="s")
    with pytest.raises(ValueError, match="offset"):
        append(docket, replace(happened, at=NOON.replace(tzinfo=None)), recorded_at=NOON, salt="s")


@given(OCCURRENCES)
def test_no_header_tells_one_reviewer_from_another(happened: Occurrence) -> None:
    named = replace(happened, by=Actor(role=Role.REVIEWER, id="r1"))
    with pytest.raises(ValueError, match="never tells one reviewer from another"):
        append(Docket(), named, recorded_at=NOON, salt="s")


def test_every_kind_stands_beside_its_own_payload() -> None:
    camel = {kind: "".join(part.capitalize() for part in kind.split("_")) for kind in EntryKind}
    assert {kind: kind.payload.__name__ for kind in EntryKind} == camel
    assert {payload: kind for kind in EntryKind for payload in (kind.payload,)} == KIND_OF
    assert {payload.__name__ for payload in Payload.__subclasses__()} == {payload.__name__ for payload in KIND_OF}


def entry_of(happened: Occurrence) -> DocketEntry:
    return append(Docket(), happened, recorded_at=NOON, salt="s").entries[0]


@pytest.mark.parametrize("kind", EntryKind)
@settings(max_examples=examples(20))
@given(data=st.data())
def test_every_kind_tells_of_itself_and_only_of_events_with_a_name(kind: EntryKind, data: st.DataObject) -> None:
    happened = Occurrence(payload=data.draw(PAYLOADS[kind]), on=NOON.date(), at=NOON, by=OFFICE)
    entry = entry_of(happened)
    roles = {getattr(happened.payload, "party", ""): data.draw(st.sampled_from(PARTY_ROLES)).value}
    told = list(events(entry, roles))
    # Of several reviewers each signs an analysis; that the determination is signed follows from the last of them.
    name = "analysis_signed" if kind is EntryKind.DETERMINATION_SIGNED else kind.value
    assert (told[0].name, told[0].on, told[0].at) == (name, NOON.date(), NOON)
    assert {event.entry for event in told} == {entry.number}
    notice = getattr(happened.payload, "notice", "assignment")
    assert {event.name for event in told} <= event_names((notice,))
    assert told[0].line == getattr(happened.payload, "line", "")
    assert told[0].party in ("", getattr(happened.payload, "party", ""))
    assert list(events(replace(entry, payload=None, salt=None), roles)) == [told[0]._replace(line="", party="")]


def test_an_entry_is_one_line_of_text() -> None:
    for entry in small_docket().entries:
        assert b"\n" not in encode_entry(entry)
        assert encode_entry(entry).decode().startswith("{")
