"""What a notebook's processes fill together: the system's limit holds for each of them alone."""

import contextlib
import os
import resource
import select
from collections.abc import Iterator

EVERY = 0.1  # seconds between two looks
SHARED = 2**28  # bytes that a notebook's process has before it begins


def until_any(ends: list[int], proc: int, first: int, most: int) -> list[int]:
    """Wait until one of the ends can be read; none of them if the processes fill more before.

    `proc` is the open folder /proc, and `first` the process from which all others come.
    """
    while True:
        ready, _, _ = select.select(ends, [], [], EVERY)
        if ready or weight(proc, first) > most + SHARED:
            return ready


def weight(proc: int, first: int) -> int:
    """The bytes of a process and all that come from it; 0 if it is alone, whose limit holds."""
    above = dict(_parents(proc))
    family = {first}
    while more := {one for one, parent in above.items() if parent in family} - family:
        family |= more
    return sum(_bytes(proc, one) for one in family) if len(family) > 1 else 0


def _parents(proc: int) -> Iterator[tuple[int, int]]:
    for name in filter(str.isdecimal, os.listdir(proc)):
        with contextlib.suppress(OSError):  # it has ended
            yield int(name), int(_read(proc, f"{name}/stat").rpartition(")")[2].split()[1])


def _bytes(proc, one):
    """What it fills; of what it shares with others its share, if that is told."""
    with contextlib.suppress(OSError, StopIteration):  # it has ended, or is not ours to look at
        lines = _read(proc, f"{one}/smaps_rollup").splitlines()
        return 1024 * int(next(line for line in lines if line.startswith("Pss:")).split()[1])
    with contextlib.suppress(OSError):
        return resource.getpagesize() * int(_read(proc, f"{one}/statm").split()[1])
    return 0


def _read(proc, path):
    with open(os.open(path, os.O_RDONLY, dir_fd=proc)) as file:
        return file.read()
