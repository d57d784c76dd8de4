"""A server of a built site.

`python server.py FOLDER` serves one to all who can ask, on port 8000: it is for the container,
whose walls say who can.
"""

import contextlib
import functools
import http.server
import os
import sys
from http import HTTPStatus
from pathlib import Path
from typing import Any

NOT_FOUND = "404.html"  # what hosts show for an address that leads nowhere


class Pages(http.server.SimpleHTTPRequestHandler):
    """Serves the site's files without a line of log for each, and without stale copies."""

    extensions_map = http.server.SimpleHTTPRequestHandler.extensions_map | {
        ".md": "text/markdown; charset=utf-8",
        ".woff2": "font/woff2",
    }

    def send_head(self):  # noqa: ANN201
        """Take a browser's copy for the file's only if it is of the very same time.

        One that is younger may be of an edition that was taken back: files keep the time at which
        they came into the user's cache.
        """
        with contextlib.suppress(OSError):
            time = self.date_time_string(os.stat(self.translate_path(self.path)).st_mtime)
            if self.headers["If-Modified-Since"] != time:
                del self.headers["If-Modified-Since"]
        return super().send_head()

    def log_message(self, *args: Any) -> None:
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Show the book's own page for an address that leads nowhere, as hosts do."""
        page = Path(self.directory) / NOT_FOUND
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            return super().send_error(code, message, explain)
        content = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")  # a rebuilt page shows at once
        super().end_headers()


def open_server(port: int, site: Path, host: str) -> http.server.ThreadingHTTPServer:
    """A server of the folder `site`, listening; raises OSError when it can't have the port."""
    handler = functools.partial(Pages, directory=str(site))
    return http.server.ThreadingHTTPServer((host, port), handler)


def serve(server: http.server.ThreadingHTTPServer) -> None:
    """Say where, and serve until Ctrl-C."""
    print(f"Read it at http://localhost:{server.server_port}  (Ctrl-C stops)", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print(flush=True)


if __name__ == "__main__":
    serve(open_server(8000, Path(sys.argv[1]), "0.0.0.0"))
