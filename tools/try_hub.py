"""A real JupyterHub on this machine, a teacher and two students: release, fetch, submit, grade.

    sudo python3 tools/try_hub.py --proxy /path/to/configurable-http-proxy

It takes root on a machine that may be thrown away: it makes the users nn-teacher, nn-ada and nn-bob
and removes them at the end, with their folders. It needs bubblewrap, git, make, the proxy
(npm install configurable-http-proxy) and a Python that every user can start, such as the system's.
What is pressed in a student's Nbgrader menu is asked for here by the addresses that the menu asks.
"""

import argparse
import csv
import json
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[1]
NAME, COURSE, PASSWORD = "backprop", "neural-networks", "try"
TEACHER, STUDENTS = "nn-teacher", ("nn-ada", "nn-bob")
TOP = Path("/opt/nn-hub")
HUB = "http://127.0.0.1:8123"
CONFIG = """
c = get_config()
c.JupyterHub.authenticator_class = "dummy"
c.DummyAuthenticator.password = {password!r}
c.Authenticator.allowed_users = {users!r}
c.ConfigurableHTTPProxy.command = [{proxy!r}]
c.JupyterHub.bind_url = {hub!r}
c.Spawner.cmd = [{bin!r} + "/jupyterhub-singleuser"]
c.Spawner.environment = {{"PATH": {bin!r} + ":/usr/bin:/bin"}}
c.Spawner.start_timeout = 900
"""
# The page on hubs: what stands in everybody's settings, and the teacher's commands.
PAGE = (ROOT / "chapters/hub.md").read_text("utf-8")
SETTINGS, COMMANDS = (re.search(rf"```{kind}\n(.*?)```", PAGE, re.S)[1] for kind in ("text", "sh"))
THEIR_EXCHANGE = "/srv/nbgrader/exchange"
VERSIONS = """
from importlib.metadata import version
print(", ".join(f"{name} {version(name)}" for name in ("jupyterhub", "jupyterlab", "nbgrader")))
"""
RELEASED = 2  # of the commands come before the students


def run(*command: object, user: str | None = None, cwd: Path | None = None) -> str:
    """What a command says, run as root or as a user; it stops everything if it fails."""
    words = list(map(str, command))
    if user:
        own = [f"HOME=/home/{user}", "PATH=/usr/bin:/bin"]
        words = ["runuser", "-u", user, "--", "env", "-i", *own, *words]
    done = subprocess.run(words, cwd=cwd, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(words)}\n{done.stdout}{done.stderr}")
    return done.stdout + done.stderr


def install(python: str) -> Path:
    """An environment for everybody: the hub, nbgrader, and the course as a wheel."""
    run(python, "-m", "venv", TOP / "env")
    there = TOP / "env/bin"
    extra = f"{ROOT}[grading]"
    run(there / "pip", "install", "--quiet", "jupyterhub", "jupyterlab", extra)
    settings = TOP / "env/etc/jupyter/nbgrader_config.py"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(SETTINGS.replace(THEIR_EXCHANGE, str(TOP / "exchange")))
    (TOP / "exchange").mkdir()
    (TOP / "exchange").chmod(0o777)
    return there


def release(there: Path) -> Path:
    """The teacher's copy of the course, from which one assignment is released."""
    course = Path("/home", TEACHER, "course")
    run("git", "clone", "--quiet", f"file://{ROOT}", course)
    with open(course / "nbgrader_config.py", "a") as file:
        file.write(f'c.Exchange.root = "{TOP / "exchange"}"\n')
    roster = course / "classroom/students.csv"
    roster.parent.mkdir(mode=0o700, exist_ok=True)
    roster.write_text("\n".join(["id", *STUDENTS]) + "\n")
    run("chown", "-R", TEACHER, course)
    run(there / "nbgrader", "db", "student", "import", roster, user=TEACHER, cwd=course)
    teach(there, course, COMMANDS.splitlines()[:RELEASED])
    return course


def teach(there: Path, course: Path, commands: list[str]) -> None:
    """The teacher's commands from the page, with the environment that is there."""
    make = f'make() {{ command make -o .venv/ready RUN={there}/python "$@"; }}'
    lines = [f"PATH={there}:$PATH", make, *commands]
    run("sh", "-ec", "\n".join(lines), user=TEACHER, cwd=course)


class Student:
    """A student in a browser: signed in, with a server of their own."""

    def __init__(self, name: str) -> None:
        self.name, self._jar = name, CookieJar()
        self._open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._jar)).open
        self._open(f"{HUB}/hub/login").read()
        form = {"username": name, "password": PASSWORD, "_xsrf": self._token("/hub/")}
        self._open(f"{HUB}/hub/login", urlencode(form).encode()).read()
        # It leads to the student's server, once that is there.
        wait(lambda: self._open(f"{HUB}/hub/spawn").url.startswith(f"{HUB}/user/{name}/"))

    def _token(self, path):
        return next(one.value for one in self._jar if one.name == "_xsrf" and one.path == path)

    def ask(self, path: str, data: bytes | None = None, method: str | None = None) -> dict:
        """What the student's server says."""
        headers = {"X-XSRFToken": self._token(f"/user/{self.name}/")}
        address = f"{HUB}/user/{self.name}/{path}"
        asked = urllib.request.Request(address, data, headers, method=method)
        return json.load(self._open(asked))

    def press(self, button: str) -> None:
        """A button of the Nbgrader menu."""
        form = urlencode({"course_id": COURSE, "assignment_id": NAME}).encode()
        said = self.ask(f"assignments/{button}", form)
        assert said["success"], said

    def solve(self) -> None:
        """Put the master's answers into the notebook that was fetched."""
        path = f"api/contents/{NAME}/{NAME}.ipynb"
        notebook = self.ask(path)["content"]
        master = json.loads((ROOT / "solutions" / NAME / f"{NAME}.ipynb").read_text("utf-8"))
        right = {cell["metadata"]["nbgrader"]["grade_id"]: cell for cell in master["cells"]}
        for cell in notebook["cells"]:
            settings = cell["metadata"]["nbgrader"]
            if settings["solution"]:
                cell["source"] = "".join(right[settings["grade_id"]]["source"])
        whole = {"type": "notebook", "format": "json", "content": notebook}
        self.ask(path, json.dumps(whole).encode(), "PUT")

    def is_kept_out(self, other: str) -> bool:
        """Is the server of somebody else closed to this student?"""
        try:
            self._open(f"{HUB}/user/{other}/api/contents/")
        except urllib.error.HTTPError as error:
            return error.code == 403
        return False


def wait(there: Callable[[], bool], seconds: float = 900) -> None:
    """Until it is so; what it raises over the network means that it is not yet."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if there():
                return
        except OSError:
            pass
        time.sleep(1)
    said = (TOP / "hub.log").read_text()[-5000:]
    sys.exit(f"{said}\nThe hub, or a student's server, did not start in fifteen minutes.")


def grade(there: Path, course: Path) -> dict[str, float]:
    """Collect, grade and give back; the scores."""
    teach(there, course, COMMANDS.splitlines()[RELEASED:])
    table = course / "classroom/grades.csv"
    run(there / "nbgrader", "export", f"--to={table}", user=TEACHER, cwd=course)
    with open(table, newline="") as file:
        return {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}


def may_read(user: str, path: Path) -> bool:
    """Can this user look into a folder?"""
    return not subprocess.run(
        ["runuser", "-u", user, "--", "ls", path], capture_output=True
    ).returncode


def term(there: Path, course: Path, proxy: str) -> None:
    """One assignment, from the students' side and the teacher's, with a hub that runs."""
    users = {TEACHER, *STUDENTS}
    config = CONFIG.format(password=PASSWORD, users=users, proxy=proxy, hub=HUB, bin=str(there))
    (TOP / "jupyterhub_config.py").write_text(config)
    with open(TOP / "hub.log", "w") as log:
        command = [there / "jupyterhub", "-f", TOP / "jupyterhub_config.py"]
        hub = subprocess.Popen(command, cwd=TOP, stdout=log, stderr=log)
    try:
        wait(lambda: urllib.request.urlopen(f"{HUB}/hub/login").status == 200)
        ada, bob = map(Student, STUDENTS)
        for student in (ada, bob):
            student.press("fetch")
        ada.solve()
        for student in (ada, bob):
            student.press("submit")
        scores = grade(there, course)
        for student in (ada, bob):
            student.press("fetch_feedback")
        print(f"scores: {scores}")
        assert scores == {STUDENTS[0]: 20.0, STUDENTS[1]: 0.0}
        assert ada.is_kept_out(bob.name) and bob.is_kept_out(ada.name)
        for path in (course / "classroom", TOP / "exchange" / COURSE / "inbound"):
            assert not may_read(ada.name, path), f"A student can read {path}."
    finally:
        hub.terminate()
        hub.wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--proxy", required=True, help="configurable-http-proxy")
    parser.add_argument("--python", default="/usr/bin/python3", help="one that all users can start")
    chosen = parser.parse_args()
    if TOP.exists():
        sys.exit(f"{TOP} is there: another trial runs, or left it when it was killed. Remove it.")
    TOP.mkdir()
    try:
        for user in (TEACHER, *STUDENTS):
            run("useradd", "--create-home", user)
        there = install(chosen.python)
        term(there, release(there), chosen.proxy)
        print("Two students went through a hub: fetched, submitted, graded, got their feedback.")
        print(run(there / "python", "-c", VERSIONS), end="")
    finally:
        for user in (TEACHER, *STUDENTS):
            subprocess.run(["pkill", "-u", user])
            subprocess.run(["userdel", "--remove", "--force", user], capture_output=True)
        shutil.rmtree(TOP)


if __name__ == "__main__":
    main()
