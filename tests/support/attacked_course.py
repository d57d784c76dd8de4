"""A course whose hidden tests, files and people bear marks, with notebooks that attack it."""

import contextlib
import re
import socket
from pathlib import Path

import nbformat
from attacks import MARK, UNWRITTEN
from masters import ASSIGNMENTS, Master

NAME = "backprop"
HONEST = "marked-bob", "ann"
SECONDS = 4  # for a cell: those that never end are stopped then
SECRET_SEED = "seed=20261"
SECRET = f'check("gradient_check", "any shape", {SECRET_SEED})'
SECRET_NAME = "a_hidden_name"
STUB = "gradient_check-answer"
ROOT = Path(__file__).parents[2]
FULL = {name: float(most) for name, most in ASSIGNMENTS[NAME].points.items()}


class Heard:
    """Services of this machine that nothing in the jail can reach."""

    def __enter__(self):
        self.port, *self._ends = 0, socket.socket(), socket.socket(socket.AF_UNIX)
        self._ends[0].bind(("127.0.0.1", 0))
        self.port = self._ends[0].getsockname()[1]
        self._ends[1].bind(f"\0course-{self.port}")
        for end in self._ends:
            end.listen()
            end.setblocking(False)
        return self

    def __exit__(self, *why):
        for end in self._ends:
            end.close()

    def anybody(self):
        """Has anybody called since this was asked?"""
        called = 0
        for end in self._ends:
            with contextlib.suppress(BlockingIOError):
                while True:
                    end.accept()[0].close()
                    called += 1
        return called > 0


def release(course, seconds=SECONDS):
    master = nbformat.read(Master(ASSIGNMENTS[NAME]).path, as_version=4)
    for cell in master.cells:
        cell.source = cell.source.replace(SECRET, f"# {MARK}tests\n{SECRET_NAME} = 1\n{SECRET}")
    course.add_solution(master, NAME)
    course.release_here(NAME)
    with open(course.root / "nbgrader_config.py", "a") as config:
        config.write(f"\nc.JailedExecute.cell_seconds = {seconds}\n")
    (course.root / "classroom" / f"{MARK}file.txt").write_text(f"{MARK}file")


def hand_in(course, attacks):
    exercise = course.exercise(NAME)
    solved = nbformat.from_dict(exercise)
    cells = {cell.metadata.nbgrader.grade_id: cell for cell in solved.cells}
    for name, source in Master(ASSIGNMENTS[NAME]).written.items():
        cells[name].source = source
    stub = next(c.source for c in exercise.cells if c.metadata.nbgrader.grade_id == STUB)
    with course.gradebook() as gradebook:
        gradebook.add_student("earlier", last_name=f"{MARK}gradebook")
    values = {"root": course.root, "port": course.heard.port}
    for name, attack in attacks.items():
        folder = course.submit(name, NAME, attack.notebook(solved, stub, values))
        attack.place_files(folder)
    solved.cells[-1].source += f"\n\n{MARK}classmate"
    for name in HONEST:
        course.submit(name, NAME, solved)


def grade(course, *arguments):
    """What the command that grades says."""
    env = {"OF_THE_GRADER": f"{MARK}environment", "PYTHONPATH": str(ROOT)}
    env["TMPDIR"] = str(course.home)  # by which the jail's processes can be told from others'
    done = course.grade(NAME, *arguments, env=env)
    return done.stdout + done.stderr


def outputs(notebook):
    """All that the cells of a graded notebook show, as text."""
    cells = nbformat.reads(notebook, as_version=4).cells
    return "\n".join(shown(output) for cell in cells for output in cell.get("outputs", ()))


def shown(output):
    said = [output.get("text", ""), *output.get("traceback", ()), *output.get("data", {}).values()]
    return "\n".join(map(str, said))


def points(course, student):
    return {name: score for name, (score, _) in course.grades(student, NAME).items()}


def is_fair(attack, points):
    """Are these the points, by check, that an attack has a right to?"""
    if attack.lost == "own":
        return all(points[name] <= (0 if name in UNWRITTEN else FULL[name]) for name in FULL)
    lost = {*UNWRITTEN, *attack.lost}
    return points == {name: 0 if name in lost else most for name, most in FULL.items()}


def marks_in(text):
    """What of all that is to stay unread stands in a text."""
    return re.findall(f"{MARK}[a-z]+|{SECRET_SEED}|{SECRET_NAME}", text)
