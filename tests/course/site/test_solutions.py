"""Solutions are explained statement by statement, and a build that does not fit is refused."""

import pytest

from course.site.errors import BuildError
from course.site.source.solutions import explained, shown, statements
from course.site.teach.directives import assignment

NESTED = """\
total = 0
# Each one.
for x in xs:
    if x > 0:
        total += x
    else:
        # The others.
        total -= x
return {
    "total": total,
}
"""


def test_cut_before_each_statement():
    """A comment and an `else:` go with what stands under them; a long statement stays whole."""
    assert statements(NESTED) == [
        "total = 0",
        "# Each one.\nfor x in xs:",
        "    if x > 0:",
        "        total += x",
        "    else:\n        # The others.\n        total -= x",
        'return {\n    "total": total,\n}',
    ]
    assert "\n".join(statements(NESTED)) + "\n" == NESTED


def test_every_function_is_explained(request):
    """Of every assignment, in the order of the notebook, with words under each statement."""
    root = request.config.rootpath
    for folder in (root / "solutions").iterdir():
        told = explained(root, folder.name)
        place = f"solutions/{folder.name}/explained.yml explains {list(told)}"
        assert list(told) == list(assignment(folder.name).answers), place
        for lines in told.values():
            assert lines
            assert all(code.strip() and len(why.split()) > 1 for code, why in lines)


def test_too_few_explanations(request, tmp_path):
    """A solution that has grown a statement is refused, by name."""
    root = request.config.rootpath
    folder = tmp_path / "solutions/backprop"
    folder.mkdir(parents=True)
    for file in ("backprop.ipynb", "explained.yml"):
        text = (root / "solutions/backprop" / file).read_text(encoding="utf-8")
        (folder / file).write_text(text.replace("dX = dZ @ W.T", 'n = 1\\n",\n"    dX = dZ @ W.T'))
    with pytest.raises(BuildError, match="affine_backward has 4 explanations.*5 statements"):
        explained(tmp_path, "backprop")
    assert explained(tmp_path, "forward") == {}


@pytest.mark.parametrize("said, is_shown", [("yes", True), ("no", False), ("", True)])
def test_the_switch(monkeypatch, said, is_shown):
    """Solutions are shown unless a build says no."""
    monkeypatch.setenv("NN_SOLUTIONS", said)
    assert shown() is is_shown


def test_a_switch_that_says_neither(monkeypatch):
    """It is refused, so that nobody publishes solutions by a slip of the pen."""
    monkeypatch.setenv("NN_SOLUTIONS", "off")
    with pytest.raises(BuildError, match="expected yes or no"):
        shown()
