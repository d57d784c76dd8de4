"""`jupyter lab` in a course's folder, as a teacher starts it."""

import json
import socket
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest

TOKEN = "a-token"


@contextmanager
def serving_lab(course):
    """Start the server; gives its address, which asks for `TOKEN`."""
    with open(course.home / "server.log", "w+") as log:
        process = subprocess.Popen(
            [
                sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root",
                "--ServerApp.port=0", f"--ServerApp.token={TOKEN}",
            ],
            cwd=course.root, env=course.env, stdout=log, stderr=log,
        )  # fmt: skip
        try:
            yield wait_for_address(course, process, log)
        finally:
            process.terminate()
            process.wait(timeout=30)


def wait_for_address(course, process, log):
    """The server writes its address into a file, and listens there a moment later."""
    for _ in range(600):
        for path in course.home.glob("RUNTIME_DIR/jpserver-*.json"):
            written = path.read_text()
            if written.endswith("}") and listens(told := json.loads(written)):
                return told["url"]
        if process.poll() is not None:
            break
        time.sleep(0.1)
    log.seek(0)
    pytest.fail(f"jupyter lab did not start:\n{log.read()}")


def listens(server):
    """Whether a connection to the server's port is taken."""
    with socket.socket() as knock:
        return knock.connect_ex(("localhost", server["port"])) == 0
