"""The appendix on Python: loops and names do what Python does, and a traceback stays the same."""

import itertools
import re
import subprocess
import sys

import pytest
from drawn import texts

from course.figures import appendix_python as pictures
from course.figures.svg import draw_svg

BROKEN = """
def half(price):
    return price / 0

print(half(4))
"""


def test_lines_are_numbered_as_the_traceback_counts_them():
    """The line that breaks has the number that the traceback names."""
    listed = pictures.numbered(BROKEN).splitlines()
    assert listed[0] == " 1  def half(price):" and listed[2] == " 3"
    numbers = [int(n) for n in re.findall(r"line (\d+)", pictures.complaint(BROKEN))]
    assert numbers == [4, 2]
    assert "half(4)" in listed[3] and "price / 0" in listed[1]


def test_a_complaint_is_what_python_itself_prints(tmp_path):
    """Word for word, for a program that is run from a file in the folder one stands in."""
    (tmp_path / "bill.py").write_text(BROKEN.strip() + "\n")
    command = [sys.executable, "bill.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    own = done.stderr.strip().replace(str(tmp_path.resolve() / "bill.py"), "bill.py")
    assert pictures.complaint(BROKEN) == own


def test_a_complaint_names_no_machine_and_never_changes():
    """No path but the program's own name, no address in memory, the same text twice."""
    first = pictures.complaint(BROKEN)
    assert first == pictures.complaint(BROKEN)
    assert set(re.findall(r'File "(.+?)"', first)) == {"bill.py"} and "0x" not in first
    assert first.splitlines()[-1] == "ZeroDivisionError: division by zero"


def test_a_program_that_can_not_be_read_is_told_so():
    """A syntax error has no frames, and its own line all the same."""
    told = pictures.complaint("if 1\n    print(2)")
    assert "line 1" in told and told.splitlines()[-1].startswith("SyntaxError")


def test_a_program_without_a_fault_is_refused():
    """There would be nothing to show."""
    with pytest.raises(ValueError, match="no traceback"):
        pictures.complaint("1 + 1")


def test_the_loop_adds_up_as_by_hand():
    """8, then 18, then 24."""
    figure, said = pictures.unrolled([2, 1, 3], [4, 10, 2])
    assert [t for t in texts(figure) if "=" in t] == ["2 × 4 = 8", "1 × 10 = 10", "3 × 2 = 6"]
    assert "2 times 4 is 8, total 8" in said and "3 times 2 is 6, total 24" in said
    assert [t for t in texts(figure) if t in ("0", "8", "18", "24")] == ["0", "8", "18", "24"]


def test_two_names():
    """One list changes under both names, a copy under its own alone."""
    figure, said = pictures.two_names([4, 10, 2], 99)
    numbers = [t for t in texts(figure) if t.isdigit()]
    assert numbers == ["99", "10", "2", "4", "10", "2", "99", "10", "2"]
    assert "which reads 99, 10, 2" in said and "Yours still reads 4, 10, 2" in said


def test_a_plan_and_what_was_built():
    """Each object carries its own values, and the plan carries none."""
    objects = {"red": {"name": "Rioja", "glasses": 4}, "white": {"name": "Riesling", "glasses": 6}}
    figure, said = pictures.plan(objects)
    assert texts(figure)[:4] == ["Bottle", "name", "glasses", "pour"]
    assert {"glasses: 4", "glasses: 6"} <= set(texts(figure))
    assert "red, with name Rioja and glasses 4; white" in said


def all_pictures():
    return (
        pictures.unrolled([2, 1, 3], [4, 10, 2]),
        pictures.two_names([4, 10, 2], 99),
        pictures.plan({"a": {"name": "Riesling", "glasses": 6}, "b": {"name": "B", "glasses": 1}}),
    )


@pytest.mark.parametrize("place", range(3))
def test_nothing_touches_and_both_themes_can_be_drawn(place):
    """No two texts overlap, none sticks out, every colour is the table's."""
    figure, said = all_pictures()[place]
    assert draw_svg(figure, said).startswith("<svg")
    figure.draw_without_rendering()
    boxes = [t.get_window_extent() for t in figure.axes[0].texts]
    assert not [1 for a, b in itertools.combinations(boxes, 2) if a.overlaps(b)]
    width, height = figure.bbox.size
    assert all(0 <= b.x0 and b.x1 <= width and 0 <= b.y0 and b.y1 <= height for b in boxes)
