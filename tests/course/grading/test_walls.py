"""Walls that no attack in one batch can show: what many processes fill, and other machines."""

import os
import subprocess
import sys

import pytest

from course.grading import jail
from course.grading.guest import Ended, Guest
from course.grading.inside.forbidden import ALLOWED, EQUAL, RETURN, steps
from course.grading.inside.weighing import weight
from course.grading.jail import Limits, Nursery
from course.grading.reading import decoded

SECONDS = 120  # none of these needs them
TWO = "import os, time; os.fork(); held = bytearray(b'x') * 2**25; print('.', flush=True); input()"
MANY = """
import os, time
for number in range(8):
    if os.fork() == 0:
        held = bytearray(b"x") * 2**26
        time.sleep(1000)
time.sleep(1000)
"""


@pytest.fixture(scope="module")
def nursery():
    nursery = Nursery()
    yield nursery
    nursery.close()


def test_processes_are_weighed_together():
    """Two that fill 32 MB each; for one alone the system's own limit holds."""
    proc = os.open("/proc", os.O_RDONLY)
    try:
        assert weight(proc, 2**22 + 1) == 0  # there is no such process
        with subprocess.Popen(
            [sys.executable, "-c", TWO], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as two:
            two.stdout.read(4)
            both = weight(proc, two.pid)
            two.kill()
    finally:
        os.close(proc)
    assert 2**26 < both < 2**28


def test_many_processes_that_fill_too_much_are_ended(nursery):
    """Each keeps to its own limit; together they do not."""
    guest = Guest(nursery, Limits(memory=2**27), SECONDS)
    with pytest.raises(Ended) as ended:
        guest.run(MANY)
    assert type(ended.value) is Ended  # and not for its time


def test_one_that_keeps_to_its_limit_goes_on(nursery):
    guest = Guest(nursery, Limits(memory=2**28), SECONDS)
    outputs, _ = guest.run("held = bytearray(b'x') * 2**27; len(held)")
    guest.end()
    assert outputs[0]["data"]["text/plain"] == str(2**27)


@pytest.mark.whole
def test_the_course_is_hidden_wherever_it_is_installed(tmp_path, monkeypatch):
    """Planted: beside the checkout that grades, among Python's packages, as in the container."""
    answers = tmp_path / "course/checks"
    answers.mkdir(parents=True)
    (answers / "affine.py").touch()
    tmp_path.chmod(0o755)
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path)])
    seen = [*jail._python_folders(), tmp_path]
    monkeypatch.setattr(jail, "_python_folders", lambda: seen)
    nursery = Nursery()
    guest = Guest(nursery, Limits(), SECONDS)
    there = f"os.listdir({str(tmp_path)!r}), os.path.exists({str(answers)!r})"
    outputs, _ = guest.run(f"import os; {there}")
    guest.end()
    nursery.close()
    assert outputs[0]["data"]["text/plain"] == "(['course'], False)"


@pytest.mark.parametrize("machine", ["x86_64", "aarch64", "riscv64"])
def test_the_filter_lets_through_what_it_does_not_know(machine):
    program = steps(machine)
    assert program[-1] == (RETURN, 0, 0, ALLOWED)
    assert len([step for step in program if step[0] == EQUAL]) > 25
    for place, (kind, yes, no, _) in enumerate(program):
        assert kind == RETURN or place + 1 + max(yes, no) < len(program)


def test_a_machine_whose_calls_are_not_known_has_no_jail():
    with pytest.raises(OSError, match="not known on vax"):
        steps("vax")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (rb'"\ud83d\ude00"', r'"\ud83d\ude00"'),
        (rb'"\ud800"', '"?"'),
        (rb'"\udfff\ud800x"', '"??x"'),
        (rb'"\\ud800"', r'"\\ud800"'),
        (rb'"\\\ud800"', r'"\\?"'),
    ],
)
def test_half_a_letter_in_a_notebook_is_a_question_mark(written, read):
    assert decoded(written) == read
