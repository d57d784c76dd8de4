"""What to re-teach on Monday: the numbers, the page and the table, and what may be shown around."""

import csv
import itertools
import os
import re
from collections import defaultdict

import pytest
from graded_class import grading, group, kept, slipped, verdict
from nbgrader.api import Gradebook

from course.checks.perceptron import ASSIGNMENT as PERCEPTRON
from course.grading.gradebook import address
from course.grading.release import load_config
from course.grading.reports import book, page, reteach, tables
from course.grading.reports.book import Place
from course.grading.reports.people import NoReport, of_course
from course.grading.reports.results import Mistake, Stuck, hint_of
from course.grading.reports.results import reteach as results
from course.grading.reports.sharing import (
    AWAY,
    FEWER,
    HELD,
    OTHERWISE,
    REST,
    RIGHT_NOW,
    UNGRADED,
    hidden,
    merged,
    shared,
)
from course.grading.verdicts import NOT_GRADED, WRONG

SLIP, SHOWN = "counter not set back", "the border is right"
TRAIN, STOP = "train-one-round", "train-when-to-stop"


def row(questions, grade_id):
    return next(one for one in questions if one.grade_id == grade_id)


def test_each_question_has_its_distribution():
    """Everybody is counted once in each; a check that said nothing has not graded."""
    three = {
        "ada": [grading(verdict(TRAIN), verdict("twins", points=1.5))],
        "bob": [grading(verdict(TRAIN, WRONG), verdict("twins", NOT_GRADED))],
        "cyd": [grading(verdict(TRAIN, WRONG))],
    }
    found = results("perceptron", group(three, absent=["dan"], waiting=["eve", "fay"]))
    train, twins = row(found.questions, TRAIN), row(found.questions, "twins")
    assert train.states == {"right": 1, "wrong": 2, "not graded": 2, "not handed in": 1}
    assert (train.points, train.mean) == ({0.0: 2, 2.0: 1}, 2 / 3)
    assert twins.states == {"right": 1, "wrong": 0, "not graded": 4, "not handed in": 1}
    assert (twins.points, twins.mean) == ({1.5: 1}, 1.5)
    assert [one.grade_id for one in found.questions] == list(PERCEPTRON.points)
    assert row(found.questions, "predict_rise").mean is None
    assert (found.students, found.absent, found.waiting) == (6, ("dan",), ("eve", "fay"))


def test_the_latest_submission_counts_and_mended_mistakes_are_counted():
    """Mended is who had it earlier and has all of that answer right now, and nobody else."""
    found = results(
        "perceptron",
        group(
            {
                "mended": [grading(slipped(TRAIN, SLIP)), grading(verdict(TRAIN))],
                "has it": [grading(slipped(TRAIN, SLIP)), grading(slipped(TRAIN, SLIP))],
                "half": [
                    grading(slipped(TRAIN, SLIP), verdict(STOP)),
                    grading(verdict(TRAIN), verdict(STOP, WRONG)),
                ],
                "first time": [grading(slipped(TRAIN, SLIP))],
                "never": [grading(verdict(TRAIN, WRONG)), grading(verdict(TRAIN))],
            }
        ),
    )
    (mistake,) = found.mistakes
    assert mistake == Mistake("train", SLIP, hint_of(PERCEPTRON, ("train", SLIP)), 4, 2, 1)
    assert mistake.hint.startswith("Your counts only grow")
    assert row(found.questions, TRAIN).states["right"] == 3


def test_mistakes_come_by_frequency_and_one_student_counts_once():
    """Two parts with the same mistake are one; a name that nobody knows has no hint."""
    found = results(
        "perceptron",
        group(
            {
                "a": [grading(slipped(TRAIN, SLIP), slipped(STOP, SLIP))],
                "b": [grading(slipped("predict-yes-and-no", "unheard of"))],
                "c": [grading(slipped("predict-yes-and-no", "unheard of"))],
            }
        ),
    )
    assert [(one.name, one.made) for one in found.mistakes] == [("unheard of", 2), (SLIP, 1)]
    assert found.mistakes[0].hint == ""


def test_a_hint_of_another_year_is_the_one_that_was_said():
    """Where a task has its own words for a mistake, the message tells which was meant."""
    from course.checks.backprop import ASSIGNMENT

    name = "1 at zero"
    published, leaky = (
        {slip.name: slip.hint for slip in answer.misconceptions}
        for answer in (
            ASSIGNMENT.answers["relu_backward"],
            next(a for a in ASSIGNMENT.variants["leaky"] if a.name == "relu_backward"),
        )
    )
    both = [name for name in published if name in leaky and published[name] != leaky[name]]
    for name in both:
        said = leaky[name].replace(" ", "\n", 3)
        assert hint_of(ASSIGNMENT, ("relu_backward", name), said) == leaky[name]
        assert hint_of(ASSIGNMENT, ("relu_backward", name)) == published[name]
    assert both


def test_what_nobody_and_what_everybody_solves():
    """Of those who were graded; a question without a verdict is neither."""
    found = results(
        "perceptron",
        group(
            {
                "a": [grading(verdict(TRAIN), verdict(STOP, WRONG), verdict("twins"))],
                "b": [grading(verdict(TRAIN), verdict(STOP, WRONG), verdict("twins", WRONG))],
            },
            absent=["c"],
        ),
    )
    assert (found.everybody, found.nobody) == ((TRAIN,), (STOP,))


def test_who_is_stuck_on_what():
    """Those with most wrong submissions on end come first; a right one in between ends the run."""
    line = verdict(STOP, WRONG, line="Look at this line:\n  x = 1", words="no\n\nmaybe")
    found = results(
        "perceptron",
        group(
            {
                "a": [grading(line)],
                "b": [grading(slipped(TRAIN, SLIP))] * 3,
                "c": [grading(verdict(TRAIN, s, words="head\n\nThe  thing.")) for s in
                      (WRONG, "right", WRONG, WRONG)],
            }
        ),
    )  # fmt: skip
    assert found.stuck == (
        Stuck("b", TRAIN, 3, SLIP),
        Stuck("c", TRAIN, 2, "The thing."),
        Stuck("a", STOP, 1, "Look at this line: x = 1"),
    )


def test_the_section_is_the_one_whose_box_shows_the_mistake(root):
    """Any other mistake leads to the chapter, and an assignment without a chapter to its name."""
    perceptron = book.chapter(root, "perceptron")
    shown = Place("What was missing", "chapters/perceptron.html#what-was-missing")
    assert perceptron.of("train", SHOWN) == shown
    whole = Place("The perceptron", "chapters/perceptron.html")
    assert perceptron.of("train", "unheard of") == whole
    assert perceptron.of("predict", SHOWN) == whole
    assert book.chapter(root, "mine").of("a", "b") == Place("mine", "chapters/mine.html")


def test_every_box_is_found_and_a_title_in_code_is_none(root, tmp_path):
    """A comment in a cell begins like a title; a box without a choice shows all mistakes."""
    for name in ("gradients", "affine"):
        boxes = {key[0] for key in book.chapter(root, name).boxes}
        text = (root / f"chapters/{name}.md").read_text("utf-8")
        named = re.findall(rf"\{{slips\}} {name} (.+)", text)
        assert boxes == set(" ".join(named).split())
    (tmp_path / "chapters").mkdir()
    (tmp_path / "chapters/mine.md").write_text(
        "# Mine\n\n## Café at 2: done\n\n```python\n# no title\n```\n\n:::{slips} mine f\n:::\n",
        "utf-8",
    )
    place = Place("Café at 2: done", "chapters/mine.html#cafe-at-2-done")
    assert book.chapter(tmp_path, "mine").of("f", "anything") == place


def test_where_links_lead(tmp_path):
    """To the published book; to the one built here, in a report that stays here; or nowhere."""
    folder = tmp_path / "classroom/reports"
    assert book.address(tmp_path, folder, around=False) == ""
    (tmp_path / "_build/html").mkdir(parents=True)
    assert book.address(tmp_path, folder, around=False) == "../../_build/html/"
    assert book.address(tmp_path, folder, around=True) == ""
    (tmp_path / "_config.yml").write_text("html:\n  baseurl: https://example.org/book\n")
    assert book.address(tmp_path, folder, around=True) == "https://example.org/book/"


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+49", "'+49"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t'=1"),
        ("\tx", "'\tx"),
        ("\r=1", "'\r'=1"),
        (" =1", "' =1"),
        ("＝1", "'＝1"),
        ("a;=1", "a;'=1"),
        ("a\n=1", "a\n'=1"),
        ("ada", "ada"),
        ("a = -1, b", "a = -1, b"),
        ("", ""),
        (-1.5, -1.5),
    ],
)  # fmt: skip
def test_no_cell_begins_a_formula(cell, safe):
    """Neither where a cell begins nor where a program may take a sign for a border."""
    assert tables.guarded(cell) == safe


@pytest.fixture
def home(tmp_path, root, monkeypatch):
    """A course's folder with its settings, in which a command runs."""
    (tmp_path / "nbgrader_config.py").write_bytes((root / "nbgrader_config.py").read_bytes())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", os.environ["PATH"])  # as it was, when the test is over
    load_config(tmp_path)  # puts there what nbgrader makes a gradebook with
    return tmp_path


EVIL = "<script>alert(1)<"  # a student's name; a slash would be a folder
SUM = "=HYPERLINK(1)"


def read(file):
    with open(file, newline="", encoding="utf-8-sig") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.whole
def test_the_command_writes_a_page_and_a_table(home, capsys):
    """The class is the gradebook, whoever has verdicts, and whoever has handed in."""
    kept(
        home, "perceptron", {EVIL: [grading(slipped(TRAIN, SLIP))], SUM: [grading(verdict(TRAIN))]}
    )
    submitted = home / "classroom/submitted/late/perceptron"
    submitted.mkdir(parents=True)
    (submitted / "perceptron.ipynb").write_text("damaged")
    (home / "classroom/submitted/lazy/perceptron").mkdir(parents=True)  # with nothing in it
    with Gradebook(address(home / "classroom/gradebook.db")) as gradebook:
        gradebook.add_student("lazy", first_name="La", last_name="Zy")
        gradebook.add_student(SUM)
    assert reteach.main(["perceptron"]) == 0
    html, table = (home / f"classroom/reports/perceptron-reteach.{end}" for end in ("html", "csv"))
    said = capsys.readouterr().out.splitlines()
    assert said == [str(path.relative_to(home)) for path in (html, table)]
    text = html.read_text("utf-8")
    assert "&lt;script&gt;alert(1)&lt;" in text
    assert "<script" not in text
    assert "4 students are in the class. 1 handed in nothing, and of 1 nothing could" in text
    assert "<li>La Zy (lazy)</li>" in text
    assert "<li>late</li>" in text
    lines = read(table)
    about = defaultdict(list)
    for line in lines:
        about[line["about"]].append((line["question"], line["name"], line["number"]))
    assert about["students"] == [("", "", "4")]
    assert about["made"] == [("train", SLIP, "1")]
    assert about["stuck"] == [(TRAIN, EVIL, "1")]
    assert about["not handed in"] == [("", "La Zy (lazy)", "")]
    assert about["handed in, not graded"] == [("", "late", "")]
    assert (TRAIN, "not graded", "1") in about["outcome"]


def test_a_name_that_is_a_formula_is_none_in_the_table(home):
    """Planted as a student's id; in the page it stands as it is."""
    kept(home, "perceptron", {SUM: [grading(slipped(TRAIN, "=cmd()"))]})
    assert reteach.main(["perceptron", "--to", "here"]) == 0
    cells = [cell for line in read("here/perceptron-reteach.csv") for cell in line.values()]
    assert {f"'{SUM}", "'=cmd()"} <= set(cells)
    assert not [cell for cell in cells if cell.startswith("=")]


def test_what_a_check_said_is_escaped_and_code_stays_code():
    """Words can quote what a student wrote."""
    shown = "&lt;b&gt; is <code>x &lt; 1</code> &amp; `"
    assert page.hint("<b> is `x < 1` & `") == shown


def test_a_report_makes_no_gradebook(home):
    """Where there is none, the class is whoever has handed in."""
    kept(home, "perceptron", {"a": [grading(verdict(TRAIN))]})
    assert list(of_course(home, "perceptron").names) == ["a"]
    assert not (home / "classroom/gradebook.db").exists()


def test_nothing_graded_and_a_damaged_file_are_said(home, capsys):
    """The message says what to do, and no report is written."""
    assert reteach.main(["perceptron"]) == 1
    assert "Grade it first: python -m course.grading.grade perceptron" in capsys.readouterr().err
    (home / "classroom/verdicts/perceptron").mkdir(parents=True)
    (home / "classroom/verdicts/perceptron/a.json").write_text('[{"half')
    with pytest.raises(NoReport, match="is damaged"):
        of_course(home, "perceptron")
    assert not (home / "classroom/reports").exists()


def test_the_page_asks_nobody_for_anything():
    """No address, no script, no style or picture but its own; and its own rules forbid others."""
    many = {f"s{n}": [grading(slipped(TRAIN, SLIP))] for n in range(9)}
    chapter = book.Chapter(Place("t", "p.html"), {})
    for template, report in (
        ("reteach.html", results("perceptron", group(many))),
        ("shared.html", shared("perceptron", group(many))),
    ):
        text = page.rendered(template, report=report, chapter=chapter, book="")
        assert not re.findall(r"(?:src|href)=[\"'](?!#)|url\((?!#)|@import|<script|https?:", text)
        assert "default-src 'none'" in text


# --- What may be shown around ------------------------------------------------------------------


def named(n, counts):
    """The rows of a table: right, wrong otherwise, not graded, no grade at all."""
    rows = (RIGHT_NOW, OTHERWISE, UNGRADED, AWAY)[:n]
    return dict(zip(rows, counts, strict=True))


def test_small_numbers_are_hidden_and_large_ones_shown():
    """All stand there if none is small; if one is, the right answers go too, or the next row."""
    assert list(hidden(named(3, (20, 9, 5))).values()) == ["20", "9", "5"]
    assert list(hidden(named(3, (20, 9, 4))).values()) == [HELD, "9", FEWER]
    assert list(hidden(named(3, (0, 9, 12))).values()) == [FEWER, "9", HELD]
    assert list(hidden(named(3, (3, 5, 0))).values()) == [HELD] * 3


@pytest.mark.parametrize(("rows", "total"), [(2, 30), (3, 8), (3, 11), (3, 18), (3, 30), (4, 20)])
def test_no_hidden_number_can_be_reckoned(rows, total):
    """By brute force: whoever knows the sum, and how numbers are hidden, is left in doubt."""
    could_be = defaultdict(set)
    for counts in itertools.product(range(total + 1), repeat=rows - 1):
        if sum(counts) <= total:
            counts = (total - sum(counts), *counts)
            could_be[tuple(hidden(named(rows, counts)).values())].add(counts)
    hides = False
    for shown, worlds in could_be.items():
        for place, words in enumerate(shown):
            small = {world[place] for world in worlds}
            if words == FEWER:
                hides = True
                assert len(small) > 1, (shown, worlds)
            elif words != HELD:
                assert min(small) >= 5
            elif min(small) < 5:
                assert len(small) > 1, (shown, worlds)
    assert hides or total < 9


def test_alone_a_small_number_would_come_back():
    """Planted: hidden without another one, it is the sum less the rest."""
    careless = {row: (FEWER if n < 5 else str(n)) for row, n in named(3, (20, 9, 4)).items()}
    shown = [int(words) for words in careless.values() if words != FEWER]
    assert 33 - sum(shown) == 4
    careful = hidden(named(3, (20, 9, 4)))
    assert [words for words in careful.values() if words.isdigit()] == ["9"]


def test_a_rare_mistake_is_no_row():
    """Its students are among the others; so are those who mended what few mended."""
    counts = {RIGHT_NOW: 9, ("mistake", "a"): 6, ("mistake", "b"): 4, UNGRADED: 5}
    counts |= {("right now, after", "a"): 5, ("right now, after", "b"): 1}
    assert merged(counts) == {
        RIGHT_NOW: 10,
        ("right now, after", "a"): 5,
        ("mistake", "a"): 6,
        OTHERWISE: 4,
        UNGRADED: 5,
    }


def test_few_without_a_grade_are_no_row():
    """They are put together with others, so that no sum tells how many they are."""
    few = {RIGHT_NOW: 9, OTHERWISE: 3, UNGRADED: 1, AWAY: 2}
    assert merged(few) == {RIGHT_NOW: 9, REST: 6}
    assert merged(few | {UNGRADED: 7}) == {RIGHT_NOW: 9, REST: 5, UNGRADED: 7}
    assert merged({RIGHT_NOW: 9}) == {RIGHT_NOW: 9, REST: 0}


def test_no_small_number_behind_a_shared_table_can_be_reckoned():
    """By brute force, for 22 students, a mistake among them: each stays in doubt."""
    kinds = (OTHERWISE, ("mistake", "a"), UNGRADED, AWAY)
    could_be = defaultdict(list)
    for counts in itertools.product(range(23), range(23), range(23), range(5)):
        if sum(counts) <= 22:
            world = {RIGHT_NOW: 22 - sum(counts)} | dict(zip(kinds, counts, strict=True))
            could_be[tuple(hidden(merged(world)).items())].append(tuple(world.values()))
    assert len(could_be) > 100
    for table, worlds in could_be.items():
        for values in zip(*worlds, strict=True):
            assert min(values) >= 5 or len(set(values)) > 1, (table, worlds)


def class_of(right=0, slip=0, rare=0, mended=0, other=0, absent=0):
    """A class by how many do what with one answer."""
    kinds = {
        "right": (right, [grading(verdict(TRAIN))]),
        "slip": (slip, [grading(slipped(TRAIN, SLIP))]),
        "rare": (rare, [grading(slipped(TRAIN, "the border is right"))]),
        "other": (other, [grading(verdict(TRAIN, WRONG))]),
        "mended": (mended, [grading(slipped(TRAIN, SLIP)), grading(verdict(TRAIN))]),
    }
    gradings = {f"{k}{i}": given for k, (n, given) in kinds.items() for i in range(n)}
    return group(gradings, absent=[f"absent{i}" for i in range(absent)])


def test_each_answer_of_a_shared_report_counts_everybody_once():
    """Where nothing is small all is shown; who has no grade is said once, above."""
    report = shared("perceptron", class_of(right=20, slip=10, rare=7, mended=8, absent=6))
    assert (report.students, report.away) == ("51", "6")
    (train,) = report.answers
    assert train.rows == {
        RIGHT_NOW: HELD,
        ("right now, after", SLIP): "8",
        ("mistake", SLIP): "10",
        ("mistake", "the border is right"): "7",
        REST: FEWER,
    }
    others = shared("perceptron", class_of(right=20, slip=10, rare=4, other=9, absent=6))
    assert others.answers[0].rows == {RIGHT_NOW: "20", ("mistake", SLIP): "10", REST: "13"}
    assert train.hints[SLIP] == hint_of(PERCEPTRON, ("train", SLIP))
    assert (report.nobody, report.everybody) == ((), ())


def test_few_without_a_grade_are_hidden_in_every_table():
    """Otherwise each table's sum would give them away."""
    report = shared("perceptron", class_of(right=3, slip=20, absent=2))
    assert (report.students, report.away) == ("25", FEWER)
    (train,) = report.answers
    assert train.rows == {RIGHT_NOW: FEWER, ("mistake", SLIP): HELD, REST: FEWER}
    (train,) = shared("perceptron", class_of(right=20, other=7, absent=2)).answers
    assert train.rows == {RIGHT_NOW: "20", REST: "9"}
    assert report.nobody == ("train",)
    nearly_all = shared("perceptron", class_of(right=20, rare=2))
    assert nearly_all.everybody == ("train",)


@pytest.mark.parametrize("sizes", [{"right": 4}, {"right": 8}, {"right": 4, "absent": 30}])
def test_a_class_too_small_shows_nothing(sizes):
    """Not even how many have a grade."""
    report = shared("perceptron", class_of(**sizes))
    assert (report.answers, report.away) == ((), HELD)


@pytest.mark.whole
def test_a_shared_report_names_nobody(home):
    """No name and no number below five stand in the page or the table."""
    many = class_of(right=20, slip=10, rare=2, mended=3, absent=0)
    kept(home, "perceptron", {f"zoe-{name}": given for name, given in many.gradings.items()})
    with Gradebook(address(home / "classroom/gradebook.db")) as gradebook:
        gradebook.add_student("zoe-absent", last_name="Zoelastname")
    assert reteach.main(["perceptron", "--share"]) == 0
    for end in ("html", "csv"):
        text = (home / f"classroom/reports/perceptron-reteach-shared.{end}").read_text("utf-8-sig")
        assert "zoe" not in text.lower()
        assert FEWER in text
        assert "the border is right" not in text
    numbers = [line["number"] for line in read("classroom/reports/perceptron-reteach-shared.csv")]
    assert [n for n in numbers if n.isdigit() and int(n) < 5] == []
