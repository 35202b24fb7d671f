"""Which walls stand around confined processes on this machine, found out by one that tries to leave them."""

import shutil
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from evenhand.confined.command import command_of
from evenhand.confined.gap import BENIGN, WORDS, Gap
from evenhand.confined.message import Message
from evenhand.confined.process import ConfinedProcess, EndedError
from evenhand.confined.trial import ATTEMPTS

_SECONDS = 20.0
_OWN = {"OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "LC_CTYPE"}
"""All that its environment holds, set by itself: how many threads it may have, and Python's encoding."""


class Standing(NamedTuple):
    """What a confined process could not be given (`gaps`), why each attempt to leave it was refused (`refused`: empty
    where it was not), and the names in its environment. `is_started` is False where none starts here at all.
    """

    is_started: bool
    gaps: tuple[Gap, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
    environment: tuple[str, ...] = ()

    def told(self) -> tuple[str, ...]:
        """What is open, in words; empty where every wall stands."""
        if not self.is_started:
            return ("The process that reads strangers' files does not start: nothing of theirs can be read.",)
        closed_otherwise = () if Gap.CALLS in self.gaps else BENIGN
        walls = [WORDS[gap] for gap in self.gaps if gap not in closed_otherwise]
        tried = [f"It tried to {ATTEMPTS[name]}, and was not refused." for name, reason in self.refused if not reason]
        surplus = sorted({*self.environment} - _OWN)
        return (*walls, *tried, *([f"Its environment names {', '.join(surplus)}."] if surplus else ()))


def standing() -> Standing:
    """Start a confined process, let it try to leave its walls, and give what became of it."""
    process = ConfinedProcess(command_of("evenhand.confined.trial"), seconds=_SECONDS)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "secret")
        path.write_bytes(b"a key")
        question = Message({"file": str(path), "program": shutil.which("true") or sys.executable})
        heads = []
        try:
            heads += [message.head for message in process.ask(question)]
        except EndedError:
            pass  # it became another program: what it did not come to tell was not refused
        finally:
            process.close()
    if not heads:
        return Standing(False)
    reasons = {head["attempt"]: head["refused"] for head in heads[1:]}
    refused = tuple((name, str(reasons.get(name, ""))) for name in ATTEMPTS)
    return Standing(True, tuple(map(Gap, heads[0]["gaps"])), refused, tuple(heads[0]["environment"]))
