"""Where the gradebook is, in the form that nbgrader wants."""

from pathlib import Path
from urllib.parse import quote


def address(path: Path | str) -> str:
    """The address of an SQLite file; a `?` in its path would begin the address's options."""
    if "?" in str(path):
        # Once for SQLite, and once for SQLAlchemy, which reads the address before it.
        return f"sqlite:///file:{quote(quote(str(path)))}?uri=true"
    return f"sqlite:///{path}"
