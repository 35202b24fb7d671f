"""Every page as everybody: no fault, no page a role may not see, nothing of another program, and always words."""

import datetime as dt
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.test import Client

from evenhand.cli.main import main
from evenhand.docket.intake import ApplicationReceived
from evenhand.docket.kind import EntryKind
from evenhand.programme.library import programme_folder
from evenhand_web.accounts import people
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.contact import Reached, tell
from evenhand_web.cases.emergency import open_in_emergency
from evenhand_web.cases.models import Case, CaseDocument
from evenhand_web.cases.seam import docket_of
from evenhand_web.cases.transfer import import_docket
from evenhand_web.demonstration import fill as filling
from evenhand_web.demonstration.people import SHOWN
from evenhand_web.demonstration.scenes import SCENES, Scene
from evenhand_web.diary.models import Talk, Task
from evenhand_web.diary.tasks import raise_task
from evenhand_web.directory.keeping import keep, organizations
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.installation import is_demonstration
from evenhand_web.infrastructure.programmes import programme_of
from evenhand_web.letters.models import PrintRun
from evenhand_web.mailroom.models import Item
from evenhand_web.reviewing.models import Seat
from tests.web.cast import PASSWORD, browser_of, somebody
from tests.web.conftest import NOON, used
from tests.web.crawl import Seen, crawl, look
from tests.web.letter_table import LETTER_ADDRESSES, LETTER_TABLE
from tests.web.mail_cast import paper_with_page
from tests.web.test_access import ONLY_POST, OPEN_TO_ALL, TABLE

_FEW = SCENES[::9]
_OF_THE_REVIEWER = re.compile(r"^review/<slug:ident>")
_OK = {200, 302, 404, 405, 410, 422}
_PARTED = (("freedonia", "ca_wc"), ("ca_wc", "freedonia"))
_FEWEST = 1
"""How many links of each shape are followed where it must be quick."""
_BY_CASE = (
    "office/tasks/<slug:task>",
    "desk/panel/<slug:person>/papers/<int:number>",
    "desk/cases/<slug:ident>/enter/<slug:kind>",
    "desk/cases/<slug:ident>/correct/<int:number>",
    "release/<slug:ident>/correct",
    "desk/cases/<slug:ident>/returned/<int:number>",
)
"""Routes that a role finds in one case and not in another."""
_FOUND_ONCE_DECIDED = {
    PersonRole.COORDINATOR: {"desk/cases/<slug:ident>/omitted", "desk/cases/<slug:ident>/reasons"},
    PersonRole.MEDICAL_DIRECTOR: {
        "desk/cases/<slug:ident>/omitted",
        "desk/cases/<slug:ident>/reasons",
        "release/<slug:ident>/supplement",
    },
}
"""Routes of decided cases, and who finds them there."""
_OF_A_KEEPER = (
    "people",
    "people/<slug:ident>",
    "office/trace",
    "office/trace/export",
    "office/emergencies",
    "office/unassigned",
)
_OF_THE_FIGURES = ("office/figures/<slug:programme>/<slug:month>/<slug:measure>/<slug:part>",)
"""Routes that everybody but a reviewer finds once the month was counted."""
_HOME = {
    PersonRole.COORDINATOR: "/desk/",
    PersonRole.REVIEWER: "/review/",
    PersonRole.MEDICAL_DIRECTOR: "/release/",
    PersonRole.REGULATOR: "/desk/",
}
_SOME = 8
"""Of the whole demonstration's cases, how many of which every address is tried with every id that is in them."""
OFFICE_SECRET = "Telephoned about the spare key"


class World(NamedTuple):
    """A database of two programs: their cases, and what must not be told of each of them."""

    cases: dict[str, list[Case]]
    secrets: dict[str, tuple[str, ...]]
    reviewers: tuple[Person, ...]


@pytest.fixture(scope="module")
def world(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Cases of California in many stages, and one of Freedonia, with calls, tasks and addresses; for all tests here."""
    yield from _world(sqlite_template, tmp_path_factory.mktemp("world"), _FEW)


def _world(template: Path, folder: Path, scenes: Sequence[Scene]) -> Iterator[World]:
    shutil.copy(template, folder / "evenhand.sqlite3")
    with pytest.MonkeyPatch.context() as patch, used(f"sqlite:///{folder / 'evenhand.sqlite3'}"):
        is_demonstration()
        patch.setattr(clock, "now", lambda: NOON)
        patch.setattr(settings, "FILES", folder / "files")
        patch.setattr(settings, "MADE_UP", True)
        patch.setattr(filling, "SCENES", scenes)
        yield _made(folder)


def _made(folder: Path) -> World:
    filling.fill(NOON, dict.fromkeys(PersonRole, PASSWORD))
    _freedonia(folder)
    cases = {ident: list(Case.objects.filter(programme=ident).order_by("pk")) for ident in ("ca_wc", "freedonia")}
    coordinator = Person.objects.get(email="coordinator@example.org")
    for ident, ours in cases.items():
        raise_task(f"crawl:{ident}", Task.Kind.OTHER, f"Look at {_names(ours[0])[0]}", dt.timedelta(days=1), ours[0])
        Talk.objects.create(
            case=ours[0],
            manner="telephone",
            at=NOON,
            speaker=_names(ours[0])[0],
            about=OFFICE_SECRET,
            taken_at=NOON,
            taken_by=coordinator,
        )
        party = next(iter(_application(ours[0]).parties))
        tell(ours[0], party.id, Reached(("1 Hidden Lane",), "", "", "", NOON.date()), "By telephone", coordinator, 0)
    paper_with_page("crawl")
    keep(coordinator, {"name": "Sample Mutual", "kind": "payer", "verified_on": NOON.date(), "verified_how": "letter"})
    secrets = {ident: _secrets(ours) for ident, ours in cases.items()}
    return World(cases, secrets, tuple(Person.objects.filter(role=PersonRole.REVIEWER)))


def _secrets(cases: Sequence[Case]) -> tuple[str, ...]:
    return tuple(word for case in cases for word in (*_names(case), case.number))


def _freedonia(folder: Path) -> None:
    out = folder / "freedonia"
    ran = CliRunner().invoke(main, ["run", str(programme_folder("freedonia") / "case"), "--out", str(out)])
    assert ran.exit_code == 0, ran.output
    docket = next(out.glob("**/docket.jsonl"))
    case, findings = import_docket(docket.read_bytes(), docket.name)
    assert case is not None, findings


def _application(case: Case) -> ApplicationReceived:
    application = docket_of(case).entries[0].payload
    assert isinstance(application, ApplicationReceived)
    return application


def _names(case: Case) -> list[str]:
    return [party.name for party in _application(case).parties if party.role.value == "applicant"]


def _addresses(world: World, *, is_whole: bool = False) -> Iterator[str]:
    """Every route with real arguments: of the first, and for the whole of the last case, of each program."""
    for ours in world.cases.values():
        for case in {ours[0], ours[-1]} if is_whole else ours[:1]:
            given = _arguments(world, case)
            for route in (*TABLE, *ONLY_POST, *LETTER_ADDRESSES):
                given |= {"<slug:ident>": world.reviewers[0].ident if route.startswith("people") else case.ident}
                yield "/" + "".join(given.get(part, part) for part in re.split(r"(<[^>]+>)", route))


def _arguments(world: World, case: Case) -> dict[str, str]:
    document = CaseDocument.objects.filter(case=case).select_related("file").first()
    run = PrintRun.objects.first()
    return {
        "<slug:kind>": "eligibility_found",
        "<slug:month>": "2026-11",
        "<slug:period>": "2026-11",
        "<slug:measure>": "received",
        "<slug:part>": "counted",
        "<int:kept>": "1",
        "<slug:form>": "nothing",
        "<int:upload>": "1",
        "<int:start>": "0",
        "<slug:file>": document.file.ident if document else "nothing",
        "<slug:person>": world.reviewers[0].ident,
        "<slug:task>": Task.objects.get(key=f"crawl:{case.programme}").ident,
        "<slug:organization>": organizations()[0].ident,
        "<slug:item>": Item.objects.order_by("pk")[0].ident,
        "<slug:party>": next(iter(_application(case).parties)).id,
        "<slug:other>": world.cases[case.programme][-1].ident,
        "<slug:programme>": case.programme,
        "<slug:letter>": "determination",
        "<slug:weights>": "fit",
        "<slug:language>": "en",
        "<slug:notice>": "application_received",
        "<path:record>": "R1",
        "<int:run>": str(run.pk if run else 1),
        **dict.fromkeys(("<int:number>", "<int:since>", "<int:shift>", "<int:before>", "<int:after>"), "1"),
    }


def _limited(role: PersonRole, programme: str) -> Person:
    name = f"{role.value}.{programme}"
    person = Person.objects.filter(email=f"{name}@example.org").first() or somebody(role, name)
    Person.objects.filter(pk=person.pk).update(programmes=programme)
    return Person.objects.get(pk=person.pk)


def _walk(client: Client, world: World, most: int) -> list[Seen]:
    pages_seen = list(crawl(client, _addresses(world, is_whole=most > _FEWEST), most))
    wrong = [(seen.address, seen.code) for seen in pages_seen if seen.code not in _OK]
    assert wrong == []
    assert [seen.address for seen in pages_seen if not (seen.speaks or seen.leads_to)] == []
    return pages_seen


def _not_for(person: Person) -> set[str]:
    """The routes at which a person finds nothing, as the tables say."""
    role = PersonRole(person.role)
    told = {route for route, (admitted, sent_on) in TABLE.items() if role.value not in admitted | sent_on}
    told |= {route for route, admitted in LETTER_TABLE.items() if admitted != role}
    is_seat = role is PersonRole.REVIEWER
    special = {*_BY_CASE, *(_OF_A_KEEPER if person.keeps_accounts else ()), *(() if is_seat else _OF_THE_FIGURES)}
    special |= _FOUND_ONCE_DECIDED.get(role, set())
    return {route for route in told - special if not (is_seat and _OF_THE_REVIEWER.match(route))}


def _told(pages_seen: Sequence[Seen], secrets: Sequence[str]) -> list[tuple[str, str]]:
    return [(seen.address, secret) for seen in pages_seen for secret in secrets if secret in seen.words]


def _check(world: World, role: PersonRole, most: int) -> int:
    """Walk as somebody of a role to whom every program is open, then as people of one each; how many answers."""
    count = len(_whole(world, Person.objects.get(email=SHOWN[role].email), role, most))
    for ident, other in _PARTED if most > _FEWEST else _PARTED[:1]:
        pages_seen = _walk(browser_of(_limited(role, ident)), world, most)
        leaks = _told(pages_seen, world.secrets[other])
        assert not leaks, "\n".join(f"{role} of {ident}: {address} tells {secret}" for address, secret in leaks)
        count += len(pages_seen)
    return count


def _whole(world: World, person: Person, role: PersonRole, most: int) -> list[Seen]:
    pages_seen = _walk(browser_of(person), world, most)
    opened = {seen.route for seen in pages_seen if seen.code == 200}
    assert opened & _not_for(person) == set()
    assert opened >= {route for route, (admitted, _) in TABLE.items() if role.value in admitted and "<" not in route}
    if role is PersonRole.REGULATOR:
        hidden = [word for reviewer in world.reviewers for word in (reviewer.ident, reviewer.name)]
        assert _told(pages_seen, [*hidden, OFFICE_SECRET]) == []
    if role is PersonRole.REVIEWER:
        seated = Seat.objects.filter(reviewer=person).values("case")
        others = [
            case
            for ours in world.cases.values()
            for case in ours
            if case.pk not in set(seated.values_list("case", flat=True))
        ]
        assert others
        assert _told(pages_seen, [*(case.number for case in others), OFFICE_SECRET]) == []
    return pages_seen


@pytest.mark.parametrize("role", list(PersonRole))
def test_every_page_as_every_role(world: World, role: PersonRole) -> None:
    assert _check(world, role, most=_FEWEST) > 250


def test_a_stranger_finds_the_door_alone(world: World) -> None:
    for seen in _walk(Client(), world, most=_FEWEST):
        is_at_the_door = (seen.code, seen.leads_to[:8]) == (302, "/sign-in") or seen.code == 405
        assert seen.route in OPEN_TO_ALL or is_at_the_door, seen.address


@pytest.mark.parametrize("role", list(PersonRole))
def test_who_is_suspended_finds_the_door_alone(world: World, role: PersonRole) -> None:
    person = somebody(role, f"to.be.suspended.{role.value}")
    client = browser_of(person)
    assert look(client, _HOME[role]).code == 200
    people.suspend(person, None)
    for address in {_HOME[role], *_addresses(world)}:
        seen = look(client, address)
        assert seen.leads_to[:8] == "/sign-in" or seen.code == 405, address


@pytest.mark.parametrize(
    "role",
    [
        PersonRole.COORDINATOR,
        pytest.param(PersonRole.MEDICAL_DIRECTOR, marks=pytest.mark.slow),
        pytest.param(PersonRole.REGULATOR, marks=pytest.mark.slow),
    ],
)
def test_under_need_to_know_nothing_is_told_of_what_is_not_assigned(
    world: World, settings_of: Callable[..., None], role: PersonRole
) -> None:
    settings_of(NEED_TO_KNOW=frozenset({role.value}))
    person = somebody(role, f"new.{role.value}")
    names = [name for ours in world.cases.values() for case in ours for name in _names(case)]
    assert _told_but_case(browser_of(person), world, names) == []
    if role is not PersonRole.REGULATOR:
        first = world.cases["ca_wc"][0]
        open_in_emergency(first, person, "The applicant is on the telephone.")
        others = [name for name in names if name not in _names(first)]
        assert _told_but_case(browser_of(person), world, others) == []


def _told_but_case(client: Client, world: World, names: Sequence[str]) -> list[tuple[str, str]]:
    pages_seen = list(crawl(client, _addresses(world), _FEWEST))
    assert {seen.code for seen in pages_seen} <= _OK | {403}
    return _told(pages_seen, names)


@pytest.fixture(scope="module")
def whole_world(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The whole demonstration, and Freedonia."""
    yield from _world(sqlite_template, tmp_path_factory.mktemp("whole"), SCENES)


@pytest.mark.slow
@pytest.mark.parametrize("role", list(PersonRole))
def test_every_page_of_the_whole_demonstration(whole_world: World, role: PersonRole) -> None:
    assert _check(whole_world, role, most=8) > 700


def _with_every_id(world: World) -> list[str]:
    """Every route about a case or its papers, with the ids that are really in some cases of each program."""
    addresses = set[str]()
    routes = [route for route in (*TABLE, *ONLY_POST, *LETTER_ADDRESSES) if "<" in route]
    for ours in world.cases.values():
        for case in ours[:: max(1, len(ours) // _SOME)]:
            for given in _every_argument(world, case):
                for route in routes:
                    ident = world.reviewers[0].ident if route.startswith("people") else case.ident
                    parts = re.split(r"(<[^>]+>)", route)
                    addresses.add("/" + "".join((given | {"<slug:ident>": ident}).get(part, part) for part in parts))
    return sorted(addresses)


def _every_argument(world: World, case: Case) -> Iterator[dict[str, str]]:
    """Arguments with which one thing after the other of a case is named: its papers, entries, kinds, notices, tasks."""
    first, law = _arguments(world, case), programme_of(case.programme)
    documents = CaseDocument.objects.filter(case=case).select_related("file")[:3]
    yield first
    yield from (first | {"<slug:file>": document.file.ident} for document in documents)
    yield from (first | {"<slug:kind>": kind.value} for kind in EntryKind)
    yield from (first | {"<slug:notice>": notice.id} for notice in law.notices)
    yield from (first | {"<int:number>": str(number), "<int:since>": str(number)} for number in (2, case.length))
    yield from (first | {"<slug:task>": task.ident} for task in Task.objects.filter(case=case)[:3])
    yield from (first | {"<slug:party>": party.id} for party in _application(case).parties)
    yield from (first | {"<slug:person>": reviewer.ident} for reviewer in world.reviewers[:2])


@pytest.mark.slow
@pytest.mark.parametrize("role", list(PersonRole))
def test_every_address_with_every_id_tells_nobody_of_another_s_case(whole_world: World, role: PersonRole) -> None:
    """As somebody of the role whose program is another, and as somebody who was never let near a case."""
    addresses = _with_every_id(whole_world)
    assert len(addresses) > 1000
    other = whole_world.secrets["ca_wc"]
    client = browser_of(_limited(role, "freedonia"))
    pages_seen = [look(client, address) for address in addresses]
    assert [(seen.address, seen.code) for seen in pages_seen if seen.code not in _OK] == []
    leaks = _told(pages_seen, other)
    assert not leaks, leaks[:5]
    if role is PersonRole.REVIEWER:
        assert {seen.code for seen in pages_seen if _OF_THE_REVIEWER.match(seen.route)} <= {404, 405}


@pytest.mark.slow
def test_every_address_with_every_id_shows_a_stranger_the_door(whole_world: World) -> None:
    client = Client()
    for address in _with_every_id(whole_world):
        seen = look(client, address)
        assert seen.leads_to[:8] == "/sign-in" or seen.code == 405 or seen.route in OPEN_TO_ALL, address
