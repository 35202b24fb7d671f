"""Papers as they come in, and the cases they are of, for the tests of the mailroom."""

import datetime as dt
import io
import os
from dataclasses import replace
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from evenhand.docket.assignment import Assigned
from evenhand.docket.intake import EligibilityFound, EligibilityOutcome
from evenhand.docket.party import Role
from evenhand.mailroom.received import Manner
from evenhand_web.accounts.models import Person
from evenhand_web.cases.duplicates import described_by, note_beside
from evenhand_web.cases.models import Case, ComparedCase, PartyContact
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.shelf import put
from evenhand_web.infrastructure.worker import work_off
from evenhand_web.mailroom.models import Delivery, Item, ItemPage
from evenhand_web.mailroom.taking import Arrived, take_in
from tests.web.cast import entered, new_case

NUMBER, CLAIM, BORN = "CM24-0012345", "WC-0098-4471", dt.date(1971, 4, 9)
DAY = dt.date(2024, 6, 10)


def eligible(number: str = NUMBER) -> Case:
    """A case whose application was found eligible, and whose record is still closed."""
    return entered(new_case(number), EligibilityFound(outcome=EligibilityOutcome.ELIGIBLE), Role.REGULATOR, DAY)


def assigned(case: Case) -> Case:
    """The case with its record open."""
    return entered(case, Assigned(organisation="The organization"), Role.REGULATOR, DAY)


def open_record(number: str = NUMBER, claim: str = CLAIM, born: dt.date | None = BORN) -> Case:
    """A case whose record is open: its application found eligible, and assigned."""
    case = assigned(eligible(number))
    known = described_by(ComparedCase.objects.get(case=case))
    note_beside(case, replace(known, claim_number=claim, born_on=born))
    return case


def arrived(text: str | bytes, mark: str = "1", manner: Manner = Manner.UPLOAD, **more: object) -> Arrived:
    """Something that came, of these words or bytes."""
    data = text.encode() if isinstance(text, str) else text
    given: dict[str, object] = {"door": "upload", "name": "paper.txt", "arrived_at": clock.now()}
    return Arrived(mark=mark, manner=manner, data=data, **given | more)  # type: ignore[arg-type]  # each of its field


def came(text: str | bytes, mark: str = "1", manner: Manner = Manner.UPLOAD, **more: object) -> Item:
    """The one paper of something that came, worked off as far as it files itself."""
    delivery = take_in(arrived(text, mark, manner, **more))
    work_off()
    return Item.objects.get(delivery=delivery)


def paper_with_page(mark: str) -> Item:
    """A paper that waits, with the picture of its first page."""
    item = Item.objects.get(delivery=take_in(arrived("A letter of many words that nobody has looked at yet.", mark)))
    image = put([b"\x89PNG"], "image/png")
    image.save(force_insert=True)
    ItemPage.objects.create(item=item, number=1, image=image)
    Item.objects.filter(pk=item.pk).update(state=Item.State.WAITING, pages=1)
    return item


def reaches(case: Case, party: str, person: Person, *, fax: str = "", email: str = "") -> None:
    """Write down how a party of a case is reached."""
    PartyContact.objects.create(
        case=case, party=party, address="3 Sample Street", fax=fax, email=email, since=DAY, how="told",
        told_at=clock.now(), told_by=person,
    )  # fmt: skip


def fax_page(lines: tuple[str, ...], picture: Image.Image | None = None) -> bytes:
    """A page as a fax machine sends it: black and white, 204 dots an inch across and 98 down, Group 4."""
    page = Image.new("L", (1700, 2200), 255)
    font = ImageFont.load_default(34)
    for place, line in enumerate(lines):
        ImageDraw.Draw(page).text((200, 900 + 70 * place), line, fill=0, font=font)
    if picture is not None:
        page.paste(picture, (1100, 200))
    sent = page.resize((1734, 1078), Image.Resampling.BOX).point(lambda value: 255 if value > 140 else 0).convert("1")
    buffer = io.BytesIO()
    sent.save(buffer, "TIFF", compression="group4", dpi=(204, 98))
    return buffer.getvalue()


def laid(folder: Path, name: str, data: bytes, age: float = 60) -> Path:
    """A file that was laid into a folder some seconds ago."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    then = clock.now().timestamp() - age
    os.utime(path, (then, then))
    return path


def papers_of(delivery: Delivery) -> list[str]:
    """The names of the papers of something that came, in order."""
    return [item.name for item in delivery.items.select_related("file").order_by("place")]
