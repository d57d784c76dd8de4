"""The workflows for GitHub and GitLab: they name what is there, and their commands run.

They are run here without either host, in a copy of the checkout. Stand-ins take the place of the
whole test run, of `gh` and of lychee; what those do on their hosts was not tried.
"""

import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from glob import glob
from pathlib import Path

import pytest
import try_wheel
import yaml
from version import current

ROOT = Path(__file__).parents[1]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
GITLAB = ROOT / ".gitlab-ci.yml"
# What check-jsonschema knows of each, and where it lies.
SCHEMAS = {
    "github-workflows": ".github/workflows/*.yml",
    "gitlab-ci": GITLAB.name,
    "github-issue-forms": ".github/ISSUE_TEMPLATE/[0-9]*.yml",
    "github-issue-config": ".github/ISSUE_TEMPLATE/config.yml",
    "citation-file-format": "CITATION.cff",
}
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
NOT_RUN = {
    "python tools/try_wheel.py": "test_packaging.py runs what it does, for minutes",
    "sudo python3 tools/try_container.py": "test_containers.py runs it, where it can",
}
VERSION = current(ROOT)
GOOD = {"version": VERSION, "solutions": "with", "stand_in": [], "missing": [], "not_made": []}
MADE_UP = GOOD | {"stand_in": ["chapters/wine"]}
TESTS = "#!/bin/sh\nmkdir -p _build/html && cp {told} _build/html/build.json\n"
GH = """#!{python}
import sys
from glob import glob
said = sys.argv[1:]
assert said[:2] == ["release", "create"] and said[2].startswith("v"), said
wheel, notes = said[3], said[said.index("--notes-file") + 1]
assert wheel.endswith(".whl") and open(wheel, "rb").read(2) == b"PK"
assert open(notes).read().strip()
"""
LYCHEE = """#!{python}
import sys, tomllib
from glob import glob
config, *rest = sys.argv[sys.argv.index("--config") + 1:]
tomllib.load(open(config, "rb"))
empty = [name for name in rest if not name.startswith("-") and not glob(name)]
assert not empty, f"nothing is called {{empty}}"
"""


@dataclass(frozen=True)
class Job:
    """A job of a workflow: its file, its name, and its lines for the shell, in order."""

    file: str
    name: str
    lines: tuple[str, ...]


def load(path):
    """A workflow; YAML reads the key `on` as yes."""
    return yaml.safe_load(path.read_text("utf-8"))


def jobs():
    """Every job of every workflow that has lines for the shell."""
    for path in WORKFLOWS:
        for name, job in load(path)["jobs"].items():
            matrix = {key: values[-1] for key, values in _matrix(job).items()}
            lines = tuple(_filled(step["run"], matrix) for step in job["steps"] if "run" in step)
            yield Job(path.name, name, lines)
    for name, job in load(GITLAB).items():
        if isinstance(job, dict) and "script" in job:
            yield Job(GITLAB.name, name, tuple(job["script"]))


def _matrix(job):
    return job.get("strategy", {}).get("matrix", {})


def _filled(line, matrix):
    """A line with the values of a matrix in their places."""
    return re.sub(r"\$\{\{ matrix\.(\w+) \}\}", lambda found: matrix[found[1]], line)


JOBS = [job for job in jobs() if job.lines]
each_job = pytest.mark.parametrize("job", JOBS, ids=lambda job: f"{job.file}:{job.name}")


def actions(path):
    return re.findall(r"uses: (.+)$", path.read_text("utf-8"), re.M)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_each_action_is_pinned(path):
    """By the hash of a commit, with its version beside it: a tag can be moved."""
    assert actions(path)
    assert [use for use in actions(path) if not PINNED.fullmatch(use)] == []


@pytest.mark.parametrize("use", ["actions/checkout@v5", "actions/checkout@08c6903 # v5.0.0"])
def test_an_action_that_is_not_pinned_is_noticed(use):
    assert not PINNED.fullmatch(use)


def refused(kind, *paths):
    """What a host's own schema has against files, in its words; empty if nothing."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{kind}"]
    done = subprocess.run([*command, *map(str, paths)], capture_output=True, text=True)
    return "" if done.returncode == 0 else done.stdout + done.stderr


@pytest.mark.whole
@pytest.mark.parametrize("kind, pattern", SCHEMAS.items())
def test_hosts_can_read_it(root, kind, pattern):
    paths = sorted(root.glob(pattern))
    assert paths
    assert refused(kind, *paths) == ""


@pytest.mark.whole
@pytest.mark.parametrize("kind, old, new", [
    ("github-workflows", "runs-on: ", "run-on: "),
    ("gitlab-ci", "expire_in: 1 week", "expires: 1 week"),
    ("github-issue-forms", "type: textarea", "type: text"),
    ("github-issue-config", "blank_issues_enabled: true", "blank_issues: true"),
    ("citation-file-format", "cff-version: 1.2.0", "cff-version: one"),
])  # fmt: skip
def test_what_a_host_cannot_read_is_noticed(root, tmp_path, kind, old, new):
    """Planted: a word that no host knows."""
    texts = [path.read_text("utf-8") for path in root.glob(SCHEMAS[kind])]
    text = next(text for text in texts if old in text)
    (tmp_path / "file.yml").write_text(text.replace(old, new), "utf-8")
    assert "Schema validation errors" in refused(kind, tmp_path / "file.yml")


def absent(line):
    """The files and modules that a line names and that are not in the checkout."""
    line = line.split(" > ")[0]
    words = shlex.split(line)
    names = [word for word in words if re.search(r"\.(py|lock|toml|bib|md)$|^\.ci/", word)]
    names += [word for word in words if "*" in word and word not in names]
    modules = [words[i + 1] for i, word in enumerate(words[:-1]) if word == "-m"]
    files = [f"{m.replace('.', '/')}.py" for m in modules if m.startswith("course")]
    made = ("dist/",)  # by the lines before
    return [n for n in names + files if not n.startswith(made) and not glob(n, root_dir=ROOT)]


@each_job
def test_lines_name_what_is_there(job):
    assert [name for line in job.lines for name in absent(line)] == []


@pytest.mark.parametrize("line, name", [
    ("python tools/verison.py --check v1", "tools/verison.py"),
    (".ci/rnu", ".ci/rnu"),
    ("python -m course.site.reddy _build/html", "course/site/reddy.py"),
    ("python -m pip install --require-hashes -r boot.lock", "boot.lock"),
    ("lychee --config lichen.toml 'chapters/*.md'", "lichen.toml"),
    ("lychee --config lychee.toml 'chapter/*.md'", "chapter/*.md"),
])  # fmt: skip
def test_a_name_that_is_not_there_is_noticed(line, name):
    assert absent(line) == [name]


def test_lychee_looks_at_the_same_on_both(root):
    """One list of pages, and one file of settings that it knows."""
    (step,) = (s for s in load(ROOT / ".github/workflows/links.yml")["jobs"]["links"]["steps"]
               if "lychee" in s["uses"])  # fmt: skip
    (line,) = load(GITLAB)["links"]["script"]
    assert line == f"lychee {step['with']['args']}"
    known = {"scheme", "accept", "timeout", "max_retries", "exclude"}
    assert set(tomllib.loads((root / "lychee.toml").read_text())) == known


def test_ci_run_can_be_run(root):
    """Git keeps it as a program, and the shell can read it."""
    listed = subprocess.run(
        ["git", "ls-files", "--stage", ".ci/run"], cwd=root, capture_output=True, text=True
    )
    assert listed.stdout.startswith("100755 ")
    assert subprocess.run(["bash", "-n", ".ci/run"], cwd=root).returncode == 0


@pytest.fixture(scope="module")
def checkout(copy_project, tmp_path_factory):
    """A copy in which a job's lines can be run, and the folder of its stand-ins."""
    return copy_project(tmp_path_factory.mktemp("workflows") / "checkout")


@pytest.fixture
def run(checkout, tmp_path):
    """A function that runs lines as a host does, one after the other; tests give a site `told`."""

    def go(lines, told=GOOD):
        _programs(checkout, tmp_path, told)
        for name in ("_build", "dist", "public"):
            subprocess.run(["rm", "-rf", name], cwd=checkout, check=True)
        wanted = [line for line in lines if not any(line.startswith(name) for name in NOT_RUN)]
        return subprocess.run(
            ["bash", "-e", "-c", "\n".join(wanted)],
            cwd=checkout,
            env=os.environ | {
                "PATH": f"{tmp_path}/bin:{os.environ['PATH']}",
                "PIP_DRY_RUN": "1",  # nothing is installed into the tests' own Python
                "HOME": str(tmp_path),  # nor is anything written into the user's settings
                "GITHUB_REF_NAME": f"v{VERSION}",
                "GITHUB_WORKSPACE": str(checkout),
                "CI_COMMIT_TAG": f"v{VERSION}",
            },
            capture_output=True,
            text=True,
        )  # fmt: skip

    return go


def _programs(checkout, folder, told):
    (folder / "told.json").write_text(json.dumps(told))
    programs = {
        checkout / ".ci/run": TESTS.format(told=folder / "told.json"),
        folder / "bin/python": f'#!/bin/sh\nexec {sys.executable} "$@"\n',
        folder / "bin/gh": GH.format(python=sys.executable),
        folder / "bin/lychee": LYCHEE.format(python=sys.executable),
    }
    for path, text in programs.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        path.chmod(0o755)


def lines_of(file, *names):
    return [line for job in JOBS if job.file == file and job.name in names for line in job.lines]


def before(job):
    """The lines of the job whose files it is handed."""
    return lines_of(job.file, "test") if job.name == "pages" else []


@each_job
def test_lines_run(job, run):
    """In their order, in one checkout."""
    done = run([*before(job), *job.lines])
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a folder to another user")
def test_git_answers_root_in_the_runners_folder(checkout, run):
    """GitHub's container works as root in a folder that belongs to the runner's own user."""
    subprocess.run(["git", "init", "--quiet"], cwd=checkout, check=True)
    os.chown(checkout, 1001, 1001)
    done = run([*lines_of("test.yml", "test"), "git status --short"])
    os.chown(checkout, 0, 0)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("file, names", [("test.yml", ["test"]), (GITLAB.name, ["test", "pages"])])
def test_a_stand_in_is_not_published(checkout, run, file, names):
    """Planted: a site whose wine is made up. On neither host does anything come after the words."""
    done = run([*lines_of(file, *names), "touch published"], MADE_UP)
    assert done.returncode == 1
    assert "chapters/wine was run with the made-up stand-in" in done.stderr
    assert not (checkout / "published").exists()
    assert not (checkout / "public").exists()


def test_a_wrong_tag_is_refused(run):
    """On both hosts, before anything else is done with it."""
    for file, name in (("test.yml", "test"), (GITLAB.name, "tag")):
        done = run([line.replace('"$', '"x$') for line in lines_of(file, name)])
        assert done.returncode == 1
        assert f"The tag is xv{VERSION}" in done.stderr


def test_github_publishes_the_site_that_was_tested():
    """The order: test, ask, hand over; and the job that publishes builds nothing."""
    both = load(ROOT / ".github/workflows/test.yml")["jobs"]
    job, publish = both["test"], both["publish"]
    steps = [step.get("run") or step["uses"].split("@")[0] for step in job["steps"]]
    tested = steps.index(".ci/run")
    asked = steps.index("python -m course.site.ready _build/html")
    handed = steps.index("actions/upload-pages-artifact")
    assert tested < asked < handed
    assert job["steps"][asked]["if"] == job["steps"][handed]["if"] == publish["if"]
    assert job["steps"][handed]["with"]["path"] == "_build/html"
    assert (publish["needs"], len(publish["steps"])) == ("test", 1)
    assert publish["permissions"] == {"pages": "write", "id-token": "write"}


def test_gitlab_publishes_the_site_that_was_tested():
    gitlab = load(GITLAB)
    assert gitlab["test"]["script"] == [".ci/run"]
    assert gitlab["test"]["artifacts"]["paths"] == ["_build/html"]
    assert gitlab["pages"]["needs"] == ["test"]
    assert gitlab["pages"]["artifacts"]["paths"] == ["public"]


def test_both_try_the_wheel_on_the_same_pythons(root):
    """From the lowest that pyproject.toml allows."""
    ours = load(ROOT / ".github/workflows/test.yml")["jobs"]["wheel"]["strategy"]["matrix"]
    (theirs,) = load(GITLAB)["wheel"]["parallel"]["matrix"]
    assert list(ours.values()) == list(theirs.values())
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["requires-python"] == f">={ours['python'][0]}"
    assert ours["packages"] == ["", "--oldest"]


def test_binder_takes_a_python_that_is_tried(root):
    """Where none is named it takes one of its own choice, and pip refused the course on 3.10."""
    tried = load(ROOT / ".github/workflows/test.yml")["jobs"]["wheel"]["strategy"]["matrix"]
    kind, _, version = (root / ".binder/runtime.txt").read_text().strip().partition("-")
    assert kind == "python" and version in tried["python"]


def test_the_container_is_tried_as_root():
    """What Docker's container writes is root's: the runner's user can't write beside it."""
    steps = load(ROOT / ".github/workflows/test.yml")["jobs"]["container"]["steps"]
    assert steps[-1]["run"].startswith("sudo python3 ")


@pytest.mark.parametrize("packages", ["", "--oldest"])
def test_the_line_that_tries_the_wheel(monkeypatch, capsys, tmp_path, packages):
    """What it says, with all that takes long stood in for."""
    seen = []
    monkeypatch.setattr(sys, "argv", ["try_wheel.py", *packages.split()])
    monkeypatch.setattr(try_wheel, "build", lambda folder: tmp_path)
    monkeypatch.setattr(try_wheel, "install", lambda *given: seen.append(given[-1]))
    monkeypatch.setattr(try_wheel, "run_all", lambda *given: {"python": "3.11.0"})
    try_wheel.main()
    assert seen == [packages == "--oldest"]
    assert capsys.readouterr().out == "Every check of every solution passes: python 3.11.0\n"


def test_each_form_has_its_twin_for_gitlab(root):
    forms = (root / ".github/ISSUE_TEMPLATE").glob("[0-9]*.yml")
    gitlab = (root / ".gitlab/issue_templates").glob("*.md")
    assert {path.stem.lower() for path in gitlab} == {path.stem.split("-")[1] for path in forms}
    ours = (root / ".github/pull_request_template.md").read_text()
    assert (root / ".gitlab/merge_request_templates/Default.md").read_text() == ours
