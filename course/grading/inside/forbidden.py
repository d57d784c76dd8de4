"""Calls of the system that nothing in the jail may make: the kernel refuses them.

They make worlds of one's own, in which one is root, memory that no limit counts, or looks into
other processes. The list is by numbers, which differ from one kind of processor to another.
"""

import ctypes
import errno
import os
import struct
from typing import Any

# Of each call: its number on x86_64, and on those that came later (aarch64, riscv64).
CALLS = {
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51),
    "open_tree": (428, 428), "move_mount": (429, 429), "fsopen": (430, 430),
    "fsmount": (432, 432), "fspick": (433, 433), "mount_setattr": (442, 442),
    "unshare": (272, 97), "setns": (308, 268),
    "memfd_create": (319, 279), "memfd_secret": (447, 447),
    "shmget": (29, 194), "msgget": (68, 186), "semget": (64, 190), "mq_open": (240, 180),
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219),
}  # fmt: skip
CLONE, CLONE3 = (56, 220), (435, 435)
NEW_WORLDS = 0x7E020000 | 0x80  # what clone is asked for in order to make one

# The numbers' column and the kernel's name for the kind of processor.
MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7), "riscv64": (1, 0xC00000F3)}
OTHER_NUMBERS = 0x40000000  # of x32, on x86_64

LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
ALLOWED, REFUSED = 0x7FFF0000, 0x00050000
NUMBER, MACHINE, FIRST_ARGUMENT = 0, 4, 16  # where they lie in what the filter is given
SET_SECCOMP, BY_FILTER = 22, 2

Step = tuple[int, int, int, int]


def forbid(libc: Any) -> None:
    """Refuse them from now on, to this process and all that come from it."""
    text = b"".join(struct.pack("<HBBI", *step) for step in steps(os.uname().machine))
    held = ctypes.create_string_buffer(text, len(text))
    program = struct.pack("@HP", len(text) // 8, ctypes.addressof(held))
    if libc.prctl(SET_SECCOMP, BY_FILTER, program, 0, 0):
        number = ctypes.get_errno()
        raise OSError(number, f"the filter of system calls: {os.strerror(number)}")


def steps(machine: str) -> list[Step]:
    """The filter as a program of the kernel's."""
    if machine not in MACHINES:
        raise OSError(f"the calls to be refused are not known on {machine}")
    column, name = MACHINES[machine]
    refused = (RETURN, 0, 0, REFUSED | errno.EPERM)
    program = [(LOAD, 0, 0, MACHINE), (EQUAL, 1, 0, name), refused, (LOAD, 0, 0, NUMBER)]
    if machine == "x86_64":
        program += [(AT_LEAST, 0, 1, OTHER_NUMBERS), refused]
    for numbers in CALLS.values():
        program += [(EQUAL, 0, 1, numbers[column]), refused]
    # The C library does without clone3, whose wishes no filter can read.
    program += [(EQUAL, 0, 1, CLONE3[column]), (RETURN, 0, 0, REFUSED | errno.ENOSYS)]
    program += [(EQUAL, 0, 3, CLONE[column]), (LOAD, 0, 0, FIRST_ARGUMENT)]
    return [*program, (ANY_BIT, 0, 1, NEW_WORLDS), refused, (RETURN, 0, 0, ALLOWED)]
