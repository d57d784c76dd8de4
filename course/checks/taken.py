"""Say at once that a name which the exercise brought has been given to something else."""

import ast
from typing import Any

from course.checks.around import current_shell


def brought(source: str) -> set[str]:
    """The names that a cell imports, if it is the one that imports the check; else none."""
    try:
        tree = ast.parse(source)
    except SyntaxError:  # a magic line
        return set()
    imports = [node for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom))]
    if not any((getattr(node, "module", "") or "").startswith("course.checks") for node in imports):
        return set()
    return {alias.asname or alias.name for node in imports for alias in node.names} - {"*"}


class Names:
    """The names that the exercise brought; `look` is asked after each cell."""

    def __init__(self) -> None:
        # name: what the exercise gave it, or what was told of last
        self._values: dict[str, Any] = {}

    def look(self, source: str, namespace: dict[str, Any]) -> str | None:
        """The words about names that the cell gave to something else; None if there are none."""
        given = brought(source)
        self._values |= {name: namespace.get(name) for name in given}
        taken = [n for n, old in self._values.items() if _is_other(namespace.get(n, old), old)]
        self._values |= {name: namespace[name] for name in taken}
        return words(sorted(taken)) if taken else None


def _is_other(value, old):
    """A later check of another year is a check too."""
    is_check = hasattr(old, "variant") and type(value) is type(old)
    return value is not old and not is_check


def words(names: list[str]) -> str:
    """What the learner reads."""
    said = " and ".join(f"`{name}`" for name in names)
    return (
        f"Taken: {said}. The exercise uses that name itself, and this cell gave it to something "
        "else. Choose another name for yours."
    )


AGAIN = "Then run the notebook's first code cell again."


def listen() -> None:
    """In a notebook, look after each cell; elsewhere there is nobody to tell."""
    shell = current_shell()
    if shell is None or hasattr(shell, "course_names"):
        return
    shell.course_names = names = Names()

    def after(result):
        said = names.look(result.info.raw_cell or "", shell.user_ns)
        if said:
            print(said, AGAIN)

    shell.events.register("post_run_cell", after)
