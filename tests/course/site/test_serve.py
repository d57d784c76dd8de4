"""The server tells of a taken port at once, serves the built book, and stops quietly."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from urllib.request import urlopen

import pytest


def serve(book, port):
    """Start the server in a book's folder."""
    environment = os.environ | {"PYTHONPATH": str(book), "NN_DATA_DIR": str(book / "no-data")}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    command = [sys.executable, "-m", "course.site.serve", f"--port={port}"]
    return subprocess.Popen(command, cwd=book, env=environment, text=True, **pipes)


def test_serves_the_book(small_book):
    """The address that the server prints leads to the front page; Ctrl-C ends it without a fuss."""
    server = serve(small_book, 0)
    try:
        lines = iter(server.stdout.readline, "")
        address = next(found[0] for line in lines if (found := re.search(r"http://\S+", line)))
        entrance = urlopen(address).read().decode()
        first = re.search(r'url=([^"]+)"', entrance)[1]
        assert first == "chapters/index.html"
        answer = urlopen(f"{address}/{first}")
        assert "A small book" in answer.read().decode()
        assert answer.headers["Cache-Control"] == "no-cache"
    finally:
        server.send_signal(signal.SIGINT)
        _, errors = server.communicate(timeout=30)
    assert server.returncode == 0
    assert errors == ""


def test_taken_port(small_book):
    """A taken port is one line that says what to type, and a failure for the shell."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        server = serve(small_book, port)
        output, errors = server.communicate(timeout=30)
    assert server.returncode == 1
    assert output == ""
    assert errors.startswith(f"Port {port} is taken by another program: type make serve PORT=")
    assert errors.count("\n") == 1


@pytest.mark.parametrize("port", ["70000", "-1", "http", ""])
def test_no_port(small_book, port):
    """What is no port is refused in one line too."""
    server = serve(small_book, port)
    _, errors = server.communicate(timeout=30)
    assert server.returncode == 1
    assert errors == f"{port!r} is not a port: type make serve PORT=8001\n"


def test_failed_build_is_not_served(small_book, tmp_path):
    """When the build fails the server stops with the reason, before it gives out an address."""
    book = shutil.copytree(small_book, tmp_path / "book")
    (book / "chapters/small.md").unlink()
    output, errors = (server := serve(book, 0)).communicate(timeout=60)
    assert server.returncode == 1
    assert "http://" not in output
    assert "chapters/small" in errors
