"""Of several attempts the best counts if the course says so, and a person's points stand."""

import re
from dataclasses import replace
from time import sleep

import pytest
from points_given import give

from course.grading.export import HonestExport
from course.grading.lateness import reckon
from course.grading.recording import FOLDER, keep_verdicts
from course.grading.release import load_config
from course.grading.submissions import Submission
from course.grading.verdicts import NOT_GRADED, RIGHT, WRONG, Grading, Verdict, keep, load, path

NAME = "count"
DUE = "2026-01-02 00:00:00"
EARLY, LATER, LATE = "2026-01-01T10:00:00+00:00", "2026-01-01T11:00:00", "2026-01-02T00:00:01"
ANSWERS = ("one-check", "two-check", "three-check")


def grading(submitted, *points, most=2):
    """A record with those points for each answer; None is not graded."""
    states = {most: RIGHT, 0: WRONG, None: NOT_GRADED}
    verdicts = tuple(
        Verdict(grade_id=name, answer=name, part="", points=got or 0, most=most, state=states[got])
        for name, got in zip(ANSWERS, points, strict=True)
    )
    return Grading(submitted, f"hash of {submitted}", "1", verdicts)


@pytest.fixture(scope="module")
def course(new_course, small_solution):
    course = new_course()
    course.add_solution(small_solution, NAME)
    course.release_here(NAME)
    with course.gradebook() as gradebook:
        gradebook.update_or_create_assignment(NAME, duedate=DUE)
    return course


@pytest.fixture
def exported(course, tmp_path):
    """What is exported of one student: exported(gradings, points by hand, days more, setting=...).

    The gradebook holds what the last record says, and its penalty, as it does after grading.
    """

    def export(gradings, by_hand=None, days=0, **settings):
        for one in gradings:
            keep(path(tmp_path, NAME, "ada"), one)
        config = load_config(course.root)
        config.HonestExport.update({"verdicts": str(tmp_path), "attempts": "best", **settings})
        config.LatePenalties.extensions = str(tmp_path / "none.csv")
        config.AssignLatePenalties.plugin_class = "course.grading.lateness.GradualLateness"
        config.GradualLateness.share_per_day = 0.5
        with course.gradebook() as gradebook:
            for one in gradings[-1:]:
                last = {verdict.grade_id: verdict.points for verdict in one.verdicts}
                give(gradebook, NAME, "ada", last, by_hand, at=one.submitted)
            gradebook.grant_extension(NAME, "ada", days=days)
        reckon(config, NAME, "ada")
        with course.gradebook() as gradebook:
            (one,) = HonestExport(config=config).rows(gradebook)
        return str(one["timestamp"]), one["raw_score"], one["late_submission_penalty"], one["score"]

    yield export
    with course.gradebook() as gradebook:
        gradebook.remove_student("ada")


WORSE = [grading(EARLY, 2, 2, 2), grading(LATER, 2, 0, 0)]


def test_the_latest_counts_if_nothing_is_said(exported):
    """As in nbgrader: a worse second attempt takes points."""
    assert exported(WORSE, attempts="latest") == ("2026-01-01 11:00:00", 2, 0, 2)


def test_the_best_counts(exported):
    """A worse second attempt takes nothing, and the time is that of the best."""
    assert exported(WORSE) == ("2026-01-01 10:00:00", 6, 0, 6)


def test_an_attempt_at_no_time_is_in_time(exported):
    """What somebody wrote as its time is none: the table is exported all the same."""
    odd = [grading("yesterday evening", 2, 2, 2), grading(LATER, 2, 0, 0)]
    assert exported(odd) == ("None", 6, 0, 6)


def test_a_table_that_fails_leaves_the_earlier_one(course, tmp_path, monkeypatch):
    """Half a table would be taken for a whole one."""
    file = tmp_path / "grades.csv"
    file.write_text("the earlier one")

    def rows(self, gradebook):
        yield {"assignment": NAME}
        raise ValueError("a fault half-way")

    monkeypatch.setattr(HonestExport, "rows", rows)
    with course.gradebook() as gradebook, pytest.raises(ValueError, match="half-way"):
        HonestExport(to=str(file)).export(gradebook)
    assert file.read_text() == "the earlier one"


def test_a_whole_attempt_counts(exported):
    """The best of each answer is not added up: one notebook counts."""
    assert exported([grading(EARLY, 2, 0, 0), grading(LATER, 0, 2, 2)])[1:] == (4, 0, 4)


def test_of_equal_ones_the_latest_counts(exported):
    """What people look at in the formgrader is what counts, where it makes no difference."""
    both = [grading(EARLY, 2, 0, 0), grading(LATER, 0, 2, 0)]
    assert exported(both) == ("2026-01-01 11:00:00", 2, 0, 2)


def test_what_was_not_graded_adds_nothing(exported):
    """An attempt of which the half could not be graded counts by the other half."""
    both = [grading(EARLY, 2, 2, None), grading(LATER, 2, None, None)]
    assert exported(both)[1] == 4


def test_an_answer_that_was_lost_adds_nothing(exported):
    """An attempt without one of the answers does not get the points of another attempt for it."""
    without = grading(EARLY, 2, 2, 2)
    short = Grading(EARLY, without.notebook, "1", without.verdicts[:1])
    assert exported([short, grading(LATER, 0, 0, 2)]) == ("2026-01-01 11:00:00", 2, 0, 2)


def test_points_by_hand_are_added_once(exported):
    """Words and tasks were read once, and their points go with the attempt that counts."""
    assert exported(WORSE, {"words": 3, "aloud": 0.5})[1:] == (9.5, 0, 9.5)


def test_a_person_has_the_last_word(exported):
    """Points of an answer that a person took by hand are not brought back from an earlier one."""
    assert exported(WORSE, {"one-check": 0.5, "two-check": 0})[1:] == (2.5, 0, 2.5)


def test_each_attempt_has_its_own_lateness(exported):
    """What came in time counts whole, although better work came late."""
    both = [grading(EARLY, 2, 2, 0), grading(LATE, 2, 2, 2)]
    assert exported(both, attempts="latest") == ("2026-01-02 00:00:01", 6, 3, 3)
    assert exported(both) == ("2026-01-01 10:00:00", 4, 0, 4)


def test_a_late_attempt_that_was_better(exported):
    """An earlier attempt that was late itself counts with its own penalty."""
    both = [grading(LATE, 2, 2, 2), grading("2026-01-03T00:00:01", 2, 0, 0)]
    assert exported(both) == ("2026-01-02 00:00:01", 6, 3, 3)


def test_the_same_notebook_handed_in_again_late(exported):
    """By mistake, say: what came in time counts whole."""
    both = [replace(grading(at, 2, 2, 2), notebook="same") for at in (EARLY, LATE)]
    assert exported(both) == ("2026-01-01 10:00:00", 6, 0, 6)


def test_a_time_that_is_put_right_counts(tmp_path, monkeypatch):
    """In another timestamp.txt, beside the very file that was graded; an earlier attempt stays."""
    monkeypatch.chdir(tmp_path)

    def kept(time, notebook=None):
        sleep(0.05)  # a tick of the clock that files have is shorter
        if notebook:
            (tmp_path / f"{NAME}.ipynb").write_bytes(notebook)
        (tmp_path / "timestamp.txt").write_text(time)
        submission = Submission("ada", tmp_path)
        seen = submission.seen(submission.notebooks([NAME]), {})
        keep_verdicts(NAME, "ada", seen, "1", [])
        return [one.submitted for one in load(path(FOLDER, NAME, "ada"))]

    assert kept("", b"one") == [""]
    assert kept(LATE) == [LATE]
    assert kept(EARLY) == [EARLY]
    assert kept(LATE, b"one") == [EARLY, LATE]
    assert kept(LATER) == [EARLY, LATER]
    assert kept(LATER, b"another") == [EARLY, LATER, LATER]


def test_points_of_before_are_worth_what_they_are_worth_now(exported):
    """The questions had five points each, and have two."""
    both = [grading(EARLY, 5, 5, 0, most=5), grading(LATER, 2, 0, 0)]
    assert exported(both)[1:] == (4, 0, 4)


def test_an_extension_is_for_all_attempts(exported):
    """Lateness is after the student's own date."""
    both = [grading(LATE, 2, 2, 2), grading("2026-01-03T00:00:01", 2, 0, 0)]
    assert exported(both, days=1) == ("2026-01-02 00:00:01", 6, 0, 6)


@pytest.mark.parametrize("text", ["", '[{"submitted": "2026', "[1]"])
def test_a_damaged_record_is_named(exported, tmp_path, text):
    """No table is written without the attempts that it had, and it is said what to do."""
    exported(WORSE)
    file = path(tmp_path, NAME, "ada")
    file.write_text(text)
    with pytest.raises(SystemExit, match=re.escape(str(file)) + " is damaged .*grade count$"):
        exported([])


def test_no_records_no_difference(course, tmp_path):
    """Where none were kept the gradebook's attempt counts."""
    with course.gradebook() as gradebook:
        give(gradebook, NAME, "bob", {"one-check": 2}, at=EARLY)
        config = load_config(course.root)
        config.HonestExport.update({"verdicts": str(tmp_path), "attempts": "best"})
        rows = [one for one in HonestExport(config=config).rows(gradebook)]
        gradebook.remove_student("bob")
    assert [one["score"] for one in rows] == [2]
