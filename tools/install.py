"""Install what the course needs into .venv: `make` calls it, with the Python that is to be used.

A second one waits for the first, and takes what that has made. What stood there before comes back
where the new one can't be had, as without a network; but not if .venv is a container's volume.
"""

import errno
import fcntl
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

PLACE, READY, BEFORE, LOCK = ".venv", ".venv/ready", ".venv.before", ".venv.lock"
FROM = ("requirements.lock", "bootstrap.lock", "pyproject.toml")
UV = (".venv/bin/uv", "pip", "install", "--quiet", "--python", ".venv/bin/python")
# Not one of .venv's own, by which this was called if that is active: it is put aside.
PYTHON = getattr(sys, "_base_executable", None) or sys.executable
STEPS = (
    (PYTHON, "-m", "venv", "--clear", PLACE),
    (".venv/bin/python", "-m", "pip", "install", "--quiet", "--require-hashes", "-r", FROM[1]),
    (*UV, "--require-hashes", "-r", FROM[0]),
    (*UV, "--no-deps", "--no-build-isolation", "-e", "."),
)


def main() -> int:
    """Bring the environment of the current folder up to date; the status for the shell."""
    try:
        with _alone():
            return 0 if _is_new() else _install()  # another one may have made it meanwhile
    except (OSError, KeyboardInterrupt) as error:  # where nobody may write; Ctrl-C while waiting
        return _tell(error)


def _install():
    print("Installing what the course needs into .venv (once).", flush=True)
    _put_aside()
    try:
        for step in STEPS:
            subprocess.run(step, check=True)
        Path(READY).write_text(f"{Path.cwd()}\n", encoding="utf-8")  # last: now it is whole
    except (subprocess.CalledProcessError, OSError, KeyboardInterrupt) as error:
        return _take_back(error)
    shutil.rmtree(BEFORE, ignore_errors=True)
    return 0


@contextmanager
def _alone():
    with open(LOCK, "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another installation is running here; waiting for it.", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _is_whole():
    """Whether an environment lies there that was made for this folder, and to its end."""
    ready = Path(READY)
    return ready.is_file() and ready.read_text(encoding="utf-8").strip() == str(Path.cwd())


def _is_new():
    made_from = max(Path(name).stat().st_mtime for name in FROM)
    return _is_whole() and Path(READY).stat().st_mtime >= made_from


def _put_aside():
    if not _is_whole():
        return
    shutil.rmtree(BEFORE, ignore_errors=True)
    try:
        Path(PLACE).rename(BEFORE)
    except OSError as error:
        if error.errno != errno.EBUSY:  # a container's volume, which is filled anew where it is
            raise
        Path(READY).unlink()


def _take_back(error):
    """Say why nothing was installed, and what there is instead."""
    status = _tell(error)
    Path(READY).unlink(missing_ok=True)  # half of it, where the disk is full
    if Path(BEFORE).is_dir():
        shutil.rmtree(PLACE, ignore_errors=True)
        Path(BEFORE).rename(PLACE)
        print(
            f"The environment of before is back. To work with it as it is: touch {READY}",
            file=sys.stderr,
        )
    return status


def _tell(error):
    if not isinstance(error, subprocess.CalledProcessError):  # that one has said it itself
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
    print("What the course needs was not installed; see above.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
