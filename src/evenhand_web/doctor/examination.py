"""Everything that is looked at, in its order. What cannot be looked at is a fault, and keeps nothing else from it."""

from collections.abc import Callable, Iterator
from functools import partial

from evenhand_web.doctor import surroundings, works
from evenhand_web.doctor.chains import chains
from evenhand_web.doctor.checked import Checked, fault
from evenhand_web.infrastructure.quiet_log import failure

_LOOKS: dict[str, Callable[[], Iterator[Checked]]] = {
    "configuration": surroundings.configuration,
    "files": surroundings.owned_files,
    "TLS": surroundings.tls,
    "disk": surroundings.disk,
    "clock": surroundings.clocks,
    "database": works.database,
    "queues": works.queues,
    "dead jobs": works.dead_jobs,
    "certificates": works.certificates,
    "programmes": works.faulty_programmes,
    "isolation": works.isolation,
    "anchors": works.daily_anchors,
    "reading": works.unusual_reading,
}


def examination(every: bool) -> Iterator[Checked]:
    """Every part of the installation as it stands; the chains of all cases where `every` is asked for."""
    looks = _LOOKS | {"chains": partial(chains, every)}
    for part, parts in looks.items():
        try:
            yield from parts()
        except Exception as error:  # whatever it is, the other parts are looked at
            yield fault(part, f"It could not be looked at: {failure(error)}")
