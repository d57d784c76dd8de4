"""What a text imports is found wherever a statement may stand."""

import ast
from pathlib import Path

import pytest

import course
from course.grading.imports import imported

PLACES = {
    "at the top": "import course.checks as c, numpy",
    "after another": "x = 1; import course.checks, numpy",
    "in a function": "def f():\n    import course.checks, numpy",
    "in one that waits": "async def f():\n    async with x:\n        import course.checks, numpy",
    "in a class": "class A:\n    import course.checks, numpy",
    "in a try": "try:\n    import course.checks\nexcept E:\n    import numpy",
    "at its end": "try:\n    x\nfinally:\n    import course.checks, numpy",
    "when it goes well": "try:\n    x\nexcept E:\n    y\nelse:\n    import course.checks, numpy",
    "in a branch": "if x:\n    import course.checks\nelif y:\n    import numpy",
    "in a loop": "for x in y:\n    import course.checks\nelse:\n    import numpy",
    "in a case": "match x:\n  case 1:\n    import course.checks\n  case 2:\n    import numpy",
    "beside a lambda": "f = lambda: 1\nwhile f():\n    import course.checks, numpy",
}


@pytest.mark.parametrize("place", PLACES)
def test_it_is_found(place):
    """Expressions are passed over, for time; no statement is."""
    assert imported(PLACES[place]) == {"course.checks", "numpy"}


def test_what_is_taken_from_a_module_may_be_one():
    """Of neighbours, which a notebook has none of, nothing is said."""
    found = imported("from reference_impl import data as d, moons\nfrom . import near")
    assert found == {"reference_impl", "reference_impl.data", "reference_impl.moons"}


@pytest.mark.whole
def test_no_import_of_ours_is_missed():
    """Beside all nodes of each of our modules."""
    count = 0
    for path in Path(course.__path__[0]).rglob("*.py"):
        text = path.read_text("utf-8")
        nodes = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Import)]
        assert {one.name for node in nodes for one in node.names} <= imported(text), path
        count += len(nodes)
    assert count > 100


def test_what_is_no_python_is_said():
    """Who asks knows what to do about it."""
    with pytest.raises(SyntaxError):
        imported("%matplotlib inline\nimport numpy")
