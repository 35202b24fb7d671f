"""The walls of the mailroom: need-to-know, programs, erasure, and whose paper a case's people never see."""

from collections.abc import Callable

import pytest

from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.erasing import erase_cases
from evenhand_web.cases.models import Case
from evenhand_web.infrastructure import shelf
from evenhand_web.infrastructure.worker import work_off
from evenhand_web.mailroom.access import items_for
from evenhand_web.mailroom.cover_codes import code_for
from evenhand_web.mailroom.models import Candidate, CoverCode, Item
from evenhand_web.mailroom.taking import take_in
from tests.web.cast import WORKER_NAME, browser_of, somebody
from tests.web.mail_cast import CLAIM, NUMBER, arrived, came, open_record
from tests.web.test_erasure import BY_ORDER, House, house

__all__ = ["house"]
WORDS = f"Claim number: {CLAIM}\nPatient: {WORKER_NAME}\nProgress report of the visit."


def test_who_is_not_assigned_files_by_the_reasons_and_sees_nothing_of_the_case(
    store: str, settings_of: Callable[..., None]
) -> None:
    settings_of(NEED_TO_KNOW=frozenset({"coordinator"}))
    case, clerk = open_record(), somebody(PersonRole.COORDINATOR)
    item, browser = came(WORDS.replace(WORKER_NAME, "I. Example")), browser_of(clerk)
    shown = browser.get(f"/desk/mailroom/{item.ident}").content.decode()
    assert NUMBER in shown
    assert "same claim number" in shown
    assert WORKER_NAME not in shown
    assert "Sample Mutual" not in shown
    assert browser.post(f"/desk/mailroom/{item.ident}", {"file": f"{case.ident} payer"}).status_code == 302
    assert Item.objects.get().state == Item.State.FILED
    assert browser.get(f"/desk/mailroom/{item.ident}").status_code == 404
    assert not items_for(clerk).exists()


def test_a_coordinator_of_other_programs_files_nothing_here(store: str) -> None:
    case, clerk = open_record(), somebody(PersonRole.COORDINATOR)
    clerk.programmes = "freedonia"
    clerk.save()
    item, browser = came(WORDS), browser_of(clerk)
    assert browser.post(f"/desk/mailroom/{item.ident}", {"file": f"{case.ident} payer"}).status_code == 404
    look = browser.post(f"/desk/mailroom/{item.ident}", {"do": "look", "number": NUMBER}, follow=True)
    assert "There is no case of this number." in look.content.decode()
    assert Item.objects.get().state == Item.State.WAITING


def test_what_was_filed_goes_with_an_erased_case(house: House) -> None:
    del house
    case = open_record()
    code = code_for(case, "payer").code
    mail = f"From: a@b.example\nMIME-Version: 1.0\nContent-Type: text/plain\n\nThe records of {WORKER_NAME} {code}"
    item = take_in(arrived(mail, is_message=True)).items.get()
    waits = came(WORDS, "2")
    work_off()
    item = Item.objects.get(pk=item.pk)
    assert item.state == Item.State.FILED
    files = [item.file, item.delivery.file, item.facts]
    erase_cases([Case.objects.get(pk=case.pk)], BY_ORDER)
    for file in files:
        assert file is not None
        file.refresh_from_db()
        with pytest.raises(FileNotFoundError):
            list(shelf.read(file))
    assert not CoverCode.objects.exists()
    assert not Candidate.objects.filter(item=waits, case=case).exists()
    assert b"".join(shelf.read(Item.objects.get(pk=waits.pk).file)) == WORDS.encode()
    assert Item.objects.get(pk=item.pk).delivery.sender == ""
