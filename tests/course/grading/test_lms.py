"""Grades go to Canvas and to Moodle as they import them, and nothing that stands there is lost."""

import csv

import pytest
from points_given import give

from course.grading.export import HonestExport, guarded
from course.grading.lms.canvas import CanvasExport
from course.grading.lms.moodle import MoodleExport
from course.grading.reading import plain_roster
from course.grading.release import load_config

NAME = "count"
# What Canvas exports: a row of what is hidden, the points, people, and its own test student.
CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,Warm-up (7),Count (8),Final Score
,,,,,,Manual Posting,
    Points Possible,,,,,5.00,10.00,(read only)
"Lovelace, Ada",101,s-1,ada,Group 1,4.00,,80.00
"Müller, Zoë",102,zoe,zm@uni.example,"Group 1 and Group 2",,1.00,0.00
"Hopper, Grace",103,s-3,grace,Group 1,5.00,7.00,100.00
"Noether, Emmy",104,s-4,emmy,Group 1,5.00,EX,100.00
"Gauss, Carl",105,s-5,carl,Group 1,5.00,6.00,100.00
"Student, Test",106,,9f2c,Group 1,,,
"""


@pytest.fixture(scope="module")
def course(new_course, small_solution):
    """Points for five: Ada's wait for a person, Grace has nothing, Emmy is excused in Canvas."""
    course = new_course()
    course.add_solution(small_solution, NAME)
    course.release_here(NAME)
    whole = {"words": 3, "aloud": 0.5}
    with course.gradebook() as gradebook:
        people = {
            "ada": {"last_name": "Lovelace", "first_name": "Ada", "email": "ada@uni.example"},
            "zoe": {"last_name": "Müller", "first_name": "Zoë", "email": "zm@uni.example"},
            "grace": {"last_name": "Hopper", "first_name": "Grace", "email": "g@uni.example"},
            "emmy": {"last_name": "Noether", "first_name": "Emmy", "email": "emmy@uni.example"},
            "7": {"last_name": "Gauss", "first_name": "Carl", "email": "carl@uni.example"},
        }
        for student, about in people.items():
            gradebook.add_student(student, **about)
        gradebook.update_or_create_student("7", lms_user_id="105")
        give(gradebook, NAME, "ada", {"one-check": 2, "two-check": 0})
        give(gradebook, NAME, "zoe", {"one-check": 0.1, "two-check": 0.2}, {"words": 0, "aloud": 0})
        give(gradebook, NAME, "grace", None)
        give(gradebook, NAME, "emmy", {"one-check": 2}, whole)
        give(gradebook, NAME, "7", {"one-check": 0}, {"words": 0, "aloud": 0})
    return course


@pytest.fixture
def exported(course, tmp_path, caplog):
    """What an exporter writes, and what it says: exported(exporter, canvas=..., setting=...)."""

    def export(exporter, canvas=None, **settings):
        given = tmp_path / "canvas.csv"
        if canvas is not None:
            given.write_bytes(canvas)
        config = load_config(course.root)
        config.CanvasExport.given = str(given)
        config[exporter.__name__].update(settings)
        to = tmp_path / "out.csv"
        with course.gradebook() as gradebook:
            exporter(config=config, to=str(to)).export(gradebook)
        return to.read_bytes().decode(), caplog.text

    return export


def test_canvas_own_file_is_filled(exported):
    """Points go into the one column, and every other cell stays, Canvas's own ungraded ones too."""
    text, said = exported(CanvasExport, CANVAS.encode(), titles={NAME: "Count"})
    wanted = CANVAS.replace("Group 1,4.00,,80.00", "Group 1,4.00,2,80.00")
    wanted = wanted.replace('"Group 1 and Group 2",,1.00', "Group 1 and Group 2,,0.3")
    assert text == wanted.replace("5.00,6.00,100.00", "5.00,0,100.00")
    assert "count: 1 still wait for points by hand" in said
    assert "points here" not in said


def test_canvas_own_form_is_kept(exported):
    """Semicolons stay semicolons, and the mark at the beginning stays."""
    german = CANVAS.replace('"Group 1 and Group 2"', "Group 1")
    rows = list(csv.reader(german.splitlines()))
    given = "\ufeff" + "\n".join(";".join(row) for row in rows) + "\n"
    text, _ = exported(CanvasExport, given.encode(), titles={NAME: "Count (8)"})
    assert text.startswith("\ufeffStudent;ID;")
    assert "\nLovelace, Ada;101;s-1;ada;Group 1;4.00;2;80.00\n" in text


def test_who_is_not_in_canvas_is_named(exported):
    """A student with points whom Canvas's file lacks is named, and so are other points."""
    canvas = CANVAS.replace(",ada,", ",lovelace,").replace("10.00,(read", "20.00,(read")
    text, said = exported(CanvasExport, canvas.encode(), titles={NAME: "Count"})
    assert "lovelace,Group 1,4.00,,80.00" in text
    assert "so not exported: ada\n" in said
    assert "count has 10 points here, and in Canvas 20.00." in said


@pytest.fixture
def two_of_a_number(course):
    """A slip in the roster: Zoë has Ada's number in Canvas."""
    with course.gradebook() as gradebook:
        for student in ("ada", "zoe"):
            gradebook.update_or_create_student(student, lms_user_id="101")
    yield
    with course.gradebook() as gradebook:
        for student in ("ada", "zoe"):
            gradebook.update_or_create_student(student, lms_user_id=None)


def test_a_number_of_two_is_nobodys(exported, two_of_a_number):
    """Each is found by login; the one would get the points of the other."""
    canvas = CANVAS.replace("102,zoe,zm@uni.example", "102,s-2,zoe")
    text, _ = exported(CanvasExport, canvas.encode(), titles={NAME: "Count"})
    assert ",ada,Group 1,4.00,2,80.00" in text
    assert "102,s-2,zoe,Group 1 and Group 2,,0.3,0.00" in text


def test_no_column_is_an_error_that_says_what_to_do(exported):
    """Where no column has the assignment's title, the columns are listed, and the setting named."""
    with pytest.raises(SystemExit, match=r"Warm-up \(7\), Count \(8\).*c.CanvasExport.titles = "):
        exported(CanvasExport, CANVAS.encode(), titles={NAME: "Counting"})


def test_odd_lines_stay(exported):
    """Empty and short lines are nobody's, and stay."""
    text, _ = exported(CanvasExport, (CANVAS + "\nada\n").encode(), titles={NAME: "Count"})
    assert text.endswith(",,,\n\nada\n")
    assert "ada,Group 1,4.00,2,80.00" in text


@pytest.mark.parametrize("exporter", [CanvasExport, MoodleExport])
def test_a_slip_in_a_name_is_said(exported, exporter):
    """Where nothing is chosen, no file is written."""
    with pytest.raises(SystemExit, match="no student and assignment of those names"):
        exported(exporter, student=["adda"])


def test_two_columns_are_no_column(exported):
    """Of two columns with one title none is taken."""
    with pytest.raises(SystemExit):
        exported(CanvasExport, CANVAS.replace("Warm-up", "Count").encode(), titles={NAME: "Count"})


def test_two_assignments_are_not_written_over_each_other(caplog):
    """A title that was copied for another one: the column would hold what came last."""
    exporter = CanvasExport(titles={"one": "Count", "two": "Count", "three": "Warm-up"})
    head = CANVAS.splitlines()[0].split(",")
    assert exporter._columns(head, dict.fromkeys(("one", "two", "three")), "it") == {"three": 5}
    assert "Not exactly one column of it is for each of: one, two" in caplog.text


def test_another_file_is_not_filled(exported):
    """A file that is not from Canvas is refused."""
    with pytest.raises(SystemExit, match="is not a file of grades from Canvas"):
        exported(CanvasExport, b"id,count\nada,3\n")


def test_without_canvas_file_people_are_found_by_login(exported):
    """A file with Canvas's columns; who has no points is not in it."""
    text, said = exported(CanvasExport)
    assert text == (
        "Student,ID,SIS User ID,SIS Login ID,Section,count\n"
        "    Points Possible,,,,,10\n"
        '"Gauss, Carl",105,,7,,0\n'
        '"Lovelace, Ada",,,ada,,2\n'
        '"Noether, Emmy",,,emmy,,5.5\n'
        '"Müller, Zoë",,,zoe,,0.3\n'
    )
    assert "students are found by login" in said


def test_moodle(exported):
    """A line for each who has points, with what Moodle finds people by."""
    text, _ = exported(MoodleExport, titles={NAME: "Count to three"})
    assert text == (
        "Username,First name,Last name,Email address,Assignment: Count to three\n"
        "7,Carl,Gauss,carl@uni.example,0\n"
        "ada,Ada,Lovelace,ada@uni.example,2\n"
        "emmy,Emmy,Noether,emmy@uni.example,5.5\n"
        "zoe,Zoë,Müller,zm@uni.example,0.3\n"
    )


@pytest.fixture
def without_address(course):
    """Ada has no address for a while."""
    with course.gradebook() as gradebook:
        gradebook.update_or_create_student("ada", email=None)
    yield
    with course.gradebook() as gradebook:
        gradebook.update_or_create_student("ada", email="ada@uni.example")


def test_no_empty_addresses_for_moodle(exported, without_address):
    """Moodle gives the grade beside an empty address to the person above: there is none."""
    text, said = exported(MoodleExport)
    assert text.startswith("Username,First name,Last name,Assignment: count\n")
    assert "map from the username" in said


FORMULAS = {
    "=1+1": "'=1+1",
    "=HYPERLINK(A1)": "'=HYPERLINK(A1)",
    "@SUM(1)": "'@SUM(1)",
    "-cmd|' /C calc'!A0": "'-cmd|' /C calc'!A0",
    "\t=1": "'\t=1",
    "-dash": "-dash",
    "+49 170": "+49 170",
    "x+y@z": "x+y@z",
    "O'Neil": "O'Neil",
    "ü ö": "ü ö",
}


@pytest.mark.parametrize("text", FORMULAS)
def test_formulas_are_texts(text):
    """What a spreadsheet would run gets an apostrophe; what may be an id stays."""
    assert guarded(text) == FORMULAS[text]


def test_numbers_below_zero_stay_numbers():
    """A number is no formula."""
    assert guarded(-1.5) == -1.5


@pytest.fixture
def formula(course):
    """A student whose names are formulas, and one whose id is one."""
    name = '=HYPERLINK("x")'
    with course.gradebook() as gradebook:
        gradebook.add_student("-dash", first_name=name, last_name="@A(1)")
        for student in ("-dash", "=1+1"):
            give(gradebook, NAME, student, {"one-check": 1})
    yield
    with course.gradebook() as gradebook:
        for student in ("-dash", "=1+1"):
            gradebook.remove_student(student)


@pytest.mark.parametrize("exporter", [CanvasExport, MoodleExport, HonestExport])
def test_names_are_guarded_and_ids_stay(exported, formula, exporter):
    """No cell of a file begins a formula, an id that looks like one is whole."""
    text, said = exported(exporter)
    cells = [cell for row in csv.reader(text.splitlines()) for cell in row]
    assert "-dash" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "@", "+"))]
    if exporter is not HonestExport:
        assert "'=1+1' is left out" in said


@pytest.mark.parametrize("platform", ["canvas.Canvas", "moodle.Moodle"])
def test_they_are_plugins_of_nbgrader(course, platform):
    """`nbgrader export` takes them by name, with its own options, and writes into the classroom."""
    name = f"--exporter=course.grading.lms.{platform}Export"
    course.run("export", name, "--student=['ada']")
    file = course.root / f"classroom/grades-for-{platform.partition('.')[0]}.csv"
    rows = list(csv.reader(file.read_text("utf-8").splitlines()))
    assert "ada" in rows[-1] and rows[-1][-1] == "2"
    assert not any("zoe" in row for row in rows)


ROSTER = [["id", "last_name", "first_name"], ["007", "Grün", "Zoë"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_rosters_in_any_form(encoding, delimiter, end):
    """Excel's own ways to write a table; empty lines at the end are no students."""
    lines = [delimiter.join(row) for row in [*ROSTER, ["", "", ""]]]
    data = (end.join(lines) + end).encode(encoding)
    assert list(csv.reader(plain_roster(data).splitlines())) == ROSTER


def test_headings_and_cells_are_cleaned():
    """Capitals, and spaces around, cost nobody their grades."""
    data = b'ID, Last Name ,First name\n 007 ,"Green\nBlue",Zoe\n'
    assert plain_roster(data) == 'id,last_name,first_name\r\n007,"Green\nBlue",Zoe\r\n'


def test_canvas_file_is_a_roster():
    """It tells Canvas's number of each student, by which submissions are found."""
    assert plain_roster(CANVAS.encode()).splitlines()[:3] == [
        "id,lms_user_id,last_name,first_name",
        "ada,101,Lovelace,Ada",
        "zm@uni.example,102,Müller,Zoë",
    ]


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252"])
def test_a_roster_comes_in_by_nbgrader(course, tmp_path, encoding):
    """`nbgrader db student import` takes semicolons and Excel's encodings."""
    roster = tmp_path / "roster.csv"
    roster.write_bytes(f"id;last_name\r\n{encoding};Grün\r\n".encode(encoding))
    course.run("db", "student", "import", str(roster))
    with course.gradebook() as gradebook:
        assert gradebook.find_student(encoding).last_name == "Grün"
        gradebook.remove_student(encoding)


def test_a_student_who_stands_twice_in_a_roster_is_named(course, tmp_path):
    """Of two names one was lost, without a word."""
    roster = tmp_path / "roster.csv"
    roster.write_text("id,last_name\nmax,Planck\nemmy,Noether\nmax,Born\n")
    said = course.run("db", "student", "import", str(roster))
    assert "max stands in" in said and "its last line counts" in said
    assert "emmy stands in" not in said
    with course.gradebook() as gradebook:
        assert gradebook.find_student("max").last_name == "Born"
        for student in ("max", "emmy"):
            gradebook.remove_student(student)
