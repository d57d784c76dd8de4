"""Running another program's command, and what is said when it fails."""

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from course.site.errors import BuildError


def run(command: Sequence[str | Path], folder: Path | str, trouble: str, **options: Any) -> None:
    """Run a command in a folder; raises BuildError with `trouble` and what the command says."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, **options)
    if done.returncode != 0:
        raise BuildError(f"{trouble}:\n{done.stdout}{done.stderr}")


def last(text: str, lines: int = 3) -> str:
    return "\n".join(line for line in text.strip().splitlines()[-lines:])
