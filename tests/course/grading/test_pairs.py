"""What a pair handed in once counts for both, and nothing that somebody handed in is lost."""

import shlex
import shutil
from pathlib import Path

import pytest

from course.grading import pairs

NAME = "count"
EARLY, LATE = "2026-01-01 12:00:00 +0300", "2026-01-01 10:00:00 UTC"  # an hour after


@pytest.fixture
def room(tmp_path, monkeypatch):
    """A classroom with a table of pairs, in which people hand in: room(student, text, time)."""
    monkeypatch.chdir(tmp_path)
    Path("classroom").mkdir()
    table("count,ada,bob")

    def hand_in(student, text, time=None):
        folder = Path("classroom/submitted", student, NAME)
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "data").mkdir(parents=True)
        (folder / "count.ipynb").write_text(text)
        (folder / "data/more.txt").write_text(text)
        if time:
            (folder / "timestamp.txt").write_text(time)

    return hand_in


def table(*lines, head="assignment,student,partner"):
    Path("classroom/pairs.csv").write_text("\n".join([head, *lines]) + "\n")


def held(student, below="submitted"):
    """What a student's folder holds: the text of the notebook, of the other file, and the time."""
    folder = Path("classroom", below, student, NAME)
    names = ("count.ipynb", "data/more.txt", "timestamp.txt")
    return [(folder / n).read_text() for n in names if (folder / n).exists()]


def shared(capsys):
    status = pairs.main([NAME])
    said = capsys.readouterr()
    return said.out + said.err, status


@pytest.mark.parametrize(("giver", "taker"), [("ada", "bob"), ("bob", "ada")])
def test_it_does_not_matter_who_hands_in(room, capsys, giver, taker):
    """The other gets a copy, with the time; a second run has nothing to do."""
    room(giver, "ours", EARLY)
    assert shared(capsys) == (f"{taker} has what {giver} handed in.\n", 0)
    assert held(taker) == held(giver) == ["ours", "ours", EARLY]
    assert shared(capsys) == (f"Nothing to copy for {NAME} by classroom/pairs.csv.\n", 0)
    assert not list(Path("classroom").rglob(".*"))


@pytest.mark.parametrize(("last", "first"), [("ada", "bob"), ("bob", "ada")])
def test_the_last_one_counts_and_the_other_is_kept(room, capsys, last, first):
    """Of two the later counts, by zone, and the earlier one is not lost."""
    room(first, "before", EARLY)
    room(last, "after", LATE)
    said, _ = shared(capsys)
    kept = f"classroom/replaced/{first}/{NAME}"
    assert said == f"{first} has what {last} handed in; the earlier one is in {kept}.\n"
    assert held(first) == held(last) == ["after", "after", LATE]
    assert held(first, "replaced") == ["before", "before", EARLY]


def test_a_copy_follows_its_original(room, capsys):
    """Who hands in again has it counted for both again; everything before is kept."""
    room("bob", "own", EARLY)
    for number, hour in enumerate((11, 12, 13)):
        room("ada", f"again {number}", f"2026-01-01 {hour}:00:00 UTC")
        shared(capsys)
    assert held("bob")[0] == "again 2"
    kept = Path("classroom/replaced/bob").glob("*/count.ipynb")
    assert {path.read_text() for path in kept} == {"own", "again 0", "again 1"}


def test_the_same_work_is_left_as_it_is(room, capsys):
    """Two who handed in one file each keep their own time."""
    room("ada", "ours", EARLY)
    room("bob", "ours", LATE)
    assert shared(capsys)[0].startswith("Nothing to copy")
    assert held("ada")[2] == EARLY and held("bob")[2] == LATE


@pytest.mark.parametrize("time", [None, "yesterday, I think", "2026-01-01 9:00 PM"])
def test_an_unknown_time_is_not_guessed(room, capsys, time):
    """Where it is not known which was the last, nothing is copied, and it is said."""
    room("ada", "mine", EARLY)
    room("bob", "other", time)
    assert shared(capsys)[0] == (
        "ada, bob: it is not known when bob handed in; nothing is copied.\n"
    )
    assert held("ada")[0] == "mine" and held("bob")[0] == "other"


def test_without_a_time_one_can_be_copied(room, capsys):
    """Where only one handed in, no time is needed."""
    room("ada", "ours")
    shared(capsys)
    assert held("bob") == ["ours", "ours"]


@pytest.mark.parametrize(
    "lines",
    [("count,ada,bob", "count,bob,carl"), ("count,ada,bob", "count,carl,ada")],
)
def test_three(room, capsys, lines):
    """Two lines make three, in whatever order."""
    table(*lines, "count,x,y", "other,ada,dora")
    room("carl", "ours", EARLY)
    said, _ = shared(capsys)
    assert said == (
        "ada has what carl handed in.\nbob has what carl handed in.\nx, y: nothing is handed in.\n"
    )
    assert not Path("classroom/submitted/dora").exists()


@pytest.mark.parametrize("times", [(EARLY, LATE), (LATE, EARLY)])
def test_the_third_of_three_has_the_last_time(room, times):
    """Where two handed in one file: who comes first in the alphabet tells nothing."""
    table("count,ada,bob", "count,bob,carl")
    for student, time in zip(("ada", "bob"), times, strict=True):
        room(student, "ours", time)
    pairs.main([NAME])
    assert held("carl") == ["ours", "ours", LATE]


@pytest.mark.parametrize("time", [None, LATE])
def test_an_empty_folder_is_nothing_handed_in(room, capsys, time):
    """A time that was noted for it makes it no work, and takes nobody's work away."""
    room("bob", "ours", EARLY)
    empty = Path(f"classroom/submitted/ada/{NAME}")
    empty.mkdir(parents=True)
    if time:
        (empty / "timestamp.txt").write_text(time)
    kept = f"classroom/replaced/ada/{NAME}"
    assert shared(capsys)[0] == f"ada has what bob handed in; the earlier one is in {kept}.\n"
    assert held("ada") == held("bob") == ["ours", "ours", EARLY]


def test_four(room):
    """A line that joins two pairs makes four of them."""
    table("count,a,b", "count,c,d", "count,b,c", "count,e,f")
    found = pairs.groups(Path("classroom/pairs.csv"), NAME)
    assert sorted(map(sorted, found)) == [["a", "b", "c", "d"], ["e", "f"]]


@pytest.mark.parametrize(
    "line",
    ["count,ada,ada", "count,ada,", "count,ada", "count,../x,ada", "count,ada,..", "c,a/b,d"],
)
def test_a_line_that_names_no_pair(room, capsys, line):
    """It is refused with its number, and nothing is copied, not for the others either."""
    table("count,ada,bob", line)
    room("ada", "ours", EARLY)
    assert shared(capsys) == (
        "Nothing is copied: Line 3 of classroom/pairs.csv does not name two students.\n",
        1,
    )
    assert not Path("classroom/submitted/bob").exists()


def test_a_table_of_something_else(room, capsys):
    """Its columns are named."""
    table("ada,bob", head="student,partner")
    assert shared(capsys) == (
        "Nothing is copied: classroom/pairs.csv needs the columns assignment, student, partner in "
        "its first line.\n",
        1,
    )


def test_a_name_that_nobody_bears_is_refused(room):
    """Where there is a roster; who has handed in is somebody all the same."""
    table("count,ada,nobody")
    room("ada", "ours", EARLY)
    with pytest.raises(pairs.PairError, match="names nobody, whom the gradebook does not know"):
        pairs.share(Path("classroom"), NAME, {"ada", "bob"})
    assert not Path("classroom/submitted/nobody").exists()
    room("nobody", "mine", LATE)
    assert pairs.share(Path("classroom"), NAME, {"ada", "bob"}) != []


def test_an_assignment_that_there_is_not_is_said(room, monkeypatch, capsys):
    """A slip in its name would leave one of the pair without anything, and without a word."""
    table("cuont,ada,bob", "other,ada,bob")
    monkeypatch.setattr(pairs, "_known", lambda: ({"ada", "bob"}, {NAME, "other"}))
    assert shared(capsys) == (
        f"Nothing to copy for {NAME} by classroom/pairs.csv.\nNOT IN THE GRADEBOOK: assignment "
        "cuont, which pairs.csv names. Is it a slip? Nothing is copied for it.\n",
        0,
    )


def test_a_name_in_a_command_is_quoted(room):
    """A shell waits for the other half of an apostrophe for ever."""
    table("count,ada,Conan O'Brien")
    room("ada", "ours", EARLY)
    with pytest.raises(pairs.PairError, match="add the student: (.*)$") as refused:
        pairs.share(Path("classroom"), NAME, {"ada"})
    assert shlex.split(str(refused.value).partition("student: ")[2])[-1] == "Conan O'Brien"


def test_a_table_from_excel(room, capsys):
    """Semicolons, a mark and capitals are taken."""
    Path("classroom/pairs.csv").write_bytes(
        "\ufeffAssignment;Student;Partner\r\ncount;ada;zoë\r\n".encode()
    )
    room("ada", "ours", EARLY)
    assert shared(capsys)[0] == "zoë has what ada handed in.\n"


def test_a_link_is_not_followed(room, capsys, tmp_path):
    """What a student's folder points to stays where it is."""
    room("ada", "ours", EARLY)
    (tmp_path / "secret").write_text("hidden")
    Path(f"classroom/submitted/ada/{NAME}/link").symlink_to(tmp_path / "secret")
    shared(capsys)
    assert Path(f"classroom/submitted/bob/{NAME}/link").is_symlink()


def test_no_pairs(tmp_path, monkeypatch, capsys):
    """Without a table there is nothing to do."""
    monkeypatch.chdir(tmp_path)
    assert shared(capsys) == (f"Nothing to copy for {NAME} by classroom/pairs.csv.\n", 0)
