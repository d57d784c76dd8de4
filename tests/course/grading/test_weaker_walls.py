"""Each wall is there for an attack: with the wall gone, the attack does what it is about.

What would harm this machine is left out: without limits a flood is a flood.
"""

import re
from unittest.mock import patch

import pytest
from attacked_course import NAME, Heard, hand_in, is_fair, marks_in, outputs, release
from attacks import attacks
from nbgrader_course import Course
from open_jail import EVERYTHING

from course.grading import graded, guest, jail, masters
from course.grading.batch import Batch
from course.grading.execute import settings_of
from course.grading.release import load_config

pytestmark = pytest.mark.whole

ATTACKS = attacks()
place_given, command = jail.place_given, jail._command


def without(monkeypatch, *words):
    """Build the jail without these words of bubblewrap's."""
    monkeypatch.setattr(
        jail, "_command", lambda given: [w for w in command(given) if w not in words]
    )


def inside(monkeypatch, name, old, new):
    """Change a line of what runs in the jail."""

    def placed(folder):
        place_given(folder)
        path = folder / "course/grading/inside" / name
        text = path.read_text()
        assert text.count(old) == 1, f"{old!r} is there {text.count(old)} times"
        path.write_text(text.replace(old, new))

    monkeypatch.setattr(jail, "place_given", placed)


def checks_in_the_worker(monkeypatch):
    monkeypatch.setattr(masters.MasterCell, "is_check", False)


def answers_in_the_jail(monkeypatch):
    monkeypatch.setattr(jail, "GIVEN", EVERYTHING | {f"course/checks/{NAME}": "*.py"})
    monkeypatch.setattr(jail, "assignments", lambda checks: [])


def one_mount_to_write_to(monkeypatch):
    def given_to_all(given):
        for path in [given, *given.rglob("*")]:
            path.chmod(0o777)
        words = command(given)
        words[words.index(str(given)) - 1] = "--bind"
        return words

    monkeypatch.setattr(jail, "_command", given_to_all)


def a_network(monkeypatch):
    without(monkeypatch, "--unshare-net")
    inside(monkeypatch, "walls.py", " | NEW_NAME | NEW_NET", " | NEW_NAME")


def calls_that_make_worlds(monkeypatch):
    inside(monkeypatch, "walls.py", "    forbid(libc)\n", "")


def functions_that_stay(monkeypatch):
    monkeypatch.setattr(guest.Guest, "_given", KeepsAll(), raising=False)


class KeepsAll:
    """In the place of the functions that a call was given: those of all calls."""

    def __get__(self, owner, kind=None):
        return vars(owner).setdefault("kept", {})

    def __set__(self, owner, functions):
        vars(owner).setdefault("kept", {}).update(functions)


def answers_by_anybody(monkeypatch):
    monkeypatch.setattr(guest.secrets, "randbits", lambda bits: None)


# The wall that is gone, and the attack that it is for.
WALLS = {
    checks_in_the_worker: "check-replaced",
    answers_in_the_jail: "reference-copied",
    one_mount_to_write_to: "writes-everywhere",
    a_network: "network",
    calls_that_make_worlds: "new-namespaces",
    functions_that_stay: "given-function-kept",
    answers_by_anybody: "answers-forged",
}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    with Heard() as heard:
        course = Course(tmp_path_factory.mktemp("course"))
        course.heard = heard
        release(course, seconds=60)
        hand_in(course, {name: ATTACKS[name] for name in WALLS.values()})
        yield course


def withstood(course, name):
    """Is an attack withstood by what stands at the moment?"""
    config = load_config(course.root)
    batch = Batch(course.root, config, NAME, name)
    (submission,) = batch.submissions()
    with patch.dict(graded._nurseries, clear=True):
        try:
            result = graded.grade(batch._job(submission, settings_of(config)))
        finally:
            for nursery in graded._nurseries.values():
                nursery.close()
    said = outputs(result.notebooks[NAME])
    ran, fair = (
        re.search(ATTACKS[name].ran, said),
        is_fair(ATTACKS[name], result.scores[NAME].points),
    )
    return bool(ran and fair and not marks_in(said) and not course.heard.anybody())


@pytest.mark.parametrize("wall", WALLS, ids=lambda wall: wall.__name__)
def test_a_wall_that_is_gone_is_missed(course, monkeypatch, wall):
    wall(monkeypatch)
    assert not withstood(course, WALLS[wall])


def test_the_walls_that_stand_are_enough(course):
    """The same way of grading, and nothing gone: else the test above proves nothing."""
    assert withstood(course, "given-function-kept")
