"""Each command on a page for instructors or students, and in README, is run by a test.

A page is walked by a test of its own, which takes the commands from its text, so that a new box is
run as well. What no walk runs stands in `commands.yml`, with who runs it or why nobody does.
"""

import re

import pytest
from chapter_text import CHAPTERS, Page, listed, read_page
from page_boxes import OTHERS, boxes

ROOT = CHAPTERS.parent
# The pages that are walked, and where.
WALKED = {
    "own": "tests/course/site/test_own_page.py",
    "credit": "tests/course/site/test_own_page.py",
    "grading": "tests/course/grading/test_guide.py",
    "hub": "tests/course/grading/test_commands.py",
    "settings": "tests/course/grading/test_settings_page.py",
    "README": "tests/test_packaging.py",
}
GUIDES = ("students", "privacy", "own", "assignments", "grading", "hub", "settings", "calendar")
GUIDES += ("credit", "accessibility", "README", "CONTRIBUTING")
PROGRAMS = "make|nbgrader|python3?|pip3?|uv|dask|apt|cd|git|jupyter|mkdir|chmod|cp|sudo|docker|npm"
COMMAND = re.compile(rf"(?:{PROGRAMS})(?: [^:].*)?|\. \S+")


def read_guide(name):
    """A page of the book, or one of those that stand beside it."""
    file = ROOT / f"{name}.md"
    return Page(name, file.read_text("utf-8")) if file.is_file() else read_page(name)


def shown(page):
    """The commands in its boxes."""
    return [line for box in boxes(page) if box.kind == "sh" for line in box.lines if line]


def spoken(page):
    """The commands in its text."""
    code = [token.content for token in page.tokens if token.type == "code_inline"]
    return [words for words in code if COMMAND.fullmatch(words) and " " in words]


def not_run(page, run, others):
    """The commands of a page that nothing runs; one in the text may be the beginning of one."""
    begun = [words for words in spoken(page) if not any(line.startswith(words) for line in run)]
    return sorted({*shown(page), *begun} - run - set(others))


@pytest.fixture(scope="module")
def run():
    """Every line that a walk runs."""
    return {line for name in WALKED for line in shown(read_guide(name))} - set(OTHERS)


@pytest.mark.parametrize("name", GUIDES)
def test_each_command_is_run(run, name):
    """By a walk, or by what `commands.yml` names."""
    assert not_run(read_guide(name), run, OTHERS) == []


@pytest.mark.parametrize("name", GUIDES)
def test_commands_stand_in_boxes_of_commands(name):
    """In a box of another kind no test would look at them."""
    others = [line for box in boxes(read_guide(name)) if box.kind != "sh" for line in box.lines]
    assert [line for line in others if COMMAND.fullmatch(line) and " " in line] == []


def test_every_guide_is_looked_at():
    """The pages of the two parts at the end of the book."""
    pages = listed()[1]
    assert set(pages[pages.index("students") :]) <= set(GUIDES)


@pytest.mark.parametrize("name", WALKED)
def test_a_page_is_walked_where_it_is_said(name):
    """The test reads it, and hands its boxes to a shell."""
    text = (ROOT / WALKED[name]).read_text("utf-8")
    assert re.search(rf'(read_page\("|Page\("){name}"', text) and "boxes(" in text


def test_the_list_of_others_is_of_use():
    """Each of its lines is on a page, and each file that it names is there."""
    pages = [read_guide(name) for name in GUIDES]
    lines = {line for page in pages for box in boxes(page) for line in box.lines}
    assert set(OTHERS) <= lines | {words for page in pages for words in spoken(page)}
    for who in OTHERS.values():
        for file in re.findall(r"(?:tests|tools)/[\w/.]+\.py|\.ci/run", who):
            assert (ROOT / file).is_file(), file


BOX = "# A page\n\nSay `make coffee`, or `make grade`.\n\n```sh\nmake tea # soon\nmake milk\n```\n"


def test_a_command_that_nothing_runs_is_named():
    """Planted: one in a new box, and one in the text."""
    page = Page("planted", BOX)
    found = not_run(page, {"make grade ASSIGNMENT=affine"}, {"make milk": "it is poured elsewhere"})
    assert found == ["make coffee", "make tea"]
