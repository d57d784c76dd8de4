"""Put the dates of `_config.yml` into the gradebook: python -m course.grading.dates

An assignment without a date there keeps the one that the gradebook has.
"""

import sys
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry
from traitlets.config import Config

from course.grading.release import ReleaseError, load_config
from course.plan import Plan, read
from course.settings import FILE, SettingsError


def put(config: Config, plan: Plan) -> list[str]:
    """Put them there; a line for each that is new or another than before."""
    course = config.CourseDirectory
    lines = []
    with Gradebook(course.db_url, course.course_id) as gradebook:
        for name in plan.dates:
            due = plan.due_in_utc(name)
            if _known(gradebook, name) != due:
                gradebook.update_or_create_assignment(name, duedate=due)
                lines.append(f"{name} is due {plan.due(name)}")
    return lines


def _known(gradebook, name):
    """The date that the gradebook has; None where it has none."""
    try:
        return gradebook.find_assignment(name).duedate
    except MissingEntry:
        return None


def main() -> int:
    """Bring the gradebook up to the settings, and say what that changed."""
    try:
        plan = read(Path.cwd())
        lines = put(load_config(Path.cwd()), plan)
    except (SettingsError, ReleaseError) as error:
        print(f"No date is set: {error}", file=sys.stderr)
        return 1
    for line in lines:
        print(line)
    if not plan.dates:
        print(f"{FILE} has no dates. Under 'dates:' goes a line such as: affine: 2027-01-15 18:00")
        return 0
    print(f"{len(lines)} of {len(plan.dates)} dates changed.")
    if lines:
        print("If some are graded: make lateness ASSIGNMENT=... works out their penalties again.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
