"""What the checks say of every answer that is known: run by this Python, and by the browser's.

Nothing is imported but the course, so that Pyodide can run it too.
"""

import contextlib
import importlib
import io

CHECK = "_the_check_"  # what no cell is called


def verdicts(name, cells):
    """{what was asked: what was said} for an assignment.

    `cells` are the released code cells of it, `{grade_id: source}`, and under "solved" the same of
    the solution.
    """
    module = importlib.import_module(f"course.checks.{name}")
    found = {}
    for kind in ("stub", "solved"):
        names = namespace(cells[kind])
        for item in module.ASSIGNMENT.items:
            found[f"{kind} {item.name}"] = said(module.check, item.name, names)
    names = namespace(cells["solved"])
    for answer in module.ASSIGNMENT.answers.values():
        found |= slips(module.check, answer, names)
    return found


def slips(check, answer, names):
    """What is said of each known mistake in one answer, the other answers being right."""
    found = {}
    for slip in answer.misconceptions:
        theirs = names | {answer.name: slip.wrong}
        found[f"{answer.name}: {slip.name}"] = said(check, answer.name, theirs)
    return found


def namespace(sources):
    """The names that cells make, going on after errors."""
    names = {"__name__": "__main__"}
    for place, source in enumerate(sources):
        with contextlib.suppress(Exception), contextlib.redirect_stdout(io.StringIO()):
            exec(compile(source, f"<cell {place}>", "exec"), names)
    return names


def said(check, name, names):
    """What `check(name)` prints or raises among these names."""
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            exec(f"{CHECK}({name!r})", names | {CHECK: check})
    except AssertionError as error:
        return str(error)
    return printed.getvalue()
