"""The mailroom: what comes in is kept whole, files itself by code or two keys, and is never lost nor filed twice."""

import datetime as dt

import pytest

from evenhand.docket.assignment import RecordsReceived
from evenhand.docket.party import Role
from evenhand.mailroom.cover_code import in_groups
from evenhand.mailroom.received import Manner
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.models import Case, CaseDocument
from evenhand_web.cases.open_case import opened
from evenhand_web.cases.seam import state_of
from evenhand_web.infrastructure.shelf import read
from evenhand_web.infrastructure.worker import work_off
from evenhand_web.mailroom.cover_codes import code_for, end_codes
from evenhand_web.mailroom.filing import Filing, NotFiledError, file_item, move_item, put_aside, stamp
from evenhand_web.mailroom.models import Delivery, Item, ItemAct
from evenhand_web.mailroom.outcome import settle
from evenhand_web.mailroom.taking import take_in
from tests.web.cast import somebody
from tests.web.mail_cast import CLAIM, arrived, assigned, came, eligible, open_record, reaches

BY_KEYS = f"Claim number: {CLAIM}\nPatient: Imani Example\nDate of birth: 04/09/1971\nProgress report of the visit."


def records_in(case: Case) -> list[RecordsReceived]:
    """What stands in the record of a case, entry by entry."""
    state = state_of(Case.objects.get(pk=case.pk))
    return [entry.payload for entry in state.standing() if isinstance(entry.payload, RecordsReceived)]


@pytest.mark.postgresql(slow=True)
def test_a_paper_with_a_code_files_itself_as_its_party_s(store: str) -> None:
    case = open_record()
    code = code_for(case, "payer")
    item = came(f"Records enclosed.\n{in_groups(code.code)}\nNothing else tells whose they are.", manner=Manner.FAX)
    assert (item.state, item.case) == (Item.State.FILED, case), item.reason
    (filed,) = records_in(case)
    assert (filed.party, filed.method) == ("payer", "fax")
    document = CaseDocument.objects.get(case=case, entry=item.entry or 0)
    assert b"".join(read(document.file)) == b"".join(read(item.file))
    assert item.document == filed.documents[0].id


def test_two_keys_file_a_paper_whose_sender_is_known(store: str) -> None:
    case, clerk = open_record(), somebody(PersonRole.COORDINATOR)
    reaches(case, "payer", clerk, email="records@payer.example")
    message = b"From: Records <Records@payer.example>\nTo: imr@house.example\nMIME-Version: 1.0\n\n" + BY_KEYS.encode()
    item = came(message, manner=Manner.EMAIL, is_message=True, sender="records@payer.example")
    assert item.state == Item.State.FILED, item.reason
    assert [(filed.party, filed.method) for filed in records_in(case)] == [("payer", "electronic")]


def test_two_keys_without_a_sender_wait_for_one_word(store: str) -> None:
    case = open_record()
    item = came(BY_KEYS)
    assert item.state == Item.State.WAITING
    assert "Nothing tells who sent it" in item.reason
    (candidate,) = item.candidates.all()
    assert candidate.case == case
    assert [words for _points, words, _against in candidate.reasons][:1] == ["same claim number"]


@pytest.mark.parametrize("text", [
    "Patient: Imani Example\nProgress report of the visit",
    "Patient: Imani Example\nDate of birth: 04/09/1971",
    f"Claim number: {CLAIM}\nProgress report",
    f"Claim number: {CLAIM}\nPatient: Imani Example\nDate of birth: 04/09/1981",
    f"Claim number: {CLAIM}\nPatient: Torvald Brandt\nDate of injury: 01/06/2020",
    "A paper that says nothing of whose it is",
])  # fmt: skip
def test_what_is_not_certain_waits(store: str, text: str) -> None:
    case, clerk = open_record(), somebody(PersonRole.COORDINATOR)
    reaches(case, "payer", clerk, fax="(916) 555-0100")
    item = came(text, manner=Manner.FAX, sender="+1 916 555 0100")
    assert item.state == Item.State.WAITING
    assert item.reason
    assert records_in(case) == []


def test_the_same_bytes_and_the_same_pages_are_filed_once(store: str) -> None:
    case = open_record()
    code = code_for(case, "payer").code
    first = came(f"Records\n{code}")
    same = came(f"Records\n{code}", mark="2")
    pages = came(f"Records \n{code}\n", mark="3")
    assert [first.state, same.state, pages.state] == [Item.State.FILED, Item.State.AGAIN, Item.State.AGAIN]
    assert same.same_as == pages.same_as == first
    assert (same.reason, pages.reason) == (
        "The same file came before.",
        "The same pages came before, in another file.",
    )
    assert len(records_in(case)) == 1


def test_the_same_arrival_is_taken_in_once(store: str) -> None:
    assert take_in(arrived("words", "7")) == take_in(arrived("words", "7"))
    assert take_in(arrived("words", "8")) != take_in(arrived("words", "7"))
    assert Delivery.objects.count() == Item.objects.count() == 2


def test_a_paper_is_kept_unchanged_and_encrypted(store: str) -> None:
    item = came("A paper of Imani Example")
    assert b"".join(read(item.file)) == b"A paper of Imani Example"
    assert item.delivery.file == item.file
    assert len(item.file.sha256) == 64


def test_an_ended_code_files_nothing(store: str) -> None:
    case = open_record()
    code = code_for(case, "payer")
    end_codes(case)
    item = came(f"Records\n{code.code}")
    assert item.state == Item.State.WAITING
    assert code_for(case, "payer").code != code.code


def test_another_person_s_paper_under_a_cover_is_set_apart(store: str) -> None:
    case = open_record()
    item = came(f"{code_for(case, 'payer').code}\nPatient: Torvald Brandt\nDate of birth: 02/02/1950\nReport")
    assert (item.state, item.case) == (Item.State.APART, case)
    assert records_in(case) == []


def test_paper_is_filed_by_its_stamp_and_not_by_its_scan(store: str) -> None:
    case, clerk = open_record(), somebody(PersonRole.COORDINATOR)
    filing = Filing(party="payer", method="mail_ca", because="said so")
    item = came("Records", manner=Manner.PAPER, arrived_at=dt.datetime(2024, 6, 12, 19, tzinfo=dt.UTC))
    with pytest.raises(NotFiledError, match="No stamp tells"):
        file_item(item, opened(clerk, case.ident), filing)
    with pytest.raises(NotFiledError, match="scanned before that"):
        stamp(item.delivery, dt.date(2024, 6, 13), None, None, clerk)
    stamp(item.delivery, dt.date(2024, 6, 11), dt.time(16, 40), dt.date(2024, 6, 8), clerk)
    longer = file_item(Item.objects.get(pk=item.pk), opened(clerk, case.ident), filing)
    entry = longer.docket.entries[-1]
    assert entry.on == dt.date(2024, 6, 11)
    assert entry.at == dt.datetime(2024, 6, 11, 23, 40, tzinfo=dt.UTC)
    assert entry.by.role is Role.PAYER
    assert entry.entered_by is not None


def test_a_fax_was_received_on_the_day_it_arrived_where_the_program_counts_its_days(store: str) -> None:
    case = open_record()
    evening = dt.datetime(2024, 6, 12, 6, 30, tzinfo=dt.UTC)
    item = came(f"{code_for(case, 'payer').code}\nRecords", manner=Manner.FAX, arrived_at=evening)
    entry = state_of(Case.objects.get(pk=case.pk)).written.entries[(item.entry or 0) - 1]
    assert (entry.on, entry.at) == (dt.date(2024, 6, 11), evening)


def test_a_paper_is_moved_and_both_cases_are_told(store: str) -> None:
    wrong, right, clerk = open_record(), open_record("CM24-0077777", "X-1"), somebody(PersonRole.COORDINATOR)
    item = came(f"{code_for(wrong, 'payer').code}\nRecords")
    filing = Filing(party="physician", method="electronic", because="its pages are of the other case")
    move_item(item, opened(clerk, wrong.ident), opened(clerk, right.ident), filing)
    moved = Item.objects.get(pk=item.pk)
    assert (moved.state, moved.case, moved.party) == (Item.State.FILED, right, "physician")
    assert records_in(wrong) == []
    assert [filed.party for filed in records_in(right)] == ["physician"]
    struck = state_of(Case.objects.get(pk=wrong.pk)).written.entries[-1]
    assert struck.kind == "struck"
    assert right.number not in struck.payload.reason  # type: ignore[union-attr]  # it is there
    assert [act.did for act in ItemAct.objects.filter(item=item).order_by("pk")] == [
        "taken", "filed", "unfiled", "filed",
    ]  # fmt: skip


def test_a_move_that_is_refused_moves_nothing(store: str) -> None:
    case, clerk = open_record(), somebody(PersonRole.COORDINATOR)
    item = came(f"{code_for(case, 'payer').code}\nRecords")
    other = open_record("CM24-0077777", "X-1")
    with pytest.raises(NotFiledError, match="which party"):
        move_item(item, opened(clerk, case.ident), opened(clerk, other.ident), Filing(party="nobody", because=""))
    assert len(records_in(case)) == 1
    assert Item.objects.get(pk=item.pk).case == case


def test_a_paper_is_filed_by_one_of_two_who_file_it(store: str) -> None:
    case, clerk = open_record(), somebody(PersonRole.COORDINATOR)
    item = came("Records")
    filing = Filing(party="payer", because="said so")
    file_item(item, opened(clerk, case.ident), filing)
    with pytest.raises(NotFiledError, match="meanwhile"):
        file_item(item, opened(clerk, case.ident), filing)
    assert len(records_in(case)) == 1


def test_what_is_in_the_record_already_is_not_filed_again(store: str) -> None:
    case, clerk = open_record(), somebody(PersonRole.COORDINATOR)
    item = came("Records")
    file_item(item, opened(clerk, case.ident), Filing(party="payer", because=""))
    again = came("Records", mark="2")
    put_aside(again, Item.State.WAITING, clerk, "a paper of its own")
    with pytest.raises(NotFiledError, match="in the record of this case already"):
        file_item(again, opened(clerk, case.ident), Filing(party="payer", because=""))


def test_what_a_person_said_of_a_paper_is_not_undone(store: str) -> None:
    item = came("A paper that says nothing")
    put_aside(item, Item.State.APPLICATION, somebody(PersonRole.COORDINATOR), "an application")
    settle(item)
    assert Item.objects.get(pk=item.pk).state == Item.State.APPLICATION


def test_a_paper_waits_until_the_record_of_its_case_opens(store: str) -> None:
    case = eligible()
    item = came(f"Records\n{code_for(case, 'payer').code}")
    assert item.state == Item.State.WAITING
    assert item.reason
    assigned(case)
    work_off()
    assert Item.objects.get(pk=item.pk).state == Item.State.FILED
