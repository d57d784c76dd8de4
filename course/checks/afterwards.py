"""What a check has to say once its verdict is out: the line that it went on looking for.

A page of the book and a notebook ask the error for it; elsewhere nobody does, and it is looked for
before the error is raised.
"""

import contextlib
import sys

from course.checks import messages
from course.checks.around import current_shell


def is_asked_for() -> bool:
    """Does whoever shows the error go on with its `looking`?"""
    return getattr(sys.displayhook, "asks_afterwards", False) or current_shell() is not None


def listen() -> None:
    """In a notebook, look for the line after each cell that a check has refused."""
    shell = current_shell()
    if shell is None or hasattr(shell, "course_looks"):
        return
    shell.course_looks = True

    def after(result):
        looking = getattr(result.error_in_exec, "looking", None)
        said = ""
        with contextlib.suppress(KeyboardInterrupt):  # whoever interrupts it wants no line
            said = looking.to_the_end() if looking else ""
        if said:
            print(messages.assembled(said))

    shell.events.register("post_run_cell", after)
