"""Where the wine tests find the real table, and a server on this machine to download from."""

import os
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from reference_impl import data

ROOT = Path(__file__).parents[2]
# Looked up at import, before any test points NN_DATA_DIR elsewhere.
FOLDERS = [os.environ.get("NN_DATA_DIR"), ROOT.parent / "shared" / "data"]


def real_file():
    """UCI's file, in the folder NN_DATA_DIR names or in shared/data beside the checkout."""
    for path in (Path(folder) / data.NAME for folder in FOLDERS if folder):
        if path.exists():
            return path
    pytest.skip(f"the real table, {data.NAME}, is not on this machine")


def no_proxy(monkeypatch):
    """Let a call to this machine go straight to it."""
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.setenv(name, "127.0.0.1")


@contextmanager
def served(content, status=200):
    """Serve `content` on this machine: gives the server's address and the list of requests."""
    requests = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            requests.append(self.path)
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args):
            """Say nothing on stderr."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{data.NAME}", requests
        server.shutdown()
