"""The walls around what reads strangers' files, tried from inside: each way out is refused, with its reason."""

import os
import socket
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

import pytest

from evenhand.confined import landlock
from evenhand.confined.command import command_of, command_of_program, environment
from evenhand.confined.gap import Gap
from evenhand.confined.message import Message
from evenhand.confined.process import ConfinedProcess
from evenhand.confined.standing import Standing, standing
from evenhand.confined.trial import ATTEMPTS

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux gives these walls; elsewhere it is said")

BY_FILES = ("read", "environment")
"""What Landlock refuses; the filter of calls refuses the rest."""
MEMORY = 1536 * 1024 * 1024


@pytest.fixture(scope="module")
def stands() -> Standing:
    return standing()


def test_every_wall_stands_here(stands: Standing) -> None:
    """But that of the user, where root runs a Python that lies in a folder closed to others."""
    assert set(stands.gaps) <= {Gap.USER}
    assert (Gap.USER in stands.gaps) == (os.geteuid() == 0 and not _is_open(Path(sysconfig.get_path("stdlib"))))


def _is_open(path: Path) -> bool:
    return all(folder.stat().st_mode & 0o005 == 0o005 for folder in (path, *path.resolve().parents))


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_each_attempt_to_leave_is_refused_with_its_reason(stands: Standing, attempt: str) -> None:
    assert dict(stands.refused)[attempt] == ("EACCES" if attempt in BY_FILES else "EPERM")


def test_it_knows_nothing_of_its_surroundings(stands: Standing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVENHAND_MASTER_KEYS", "a secret")
    monkeypatch.setenv("LANG", "es_MX.UTF-8")
    assert set(standing().environment) - {"LC_CTYPE"} == {"OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"}


def test_what_is_open_is_said_in_words(stands: Standing) -> None:
    assert stands.told() == tuple(line for line in stands.told() if "user of the service" in line)
    bare = Standing(True, (Gap.FILES, Gap.CALLS, Gap.FILES_CUT), (("udp", ""), ("unlink", "EPERM")), ("HOME",))
    assert len(bare.told()) == 5
    assert "It tried to send over UDP, and was not refused." in bare.told()
    assert "Its environment names HOME." in bare.told()
    old = Standing(True, (Gap.FILES_CUT, Gap.FILES_TCP, Gap.FILES_SCOPES), (), ())
    assert old.told() == ()  # the filter of calls refuses what that Landlock does not know
    assert "does not start" in Standing(False).told()[0]


# What a program that is called sees, tried by Python in the place of tesseract.
INSIDE = """
import errno, os, socket, sys
def tried(attempt):
    try:
        attempt()
    except OSError as refused:
        return errno.errorcode[refused.errno]
    return "done"
def forked():
    if not os.fork():
        os._exit(0)
path, server = sys.argv[1], (sys.argv[2], int(sys.argv[3]))
for attempt in (
    lambda: open(path), lambda: open(path, "r+"), lambda: os.unlink(path), lambda: os.truncate(path, 0),
    lambda: open(f"/proc/{os.getppid()}/environ"), lambda: open("/etc/passwd"),
    lambda: socket.create_connection(server), lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
    lambda: socket.socket(socket.AF_UNIX), forked, lambda: os.execv("/bin/true", ["true"]),
    lambda: os.execv(sys.executable, [sys.executable, "-c", ""]),
):
    print(tried(attempt))
names = sorted({*os.environ} - {"LC_CTYPE"})  # Python's own
print(os.getuid(), names, sum(tried(lambda: os.fstat(number)) == "done" for number in range(64)))
"""


def test_a_program_that_is_called_stands_behind_the_same_walls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVENHAND_MASTER_KEYS", "a secret")
    path = tmp_path / "key"
    path.write_text("secret", encoding="ascii")
    readable = [Path(sys.base_prefix), Path(sys.prefix)]
    with socket.create_server(("127.0.0.1", 0)) as server, (tmp_path / "open").open("w") as inherited:
        os.set_inheritable(inherited.fileno(), True)
        arguments = (sys.executable, "-I", "-S", "-c", INSIDE, str(path), *map(str, server.getsockname()))
        command = command_of_program(arguments, readable, memory=MEMORY, seconds=20)
        told = environment({"OMP_THREAD_LIMIT": "1"})
        done = subprocess.run(command, env=told, capture_output=True, timeout=60, check=False)
    lines = done.stdout.decode().split("\n")
    assert lines[:12] == ["EACCES", "EPERM", "EPERM", "EPERM", "EACCES", "EACCES", *["EPERM"] * 6], done.stderr
    assert path.read_text(encoding="ascii") == "secret"
    assert lines[12] == "65534 ['OMP_THREAD_LIMIT'] 3"


def test_a_program_of_the_system_runs_as_nobody() -> None:
    command = command_of_program(("id", "-u"), (), memory=MEMORY, seconds=20)
    done = subprocess.run(command, env={}, capture_output=True, timeout=60, check=True)
    assert done.stdout == b"65534\n"  # nobody, or who has no name in a space of users of its own


def test_a_program_that_is_not_there_or_cannot_be_executed_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        command_of_program(("no-such-program",), (), memory=MEMORY, seconds=1)
    script = tmp_path / "script"
    script.write_text("#!/no/such/interpreter\n", encoding="ascii")
    script.chmod(0o755)
    command = command_of_program((str(script),), (), memory=MEMORY, seconds=20)
    assert subprocess.run(command, env={}, capture_output=True, timeout=60, check=False).returncode == 126


# One wall at a time: `{raised}` raises it, then files are read and cut, and a connection is tried.
ALONE = """
import errno, os, socket, sys
from evenhand.confined import landlock
from evenhand.confined.kernel import never_more_privileged
from evenhand.confined.python_places import of_python
from evenhand.confined.seccomp import filter_calls
path, port = sys.argv[1], int(sys.argv[2])
def tried(attempt):
    try:
        attempt()
    except OSError as refused:
        return errno.errorcode[refused.errno]
    return "done"
never_more_privileged()
{raised}
print(*map(tried, (
    lambda: open(path), lambda: os.truncate(path, 1), lambda: socket.create_connection(("127.0.0.1", port)),
    lambda: os.kill(os.getppid(), 0), lambda: os.unlink(path),
)))
"""
KNOWN = landlock.version()


def _alone(raised: str, folder: Path) -> list[str]:
    path = folder / "key"
    path.write_text("secret", encoding="ascii")
    with socket.create_server(("127.0.0.1", 0)) as server:
        command = (sys.executable, "-c", ALONE.format(raised=raised), str(path), str(server.getsockname()[1]))
        return subprocess.run(command, capture_output=True, timeout=60, check=True, text=True).stdout.split()


@pytest.mark.parametrize("version", range(1, KNOWN + 1))
def test_a_kernel_with_an_older_landlock_refuses_what_it_knows(version: int, tmp_path: Path) -> None:
    read, cut, connected, signaled, removed = _alone(f"landlock.restrict(of_python(), (), {version})", tmp_path)
    assert (read, removed) == ("EACCES", "EACCES")
    assert cut == ("EACCES" if version >= 3 else "done")
    assert connected == ("EACCES" if version >= 4 else "done")
    assert signaled == ("EPERM" if version >= 6 else "done")


def test_the_filter_of_calls_alone_refuses_all_but_reading(tmp_path: Path) -> None:
    assert _alone("filter_calls()", tmp_path) == ["done", "EPERM", "EPERM", "EPERM", "EPERM"]


def test_this_kernel_has_landlock() -> None:
    assert KNOWN >= 1


ABANDONED = """
import sys, time
from evenhand.confined.message import Message
from evenhand.confined.process import ConfinedProcess
process = ConfinedProcess((sys.executable, sys.argv[1]), seconds=60)
answer = process.ask(Message({}))
print(next(answer).head["process"], flush=True)
time.sleep(60)
"""
BUSY = """
import os
from evenhand.confined.child import serve
from evenhand.confined.message import Message
def answer(request):
    yield Message({"process": os.getpid()})
    while True:
        pass
serve(answer)
"""


def test_it_ends_with_who_started_it_even_in_the_middle_of_its_work(tmp_path: Path) -> None:
    script = tmp_path / "busy.py"
    script.write_text(BUSY, encoding="utf-8")
    with subprocess.Popen((sys.executable, "-c", ABANDONED, str(script)), stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()
    until = time.monotonic() + 5
    while _is_running(child) and time.monotonic() < until:
        time.sleep(0.02)
    assert not _is_running(child)


def _is_running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="ascii").split()[2] != "Z"
    except FileNotFoundError:
        return False


def test_what_reads_letters_is_confined() -> None:
    assert seen_from_outside("evenhand.determination.pdf_worker") == ("1", "2")


def seen_from_outside(module: str) -> tuple[str, str]:
    """Whether a confined process can gain no rights (1), and how its calls are filtered (2: by a filter of its own)."""
    process = ConfinedProcess(command_of(module), seconds=20)
    try:
        list(process.ask(Message({"first": 1}, b"text")))
        assert process._process is not None
        status = Path(f"/proc/{process._process.pid}/status").read_text(encoding="ascii")
    finally:
        process.close()
    told = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
    return told["NoNewPrivs"], told["Seccomp"]
