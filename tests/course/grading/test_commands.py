"""nbgrader's own commands and pages work from the repository's root, as its documentation says.

The exchange is gone through by the commands of the page on hubs, on one machine and without a hub;
`tools/try_hub.py` goes through them with one.
"""

import json
import shutil
import sys
import urllib.request
from pathlib import Path

import nbformat
import pytest
from chapter_text import read_page
from jupyter_lab import TOKEN, serving_lab
from page_boxes import Terminal, boxes

PAGE = read_page("hub")
NAME = "count"
RIGHT = {"one": "def one():\n    return 1", "words": "Because one came first."}
SCORE = 2.0  # one of three answers is right; the words wait for a person


def hand_in(course, desk, fill):
    """A student fetches, answers and submits."""
    course.run("fetch_assignment", NAME, cwd=desk)
    shutil.copytree(desk / NAME, desk / "as-fetched")
    notebook = desk / NAME / f"{NAME}.ipynb"
    nbformat.write(fill(nbformat.read(notebook, as_version=4), RIGHT), notebook)
    course.run("submit", NAME, cwd=desk)


@pytest.fixture(scope="module")
def student(course, root, fill, tmp_path_factory):
    """A student on the same machine fetches, answers, submits, and gets feedback."""
    desk = tmp_path_factory.mktemp("desk")
    settings, commands = ("\n".join(box.lines) for box in boxes(PAGE))
    exchange = str(course.root / "classroom/exchange")
    (desk / "nbgrader_config.py").write_text(settings.replace("/srv/nbgrader/exchange", exchange))
    make = f"make -f {root}/Makefile -o .venv/ready RUN={sys.executable}"
    path = f"{Path(sys.executable).parent}:{course.env['PATH']}"
    env = course.env | {"PATH": path, "PYTHONPATH": str(root)}
    with Terminal(course.root, env, f'make() {{ command {make} "$@"; }}') as teacher:
        for line in commands.replace("backprop", NAME).splitlines():
            teacher.run([line])
            if "release_assignment" in line:
                hand_in(course, desk, fill)
    course.run("fetch_feedback", NAME, cwd=desk)
    return desk


def test_what_is_fetched_is_what_was_released(course, student):
    """A student fetches the exercise byte for byte."""
    fetched = (student / "as-fetched" / f"{NAME}.ipynb").read_bytes()
    assert fetched == (course.root / f"exercises/{NAME}/{NAME}.ipynb").read_bytes()


def test_feedback_comes_back(student):
    """The student finds a page of feedback with the score."""
    (page,) = (student / NAME / "feedback").rglob(f"{NAME}.html")
    assert f"<strong>{SCORE:g} of 10 points</strong> so far" in page.read_text()


def test_what_is_handed_in_is_exported(course, student):
    """A submission that came through the exchange is in grades.csv with its score and time."""
    (row,) = course.exported().values()
    assert float(row["score"]) == SCORE
    assert row["timestamp"]


def test_everything_about_people_is_in_one_folder(course, student):
    """The commands write into exercises/ and classroom/ alone."""
    names = {path.name for path in course.root.iterdir()}
    made = names - {"__pycache__", "nbgrader_config.py", "solutions"}
    assert made == {"exercises", "classroom"}
    held = {path.name for path in (course.root / "classroom").iterdir()}
    made = {"submitted", "autograded", "verdicts", "feedback", "exchange", "graded", "gradebook.db"}
    assert held - {"grades.csv"} == made


@pytest.fixture(scope="module")
def server(course, student):
    """`jupyter lab` in the course's root; ask it for a page with server(path)."""
    with serving_lab(course) as address:

        def ask(path, method="GET", data=None):
            headers = {"Authorization": f"token {TOKEN}"}
            body = None if data is None else json.dumps(data).encode()
            request = urllib.request.Request(address + path, body, headers, method=method)
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.read().decode()

        yield ask


def test_formgrader_is_a_page_of_jupyter_lab(course, server):
    """The formgrader lists the assignment with its submission and shows the graded notebook."""
    assert "<title>nbgrader formgrade</title>" in server("formgrader")
    (assignment,) = json.loads(server("formgrader/api/assignments"))
    assert (assignment["name"], assignment["num_submissions"]) == (NAME, 1)
    assert assignment["releaseable"]
    (submission,) = json.loads(server(f"formgrader/api/submissions/{NAME}"))
    assert (submission["score"], submission["needs_manual_grade"]) == (SCORE, True)
    (notebook,) = json.loads(server(f"formgrader/api/submitted_notebooks/{NAME}/{NAME}"))
    assert RIGHT["words"] in server(f"formgrader/submissions/{notebook['id']}")


def test_a_persons_mark_reaches_the_gradebook(course, server):
    """Points given on the page for the answer in words are added to the student's score."""
    (notebook,) = json.loads(server(f"formgrader/api/submitted_notebooks/{NAME}/{NAME}"))
    grades = json.loads(server(f"formgrader/api/grades?submission_id={notebook['id']}"))
    (words,) = [grade for grade in grades if grade["name"] == "words"]
    server(f"formgrader/api/grade/{words['id']}", "PUT", {"manual_score": 2.5})
    assert list(course.scores().values()) == [SCORE + 2.5]


def test_formgraders_button_is_careful_too(course, server):
    """Autograding a bad file from the page gives our message, as the command does."""
    course.submit("corrupt", NAME, "this is not a notebook")
    answer = json.loads(server(f"formgrader/api/submission/{NAME}/corrupt/autograde", "POST"))
    assert answer["success"] is False
    assert "NOT GRADED: student 'corrupt'" in answer["log"]
