"""Settings for nbgrader's commands, which are run from the folder that holds this file.

What an instructor decides (the course's name, dates, lateness, attempts) stands in `_config.yml`,
under `course`, with all else of that kind. A line at the end of this file overrules it.
"""

import os
import sys
from pathlib import Path

from course.grading import autograde, formgrader
from course.grading.gradebook import address
from course.plan import read
from course.settings import SettingsError

HERE = Path(__file__).resolve().parent
CLASSROOM = HERE / "classroom"
EXCHANGE = CLASSROOM / "exchange"
# Neither it nor the gradebook's folder makes itself. What is in there is about people: on a machine
# that others use, nobody else may look into it.
CLASSROOM.mkdir(mode=0o700, exist_ok=True)
EXCHANGE.mkdir(exist_ok=True)

# nbgrader calls `alembic` by its name, also where the environment is not activated.
BIN = str(Path(sys.executable).parent)
if BIN not in os.environ["PATH"].split(os.pathsep):
    os.environ["PATH"] = BIN + os.pathsep + os.environ["PATH"]

c = get_config()  # noqa: F821  (nbgrader defines it)
try:
    PLAN = read(HERE)
# By an ordinary error nbgrader would go on, without these settings.
except (SettingsError, OSError) as error:
    sys.exit(str(error))

# --- Where things are ---------------------------------------------------------------------------
# The exchange refuses to work without a course name.
c.CourseDirectory.course_id = PLAN.id
# The master assignments, and what students get.
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"
# Everything about people stays in one folder, which git ignores.
c.CourseDirectory.submitted_directory = "classroom/submitted"
c.CourseDirectory.autograded_directory = "classroom/autograded"
c.CourseDirectory.feedback_directory = "classroom/feedback"
c.CourseDirectory.db_url = address(CLASSROOM / "gradebook.db")
c.ZipCollectApp.downloaded_directory = "classroom/downloaded"
# Canvas's and Moodle's names of files, or a folder for each student.
c.ZipCollectApp.collector_plugin = "course.grading.lms.zips.PlatformCollector"
c.ExportApp.plugin_class = "course.grading.export.HonestExport"
# nbgrader's own place for the exchange is a system folder. On a machine that a class shares, set
# this to a folder that everybody can write to.
c.Exchange.root = str(EXCHANGE)
# Every other file beside a solution is copied to the students: these are not for them.
c.CourseDirectory.ignore.extend(["instructor*", "explained.yml"])

# --- What students get --------------------------------------------------------------------------
# A stub stops with an error until it is filled in, so that no check passes by accident.
c.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE\nraise NotImplementedError()"}

# --- How answers are graded ---------------------------------------------------------------------
# Seconds for one cell. An endless loop is stopped then and costs that answer's points alone; an
# honest cell of this course takes less than one second.
c.JailedExecute.cell_seconds = 30
# Students' cells run in a jail, and the checks outside of it. A cell that ends Python costs its own
# points alone.
c.Autograde.autograde_preprocessors = [
    "course.grading.execute.JailedExecute",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "course.grading.lateness.LatePenalties",
]
# A check cell that a student deleted is put back, also if its answer went with it; so are settings
# that were edited, and of copies the last one counts.
c.Autograde.sanitize_preprocessors = ["course.grading.autograde.RestoreCells"]
# Lateness: what `_config.yml` says; as it stands, nothing is taken.
c.GradualLateness.update(PLAN.late)
c.AssignLatePenalties.plugin_class = "course.grading.lateness.GradualLateness"
c.LatePenalties.extensions = str(CLASSROOM / "extensions.csv")
c.LatePenalties.timezone = PLAN.timezone
# Of several attempts the latest counts; "best" takes the one with the most points.
c.HonestExport.attempts = PLAN.attempts
c.HonestExport.verdicts = str(CLASSROOM / "verdicts")
# A file that cannot be read is reported; the others are graded and no earlier result is lost.
autograde.install()
# The page for marking by hand needs no other host, and nothing of a student's runs in it.
c.HTMLExporter.update(formgrader.SETTINGS)
