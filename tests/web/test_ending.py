"""A process that is told to end has ended soon after, whatever it was at."""

import subprocess
import sys
import time

import pytest

from evenhand_web.parent import end

_READY = "print(flush=True); import time; time.sleep(60)"
_DEAF = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {_READY}"


@pytest.mark.parametrize(("code", "ended_by"), [(_READY, 15), (_DEAF, 9)])
def test_it_is_told_and_killed_where_it_does_not_listen(code: str, ended_by: int) -> None:
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert process.stdout
    process.stdout.readline()
    began = time.monotonic()
    end(process, 0.5)
    process.stdout.close()
    assert process.returncode == -ended_by
    assert time.monotonic() - began < 30  # of the sixty it would sleep
