"""Right answers as learners write them: those in tests/assignments/NAME/fair.py."""

import importlib.util
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "assignments"


@cache
def fair(name, folder=FOLDER):
    """The module of an assignment's right answers; FileNotFoundError that says what to write."""
    place = folder / name / "fair.py"
    if not place.is_file():
        raise FileNotFoundError(
            f"tests/assignments/{name}/fair.py is missing. It holds RIGHT, a dictionary with at "
            "least three right ways to write each answer: {answer: (function, ...)}."
        )
    spec = importlib.util.spec_from_file_location(f"fair_{name}", place)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
