"""Grading in a container, where the system is none that bubblewrap knows."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from course.grading.jail import ELSE, NoJail

ROOT = Path(__file__).parents[2]  # the checkout
NAME = "neural-networks-for-the-math-averse"
TOOLS = ("docker", "podman")
NO_CONTAINER = (
    "Students' notebooks run in a jail that only Linux can build. On this system the course's "
    "container does it, which needs Docker (docker.com) or Podman (podman.io), installed and "
    f"running.\n{ELSE}"
)
# bubblewrap builds its walls of namespaces, one of them with a network that leads nowhere, and
# containers keep such things to themselves otherwise.
RIGHTS = (
    *("--cap-add", "SYS_ADMIN"),
    *("--cap-add", "NET_ADMIN"),
    *("--security-opt", "seccomp=unconfined"),
    *("--security-opt", "apparmor=unconfined"),
)


def is_needed() -> bool:
    """Is this a system on which bubblewrap can't run?"""
    return not sys.platform.startswith("linux")


def grade(arguments: Sequence[str]) -> int:
    """The same command in the container, which is built where it is not yet; its status.

    NoJail, with what to do, where there is nothing that runs containers.
    """
    program = tool()
    print("Building the container for grading; the first time takes minutes.", file=sys.stderr)
    image = built(program, "grade")
    here = ["--volume", f"{Path.cwd()}:/course", "--workdir", "/course"]
    command = ["python", "-m", "course.grading.grade", *arguments]
    return subprocess.run([program, "run", "--rm", *RIGHTS, *here, image, *command]).returncode


def tool() -> str:
    """The program that runs containers; NoJail, with what to do, where there is none."""
    found = next(filter(_answers, TOOLS), None)
    if found is None:
        raise NoJail(NO_CONTAINER)
    return found


def _answers(program):
    """Whether it is installed, and what it starts containers with is running."""
    asked = [program, "version"]
    return shutil.which(program) and not subprocess.run(asked, capture_output=True).returncode


def built(program: str, target: str) -> str:
    """The name of the image of a target of Containerfile, once it is built."""
    name = f"{NAME}-{target}"
    file = ["-f", str(ROOT / "Containerfile"), "--target", target]
    done = subprocess.run([program, "build", "--quiet", "-t", name, *file, str(ROOT)])
    if done.returncode:
        raise NoJail(f"{program} could not build the container; it says why above.\n{ELSE}")
    return name
