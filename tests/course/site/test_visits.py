"""After any visit, a check says on the page what it says in the downloaded notebook.

Visits are drawn at random: edits, runs, checks and reloads over several answers, with helpers that
come and go and names that spoil others. They are played in the page's own Python, and in this one.
"""

import json
import multiprocessing
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
import visits

import course.checks.activations  # noqa: F401, loaded once, for all the forks
from course.site.npm import NODE, SOURCES
from course.site.teach.cells import assignment_page

pytestmark = pytest.mark.whole

SUPPORT = Path(__file__).resolve().parents[2] / "support"
PAGE_PY = SOURCES / "runner/python"
IN_PAGE, HERE = 20, 60  # visits
PLAY = "import sys, visits; visits.work(open(sys.argv[1]).read())"


@pytest.fixture(scope="module")
def cells(root):
    """The code cells of the assignment on activations, as its page has them."""
    notebook = nbformat.read(root / "exercises/activations/activations.ipynb", as_version=4)
    page = assignment_page("activations", notebook)
    return [cell for cell in page["cells"] if not cell.get("words")]


@pytest.fixture(scope="module")
def roles(cells):
    answers = {c["name"]: c["place"] for c in cells if c["kind"] == "answer"}
    looked = {
        place: [c["place"] for c in cells if c["kind"] == "check" and c["name"] == name]
        for name, place in answers.items()
    }
    return {
        "answers": list(answers.values()),
        "checks": [c["place"] for c in cells if c["kind"] == "check"],
        "looked": looked,
        "named": {name: answers[name] for name in visits.RIGHT},
    }


@pytest.fixture(scope="module")
def job(cells, roles):
    """A function: that many visits, as `visits.work` takes them."""
    sources = [cell["source"] for cell in cells]

    def made(number):
        return [(sources, roles, visits.drawn(seed, roles["named"])) for seed in range(number)]

    return made


def answers_from_nothing(asked):
    """The verdicts of notebooks, each run in a Python of its own: a fork that has not run any."""
    forks = multiprocessing.get_context("fork")
    with forks.Pool(2, maxtasksperchild=1) as pool:
        return pool.starmap(visits.from_nothing, asked, chunksize=1)


def differing(found, roles):
    """The checks whose verdict is another one in the downloaded notebook."""
    verdicts = [verdict for visit in found for verdict in visit["verdicts"]]
    asked = {(*now, place): (now, place) for now, place, _ in verdicts}  # each but once
    there = [(*one, roles["answers"], roles["checks"]) for one in asked.values()]
    true = dict(zip(asked, answers_from_nothing(there), strict=True))
    wrong = [(now, place, said) for now, place, said in verdicts if said != true[*now, place]]
    return wrong, len(verdicts), sum(said for _, _, said in verdicts)


def lines(done):
    assert done.returncode == 0, done.stderr[-2000:]
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith('{"visit"')]


def here(job, folder, planted=""):
    """What a page's notebook says in this Python."""
    (folder / "job.json").write_text(json.dumps(job))
    command = [sys.executable, "-c", planted + PLAY, folder / "job.json"]
    path = {"PYTHONPATH": f"{PAGE_PY}:{SUPPORT}:{Path.cwd()}"}
    return lines(subprocess.run(command, env=path, capture_output=True, text=True))


def in_page(site, job, folder):
    """What it says in the page's own Python."""
    (folder / "job.json").write_text(json.dumps(job))
    command = [NODE, SUPPORT / "pages_in_node.mjs", site, PAGE_PY, SUPPORT / "visits.py"]
    return lines(subprocess.run([*command, folder / "job.json"], capture_output=True, text=True))


def test_a_check_means_what_the_notebook_will_mean(job, roles, tmp_path):
    """In this Python, after many visits; right and wrong verdicts are among them."""
    wrong, number, right = differing(here(job(HERE), tmp_path), roles)
    assert wrong == []
    assert number > 2 * HERE and number / 10 < right < number * 9 / 10


def test_it_does_so_in_the_page(site, job, roles, tmp_path):
    """In Pyodide under Node."""
    wrong, number, right = differing(in_page(site, job(IN_PAGE), tmp_path), roles)
    assert wrong == []
    assert number > 2 * IN_PAGE and number / 10 < right < number * 9 / 10


def test_names_that_outlive_their_code_are_seen(cells, roles, tmp_path):
    """Planted: a page that never begins anew. The helper is gone, and the answer stays right."""
    place = roles["named"]["relu"]
    leaning = visits.LEANING["relu"]
    steps = [
        ("edit", place, f"def awake(z):\n    return z > 0\n{leaning}"),
        ("check", place, None),
        ("edit", place, leaning),
        ("check", place, None),
    ]
    ghost = [([cell["source"] for cell in cells], roles, steps)]
    wrong, number, _ = differing(here(ghost, tmp_path), roles)
    assert (wrong, number) == ([], 4)
    wrong, _, _ = differing(here(ghost, tmp_path, NEVER_ANEW), roles)
    assert len(wrong) == 2


NEVER_ANEW = "import page_cells; page_cells.Notebook._holds = lambda *step: True; "


def test_results_kept_from_a_spoilt_numpy_are_seen(cells, roles, tmp_path):
    """Planted: checks that keep what the reference gave while NumPy was another one."""
    place, right = roles["named"]["relu"], visits.RIGHT["relu"]
    spoilt = f"np.maximum = np.minimum\n{right}"
    steps = [
        step
        for text in (right, spoilt, right)
        for step in (("edit", place, text), ("check", place, None))
    ]
    visit = [([cell["source"] for cell in cells], roles, steps)]
    wrong, number, _ = differing(here(visit, tmp_path), roles)
    assert (wrong, number) == ([], 6)
    wrong, _, _ = differing(here(visit, tmp_path, NEVER_FORGETS), roles)
    assert wrong != []


NEVER_FORGETS = "import page_modules as p; p.Modules._forget = lambda self: None; "
