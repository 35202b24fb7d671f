"""Unusual reading alarms who watches over access: counted from the trace, in nobody's way, not told to the reader."""

import datetime as dt
import json
import logging
from collections.abc import Callable

import pytest
from django.core.exceptions import ImproperlyConfigured

from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.assignees import assign
from evenhand_web.cases.models import Case
from evenhand_web.diary.access import tasks_for
from evenhand_web.diary.models import Task
from evenhand_web.diary.unusual_reading import watch_readings
from evenhand_web.doctor.checked import Condition
from evenhand_web.doctor.works import unusual_reading
from evenhand_web.house_rules import Night, ReadingAlarms, reading_alarms_of
from evenhand_web.infrastructure.models import OutboxMessage
from evenhand_web.infrastructure.quiet_log import JsonLines
from evenhand_web.trace.line import OPERATOR, Act
from evenhand_web.trace.readings import cases_read
from evenhand_web.trace.store import write
from tests.web.cast import browser_of, new_case, somebody

Clock = Callable[[dt.datetime], None]
Settings = Callable[..., None]
NOON = dt.datetime(2024, 6, 12, 19, tzinfo=dt.UTC)
MINUTE, HOUR = dt.timedelta(minutes=1), dt.timedelta(hours=1)
NOTHING = ReadingAlarms(None, None, None, None)
PACIFIC = dt.timezone(-dt.timedelta(hours=7))


@pytest.fixture
def cases(store: str, moment: Clock, settings_of: Settings) -> list[Case]:
    settings_of(OFFICE_ZONE="America/Los_Angeles")
    return [new_case(f"IMR-{number}") for number in range(5)]


@pytest.fixture
def director(store: str) -> Person:
    return somebody(PersonRole.MEDICAL_DIRECTOR)


def opened(person: Person, *cases: Case) -> None:
    for case in cases:
        write(Act.CASE, person.ident, case=case.ident, page="case", status="200")


def alarms() -> list[Task]:
    return list(Task.objects.filter(kind=Task.Kind.READING).order_by("pk"))


@pytest.mark.postgresql
def test_more_cases_in_an_hour_than_the_house_says_alarm_once_a_day(
    cases: list[Case], director: Person, moment: Clock, settings_of: Settings
) -> None:
    settings_of(READING_ALARMS=NOTHING._replace(in_an_hour=3))
    reader, other = somebody(PersonRole.COORDINATOR), somebody(PersonRole.COORDINATOR, "other")
    opened(reader, *cases[:3], *cases[:3])  # three, each twice
    opened(other, *cases[:2])
    watch_readings()
    assert alarms() == []
    opened(reader, cases[3])
    moment(NOON + 5 * MINUTE)
    watch_readings()
    watch_readings()
    (alarm,) = alarms()
    assert alarm.words.startswith(f"{reader.name} opened 4 different cases within an hour; more than 3 is unusual here")
    assert not any(case.number in alarm.words for case in cases)
    moment(NOON + 26 * HOUR)
    opened(reader, *cases[:4])
    watch_readings()
    assert len(alarms()) == 2


@pytest.mark.postgresql(slow=True)
def test_an_hour_and_a_day_are_as_long_as_they_are(
    cases: list[Case], director: Person, moment: Clock, settings_of: Settings
) -> None:
    settings_of(READING_ALARMS=NOTHING._replace(in_an_hour=2, in_a_day=4))
    reader = somebody(PersonRole.COORDINATOR)
    for hours, case in enumerate(cases):
        moment(NOON + hours * HOUR)
        opened(reader, case)
        watch_readings()
    assert [alarm.key.split(":")[1] for alarm in alarms()] == ["day"]


def test_what_is_no_case_and_what_the_operator_does_count_nothing(
    cases: list[Case], director: Person, settings_of: Settings
) -> None:
    settings_of(READING_ALARMS=NOTHING._replace(in_an_hour=1))
    reader = somebody(PersonRole.COORDINATOR)
    for number in range(9):
        write(Act.CASE, OPERATOR, case=cases[number % 5].ident)
        write(Act.REFUSED, reader.ident, case=f"nosuchcase{number}", status="404")
        write(Act.QUEUE, reader.ident, page="queue")
    watch_readings()
    assert alarms() == []
    assert OPERATOR not in cases_read(NOON - HOUR, NOON + HOUR)
    for case in cases:
        write(Act.REFUSED, reader.ident, case=case.ident, status="404")  # who tries one after the other
    watch_readings()
    assert len(alarms()) == 1


@pytest.mark.postgresql(slow=True)
def test_a_coordinator_who_reads_what_others_are_assigned_to_alarms_and_their_own_does_not(
    cases: list[Case], director: Person, settings_of: Settings
) -> None:
    settings_of(READING_ALARMS=NOTHING._replace(of_others=2))
    reader, colleague = somebody(PersonRole.COORDINATOR), somebody(PersonRole.COORDINATOR, "colleague")
    for case in cases[:3]:
        assign(case, colleague, director)
    assign(cases[0], reader, director)
    opened(reader, *cases)  # one shared, two of the colleague alone, two of nobody
    opened(director, *cases)
    watch_readings()
    assert alarms() == []
    assign(cases[3], colleague, director)
    watch_readings()
    (alarm,) = alarms()
    assert "opened 3 cases within a day that others are assigned to; more than 2" in alarm.words


@pytest.mark.postgresql(slow=True)
def test_night_is_as_the_house_keeps_it(
    cases: list[Case], director: Person, moment: Clock, settings_of: Settings
) -> None:
    reader = somebody(PersonRole.COORDINATOR)
    moment(dt.datetime(2024, 6, 13, 7, 30, tzinfo=dt.UTC))  # half past midnight at the office
    opened(reader, cases[0])
    settings_of(READING_ALARMS=NOTHING)
    watch_readings()
    assert alarms() == []
    settings_of(READING_ALARMS=NOTHING._replace(night=Night(22, 6)))
    watch_readings()
    moment(dt.datetime(2024, 6, 13, 13, 5, tzinfo=dt.UTC))  # a little after six
    watch_readings()
    (alarm,) = alarms()
    assert alarm.words.startswith(f"{reader.name} opened 1 cases in hours in which nobody works here")
    assert alarm.key.endswith(":2024-06-12")  # the night that began then
    moment(dt.datetime(2024, 6, 13, 17, tzinfo=dt.UTC))
    opened(reader, *cases)
    watch_readings()
    assert len(alarms()) == 1


@pytest.mark.parametrize(
    ("night", "hour", "is_night"),
    [((22, 6), 23, True), ((22, 6), 3, True), ((22, 6), 12, False), ((1, 5), 3, True), ((1, 5), 23, False)],
)
def test_a_night_knows_its_hours(night: tuple[int, int], hour: int, is_night: bool) -> None:
    now = dt.datetime(2024, 6, 12, hour, 30, tzinfo=PACIFIC)
    until_now = Night(*night).until_now(now, PACIFIC)
    assert (until_now is not None) is is_night
    if until_now is not None:
        assert until_now[0] <= now == until_now[1]


@pytest.mark.postgresql(slow=True)
def test_who_watches_over_access_is_told_and_the_reader_is_not(
    cases: list[Case], director: Person, settings_of: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings_of(READING_ALARMS=NOTHING._replace(in_an_hour=2))
    keeper, coordinator = somebody(PersonRole.COORDINATOR, "keeper"), somebody(PersonRole.COORDINATOR)
    Person.objects.filter(pk=keeper.pk).update(keeps_accounts=True)
    keeper.refresh_from_db()
    opened(keeper, *cases)
    with caplog.at_level(logging.WARNING, logger="evenhand.reading"):
        watch_readings()
    (alarm,) = alarms()
    line = json.loads(JsonLines().format(next(each for each in caplog.records if each.name == "evenhand.reading")))
    assert {name: line[name] for name in ("event", "person", "what", "cases", "limit")} == {
        "event": "unusual reading", "person": keeper.ident, "what": "hour", "cases": 5, "limit": 2,
    }  # fmt: skip
    assert keeper.name not in json.dumps(line)
    told = OutboxMessage.objects.filter(key__startswith="reading:")
    assert [message.recipient for message in told] == [director.email]
    assert alarm in tasks_for(director)
    assert alarm not in tasks_for(keeper)  # nobody answers their own
    assert alarm not in tasks_for(coordinator)  # who does not watch knows of none
    for person, is_told in ((director, True), (keeper, False)):
        page = browser_of(person).get("/office/trace").content.decode()
        assert ("Unusual reading" in page) is is_told
    client = browser_of(keeper)
    assert client.get(f"/office/tasks/{alarm.ident}").status_code == 404
    assert client.get(f"/desk/cases/{cases[0].ident}").status_code == 200  # and nothing is kept from anybody


def test_what_the_house_says_is_read_and_what_is_no_number_refused() -> None:
    assert reading_alarms_of({}) == ReadingAlarms(60, 200, 40, None)
    told = {"EVENHAND_ALARM_HOUR": "5", "EVENHAND_ALARM_DAY": "off", "EVENHAND_ALARM_NIGHT": "22-6"}
    assert reading_alarms_of(told) == ReadingAlarms(5, None, 40, Night(22, 6))
    for name, wrong in (
        ("EVENHAND_ALARM_HOUR", "0"),
        ("EVENHAND_ALARM_DAY", "many"),
        ("EVENHAND_ALARM_OTHERS", "²"),
        ("EVENHAND_ALARM_NIGHT", "22"),
        ("EVENHAND_ALARM_NIGHT", "24-6"),
        ("EVENHAND_ALARM_NIGHT", "6-6"),
    ):
        with pytest.raises(ImproperlyConfigured, match=name):
            reading_alarms_of({name: wrong})


def test_the_doctor_says_what_alarms_and_whether_anybody_would_hear_it(store: str, settings_of: Settings) -> None:
    told = {check.condition: check.words for check in unusual_reading()}
    assert "more than 60 different cases within an hour (EVENHAND_ALARM_HOUR)" in told[Condition.SOUND]
    assert "Nobody would hear an alarm" in told[Condition.LOOK]
    somebody(PersonRole.MEDICAL_DIRECTOR)
    assert [check.condition for check in unusual_reading()] == [Condition.SOUND]
    settings_of(READING_ALARMS=NOTHING)
    assert [check.condition for check in unusual_reading()] == [Condition.LOOK]
