"""The server tells of a taken port at once, serves the built book, and stops quietly."""

import contextlib
import errno
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
from email.utils import formatdate
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from course.site.port import refusal
from course.site.server import open_server


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


def test_a_younger_copy_is_not_taken_for_the_file(tmp_path):
    """An edit that is taken back brings back a file of the cache, with the time that it had."""
    (file := tmp_path / "worker.js").write_text("before")
    then = file.stat().st_mtime - 1000
    os.utime(file, (then, then))
    with running(tmp_path) as top:
        assert asked(top, "worker.js", then) == (304, "")
        assert asked(top, "worker.js", then + 500) == (200, "before")
        assert asked(top, "", then + 500)[0] == 200  # a folder is listed
        assert asked(top, "nothing.js", then + 500)[0] == 404


@contextlib.contextmanager
def running(folder):
    """The address of a server of a folder."""
    with open_server(0, folder, "127.0.0.1") as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def asked(top, name, since):
    """The status and the text of a file, for a browser that has a copy of that time."""
    request = Request(f"{top}{name}", headers={"If-Modified-Since": formatdate(since, usegmt=True)})
    try:
        with urlopen(request) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        with error:
            return error.code, error.read().decode()


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


@pytest.mark.parametrize("port, number, other", [
    ("8001", errno.EACCES, "8002"), ("8001", errno.EADDRINUSE, "8002"),
    ("80", errno.EACCES, "8001"), ("65535", errno.EADDRINUSE, "8001"),
])  # fmt: skip
def test_another_port_is_one_that_everybody_may_have(port, number, other):
    """Neither the one that was refused, nor 1, which came after the last."""
    said = refusal(port, OSError(number, os.strerror(number)), "make serve")
    assert said.endswith(f": type make serve PORT={other}")


def test_failed_build_is_not_served(small_book, tmp_path):
    """When the build fails the server stops with the reason, before it gives out an address."""
    book = shutil.copytree(small_book, tmp_path / "book")
    (book / "chapters/small.md").unlink()
    output, errors = (server := serve(book, 0)).communicate(timeout=60)
    assert server.returncode == 1
    assert "http://" not in output
    assert "chapters/small" in errors
