"""`make` says what it can do, refuses an old Python, and never takes half an installation."""

import os
import re
import shutil
import signal
import subprocess
import sys

import pytest
from chromium import go_without

pytestmark = pytest.mark.whole

TARGETS = [
    "serve", "write", "check", "test", "book", "release", "variant", "grade", "pairs",
    "lateness", "reteach", "copies", "stills", "bench", "proof", "lock", "clean", "help",
    "ready", "dates", "version",
]  # fmt: skip
FILES = ["Makefile", "requirements.lock", "bootstrap.lock", "pyproject.toml"]


def make(folder, *words):
    """Run make as from a shell that knows nothing of an outer make."""
    environment = {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MAKELEVEL")}
    command = ["make", "-C", str(folder), "--no-print-directory", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True)


@pytest.fixture
def checkout(root, tmp_path):
    """The files that an installation depends on, and no environment."""
    for name in FILES:
        shutil.copy2(root / name, tmp_path)
    return tmp_path


def installs(folder):
    """Whether `make serve` would install first."""
    plan = make(folder, "-n", "serve").stdout
    assert "course.site.serve" in plan
    return "tools/install.py" in plan


def test_help(root):
    """`make` alone, and `make help`, list each target with a line of its own."""
    said = make(root, "help").stdout
    assert make(root).stdout == said
    lines = dict(re.findall(r"^  make (\w+) +(\S.*)$", said, flags=re.MULTILINE))
    assert sorted(lines) == sorted(TARGETS)


def test_half_an_installation(checkout):
    """A folder .venv without its mark is not an environment; with the mark it is."""
    assert installs(checkout)
    (checkout / ".venv/bin").mkdir(parents=True)
    (checkout / ".venv/bin/python").write_text("")
    assert installs(checkout)
    (checkout / ".venv/ready").write_text("")
    assert not installs(checkout)


@pytest.mark.parametrize("name", FILES[1:])
def test_changed_lock(checkout, name):
    """A change in a lock or in pyproject.toml installs anew."""
    (checkout / ".venv").mkdir()
    (checkout / ".venv/ready").write_text("")
    later = (checkout / ".venv/ready").stat().st_mtime + 10
    os.utime(checkout / name, (later, later))
    assert installs(checkout)


def test_a_copied_folder_gets_an_environment_of_its_own(checkout, tmp_path_factory):
    """That of the first would run the first one's course there, in silence."""
    first = tmp_path_factory.mktemp("courses") / "first one"
    shutil.copytree(checkout, first)
    (first / ".venv").mkdir()
    (first / ".venv/ready").write_text(f"{first.resolve()}\n")
    assert not installs(first)
    second = shutil.copytree(first, first.with_name("second one"))
    assert installs(second)


def test_stopped_installation(checkout):
    """An installation that fails leaves no mark, so the next one starts afresh."""
    broken = checkout / "broken"
    broken.write_text('#!/bin/sh\n[ "$1" = -c ] || { mkdir -p .venv; exit 1; }\n')
    broken.chmod(0o755)
    assert make(checkout, "serve", f"PYTHON={broken}").returncode != 0
    assert (checkout / ".venv").is_dir()
    assert installs(checkout)


def test_an_installation_trusts_what_the_system_trusts(checkout):
    """Behind a campus's own certificate pip got its packages, and uv did not."""
    python = checkout / "python"
    python.write_text('#!/bin/sh\n[ "$1" = -c ] || { env > told; exit 1; }\n')
    python.chmod(0o755)
    assert make(checkout, "serve", f"PYTHON={python}").returncode != 0
    told = (checkout / "told").read_text().splitlines()
    assert {"UV_SYSTEM_CERTS=1", "NODE_USE_SYSTEM_CA=1"} <= set(told)


# In the place of venv, pip and uv: they may have to wait, and may have no network.
STAND_IN = """
import os, pathlib, shutil, sys, time
import install

def run(step, check):
    place = pathlib.Path(".venv/bin")
    if "venv" in step:
        assert not (place / "busy").exists(), "what another one installs is cleared away"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        (place / "busy").touch()
    if "-e" in step:
        while "WAIT" in os.environ and not pathlib.Path("go").exists():
            time.sleep(0.01)
        (place / "busy").unlink()
        if os.environ.get("OFFLINE"):
            raise install.subprocess.CalledProcessError(1, step)
        (place / "python").write_text(os.environ["WHO"])

install.subprocess.run = run
sys.exit(install.main())
"""


@pytest.fixture
def install(root, checkout):
    """A function that begins an installation in a process of its own, with another pip and uv."""
    (checkout / "stand_in.py").write_text(STAND_IN)
    begun = []

    def begin(who, folder=checkout, **env):
        env = os.environ | {"PYTHONPATH": str(root / "tools"), "WHO": who} | env
        command = [sys.executable, str(checkout / "stand_in.py")]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        begun.append(subprocess.Popen(command, cwd=folder, env=env, **pipes))
        return begun[-1]

    yield begin
    for process in begun:
        process.kill()
        process.__exit__(None, None, None)  # its pipes are closed, and it has ended


def test_two_installations_at_once(install, checkout):
    """The second waits, and takes what the first one made: it cleared it away under its pip."""
    first = install("first", WAIT="yes")
    assert first.stdout.readline().startswith("Installing what the course needs")
    second = install("second")
    assert second.stdout.readline().startswith("Another installation is running here")
    (checkout / "go").touch()
    assert [first.wait(), second.wait()] == [0, 0]
    assert (checkout / ".venv/bin/python").read_text() == "first"
    assert not installs(checkout)


def test_who_waits_may_stop(install, checkout):
    """Ctrl-C while another installs: no traceback, and the other goes on."""
    first = install("first", WAIT="yes")
    assert first.stdout.readline().startswith("Installing what the course needs")
    second = install("second")
    assert second.stdout.readline().startswith("Another installation is running here")
    second.send_signal(signal.SIGINT)
    assert "Traceback" not in second.communicate()[1] and second.returncode == 1
    (checkout / "go").touch()
    assert first.wait() == 0 and not installs(checkout)


def test_without_a_network_the_environment_of_before_comes_back(install, checkout):
    """A changed lock on a train: the working environment was gone, and grading with it."""
    assert install("first").wait() == 0
    later = (checkout / ".venv/ready").stat().st_mtime + 10
    os.utime(checkout / "requirements.lock", (later, later))
    offline = install("second", OFFLINE="yes")
    assert "The environment of before is back." in offline.communicate()[1]
    assert offline.returncode == 1
    assert (checkout / ".venv/bin/python").read_text() == "first"
    assert installs(checkout)  # it asks again, until somebody says that this one will do
    os.utime(checkout / ".venv/ready", (later, later))
    assert not installs(checkout)
    os.utime(checkout / "requirements.lock", (later + 10, later + 10))
    assert install("third").wait() == 0
    assert (checkout / ".venv/bin/python").read_text() == "third"
    assert not (checkout / ".venv.before").exists()


def test_the_first_without_a_network_leaves_no_mark(install, checkout):
    first = install("first", OFFLINE="yes")
    assert "was not installed" in first.communicate()[1]
    assert first.returncode == 1 and installs(checkout)
    assert install("second").wait() == 0


@pytest.fixture
def in_a_volume(checkout):
    """A function that runs a command where .venv is a volume, as in the dev container."""
    if not shutil.which("bwrap"):
        go_without("bubblewrap is not here: apt-get install bubblewrap")
    place, volume = checkout / ".venv", checkout / "volume"
    place.mkdir()
    volume.mkdir()
    walls = ["bwrap", "--bind", "/", "/", "--dev", "/dev", "--bind", str(volume), str(place)]

    def run(*command, **env):
        pipes = {"capture_output": True, "text": True, "env": os.environ | env}
        return subprocess.run([*walls, *command], cwd=checkout, **pipes)

    return run


def test_an_environment_in_a_volume_is_renewed(root, in_a_volume, checkout):
    """It can't be renamed, so the first change of a lock was the end of it, with a traceback."""
    (checkout / "stand_in.py").write_text(STAND_IN)
    own = {"PYTHONPATH": str(root / "tools")}
    for who in ("first", "second"):
        done = in_a_volume(sys.executable, "stand_in.py", WHO=who, **own)
        assert done.returncode == 0, done.stderr
        assert (checkout / "volume/bin/python").read_text() == who
        later = (checkout / "volume/ready").stat().st_mtime + 10
        os.utime(checkout / "requirements.lock", (later, later))
    offline = in_a_volume(sys.executable, "stand_in.py", WHO="third", OFFLINE="yes", **own)
    assert offline.stderr == "What the course needs was not installed; see above.\n"
    assert not (checkout / "volume/ready").exists()


def test_clean_empties_a_volume(in_a_volume, checkout):
    """What comes after it is cleaned too."""
    for name in ("volume/x", "_build/x", "course/__pycache__/x.pyc"):
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        (checkout / name).touch()
    assert in_a_volume("make", "clean").returncode == 0
    assert list((checkout / "volume").iterdir()) == []
    assert not (checkout / "_build").exists() and not (checkout / "course/__pycache__").exists()


def test_where_nobody_may_write_it_says_so(in_a_volume, root):
    """Not by a traceback."""
    command = ["bwrap", "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"]
    done = in_a_volume(*command, sys.executable, str(root / "tools/install.py"))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "Read-only file system: '.venv.lock'\nWhat the course needs was not" in done.stderr


def test_a_folder_with_an_apostrophe(install, checkout, tmp_path_factory):
    """The mark could not be written there, after all had been installed."""
    folder = tmp_path_factory.mktemp("courses") / "Ada's course"
    shutil.copytree(checkout, folder)
    assert install("first", folder).wait() == 0
    assert (folder / ".venv/ready").read_text() == f"{folder.resolve()}\n"
    assert not installs(folder)


def test_no_python(checkout):
    """Without Python, make says so and how to name one."""
    result = make(checkout, "test", "PYTHON=python-that-is-not-there")
    assert result.returncode != 0
    assert "There is no python-that-is-not-there here. Install Python 3.11" in result.stderr
    assert "make PYTHON=/path/to/python3 test" in result.stderr


def test_old_python(checkout):
    """A Python older than 3.11 is named with its version and refused."""
    old = checkout / "old"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.1 && exit\nexit 1\n')
    old.chmod(0o755)
    result = make(checkout, "test", f"PYTHON={old}")
    assert result.returncode != 0
    assert f"{old} is Python 3.9.1; the course needs Python 3.11 or newer." in result.stderr
    assert not (checkout / ".venv").exists()


@pytest.mark.parametrize("target", ["grade", "pairs", "lateness", "reteach", "copies"])
def test_a_command_for_one_assignment_asks_which(root, target):
    """Before anything else is looked at."""
    result = make(root, "-o", ".venv/ready", target)
    assert result.returncode != 0
    assert f"Say which assignment: make {target} ASSIGNMENT=backprop\n" in result.stderr


@pytest.mark.parametrize("half", [(), ("TO=../spring",), ("SEED=2027",)])
def test_a_course_with_other_numbers_asks_where_and_which(root, half):
    result = make(root, "-o", ".venv/ready", "variant", *half)
    assert result.returncode != 0
    assert "make variant TO=../spring SEED=2027\n" in result.stderr


def test_a_course_beside_ones_home(root):
    """Some shells, such as zsh, leave the sign for it as it is: a folder was made of that name."""
    words = ("-n", "-o", ".venv/ready", "variant", "SEED=2027", "HOME=/home/Ada L")
    for place, meant in (("~/spring", "/home/Ada L/spring"), ("../~x y", "../~x y")):
        plan = make(root, *words, f"TO={place}").stdout
        assert f"course.grading.variant '{meant}' --seed" in plan


def test_clean_keeps_the_classroom(checkout):
    """`make clean` removes what make made, and nothing of the classroom's."""
    made = [".venv/x", "_build/x", ".pytest_cache/x", "course/__pycache__/x.pyc"]
    kept = ["classroom/submitted/ada/x.ipynb", "classroom/__pycache__/x", "course/x.py"]
    for name in made + kept:
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        (checkout / name).write_text("")
    assert make(checkout, "clean").returncode == 0
    assert [name for name in made if (checkout / name).exists()] == []
    assert [name for name in kept if not (checkout / name).exists()] == []


def test_locks_name_no_index(root):
    """The locks pin each package with hashes, and name no address to fetch it from."""
    for name in ("requirements.lock", "bootstrap.lock"):
        text = (root / name).read_text()
        pins = re.findall(r"^[\w.-]+==[^\n]*\\\n    --hash=sha256:[0-9a-f]{64}", text, re.MULTILINE)
        assert len(pins) == len(re.findall(r"^[\w.-]+", text, re.MULTILINE))
        assert "://" not in text
        assert "index-url" not in text
