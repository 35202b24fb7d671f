"""What works behind the pages: database, queues, dead jobs, seal, programmes, and what reads strangers' files."""

import datetime as dt
from collections.abc import Iterator

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Count, Min

from evenhand.confined.standing import standing
from evenhand.records.tesseract import missing
from evenhand_web.accounts.models import Person
from evenhand_web.anchors.making import newest
from evenhand_web.anchors.overdue import overdue_since
from evenhand_web.cases.assignees import watches_over
from evenhand_web.doctor.checked import Checked, fault, look, sound
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.models import Job
from evenhand_web.infrastructure.programmes import left_out, programmes
from evenhand_web.infrastructure.worker import worked_lanes
from evenhand_web.letters.seal_check import seal_standing_now

_LATE, _PAGES_LATE = dt.timedelta(minutes=5), dt.timedelta(hours=1)


def database() -> Iterator[Checked]:
    """Whether the database answers, is up to date and, where it is a file, whole."""
    executor = MigrationExecutor(connection)
    if steps := executor.migration_plan(executor.loader.graph.leaf_nodes()):
        yield fault("database", f"{len(steps)} migrations are to be made: run `evenhand migrate`.")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA quick_check(1)")
            told = cursor.fetchone()[0]
        if told != "ok":
            yield fault("database", f"The file is damaged ({told}): restore the last backup elsewhere and compare.")
            return
    yield sound("database", f"{connection.vendor} answers.")


def queues() -> Iterator[Checked]:
    """Whether each lane is worked."""
    now = clock.now()
    due = Job.objects.filter(state=Job.State.WAITING, due_at__lte=now).values("lane")
    waiting = {row["lane"]: row for row in due.annotate(count=Count("id"), since=Min("due_at"))}
    for lane in worked_lanes():
        row = waiting.get(lane)
        if row is None:
            yield sound("queues", f"Nothing waits in the lane {lane}.")
            continue
        late = now - row["since"]
        words = f"{row['count']} jobs wait in the lane {lane}, the first for {late.total_seconds() / 60:.0f} minutes."
        is_late = late > (_PAGES_LATE if lane == "pages" else _LATE)
        remedy = f"{words} See that `evenhand serve` or `evenhand work` runs."
        yield fault("queues", remedy) if is_late else sound("queues", words)


def dead_jobs() -> Iterator[Checked]:
    """What is not tried any more."""
    dead = Job.objects.filter(state=Job.State.DEAD)
    kinds = dead.values("kind").annotate(count=Count("id")).order_by("kind")
    for row in kinds:
        last = dead.filter(kind=row["kind"]).order_by("-ended_at").values_list("failure", flat=True)[0]
        yield fault("dead jobs", f"{row['count']} of the kind {row['kind']} are not tried any more; the last: {last}")
    if not kinds:
        yield sound("dead jobs", "No job was given up.")


def certificates() -> Iterator[Checked]:
    """Whether letters can be sealed, and for how long."""
    stands = seal_standing_now()
    if stands.problem:
        yield fault("certificates", stands.problem)
    elif stands.warning:
        yield (fault if stands.is_urgent else look)("certificates", stands.warning)
    else:
        yield sound("certificates", f"The organization's seal holds until {stands.ends_at:%Y-%m-%d}.")


def faulty_programmes() -> Iterator[Checked]:
    """Programme folders that are left out, with the first thing wrong in each."""
    faulty = left_out()
    for out in faulty:
        kept = "cases go on under the version kept" if out.programme else "no version of it is kept"
        yield fault("programmes", f"{out.ident} is left out ({kept}): {out.findings[0]}")
    if not faulty:
        yield sound("programmes", f"{', '.join(law.id for law in programmes())}: every folder is sound.")


def isolation() -> Iterator[Checked]:
    """What a process that reads strangers' files could do here, found out by one that tries."""
    stands = standing()
    for line in stands.told():
        yield (look if stands.gaps == ("user",) else fault)("isolation", line)
    refused = [name for name, reason in stands.refused if reason]
    yield sound("isolation", f"What reads strangers' files tried {len(refused)} ways out, and each was refused.")
    if lacking := missing():
        yield look("isolation", lacking)


def unusual_reading() -> Iterator[Checked]:
    """What reading raises an alarm, and whether there is somebody whom it reaches."""
    part, limits = "reading", settings.READING_ALARMS
    told = {
        f"{limits.in_an_hour} different cases within an hour (EVENHAND_ALARM_HOUR)": limits.in_an_hour,
        f"{limits.in_a_day} within a day (EVENHAND_ALARM_DAY)": limits.in_a_day,
        f"{limits.of_others} of others within a day (EVENHAND_ALARM_OTHERS)": limits.of_others,
    }
    kept = [words for words, limit in told.items() if limit]
    if not kept and limits.night is None:
        yield look(part, "Nobody is told of unusual reading: every EVENHAND_ALARM_ setting is off.")
        return
    night = "" if limits.night is None else f" Any case opened from {limits.night.begins} to {limits.night.ends} does."
    more = f"Who opens more than {', or '.join(kept)}, raises an alarm." if kept else ""
    yield sound(part, f"{more}{night or ' No hours of night are set (EVENHAND_ALARM_NIGHT).'}".strip())
    if not any(map(watches_over, Person.objects.filter(is_active=True))):
        words = "Nobody would hear an alarm: invite a medical director, or let a coordinator keep the accounts."
        yield look(part, words)


def daily_anchors() -> Iterator[Checked]:
    """Whether the heads of dockets and trace were sealed within the last day, and are copied elsewhere."""
    since, last = overdue_since(), newest()
    if since is not None:
        yield fault("anchors", f"None was made since {since:%Y-%m-%d %H:%M} (UTC): `evenhand anchors make` says why.")
    elif last is not None:
        yield sound("anchors", f"The last is number {last.number} of {last.made_at:%Y-%m-%d %H:%M} (UTC).")
    if settings.ANCHORS is None:
        yield look(
            "anchors",
            "They lie in the database alone, with what they prove: name a folder elsewhere in EVENHAND_ANCHORS.",
        )
