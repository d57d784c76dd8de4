"""A real browser for tests: Chromium, a server under a sub-path, and all that a page asks for.

Where there is no Chromium a test is skipped; where `CI` is "true" it fails. Run by itself, this
tells the shell by its exit status whether there is one.
"""

import functools
import http.server
import os
import sys
import threading
from contextlib import contextmanager

import pytest
from playwright.sync_api import sync_playwright

from course.site import chromium
from course.site.chromium import ABSENT, executable

__all__ = ["ABSENT", "executable"]  # for the tests that open a browser themselves

SUB_PATH = "/a/sub/path/"
# Where the page's own copy of `register` would only say that it is switched off.
NO_WORKER = {"service_workers": "block"}
# A test's page lives for seconds. Code is compiled for a long life only where it runs long, such as
# a loop without an end: else a third of the processor's time goes into that.
SHORT_LIVED = "--js-flags=--no-turbofan --wasm-tiering-budget=1000000000"


def flags():
    """What Chromium is started with: as everywhere, and for pages that live for seconds."""
    return [*chromium.flags(), SHORT_LIVED]


def go_without(reason):
    """Skip the test with a reason; fail it in continuous integration, where all has to be there."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


class Plain(http.server.SimpleHTTPRequestHandler):
    """A plain server, which has the site under `SUB_PATH` and nothing anywhere else."""

    def translate_path(self, path):
        inside = path.startswith(SUB_PATH)
        return super().translate_path(path[len(SUB_PATH) - 1 :] if inside else "/not/there")

    def log_message(self, *args):
        pass


@contextmanager
def serving(server):
    """Let a server serve in the background; gives its address."""
    with server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@contextmanager
def under_sub_path(site, handler=Plain):
    """Serve the folder `site` by a plain server; gives the address of the site's top."""
    handler = functools.partial(handler, directory=str(site))
    with serving(http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)) as address:
        yield address + SUB_PATH


class Visit:
    """A page in a browser of its own, and what it asked for and complained of since.

    A script `first` runs before those of each page.
    """

    def __init__(self, browser, top, first="", **options):
        self.top, self.requests, self.complaints = top, [], []
        self.context = browser.new_context(reduced_motion="reduce", **options)
        self.context.add_init_script(first)
        self.context.set_default_timeout(30_000)
        self.context.on("request", lambda request: self.requests.append(request.url))
        self.context.on("console", self._listen)
        self.context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self.page = self.context.new_page()

    def _listen(self, message):
        if message.type == "error":
            self.complaints.append(f"{message.text} ({message.location.get('url', '')})")

    def open(self, path):
        """Open a page of the site, and wait until it and its fonts are there."""
        self.page.goto(self.top + path)
        self.page.evaluate("document.fonts.ready")
        return self.page

    def outside(self):
        """The requests that went anywhere but to the site."""
        inside = (self.top, "data:", "blob:")
        return [url for url in self.requests if not url.startswith(inside)]

    def resize(self, width, height, scale=1):
        """Give the window another size, and so many device pixels for each of CSS."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": False}
        session = self.context.new_cdp_session(self.page)
        session.send("Emulation.setDeviceMetricsOverride", metrics)
        # Explorables draw themselves anew a moment after their place has changed.
        self.page.evaluate("new Promise((d) => requestAnimationFrame(() => setTimeout(d, 60)))")


def is_there():
    """Whether there is a Chromium that does all that a test wants of one."""
    with sync_playwright() as playwright:
        return executable(playwright, windows=True) is not None


if __name__ == "__main__":
    sys.exit(not is_there())
