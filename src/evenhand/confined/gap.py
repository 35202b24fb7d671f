"""What is missing where a wall could not be raised, in words."""

from enum import StrEnum

from evenhand.confined import walls


class Gap(StrEnum):
    """A wall that could not be raised here."""

    LIMITS = walls.LIMITS
    PARENT = walls.PARENT
    USER = walls.USER
    SPACES = walls.SPACES
    PRIVILEGES = walls.PRIVILEGES
    FILES = walls.FILES
    FILES_CUT = walls.FILES_CUT
    FILES_TCP = walls.FILES_TCP
    FILES_SCOPES = walls.FILES_SCOPES
    CALLS = walls.CALLS


WORDS = {
    Gap.LIMITS: "Memory and processor time are not limited: this system has no such limits.",
    Gap.PARENT: "It is not ended by the system with the process that started it.",
    Gap.USER: "It runs as the user of the service: its Python or Evenhand lies where no other user may read.",
    Gap.SPACES: "It shares the network and the users of the machine: the system allows no namespaces of its own.",
    Gap.PRIVILEGES: "Nothing keeps what it might execute from gaining rights.",
    Gap.FILES: "Any file that the service may read or write is open to it: this kernel has no Landlock, or it is off.",
    Gap.FILES_CUT: "Landlock is too old to keep files from being cut (it is older than Linux 6.2).",
    Gap.FILES_TCP: "Landlock is too old to keep it from connecting (it is older than Linux 6.7).",
    Gap.FILES_SCOPES: "Landlock is too old to keep it from signals and sockets without a path (older than Linux 6.12).",
    Gap.CALLS: "It may open connections and start programs: its calls are not filtered (libseccomp is missing).",
}
"""What each gap means, in words."""
BENIGN = (Gap.FILES_CUT, Gap.FILES_TCP, Gap.FILES_SCOPES)
"""Gaps that the filter of calls closes where it stands."""
