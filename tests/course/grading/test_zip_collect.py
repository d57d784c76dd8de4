"""What a learning platform packed is collected, and names stay in the classroom."""

import contextlib
import io
import os
import zipfile
from pathlib import PurePath

import pytest
from nbgrader.converters import NbGraderException

from course.grading.lms.names import read

NAME = "count"
COLLECTOR = """
c.ZipCollectApp.collector_plugin = "course.grading.lms.zips.PlatformCollector"
"""
LAYOUTS = {
    "{}/count.ipynb": "a folder a student",
    "{}_48151_assignsubmission_file_/count.ipynb": "Moodle's",
    "{}_48151_assignsubmission_file/work/count.ipynb": "Moodle's of today, with a folder inside",
    "{}_48151_assignsubmission_file_count.ipynb": "Moodle's without folders",
}
STUDENTS = ("ada", "smith [late]", "Zoë Müller")


@pytest.fixture
def course(new_course, small_solution):
    course = new_course()
    settings = course.root / "nbgrader_config.py"
    settings.write_text(settings.read_text() + COLLECTOR)
    course.add_solution(small_solution, NAME)
    course.release_here(NAME)
    return course


@pytest.fixture
def collect(course):
    """Pack files and collect: {student: (name, text)}, and what is said.

    A list of names makes files with a line that says which it is; {name: content} has its own.
    """

    def collected(*archives, status=0):
        folder = course.root / "classroom/downloaded" / NAME / "archive"
        folder.mkdir(parents=True)
        for number, names in enumerate(archives):
            archive = folder / f"{9 - number}.zip"
            with zipfile.ZipFile(archive, "w") as packed:
                for name in names:
                    packed.writestr(name, names[name] if isinstance(names, dict) else name)
            os.utime(archive, (number + 1, number + 1))
        said = course.run("zip_collect", NAME, status=status)
        found = (course.root / "classroom/submitted").glob(f"*/{NAME}/*")
        return {path.parts[-3]: (path.name, path.read_text()) for path in found}, said

    return collected


@pytest.mark.parametrize("layout", LAYOUTS, ids=LAYOUTS.values())
def test_each_student_gets_a_folder(course, collect, layout):
    """Each notebook lies where it is graded from, and nothing stands outside of `classroom`."""
    before = {path.name for path in course.root.iterdir()}
    names = {student: layout.format(student) for student in STUDENTS}
    found, _ = collect(names.values())
    assert found == {student: (f"{NAME}.ipynb", names[student]) for student in STUDENTS}
    assert {path.name for path in course.root.iterdir()} == before


def test_canvas(course, collect):
    """Canvas's number finds the student, the latest attempt is taken, and both are said."""
    with course.gradebook() as gradebook:
        gradebook.add_student("ada", lms_user_id="11")
        gradebook.add_student("55")
    found, said = collect(
        [
            "lovelaceada_LATE_11_900_count-1.ipynb",
            "lovelaceada_11_1001_count.ipynb",
            "lovelaceada_11_901_notes.pdf",
            "smithjohn_LATE_22_902_Count-2.ipynb",
            "smithjohn_33_903_count (1).ipynb",
            "müllerzoë_44_904_count.ipynb",
            "x_55_905_count.ipynb",
            "anon_aB3xY_906_count.ipynb",
            "LATE_anon_cD4xY_907_count.ipynb",
            "online_66_text.html",
        ]
    )
    assert found == {
        "ada": ("count.ipynb", "lovelaceada_11_1001_count.ipynb"),
        "22": ("count.ipynb", "smithjohn_LATE_22_902_Count-2.ipynb"),
        "33": ("count.ipynb", "smithjohn_33_903_count (1).ipynb"),
        "44": ("count.ipynb", "müllerzoë_44_904_count.ipynb"),
        "55": ("count.ipynb", "x_55_905_count.ipynb"),
        "anon_aB3xY": ("count.ipynb", "anon_aB3xY_906_count.ipynb"),
        "anon_cD4xY": ("count.ipynb", "LATE_anon_cD4xY_907_count.ipynb"),
    }
    assert "'ada' handed in several: 9/lovelaceada_11_1001_count.ipynb is taken" in said
    assert "knows smithjohn as 22, and the gradebook has nobody with that number" in said
    assert "knows x as 55" not in said and "lovelaceada as 11" not in said


def test_a_number_of_two_is_nobodys(course, collect):
    """A slip in the roster would lay one's work into the folder of the other, without a word."""
    with course.gradebook() as gradebook:
        gradebook.add_student("ada", lms_user_id="11")
        gradebook.add_student("bob", lms_user_id="11")
    found, said = collect(["lovelaceada_11_900_count.ipynb"])
    assert set(found) == {"11"}
    assert "knows lovelaceada as 11, and the gradebook has 2 with that number" in said


def zipped(*names):
    """A student's own zip, whose files say which they are."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in names:
            archive.writestr(name, name)
    return packed.getvalue()


def test_zips_in_a_zip_of_canvas(course, collect):
    """A Mac packs the folder: whose it is says the name of the inner zip, and none is lost."""
    with course.gradebook() as gradebook:
        gradebook.add_student("ada", lms_user_id="11")
        gradebook.add_student("bob", lms_user_id="12")
    litter = "__MACOSX/count/._count.ipynb"
    found, said = collect(
        {
            "lovelaceada_11_900_count.zip": zipped("count/count.ipynb", litter),
            "babbagebob_LATE_12_901_count-1.zip": zipped("count/count.ipynb"),
            "babbagebob_12_902_count-2.ipynb": "the later one",
            "curiecat_13_903_homework.zip": zipped("lab_2_1_x/count.ipynb"),
            "noetheremmy_14_904_count.zip": zipped("count.ipynb"),
        }
    )
    assert found == {
        "ada": ("count.ipynb", "count/count.ipynb"),
        "bob": ("count.ipynb", "the later one"),
        "13": ("count.ipynb", "lab_2_1_x/count.ipynb"),
        "14": ("count.ipynb", "count.ipynb"),
    }
    assert "'bob' handed in several: 9/babbagebob_12_902_count-2.ipynb is taken, and not" in said
    assert "9/babbagebob_LATE_12_901_count-1/count/count.ipynb." in said
    assert "knows curiecat as 13" in said


def test_zips_in_a_zip_of_moodle(course, collect):
    """In Moodle's folders, and without them."""
    found, _ = collect(
        {
            "Ada L_5_assignsubmission_file_/count.zip": zipped("count/count.ipynb"),
            "Bob B_6_assignsubmission_file_count.zip": zipped("count/count.ipynb"),
        }
    )
    assert set(found) == {"Ada L", "Bob B"}


def test_each_student_packed_the_folder(collect):
    """A folder a student, with one more in it: that one is called like the assignment."""
    found, said = collect(["ada/count/count.ipynb", "bob/Count (1)/count.ipynb"])
    assert set(found) == {"ada", "bob"}
    assert "handed in several" not in said


def test_moodle(course, collect):
    """A name finds the student of the roster; people of one name stay two."""
    with course.gradebook() as gradebook:
        gradebook.add_student("zm1", first_name="Zoë", last_name="Müller")
        gradebook.add_student("a1", first_name="Ali", last_name="Hassan")
        gradebook.add_student("a2", first_name="Hassan", last_name="Ali")
        gradebook.add_student("s1", first_name="Anna", last_name="Schmidt")
        gradebook.add_student("co", first_name="Conan", last_name="O'Brien")
        gradebook.add_student("dd", first_name='D\'Arcy "Dee"', last_name="Wells")
    folder = "_assignsubmission_file_"
    names = [
        f"Zoe\u0308 Mu\u0308ller_5{folder}/count.ipynb",
        f"Zoe\u0308 Mu\u0308ller_5{folder}/.ipynb_checkpoints/count-checkpoint.ipynb",
        f"__MACOSX/Zoe\u0308 Mu\u0308ller_5{folder}/._count.ipynb",
        f"Ali Hassan_6{folder}/count.ipynb",
        f"Anna Schmidt_7{folder}/count.ipynb",
        f"Anna Schmidt_8{folder}/count.ipynb",
        f"Jean-Luc O'Neil_9{folder}/count.ipynb",
        f"Jean-Luc O'Neil_9{folder}/count (1).ipynb",
        f"Conan OBrien_11{folder}/count.ipynb",
        f"DArcy Dee Wells_12{folder}/count.ipynb",
        "Ada Lovelace_10_assignsubmission_onlinetext_/onlinetext.html",
    ]
    found, said = collect(names)
    assert found == {
        "zm1": ("count.ipynb", names[0]),
        "Ali Hassan": ("count.ipynb", names[3]),
        "Anna Schmidt_7": ("count.ipynb", names[4]),
        "Anna Schmidt_8": ("count.ipynb", names[5]),
        "Jean-Luc O'Neil": ("count.ipynb", names[7]),
        "co": ("count.ipynb", names[8]),
        "dd": ("count.ipynb", names[9]),
    }
    assert "Several people in Moodle are called Anna Schmidt" in said
    assert "Moodle names Jean-Luc O'Neil, and the gradebook has nobody of that name" in said
    assert "Moodle names Ali Hassan, and the gradebook has 2 of that name" in said
    assert said.count("Moodle names") == 2
    assert "_file_/count (1).ipynb is taken, and not 9/Jean-Luc" in said


def test_what_another_zip_takes_the_place_of_is_kept(course, collect):
    """With the time that somebody noted; stock nbgrader deletes both."""
    name = "Ada L_1_assignsubmission_file_/count.ipynb"
    collect([name])
    folder = course.root / "classroom/submitted/Ada L" / NAME
    (folder / "timestamp.txt").write_text("2026-01-02 10:00:00 UTC")
    for _ in range(2):
        said = course.run("zip_collect", NAME, "--force")
        assert "what was handed in before, with its time, is in" in said
        assert [path.name for path in folder.iterdir()] == ["count.ipynb"]
    kept = course.root / "classroom/replaced/Ada L"
    assert sorted(path.name for path in kept.iterdir()) == [NAME, f"{NAME} 2"]
    assert (kept / NAME / "timestamp.txt").read_text() == "2026-01-02 10:00:00 UTC"
    assert (kept / NAME / "count.ipynb").read_text() == name


def test_what_was_downloaded_last_is_latest(collect):
    """Of two archives with the same student the later one counts, whatever it is called."""
    found, said = collect(
        ["Ada L_1_assignsubmission_file_/count (3).ipynb"],
        ["Ada L_1_assignsubmission_file_/count.ipynb"],
    )
    assert found == {"Ada L": ("count.ipynb", "Ada L_1_assignsubmission_file_/count.ipynb")}
    assert "handed in several" in said


def test_grading_says_what_a_file_should_be_called(course, collect, caplog):
    """A notebook of another name is collected as it is, and grading says what it wants."""
    found, _ = collect(["Ada L_1_assignsubmission_file_/my work.ipynb"])
    assert found["Ada L"][0] == "my work.ipynb"
    with contextlib.suppress(NbGraderException):
        course.autograde_here(NAME)
    assert "NOT GRADED: student 'Ada L'" in caplog.text
    assert "the folder holds my work.ipynb" in caplog.text


# How a name is read, where the assignment "week" has the notebooks that the test names.
READ = {
    "all/a_12_34_count-2.ipynb": ("Canvas", "a", "12", "count-2", 34, 0),
    "all/a_12_34_count-2-1.ipynb": ("Canvas", "a", "12", "count-2", 34, 1),
    "all/a_12_34_hw_5_6_count.ipynb": ("Canvas", "a", "12", "hw_5_6_count", 34, 0),
    "all/o_neil_LATE_12_34_COUNT.ipynb": ("Canvas", "o_neil", "12", "count", 34, 0),
    "all/a_12_34_count-0b7c2f7e-0123-4567-89ab-0123456789ab.ipynb": (
        *("Canvas", "a", "12", "count", 34, 0),
    ),
    "all/A_B C_7_assignsubmission_file_/count_1.ipynb": ("Moodle", "A_B C", "7", "count", 0, 1),
    "all/ada/count(3).ipynb": ("", "ada", "", "count", 0, 3),
    # Students pack their folder, and some files have numbers of their own in their names.
    "all/a_12_34_count/count/count.ipynb": ("Canvas", "a", "12", "count", 34, 0),
    "all/a_12_34_work/count/count-2.ipynb": ("Canvas", "a", "12", "count-2", 34, 0),
    "all/a_12_34_count/my_5_6_try.ipynb": ("Canvas", "a", "12", "my_5_6_try", 34, 0),
    "all/LATE_anon_aB3_34_x/count.ipynb": ("Canvas", "", "anon_aB3", "count", 34, 0),
    "a_12_34_count/count.ipynb": ("Canvas", "a", "12", "count", 34, 0),
    "hw_1_2_all/ada/count.ipynb": ("", "ada", "", "count", 0, 0),
    "all/2027_01_17_all/ada/count.ipynb": ("", "ada", "", "count", 0, 0),
    "all/ada/week/count/count.ipynb": ("", "ada", "", "count", 0, 0),
    "all/ada/sheet_5_6_x/sheet_5_6_x.ipynb": ("", "ada", "", "sheet_5_6_x", 0, 0),
    "all/A B_7_assignsubmission_file_count/count/count.ipynb": (
        *("Moodle", "A B", "7", "count", 0, 0),
    ),
}


@pytest.mark.parametrize("path", READ)
def test_names(path):
    """Whose a file is, which notebook it is, and where it stands in time."""
    one = read(PurePath(path), ["count", "count-2", "sheet_5_6_x"], ["week"])
    person = one.person.platform, one.person.name, one.person.number
    assert (*person, one.notebook, one.order, one.copy) == READ[path]


def test_nobody_is_made_up():
    """A notebook that lies alone, or in a folder of its own name, is nobody's."""
    assert read(PurePath("count.ipynb"), ["count"]) is None
    assert read(PurePath("count/count.ipynb"), ["count"]) is None
