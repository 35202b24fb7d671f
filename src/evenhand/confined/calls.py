"""The calls to the kernel that a process which reads what strangers made may make; any other is refused with EPERM.

No socket, no new process, no file written, made, moved, cut or removed, no signal to another.
"""

import errno
import os

_THREAD, _SPACES = 0x10000, 0x7E020080
"""Of the flags of clone: that it makes a thread; that it makes spaces of names."""
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_TERMINAL_ASKED, _WAITING_ASKED, _CLOSED_ON_EXEC, _OPEN_ON_EXEC = 0x5401, 0x541B, 0x5451, 0x5450
_DUPLICATE, _DUPLICATE_CLOSED, _LARGEST_PLAIN = 0, 1030, 4


Where = tuple[int, int, int]
"""What an argument of a call must be: its number, which of its bits are looked at, and what they must be."""
WHOLE = 0xFFFFFFFFFFFFFFFF
"""All bits of an argument. Where it is an `int`, the kernel looks at the lower half alone: so must the filter."""
_HALF = 0xFFFFFFFF

_FILES = """
    read readv pread64 preadv write writev close close_range lseek _llseek fstat fstat64 fstatat64 newfstatat stat
    stat64 lstat lstat64 statx statfs fstatfs access faccessat faccessat2 readlink readlinkat getdents getdents64
    getcwd dup dup2 dup3 poll ppoll ppoll_time64 select _newselect pselect6 pselect6_time64
"""
_MEMORY = """
    brk mmap mmap2 munmap mremap mprotect madvise mlock munlock mincore membarrier
"""
_ITSELF = """
    exit exit_group futex futex_time64 set_robust_list get_robust_list rseq set_tid_address restart_syscall
    sched_yield sched_getaffinity getcpu getpid getppid gettid getuid getuid32 geteuid geteuid32 getgid getgid32
    getegid getegid32 rt_sigaction rt_sigprocmask rt_sigreturn sigreturn sigaltstack arch_prctl set_thread_area
    getrusage times time gettimeofday clock_gettime clock_gettime64 clock_getres clock_nanosleep
    clock_nanosleep_time64 nanosleep getrandom uname sysinfo getrlimit ugetrlimit setrlimit
"""
PLAIN = f"{_FILES} {_MEMORY} {_ITSELF}".split()
"""Made as they like. Nothing of it reaches beyond this process and what is open in it."""

BOUND: tuple[tuple[str, Where], ...] = (
    ("open", (1, _WRITING, 0)),
    ("openat", (2, _WRITING, 0)),
    ("clone", (0, _THREAD | _SPACES, _THREAD)),
    ("prctl", (0, _HALF, 15)),  # the name of a thread
    ("prctl", (0, _HALF, 21)),  # whether calls are filtered
    ("prlimit64", (0, _HALF, 0)),
    *(("ioctl", (1, _HALF, code)) for code in (_TERMINAL_ASKED, _WAITING_ASKED, _CLOSED_ON_EXEC, _OPEN_ON_EXEC)),
    *(("fcntl", (1, _HALF, code)) for code in (*range(_DUPLICATE, _LARGEST_PLAIN + 1), _DUPLICATE_CLOSED)),
    *(("fcntl64", (1, _HALF, code)) for code in (*range(_DUPLICATE, _LARGEST_PLAIN + 1), _DUPLICATE_CLOSED)),
)
"""Made only so: files opened to be read, threads and no processes, its own limits."""

OF_ITSELF = ("kill", "tgkill")
"""Signals, which a process may send to itself alone, as where it gives up."""

ANSWERED = (("clone3", errno.ENOSYS),)
"""Refused with another reason: the C library then makes its threads by the older call, whose flags can be read."""
