"""A process that has NumPy and the notebook's shell loaded, and forks one for each submission.

It runs in the outer jail and never sees a learner's code. By its standard input comes, for each
submission, what it may take and two sockets: one to talk by, and one whose end means the end. Or
else the names of modules that the next ones import: what few need would make each fork dearer.
"""

import contextlib
import gc
import json
import os
import signal
import socket
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, "/given" if os.path.isdir("/given") else os.environ["GIVEN"])

from course.grading.inside import walls
from course.grading.inside.conversation import Inhabitant
from course.grading.inside.pages import enlarge
from course.grading.inside.shell import Shell
from course.grading.inside.weighing import until_any

FONTS = Path("/given/fonts")
STARTED = b"."  # said once, when the next submission costs a fork alone


def main() -> None:
    """Fork for each submission until nobody asks any more."""
    asked = socket.socket(fileno=os.dup(0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _link_fonts()
    shell = Shell()
    shell.warm_up()
    _share()
    asked.sendall(STARTED)
    while True:
        message, ends, _, _ = socket.recv_fds(asked, 10_000, 2)
        if not message:
            _forget_wardens(0)
            os._exit(0)
        _forget_wardens(os.WNOHANG)
        wanted = json.loads(message)
        if "load" in wanted:
            shell.load(wanted["load"])
            _share()
        elif os.fork() == 0:
            asked.close()
            talk, end = ends
            _ward(wanted, talk, end, shell)
        for end in ends:
            os.close(end)


def _share() -> None:
    """What is there already is shared by all that are forked, and no garbage."""
    gc.freeze()
    with contextlib.suppress(OSError):  # there is no /proc where a jail can't be built
        enlarge()


def _link_fonts() -> None:
    """Put the list of fonts where matplotlib looks for it, which is a folder to write to."""
    for path in FONTS.glob("*.json"):
        os.symlink(path, Path(os.environ["MPLCONFIGDIR"], path.name))


def _forget_wardens(options: int) -> None:
    """Let those go that have ended; without an option, wait for all of them."""
    with contextlib.suppress(ChildProcessError):  # there are none
        while os.waitpid(-1, options)[0]:
            pass


def _ward(wanted: dict[str, Any], talk: int, end: int, shell: Shell) -> None:
    """Let one submission run, and tell how it ended; kill it, with all its own, when asked to."""
    try:
        proc = os.open("/proc", os.O_RDONLY)  # before the mounts that hide it
        if wanted["walls"]:
            walls.leave()
        inhabitant = os.fork()
        if inhabitant == 0:
            os.close(end)
            _live(wanted, talk, shell)
        os.close(talk)
        ended = os.pidfd_open(inhabitant)
        ready = until_any([ended, end], proc, inhabitant, wanted["limits"]["memory"])
        if ended not in ready:
            os.kill(inhabitant, signal.SIGKILL)
        _, status, used = os.wait4(inhabitant, 0)
        said = {"status": os.waitstatus_to_exitcode(status), "kilobytes": used.ru_maxrss}
        os.write(end, json.dumps(said).encode())
    except BaseException as error:  # the walls could not be built, say
        os.write(end, json.dumps({"problem": f"{type(error).__name__}: {error}"}).encode())
    finally:
        os._exit(0)


def _live(wanted: dict[str, Any], talk: int, shell: Shell) -> None:
    """Close the doors, and then do what comes by `talk`."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    os.dup2(talk, 3)
    os.closerange(4, 1000)
    try:
        walls.limit(**wanted["limits"])
        if wanted["walls"]:
            walls.hide(wanted["home"], wanted["megabytes"])
            _link_fonts()
            walls.become(wanted["uid"])
        os.chdir(_own_folder(wanted["home"] if wanted["walls"] else None))
        signal.signal(signal.SIGINT, signal.default_int_handler)
        Inhabitant(shell, socket.socket(fileno=3)).listen()
    finally:
        os._exit(0)


def _own_folder(where):
    import tempfile

    home = tempfile.mkdtemp(dir=where)
    os.environ["HOME"] = home
    return home


if __name__ == "__main__":
    main()
