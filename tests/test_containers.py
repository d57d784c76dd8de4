"""The container's file, and what .devcontainer says: they name what is there.

`make proof` builds and tries each part, where there is a tool and the image that it begins with.
"""

import re
import subprocess
import sys

import pytest
import try_container

from course.grading import container
from course.grading.jail import NoJail

STAGE = re.compile(r"^FROM (\S+) AS (\w+)$", re.M)


@pytest.fixture
def file(root):
    return (root / "Containerfile").read_text("utf-8")


def test_each_use_has_its_stage(file):
    """The last of them is what a plain `build` makes."""
    stages = [name for _, name in STAGE.findall(file)]
    assert set(try_container.TARGETS) <= set(stages)
    assert stages[-1] == "read"


def test_what_is_copied_is_there_and_let_through(root, file):
    """Each file that it names, and all that a build of the book reads."""
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", file, re.M)
    names = [name for line in copied for name in line.split() if name != "."]
    assert names and all((root / name).exists() for name in names)
    let_through = re.findall(r"^!(.+)$", (root / ".dockerignore").read_text(), re.M)
    assert [name for name in names if name.split("/")[0] not in let_through] == []
    assert [name for name in let_through if not (root / name).exists()] == []


def test_the_user_nobody_may_read_what_is_served(file):
    """From a checkout under umask 077 the server was copied as it was, for root alone."""
    _, _, read = file.partition(" AS read\n")
    copied = re.findall(r"^COPY (.+) \S+$", read, re.M)
    (opened,) = re.findall(r"chmod -R a\+rX (.+)$", file, re.M)
    assert "USER nobody" in read
    assert set(copied) == {f"--from=site /opt/course/{name}" for name in opened.split()}


def test_nothing_about_people_goes_into_it(root):
    """All is left out but what is named."""
    lines = (root / ".dockerignore").read_text().splitlines()
    assert lines[1] == "*" and "!classroom" not in lines


def test_what_devcontainer_says(root, file):
    """Its stage, the rights that the jail needs, the port that `make serve` takes."""
    told = try_container.devcontainer()
    build, folder = told["build"], try_container.DEVCONTAINER.parent
    assert (folder / build["dockerfile"]).resolve() == (root / "Containerfile").resolve()
    assert build["target"] in [name for _, name in STAGE.findall(file)]
    rights = [word for name in told["capAdd"] for word in ("--cap-add", name)]
    rights += [word for name in told["securityOpt"] for word in ("--security-opt", name)]
    assert tuple(rights) == container.RIGHTS
    assert f"PORT ?= {told['forwardPorts'][0]}" in (root / "Makefile").read_text()
    assert [*told["portsAttributes"]] == [str(port) for port in told["forwardPorts"]]


def begin(file):
    """Have the image that it begins with, or skip, and say why it can't be had."""
    try:
        tool = container.tool()
    except NoJail:
        pytest.skip("neither docker nor podman is here")
    for image in {image for image, _ in STAGE.findall(file) if "/" in image}:
        if subprocess.run([tool, "image", "inspect", image], capture_output=True).returncode:
            pulled = subprocess.run([tool, "pull", image], capture_output=True, text=True)
            if pulled.returncode:
                pytest.skip(f"{tool} can't have {image}: {pulled.stderr.strip()[-200:]}")


@pytest.mark.proof
@pytest.mark.parametrize("target", try_container.TARGETS)
def test_it_is_built_and_does_what_it_is_for(root, file, target):
    begin(file)
    command = [sys.executable, "tools/try_container.py", target]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith(f"{target}: ")
