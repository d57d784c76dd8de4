"""What a process can no longer do once it is inside: the system's own walls, by its own calls.

Namespaces of its own hide every other process, the mounts leave it one small folder of its own, and
limits end what would fill the machine. Linux only.
"""

import ctypes
import os
import resource
from pathlib import Path
from typing import Any

from course.grading.inside.forbidden import forbid

NEW_MOUNTS, NEW_NAME, NEW_IPC, NEW_USER, NEW_PIDS, NEW_NET = (
    0x20000,
    0x4000000,
    0x8000000,
    0x10000000,
    0x20000000,
    0x40000000,
)
READ_ONLY, NO_SETUID, NO_DEVICES, NO_PROGRAMS = 1, 2, 4, 8
SET_NO_NEW_PRIVILEGES, SET_DUMPABLE, DROP_BOUND, DIE_WITH_PARENT = 38, 4, 24, 1
CAPABILITY_VERSION, LAST_CAPABILITY = 0x20080522, 63
KILL = 9

libc: Any = ctypes.CDLL(None, use_errno=True)


def leave() -> None:
    """Namespaces of its own for the children of this process: processes, mounts, network."""
    uid, gid = os.getuid(), os.getgid()
    new = NEW_MOUNTS | NEW_IPC | NEW_PIDS | NEW_NAME | NEW_NET
    if uid:  # who is not root may do so as root of a namespace of users
        _called(libc.unshare(new | NEW_USER))
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{uid} {uid} 1")
        Path("/proc/self/gid_map").write_text(f"{gid} {gid} 1")
    else:
        _called(libc.unshare(new))


def hide(home: str, megabytes: int) -> None:
    """One folder to write to, empty and small; nothing of /proc, nothing that others share."""
    safe = NO_SETUID | NO_DEVICES
    _mount(home, safe, f"size={megabytes}m,nr_inodes=10k,mode=1777")
    _mount("/dev/shm", safe | NO_PROGRAMS, "size=16m,nr_inodes=1k,mode=1777")
    _mount("/proc", safe | NO_PROGRAMS | READ_ONLY, "size=4k")


def _mount(place, flags, options):
    _called(libc.mount(b"tmpfs", place.encode(), b"tmpfs", flags, options.encode()))


def become(uid: int) -> None:
    """Nobody, for good: another user if it was root, and without any right of its own."""
    for capability in range(LAST_CAPABILITY + 1):
        libc.prctl(DROP_BOUND, capability, 0, 0, 0)  # those that this system does not know fail
    if os.getuid() == 0:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION, 0)
    _called(libc.capset(header, (ctypes.c_uint32 * 6)()))
    _called(libc.prctl(SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0))
    forbid(libc)


def limit(memory: int, seconds: int, processes: int, file_bytes: int) -> None:
    """How much it may take: bytes beyond what it has, seconds of the processor, processes."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    of_all = pages * resource.getpagesize() + memory
    for what, most in (
        (resource.RLIMIT_AS, of_all),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_NPROC, processes),
        (resource.RLIMIT_FSIZE, file_bytes),
        (resource.RLIMIT_NOFILE, 256),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def _called(result):
    if result:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
