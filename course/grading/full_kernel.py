"""A whole Jupyter kernel in a jail, for a notebook that names another one than Python's own.

Such a notebook may be in any language, so its checks run where the learner's code does: the jail
keeps that from files, people and the network, and not from the text of the checks.
"""

import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any

from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import LocalProvisioner
from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError
from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_output
from nbgrader.utils import is_grade

from course.grading.jail import SETTINGS, require, walls
from course.grading.marking import ENDED

NAME = "course-jail"  # the provisioner's, among those that installed packages bring
OURS = ("", "python3")  # kernels that need none: `inside.shell` does what they do
NOBODY = "65534"
MEMORY = 4 * 2**30  # bytes, of addresses: a kernel has threads, and each of them a stack
START = 60  # seconds


class JailedProvisioner(LocalProvisioner):
    """Starts a kernel in bubblewrap, and talks to it by files and not by ports."""

    async def pre_launch(self, **options: Any) -> dict[str, Any]:
        """Put the jail around the kernel's command."""
        self._folder = Path(mkdtemp(prefix="kernel-"))
        manager = self.parent
        assert manager is not None
        manager.transport, manager.ip = "ipc", str(self._folder / "kernel")
        manager.connection_file = str(self._folder / "connection.json")
        options = await super().pre_launch(**options)
        options["cmd"] = [*_walls(self._folder, options["cwd"]), *options["cmd"]]
        return options

    async def cleanup(self, restart: bool = False) -> None:
        """Its files go with the kernel."""
        await super().cleanup(restart)
        if not restart:
            shutil.rmtree(self._folder, ignore_errors=True)


def _walls(talk, work):
    own = ["--unshare-user", "--uid", NOBODY, "--gid", NOBODY, "--cap-drop", "ALL"]
    own += ["--bind", str(talk), str(talk), "--bind", str(work), str(work)]
    own += ["--chdir", str(work)]
    limits = [f"--as={MEMORY}", "--nproc=256", "--fsize=33554432", "--core=0"]
    return [*walls(own, SETTINGS | {"HOME": str(talk)}), "prlimit", *limits]


def kernel_of(kernelspec: str) -> str:
    """The kernel that a notebook names, if it needs a whole one; else nothing."""
    name = json.loads(kernelspec).get("name", "") if kernelspec else ""
    return "" if name in OURS else name


def run(
    nb: NotebookNode, kernel: str, files: dict[str, bytes], seconds: float, unsafe: bool
) -> None:
    """Run all cells in a kernel of their own; their outputs are put into the notebook.

    A cell that ends the kernel counts as failed, and the others are run without it.
    """
    if not unsafe:
        require()
    deadly: dict[int, str] = {}  # their sources
    while (here := _died_at(nb, kernel, files, seconds, unsafe)) is not None:
        deadly[here], nb.cells[here].source = nb.cells[here].source, ""
    for index, source in deadly.items():
        nb.cells[index].source = source
        nb.cells[index].outputs = [
            new_output("error", ename="DeadKernelError", evalue=ENDED, traceback=[ENDED])
        ]
    for cell in nb.cells:
        if is_grade(cell) and cell.cell_type == "code":  # a warning costs nothing
            cell.outputs = [one for one in cell.outputs if one.get("name") != "stderr"]


def _died_at(nb, kernel, files, seconds, unsafe):
    """Run all; the place of the cell at which the kernel ended, None if it came through."""
    with TemporaryDirectory(prefix="notebook-") as folder:
        for name, data in files.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        client = _client(nb, kernel, folder, seconds, unsafe)
        here = []
        client.on_cell_execute = lambda cell, cell_index: here.append(cell_index)
        try:
            client.execute()
        except DeadKernelError:
            return here[-1]
    return None


def _client(nb, kernel, folder, seconds, unsafe):
    manager = AsyncKernelManager(kernel_name=kernel)
    spec = manager.kernel_spec
    assert spec is not None
    spec.interrupt_mode = "message"  # a signal would reach the walls
    if not unsafe:
        spec.metadata = {"kernel_provisioner": {"provisioner_name": NAME}}
    return NotebookClient(
        nb,
        km=manager,
        timeout=round(seconds),
        startup_timeout=START,
        interrupt_on_timeout=True,
        allow_errors=True,
        resources={"metadata": {"path": folder}},
    )
