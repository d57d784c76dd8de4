"""Where bubblewrap can't run, the same command grades in a container."""

import sys

import pytest

from course.grading import container, grade
from course.grading.jail import NoJail

FAKE = '#!/bin/sh\necho "$@" >> {log}\n[ "$1" != {fails} ]\n'


@pytest.fixture
def tool(tmp_path, monkeypatch):
    """A fake `docker` on the path, which notes what it is asked: tool(fails="build")."""
    folder = tmp_path / "bin"
    folder.mkdir()
    log = tmp_path / "log"
    monkeypatch.setenv("PATH", str(folder))

    def make(name="docker", fails="nothing"):
        (folder / name).write_text(FAKE.format(log=log, fails=fails))
        (folder / name).chmod(0o755)
        return log

    return make


@pytest.fixture
def course(root, tmp_path, monkeypatch):
    """A course's folder on a Mac."""
    folder = tmp_path / "my course"
    folder.mkdir()
    (folder / "nbgrader_config.py").write_text((root / "nbgrader_config.py").read_text())
    monkeypatch.chdir(folder)
    monkeypatch.setattr(sys, "platform", "darwin")
    return folder


@pytest.mark.parametrize("name", container.TOOLS)
def test_the_same_command_runs_in_a_container(tool, course, name):
    """It is built from the checkout, and the course's folder is all that it gets."""
    log = tool(name)
    assert grade.main(["backprop", "--jobs", "2"]) == 0
    _, built, ran = log.read_text().splitlines()
    assert built.startswith("build --quiet -t neural-networks-for-the-math-averse-grade -f ")
    assert "/Containerfile --target grade " in built
    assert built.split()[-1] == str(container.ROOT)
    assert f"--volume {course}:/course --workdir /course" in ran
    assert ran.endswith("python -m course.grading.grade backprop --jobs 2")


def test_where_there_is_none_it_says_what_to_do(tool, course, capsys):
    """Which programs, and the way without."""
    assert grade.main(["backprop"]) == 1
    said = capsys.readouterr().err
    assert "Docker (docker.com) or Podman (podman.io)" in said
    assert "c.JailedExecute.unsafe = True" in said


def test_one_that_does_not_run_is_passed_over(tool, course):
    """A Docker that nobody has started, beside a Podman."""
    tool(fails="version")
    log = tool("podman")
    (log.parent / "bin/docker").write_text(FAKE.format(log="/dev/null", fails="version"))
    assert grade.main(["backprop"]) == 0
    assert "run --rm" in log.read_text()


def test_a_container_that_cannot_be_built_is_said(tool, course, capsys):
    """Its own words stand above."""
    tool(fails="build")
    assert grade.main(["backprop"]) == 1
    assert "docker could not build the container" in capsys.readouterr().err


def test_its_status_is_the_commands(tool, course):
    """A batch that fails there has failed."""
    tool(fails="run")
    assert grade.main(["backprop"]) == 1


def test_a_jail_where_there_is_no_bubblewrap(monkeypatch, tmp_path):
    """On Linux the package is named."""
    from course.grading import jail

    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoJail, match="apt install bubblewrap"):
        jail.require()
