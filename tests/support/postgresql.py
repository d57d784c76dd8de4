"""A PostgreSQL server of a test's own: in a temporary folder, by a socket there, and by no port."""

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import quote

PLACES = ("/usr/lib/postgresql", "/usr/local/pgsql", "/opt/homebrew/opt")
NOBODY = "nobody"  # the server does not run as root


def programs():
    """The folder of initdb and pg_ctl, the newest; None where there is none."""
    found = shutil.which("initdb")
    every = [path for place in PLACES for path in sorted(Path(place).rglob("bin/initdb"))]
    return Path(found).parent if found else every[-1].parent if every else None


@contextlib.contextmanager
def server():
    """The address of an empty database."""
    with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as folder:
        data = Path(folder, "data")
        _give(folder)
        _run(folder, "initdb", "-D", data, "-U", "course", "-A", "trust", "-E", "UTF8", "-N")
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        control = "pg_ctl", "-D", data, "-w", "-l", Path(folder, "log")
        _run(folder, *control, "-o", options, "start")
        try:
            yield f"postgresql+psycopg2://course@/postgres?host={quote(folder)}"
        finally:
            _run(folder, *control, "-m", "immediate", "stop")


def _give(folder):
    if os.getuid() == 0:
        shutil.chown(folder, NOBODY)


def _run(folder, name, *arguments):
    user = {}
    if os.getuid() == 0:
        nobody = pwd.getpwnam(NOBODY)
        user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    done = subprocess.run(
        [programs() / name, *arguments],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": folder},
        stdout=subprocess.DEVNULL,  # the server goes on writing there
        stderr=subprocess.DEVNULL,
        **user,
    )
    log = Path(folder, "log")
    assert done.returncode == 0, (name, log.read_text() if log.exists() else "")
