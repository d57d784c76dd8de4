"""The book's own build command, for the tests that need a site."""

import subprocess
import sys


def build_command(root, environment):
    """Build the checkout at `root` by the command that everybody uses."""
    command = [sys.executable, "-m", "course.site.build"]
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True)
