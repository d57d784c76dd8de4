"""nbgrader's step that runs a student's notebook: here in a jail, and its checks outside of it."""

from pathlib import Path
from typing import Any

from nbformat.notebooknode import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import LimitOutput, NbGraderPreprocessor
from traitlets import Bool, Float, Integer
from traitlets.config import Config

from course.grading.graded import Settings, run
from course.grading.masters import Master, masters
from course.grading.submissions import plain_files


class JailedExecute(NbGraderPreprocessor):
    """Run the learner's cells in a jail, and each check beside it, where nobody tampers with it."""

    cell_seconds = Float(
        30, help="What one cell may take. An endless loop costs its own points alone."
    ).tag(config=True)
    notebook_seconds = Float(600, help="What all cells of a notebook may take.").tag(config=True)
    memory = Integer(1024, help="Megabytes that a notebook may fill.").tag(config=True)
    unsafe = Bool(
        False,
        help="Run without a jail: students' code can then read and change all that you can.",
    ).tag(config=True)

    def settings(self, given: str = "") -> Settings:
        """The same, in plain data."""
        limits = LimitOutput(config=self.config)
        return Settings(
            self.cell_seconds,
            self.notebook_seconds,
            self.memory * 2**20,
            limits.max_lines,
            limits.max_traceback,
            self.unsafe,
            given,
        )

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Run it; `said` in the resources are the verdicts."""
        ids = resources["nbgrader"]
        files = plain_files(Path(resources["metadata"]["path"]))
        ids["said"] = run(nb, master_of(ids), files, self.settings())
        return nb, resources


def settings_of(config: Config, given: str = "") -> Settings:
    """How nbgrader_config.py says that notebooks are run."""
    return JailedExecute(config=config).settings(given)


def master_of(ids: dict[str, str]) -> Master:
    """The master of the notebook that nbgrader's resources speak of."""
    with Gradebook(ids["db_url"]) as gradebook:
        every = masters(gradebook, ids["assignment"])
    return next(one for one in every if one.name == ids["notebook"])
