"""The jail in which learners' notebooks run: bubblewrap around a process that forks for each.

Inside there is no network, the system and Python can be read and not written to, and of the course
there is what a notebook imports and no right answer: `GIVEN` lists it.
"""

import compileall
import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

GIVEN = {
    "course/grading/inside": "*.py",
    "course/checks": "around.py bent.py places.py plain.py",
    "course/checks/mending": "source.py guards.py edits.py",
    "course/checks/jacobians": "watched.py",
    "reference_impl": "__init__.py example.py data.py moons.py validate.py *.csv digits.txt",
}
NETWORK = "grading/inside/given/network.py"  # in the place of the one that knows the answers
OURS = ("course", "reference_impl")
HOME = "/learner"  # all that may be written to there; in any other folder Python may lie
CHECKS = Path(str(files("course.checks")))
CHECK = "def check(*arguments, **settings):\n    '''Here it says nothing.'''\n"
SYSTEM = (
    "/usr", "/lib", "/lib32", "/lib64", "/bin", "/sbin", "/etc/ld.so.cache", "/etc/fonts",
    "/var/cache/fontconfig",
)  # fmt: skip
RECKONING = ("OPENBLAS_", "MKL_", "BLIS_", "NPY_")
THREADS = {"OPENBLAS_NUM_THREADS": "1"}  # with more, they would wait for one another
SECONDS_TO_END = 2  # for a nursery that nobody asks any more
FIRST_UID = 61184  # systemd leaves it and those after it to services: nobody's own


class NoJail(Exception):
    """The jail can't be built here; the message says what to do."""


def require() -> None:
    """NoJail, with what to do, where the jail can't be built."""
    if shutil.which("bwrap") is None:
        raise NoJail(NO_BUBBLEWRAP)
    tried = subprocess.run(
        ["bwrap", "--unshare-all", "--ro-bind", "/", "/", "true"], capture_output=True, text=True
    )
    if tried.returncode:
        raise NoJail(f"The jail for students' notebooks can't be built: {tried.stderr}\n{ELSE}")


@dataclass(frozen=True)
class Limits:
    """What one notebook may take: bytes, seconds of the processor, processes, bytes of a file."""

    memory: int = 2**30
    seconds: int = 300
    processes: int = 32
    file_bytes: int = 32 * 2**20


class Nursery:
    """Forks a fresh process for each notebook: `with nursery.born(limits) as born`.

    `given` is a folder in which `place_given` has put what notebooks import; without one it makes
    its own. With `unsafe` there is no jail: what is graded can read and write what its grader can.
    It takes a second until it is ready; processes that are forked then can ask it, too.
    """

    def __init__(self, given: Path | None = None, unsafe: bool = False) -> None:
        self._walls = not unsafe
        if self._walls:
            require()
        self._own = None if given else tempfile.TemporaryDirectory(prefix="given-")
        if self._own:
            given = Path(self._own.name)
            place_given(given)
        assert given is not None
        self._asked, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        command = _command(given) if self._walls else _python()
        settings = {**os.environ, **THREADS, "GIVEN": str(given)} if unsafe else {}
        nothing, told = subprocess.DEVNULL, subprocess.PIPE
        self._process = subprocess.Popen(
            command, stdin=theirs.fileno(), stdout=nothing, stderr=told, env=settings
        )
        theirs.close()
        self._is_ready = False
        self._loaded: set[str] = set()

    def wait(self) -> None:
        """Wait until it is ready; NoJail where it never will be."""
        if not self._is_ready and self._asked.recv(1) != b".":
            raise NoJail(self._why())
        self._is_ready = True

    def load(self, modules: Iterable[str]) -> None:
        """Load modules before the next process is born, which then need not."""
        if new := sorted(set(modules) - self._loaded):
            self._loaded |= set(new)
            with contextlib.suppress(OSError):  # it is lost: who asks for a process hears of it
                self._asked.send(json.dumps({"load": new}).encode())

    def born(self, limits: Limits) -> "Born":
        """A fresh process."""
        self.wait()
        talk, their_talk = socket.socketpair()
        end, their_end = socket.socketpair()
        wanted = {
            "walls": self._walls,
            "home": HOME,
            "megabytes": 64,
            "uid": FIRST_UID + os.getpid() % 300,
            "limits": asdict(limits),
        }
        message = json.dumps(wanted).encode()
        try:
            socket.send_fds(self._asked, [message], [their_talk.fileno(), their_end.fileno()])
        except OSError:
            raise NoJail(self._why()) from None
        finally:
            their_talk.close()
            their_end.close()
        return Born(talk, end)

    def close(self) -> None:
        """End it, with all that it forked."""
        with contextlib.suppress(OSError):  # it has ended already
            self._asked.shutdown(socket.SHUT_RDWR)
        self._asked.close()
        try:
            self._process.wait(SECONDS_TO_END if self._is_ready else 0)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        assert self._process.stderr
        self._process.stderr.close()
        if self._own:
            self._own.cleanup()

    def _why(self):
        assert self._process.stderr
        said = self._process.stderr.read().decode(errors="replace").strip()
        return f"The jail for students' notebooks could not be built: {said[-1000:]}\n{ELSE}"


@dataclass
class Born:
    """A process of its own for one notebook: one socket to talk by, and one that ends it."""

    talk: socket.socket
    _end: socket.socket

    def end(self) -> dict[str, Any]:
        """Kill it if it still runs; how it ended, as its warden tells."""
        self.talk.close()
        try:
            self._end.shutdown(socket.SHUT_WR)
            said = self._end.recv(10_000)
            return json.loads(said) if said else {}
        except (OSError, ValueError):
            return {}
        finally:
            self._end.close()


ELSE = (
    "Grading without a jail is possible: students' code can then read and change what you can. If "
    "you know all of them, switch it on by c.JailedExecute.unsafe = True in nbgrader_config.py."
)
NO_BUBBLEWRAP = (
    "Students' notebooks run in a jail that the program bwrap makes, and there is none here. On "
    "Debian and Ubuntu: apt install bubblewrap; on Fedora: dnf install bubblewrap. On macOS and "
    f"Windows grade in the course's container.\n{ELSE}"
)


def place_given(folder: Path) -> None:
    """Put what a notebook may import into a folder."""
    tops = {name: Path(str(files(name))) for name in OURS}
    for name, patterns in GIVEN.items():
        top, _, rest = name.partition("/")
        for pattern in patterns.split():
            for path in (tops[top] / rest).glob(pattern):
                target = folder / name / path.name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)
    shutil.copyfile(tops["course"] / NETWORK, folder / "reference_impl/network.py")
    _place_fonts(folder / "fonts")
    for name in assignments(CHECKS):
        (folder / "course/checks" / name).mkdir(exist_ok=True)
        (folder / "course/checks" / name / "__init__.py").write_text(CHECK)
    for path in [*folder.rglob("*")]:
        if path.is_dir():  # where there is no jail, Python would take those of the course
            (path / "__init__.py").touch()
    compileall.compile_dir(folder, quiet=2)
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)


def _place_fonts(folder):
    """What matplotlib knows of this machine's fonts: without it, it looks at each of them first."""
    caches = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    own = os.environ.get("MPLCONFIGDIR") or Path(caches, "matplotlib")
    folder.mkdir(exist_ok=True)
    for path in Path(own).glob("fontlist-*.json"):
        shutil.copyfile(path, folder / path.name)


def assignments(checks: Path) -> Iterator[str]:
    """The names of the folders that have a check."""
    for path in checks.glob("*/__init__.py"):
        yield path.parent.name


def _python() -> list[str]:
    return [sys.executable, "-I", str(Path(__file__).parent / "inside" / "nursery.py")]


def _command(given: Path) -> list[str]:
    """The nursery in a jail that has what notebooks import."""
    # The nursery is the first process there: orphans are its own, and what they took is counted.
    own = ["--as-pid-1", *([] if os.getuid() == 0 else ["--unshare-user"])]
    own += ["--ro-bind", str(given), "/given"]
    nursery = [sys.executable, "-I", "/given/course/grading/inside/nursery.py"]
    return [*walls(own, {**_reckoning(), **SETTINGS}), *nursery]


def walls(own: list[str], settings: dict[str, str]) -> list[str]:
    """bubblewrap, with the system and Python to be read, and nothing else but what `own` adds."""
    command = ["bwrap", "--die-with-parent", "--new-session", "--clearenv"]
    command += ["--unshare-ipc", "--unshare-net", "--unshare-uts", "--unshare-pid"]
    for path in map(Path, SYSTEM):
        if path.is_symlink():
            command += ["--symlink", os.readlink(path), str(path)]
        elif path.exists():
            command += ["--ro-bind", str(path), str(path)]
    for path in _python_folders():
        command += [*_parents(path), "--ro-bind", str(path), str(path)]
    command += ["--proc", "/proc", "--dev", "/dev", "--tmpfs", HOME, *_hidden(), *own]
    command += ["--remount-ro", "/"]
    for name, value in settings.items():
        command += ["--setenv", name, value]
    return command


SETTINGS = {
    "HOME": HOME,
    "TMPDIR": HOME,
    "LC_ALL": "C.UTF-8",
    "PATH": "/usr/bin:/bin",
    **THREADS,
    "MPLCONFIGDIR": HOME,
    "GIVEN": "/given",
}


def _reckoning():
    """How NumPy is told to reckon here: over there the last digits have to be the same."""
    return {name: value for name, value in os.environ.items() if name.startswith(RECKONING)}


def _python_folders():
    """Where Python and its packages lie, outermost first, each once."""
    wanted = {Path(p).resolve() for p in (sys.base_prefix, sys.prefix)} - {Path("/usr")}
    return sorted(path for path in wanted if not any(up in wanted for up in path.parents))


def _parents(path):
    """The folders above one, for everybody to pass through: bubblewrap copies their rights."""
    above = [up for up in reversed(path.parents) if up not in map(Path, ("/", *SYSTEM))]
    return [word for up in above for word in ("--perms", "0755", "--dir", str(up))]


def _hidden():
    """Empty folders over the course itself, wherever it is installed among the packages.

    That may be beside the one that grades: in the container a checkout lies before it.
    """
    seen = [*_python_folders(), Path("/usr")]
    for path in sorted({Path(place, name).resolve() for place in sys.path for name in OURS}):
        if path.is_dir() and any(folder in path.parents for folder in seen):
            yield from ("--tmpfs", str(path))
