"""Build the book and serve it on this machine: python -m course.site.serve [--port 8000]"""

import argparse
import functools
import http.server
import sys
from http import HTTPStatus
from pathlib import Path
from typing import Any

from course.site import build
from course.site.port import HOST, refusal
from course.site.source.pages import NOT_FOUND


class Pages(http.server.SimpleHTTPRequestHandler):
    """Serves the site's files without a line of log for each, and without stale copies."""

    extensions_map = http.server.SimpleHTTPRequestHandler.extensions_map | {
        ".md": "text/markdown; charset=utf-8",
        ".woff2": "font/woff2",
    }

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


def main() -> int:
    """Build, then serve until Ctrl-C; returns the exit status for the shell."""
    parser = argparse.ArgumentParser(prog="python -m course.site.serve", description=__doc__)
    parser.add_argument("--port", default="8000", help="0 takes any free one")
    port = parser.parse_args().port
    try:
        # First of all, so that a taken port is told before a long build.
        server = open_server(int(port), Path.cwd() / build.SITE)
    except (OSError, OverflowError, ValueError) as error:
        print(refusal(port, error, "make serve"), file=sys.stderr)
        return 1
    with server:
        return build.main(printing=False) or _serve(server)


def open_server(port: int, site: Path) -> http.server.ThreadingHTTPServer:
    """A server of the folder `site`, listening; raises OSError when it can't have the port."""
    handler = functools.partial(Pages, directory=str(site))
    return http.server.ThreadingHTTPServer((HOST, port), handler)


def _serve(server):
    build.say(f"Read it at http://localhost:{server.server_port}  (Ctrl-C stops)")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        build.say("")
    return 0


if __name__ == "__main__":
    sys.exit(main())
