"""The attacks against nbgrader as it comes, in a container that is thrown away afterwards.

Its own step runs the students' cells and the checks in one kernel, with all that the grader may do.
"""

import re
import shutil
import subprocess
import sys

import nbformat
from attacks import MARK, UNWRITTEN
from nbgrader.api import Gradebook, MissingEntry

CONFIG = """
c = get_config()
c.CourseDirectory.course_id = "stock"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"
c.CourseDirectory.submitted_directory = "classroom/submitted"
c.CourseDirectory.autograded_directory = "classroom/autograded"
c.CourseDirectory.db_url = "sqlite:///classroom/gradebook.db"
c.Execute.timeout = 5
c.KernelManager.transport = "ipc"
c.KernelManager.ip = "/tmp/kernel"
"""
NOT_TRIED = "not tried: it would do harm"
NOT_GRADED = "not graded"


def effect(course, root, attack, assignment):
    """What an attack comes to, in words: a course is copied to `root`, which is not there yet."""
    if attack.dangerous:
        return NOT_TRIED
    shutil.copytree(course.root, root, symlinks=True)
    (root / "nbgrader_config.py").write_text(CONFIG)
    _autograde(course, root, attack.name, assignment)
    with Gradebook(f"sqlite:///{root}/classroom/gradebook.db") as gradebook:
        said = [_points(gradebook, attack, assignment)]
        said += _harm(gradebook, assignment)
    said += _read(root, attack, assignment)
    shutil.rmtree(root)
    return "; ".join(said)


def grade(course, root, student, assignment):
    """Grade an honest student in the course itself."""
    config = root / "nbgrader_config.py"
    kept = config.read_text()
    config.write_text(CONFIG)
    _autograde(course, root, student, assignment)
    config.write_text(kept)


def _autograde(course, root, student, assignment):
    """The command, where nothing but the course's folder can be written to."""
    command = ["bwrap", "--unshare-all", "--unshare-user", "--cap-drop", "ALL", "--die-with-parent"]
    command += ["--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp"]
    command += ["--bind", str(root), str(root), "--chdir", str(root), "--new-session"]
    command += ["prlimit", "--nproc=500", "--as=4000000000", "--fsize=200000000", "--core=0"]
    command += [sys.executable, "-m", "nbgrader", "autograde", assignment, f"--student={student}"]
    env = course.env | {
        "OF_THE_GRADER": f"{MARK}environment",
        "HOME": "/tmp",
        "IPYTHONDIR": "/tmp/ipython",
        "JUPYTER_RUNTIME_DIR": "/tmp",
    }
    with open(root / "said.txt", "w") as said:
        subprocess.run(command, env=env, stdout=said, stderr=said, timeout=300, check=False)


def _points(gradebook, attack, assignment):
    try:
        notebook = gradebook.find_submission_notebook(assignment, assignment, attack.name)
    except MissingEntry:
        return NOT_GRADED
    grades = {grade.name: grade.auto_score for grade in notebook.grades}
    if any(score is None for score in grades.values()):
        return NOT_GRADED
    gained = sum(grades[name] for name in {*UNWRITTEN, *_lost(attack)})
    lost = sum(g.max_score for g in notebook.grades) - sum(grades.values()) + gained
    honest = sum(g.max_score for g in notebook.grades if g.name in {*UNWRITTEN, *_lost(attack)})
    words = f"gains {gained:g} of {honest:g}"
    return words + (f", loses {lost - honest:g} of its own" if lost > honest else "")


def _lost(attack):
    return () if attack.lost == "own" else attack.lost


def _harm(gradebook, assignment):
    other = gradebook.find_submission_notebook(assignment, assignment, "ann")
    return [] if all(g.auto_score == g.max_score for g in other.grades) else ["changes ann's grade"]


def _read(root, attack, assignment):
    path = root / "classroom/autograded" / attack.name / assignment / f"{assignment}.ipynb"
    if not path.exists():
        return []
    cells = nbformat.read(path, as_version=4).cells
    outputs = str([cell.get("outputs") for cell in cells])
    return sorted(
        f"reads what is of the {kind}" for kind in set(re.findall(f"{MARK}([a-z]+)", outputs))
    )
