"""What a learning platform packed is collected, and names stay in the classroom."""

import zipfile

import pytest

NAME = "count"
LAYOUTS = {"{}": "a folder a student", "{}_48151_assignsubmission_file_": "Moodle's"}
STUDENTS = ("ada", "smith [late]", "Zoë Müller")


@pytest.mark.parametrize("layout", LAYOUTS, ids=LAYOUTS.values())
def test_each_student_gets_a_folder(new_course, small_solution, layout):
    """Each notebook lies where it is graded from, and nothing stands outside of `classroom`."""
    course = new_course()
    course.add_solution(small_solution, NAME)
    course.run("generate_assignment", NAME)
    before = {path.name for path in course.root.iterdir()}
    archive = course.root / "classroom/downloaded" / NAME / "archive"
    archive.mkdir(parents=True)
    released = (course.root / "exercises" / NAME / f"{NAME}.ipynb").read_bytes()
    with zipfile.ZipFile(archive / "all.zip", "w") as packed:
        for student in STUDENTS:
            packed.writestr(f"{layout.format(student)}/{NAME}.ipynb", released)
    course.run("zip_collect", NAME)
    collected = (course.root / "classroom/submitted").glob(f"*/{NAME}/{NAME}.ipynb")
    assert {path.parts[-3] for path in collected} == set(STUDENTS)
    assert {path.name for path in course.root.iterdir()} == before
