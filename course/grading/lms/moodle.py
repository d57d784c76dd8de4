"""Grades for Moodle: `nbgrader export --exporter=course.grading.lms.moodle.MoodleExport`.

In Moodle: Grades, Import, CSV file; map from "Username" (a student's id here) or "Email address".
Moodle stops at a person it does not know, and an empty cell takes back a grade that stands there.
So who has nothing graded is left out; `--assignment` makes a file for one assignment alone.
"""

import csv

from nbgrader.api import Gradebook

from course.grading.export import guarded
from course.grading.lms.scores import PlatformExport, score_of, students_of


class MoodleExport(PlatformExport):
    """A file of grades as Moodle imports it."""

    def export(self, gradebook: Gradebook) -> None:
        destination = self.to or "classroom/grades-for-moodle.csv"
        told = self.told(gradebook)
        people = [gradebook.find_student(student) for student in students_of(told)]
        # A person without an address would get the grade of the one above.
        emails = all(person.email and guarded(person.email) == person.email for person in people)
        if not emails:
            self.log.warning("Not everyone has an e-mail address: map from the username.")
        titles = [f"Assignment: {self.title(name)}" for name in told]
        about = ["Username", "First name", "Last name", *(["Email address"] if emails else [])]
        with open(destination, "w", newline="", encoding="utf-8") as file:
            table = csv.writer(file, lineterminator="\n")
            table.writerow([*about, *titles])
            for person in people:
                names = [guarded(name or "") for name in (person.first_name, person.last_name)]
                scores = [score_of(told, name, person.id) for name in told]
                table.writerow([person.id, *names, *([person.email] if emails else []), *scores])
        self.log.info("Exported grades for Moodle to %s", destination)
