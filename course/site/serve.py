"""Build the book and serve it on this machine: python -m course.site.serve [--port 8000]"""

import argparse
import sys
from pathlib import Path

from course.site import build
from course.site.port import HOST, refusal
from course.site.server import open_server, serve


def main() -> int:
    """Build, then serve until Ctrl-C; returns the exit status for the shell."""
    parser = argparse.ArgumentParser(prog="python -m course.site.serve", description=__doc__)
    parser.add_argument("--port", default="8000", help="0 takes any free one")
    port = parser.parse_args().port
    try:
        # First of all, so that a taken port is told before a long build.
        server = open_server(int(port), Path.cwd() / build.SITE, HOST)
    except (OSError, OverflowError, ValueError) as error:
        print(refusal(port, error, "make serve"), file=sys.stderr)
        return 1
    with server:
        status = build.main(printing=False)
        if not status:
            serve(server)
    return status


if __name__ == "__main__":
    sys.exit(main())
