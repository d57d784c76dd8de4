"""What goes back to a student: points and words together, in one file that loads nothing."""

import re
import shutil

import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell

from course.grading.feedback import comment
from course.grading.questions import name

NAME = "count"
SHOWN = """
from IPython.display import HTML, SVG, Javascript, Latex, Markdown, display

display(HTML("<script>pwned = 1</script><b>bold</b><img src=x onerror='pwned = 1'>"))
display(SVG("<svg xmlns='http://www.w3.org/2000/svg'><script>pwned = 1</script></svg>"))
display(Javascript("pwned = 1"))
display(Markdown("[m](javascript:alert(1)) $x_1$"))
display(Latex(r"$\\frac{1}{2}$"))
print("\\x1b[31mred\\x1b[0m <script>pwned = 1</script>")
"""
LEAK = "def three():\n    print(In[-1])\n    return 3"
WRITTEN = "Because <script>pwned = 1</script> $\\frac{1}{n}$ comes [next](javascript:alert(1))."
ANSWERS = {
    "right": {
        f"{n}": f"def {n}():\n    return {i}" for i, n in enumerate(("one", "two", "three"), 1)
    },
    "wrong": {
        "one": "def one():\n    return 5",
        "two": "def two():\n    return 1 / 0",
        "three": LEAK,
        "words": WRITTEN,
    },
}


@pytest.fixture(scope="module")
def handed_back(course, fill):
    """A class of three, graded, with a teacher's marks, and each one's page."""
    exercise = course.exercise(NAME)
    for student, answers in ANSWERS.items():
        course.submit(student, NAME, fill(exercise, answers))
    course.submit("marked", NAME, fill(exercise, {"words": "Four."}))
    showy = fill(exercise, ANSWERS["right"])
    showy.cells += [
        new_code_cell(SHOWN),
        new_markdown_cell("# Mine\n\n<img src=//elsewhere.example/x>"),
    ]
    course.submit("showy", NAME, showy, at="2030-01-01 00:00:00 UTC")
    course.autograde_here(NAME)
    mark(course)
    course.run("generate_feedback", NAME)
    folder = course.root / "classroom/feedback"
    return {
        path.name: (path / NAME / f"{NAME}.html").read_text("utf-8") for path in folder.iterdir()
    }


def mark(course):
    """A teacher reads one submission; one check of it could not be run; another came late."""
    with course.gradebook() as gradebook:
        gradebook.find_grade("words", NAME, NAME, "marked").manual_score = 1.5
        gradebook.find_grade("one-check", NAME, NAME, "marked").manual_score = 2
        gradebook.find_grade("two-check", NAME, NAME, "marked").auto_score = None
        comment = gradebook.find_comment("words", NAME, NAME, "marked")
        comment.manual_comment = "Say **why**: $n + 1$"
        showy = gradebook.find_submission_notebook(NAME, NAME, "showy")
        showy.late_submission_penalty = 1
        gradebook.db.commit()


@pytest.fixture
def page(handed_back):
    """A student's page, read: page("right")."""
    return lambda student: BeautifulSoup(handed_back[student], "html.parser")


def rows(page):
    """The table of the questions: {question: (points, result)}."""
    lines = [[cell.text for cell in row(["th", "td"])] for row in page.table.tbody("tr")]
    return {question: (points, result) for question, points, result in lines}


def part(page, question):
    """The part of a page that a line of its table leads to."""
    link = page.table.find("a", string=question)
    return page.find(id=link["href"].removeprefix("#")).find_parent("section")


def squeezed(element):
    return " ".join(element.text.split())


def test_the_table_of_the_questions(page):
    """Each question has its points and whether it is passed; what a person marks says so."""
    assert rows(page("right")) == {
        "one-check": ("2 of 2 points", "passed"),
        "two-check": ("2 of 2 points", "passed"),
        "three-check": ("2 of 2 points", "passed"),
        "words": ("0 of 3 points", "not passed"),
        "aloud": ("1 point", "waits for a person"),
    }
    assert rows(page("marked")) == {
        "one-check": ("2 of 2 points", "marked by a person"),
        "two-check": ("2 points", "not graded"),
        "three-check": ("0 of 2 points", "not passed"),
        "words": ("1.5 of 3 points", "marked by a person"),
        "aloud": ("1 point", "waits for a person"),
    }


def test_the_total(page):
    """The sum, and what may still be added to it or was taken off."""
    assert squeezed(page("right").find(class_="total")) == "6 of 10 points so far"
    marked = squeezed(page("marked").main.section)
    assert "3.5 of 10 points so far" in marked
    assert "1 of them waits for a person" in marked
    assert "2 of them are not graded" in marked
    showy = squeezed(page("showy").main.section)
    assert "5 of 10 points" in showy
    assert "1 point is taken off because it came late." in showy


def test_each_line_leads_to_points_and_words(page):
    """Behind a link are the result, the points and what the check said, in one place."""
    one = part(page("wrong"), "one-check")
    assert one.h3.text == "one-check: not passed, 0 of 2 points"
    assert one.find(class_="said").text.strip() == (
        "AssertionError: a test failed that may be one that is not shown here."
    )
    two = squeezed(part(page("wrong"), "two-check").find(class_="said"))
    assert two.endswith("ZeroDivisionError: division by zero")


def test_no_line_of_a_hidden_test(handed_back, course):
    """They are in every graded notebook, and in no page: not by a traceback, nor by a student."""
    for student, page in handed_back.items():
        assert "assert one() == 1" in course.autograded(student, NAME)
        text = BeautifulSoup(page, "html.parser").text
        assert "== 1" not in text and "== 2" not in text and "== 3" not in text
        assert "HIDDEN" not in page


def test_the_check_is_shown_as_it_was_released(page):
    """The part of a check that students have is there, folded."""
    assert part(page("right"), "one-check").details.find("pre").text.strip() == "assert one() > 0"


@pytest.mark.parametrize("said, heard", [("No response.", ""), ("Look again.", "Look again.")])
def test_nbgraders_own_words_are_no_teachers(said, heard):
    """It writes them beside each answer that was left as it was given."""
    settings = {"solution": True, "grade": False, "task": False, "comment": said}
    cell = new_code_cell(metadata={"nbgrader": settings})
    assert comment(cell).striptags() == heard


def test_a_teachers_comment(page):
    """It stands at the answer, with its formulas, and the top of the page leads to it."""
    marked = page("marked")
    comment = marked.find(id="comment-words")
    assert squeezed(comment).startswith("Your teacher wrote:Say why: n+1")
    assert comment.strong and comment.math
    assert marked.find("a", href="#comment-words").text == "about words"
    assert not page("wrong").find(class_="comment")


def test_formulas_are_readable_without_a_network(handed_back, page):
    """They are in the page as MathML, and no script is needed to set them."""
    assert "<mfrac>" in str(part(page("wrong"), "words").math)
    assert page("showy").find("math", display="block").mfrac
    assert "MathJax" not in "".join(handed_back.values())


def test_nothing_of_another_host(page, handed_back):
    """No page names an address that a browser would load, and each forbids its browser to load."""
    for student in handed_back:
        soup = page(student)
        assert not soup(["script", "link", "iframe", "object", "embed", "base", "form"])
        assert all(image["src"].startswith("data:image/") for image in soup("img"))
        assert all(link["href"].startswith("#") for link in soup("a", href=True))
        assert not re.search(r"url\(|@import", soup.style.text)
        policy = soup.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
        assert policy.startswith("default-src 'none'; img-src data:; style-src 'unsafe-inline';")


def test_nothing_of_a_student_runs(page, handed_back):
    """Scripts in words, outputs and pictures are not there, or as text; the harmless rest is."""
    for student in handed_back:
        assert not [
            e for e in page(student).find_all(True) if any(a.startswith("on") for a in e.attrs)
        ]
    showy = page("showy")
    assert showy.find("b").text == "bold"
    assert showy.find("img")["src"].startswith("data:image/svg+xml;base64,")
    assert "red <script>pwned = 1</script>" in showy.text


def test_one_language_and_headings_in_order(page, handed_back):
    """A page has its language, one main heading, and no level is skipped."""
    for student in handed_back:
        soup = page(student)
        levels = [int(heading.name[1]) for heading in soup(re.compile(r"^h\d$"))]
        assert soup.html["lang"] == "en"
        assert levels[0] == 1 and levels.count(1) == 1
        assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('check("mse_grad", "one column")', "mse_grad, one column"),
        ('check("asleep_layer")', "asleep_layer"),
        ("assert one() > 0", "an-id"),
        ('check("a", part)', "an-id"),
        ("%magic", "an-id"),
    ],
)
def test_a_check_is_called_as_its_cell_calls_it(source, said):
    """The name and the part; else the name of the cell."""
    cell = new_code_cell(source, metadata={"nbgrader": {"grade_id": "an-id"}})
    assert name(cell) == said


def test_who_has_left_is_named(course, handed_back):
    """A folder of a student whom the gradebook no longer has makes nobody's feedback fail."""
    graded = course.root / "classroom/autograded"
    shutil.copytree(graded / "right", graded / "gone")
    said = course.run("generate_feedback", NAME, "--force")
    assert f"NOT IN THE GRADEBOOK: gone, with {NAME}" in said and "Traceback" not in said
    assert not (course.root / "classroom/feedback/gone").exists()
    shutil.rmtree(graded / "gone")


def test_the_exercise_needs_nothing_else(course, handed_back):
    """A page is one file; the notebook beside it is not handed back."""
    files = {p.name for p in (course.root / "classroom/feedback").rglob("*") if p.is_file()}
    assert files <= {f"{NAME}.html", "timestamp.txt"}
