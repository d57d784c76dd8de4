"""Build what Containerfile describes, and try each part as its user would.

    python tools/try_container.py            all three: grade, develop, read
    python tools/try_container.py read       one of them

It needs Docker or Podman and a network, and nothing of the course's own environment; and root where
it is Docker on Linux, whose files in a folder are root's.
"""

import argparse
import contextlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from course.grading import container  # noqa: E402
from course.grading.jail import NoJail  # noqa: E402

DEVCONTAINER = ROOT / ".devcontainer/devcontainer.json"
LEFT_BEHIND = shutil.ignore_patterns(".git", ".venv", "_build", "classroom", "__pycache__")
# A student looks for what grades: the course's folder, and each copy of the checks.
LOOK = """\
import glob, os
places = ["/course", *glob.glob("/usr/local/lib/python3*/site-packages/course/checks/affine/*.py")]
print("seen:", [place for place in places if os.path.exists(place)])"""
JAIL = "from course.grading.jail import Nursery; it = Nursery(); it.wait(); it.close()"


def grade(course: Path) -> str:
    """A class of two in a checkout: one has solved it, the other looks around in the jail."""
    run("grade", course, "nbgrader", "generate_assignment", "affine", "--force")
    _hand_in(course)
    with contextlib.chdir(course):
        assert container.grade(["affine"]) == 0
    run("grade", course, "nbgrader", "export", "--to=classroom/grades.csv")
    rows = (course / "classroom/grades.csv").read_text("utf-8").splitlines()
    points = {row.split(",")[3]: row.split(",")[-2] for row in rows[1:]}
    assert points == {"ada": "20.0", "eve": "0.0"}, points
    seen = (course / "classroom/autograded/eve/affine/affine.ipynb").read_text("utf-8")
    assert "seen: []\\n" in seen, re.findall("seen: [^n]*", seen)
    return "graded two, and the one who looked around saw nothing"


def _hand_in(course):
    name = "affine/affine.ipynb"
    for student in ("ada", "eve"):
        (course / f"classroom/submitted/{student}/affine").mkdir(parents=True)
    shutil.copyfile(course / "solutions" / name, course / "classroom/submitted/ada" / name)
    notebook = json.loads((course / "exercises" / name).read_text("utf-8"))
    answers = [c for c in notebook["cells"] if c["metadata"].get("nbgrader", {}).get("solution")]
    next(cell for cell in answers if cell["cell_type"] == "code")["source"] = LOOK
    (course / "classroom/submitted/eve" / name).write_text(json.dumps(notebook), "utf-8")


def develop(course: Path) -> str:
    """What devcontainer.json does once, and then: are a browser and the jail there?"""
    once = devcontainer()["postCreateCommand"]
    python = ".venv/bin/python"
    browser, jail = f"{python} tests/support/chromium.py", f"{python} -c '{JAIL}'"
    run("develop", course, "sh", "-ec", "\n".join([once, browser, jail]))
    return "the environment, a Chromium and the jail are there"


def devcontainer() -> dict:
    """What devcontainer.json says; its comments are lines of their own."""
    text = re.sub(r"^ *//.*$", "", DEVCONTAINER.read_text("utf-8"), flags=re.M)
    return json.loads(text)


def read(_course: Path) -> str:
    """The site is served, with the book's own page for what is not there, and stops when told."""
    command = ["run", "--detach", "--rm", "--publish", "127.0.0.1::8000", image("read")]
    it = asked(*command)
    try:
        top = f"http://{asked('port', it, '8000').splitlines()[0]}"
        for path, status in (("/", 200), ("/chapters/affine.html", 200), ("/nothing", 404)):
            found, text = _page(top + path)
            assert found == status and "<html" in text, (path, found, text[:200])
    finally:
        start = time.monotonic()
        asked("stop", it)
    assert time.monotonic() - start < 8, "it has to be killed"
    return "the site is served"


def _page(address, seconds=20):
    """The status and the text of a page, once somebody answers."""
    end = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(address) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def image(target: str) -> str:
    """The name of a target's image, which is built where it is not yet."""
    return container.built(container.tool(), target)


def run(target: str, course: Path, *command: str) -> None:
    """A command in a target's container, in the course's folder."""
    here = ["--volume", f"{course}:/course", "--workdir", "/course"]
    started = [container.tool(), "run", "--rm", *container.RIGHTS, *here, image(target), *command]
    subprocess.run(started, check=True)


def asked(*arguments: str) -> str:
    """What the tool answers."""
    done = subprocess.run([container.tool(), *arguments], check=True, stdout=subprocess.PIPE)
    return done.stdout.decode().strip()


TARGETS = {"grade": grade, "develop": develop, "read": read}


def main() -> None:
    parser = argparse.ArgumentParser(prog="tools/try_container.py")
    parser.add_argument("targets", nargs="*", metavar="target", help=", ".join(TARGETS))
    for target in parser.parse_args().targets or TARGETS:
        with tempfile.TemporaryDirectory() as folder:
            course = Path(shutil.copytree(ROOT, Path(folder) / "course", ignore=LEFT_BEHIND))
            try:
                print(f"{target}: {TARGETS[target](course)}")
            except NoJail as error:
                raise SystemExit(str(error)) from None


if __name__ == "__main__":
    main()
