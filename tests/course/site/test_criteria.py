"""The page on accessibility says how every criterion is met, and names tests that there are."""

import dataclasses

import chapter_prose as prose
import pytest
from chapter_text import read_page

from course.site.teach.criteria import STATES, counted, criteria, way

# The success criteria of levels A and AA in WCAG 2.1; those of level AAA stand between them.
NUMBERS = """1.1.1 1.2.1 1.2.2 1.2.3 1.2.4 1.2.5 1.3.1 1.3.2 1.3.3 1.3.4 1.3.5 1.4.1 1.4.2 1.4.3
1.4.4 1.4.5 1.4.10 1.4.11 1.4.12 1.4.13 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1 2.4.2 2.4.3 2.4.4
2.4.5 2.4.6 2.4.7 2.5.1 2.5.2 2.5.3 2.5.4 3.1.1 3.1.2 3.2.1 3.2.2 3.2.3 3.2.4 3.3.1 3.3.2 3.3.3
3.3.4 4.1.1 4.1.2 4.1.3""".split()
DOUBLE_A = """1.2.4 1.2.5 1.3.4 1.3.5 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 1.4.12 1.4.13 2.4.5 2.4.6
2.4.7 3.1.2 3.2.3 3.2.4 3.3.3 3.3.4 4.1.3""".split()


def wrong(known, root):
    """What is wrong with the data of the page: a criterion, its level, its state, or its tests."""
    ones = [one for part in known.values() for one in part]
    found = [] if [one["id"] for one in ones] == NUMBERS else ["other criteria than WCAG's"]
    for one in ones:
        level = "AA" if one["id"] in DOUBLE_A else "A"
        found += [] if one["level"] == level else [f"{one['id']} is of level {level}"]
        found += [] if one["here"] in STATES else [f"{one['id']}: {one['here']}"]
        found += [f"{one['id']} names {name}" for name in _missing(one["tests"], root)]
    return found


def _missing(tests, root):
    """The tests that there are not; nobody need have written one where people looked."""
    if tests == "read":
        return []
    return [name for name in tests if not (root / "tests" / name).is_file()] if tests else ["none"]


def test_every_criterion_is_there_once_with_its_tests(root):
    """All fifty, in WCAG's order, each with its level."""
    known = criteria(root)
    assert list(known) == ["Perceivable", "Operable", "Understandable", "Robust"]
    assert wrong(known, root) == []
    assert (len(NUMBERS), len(DOUBLE_A)) == (50, 20)


@pytest.mark.filterwarnings("ignore:pkg_resources")
def test_what_is_said_can_be_read(root):
    """In the words and at the length of the book's own prose."""
    said = [one["how"] for part in criteria(root).values() for one in part]
    page = dataclasses.replace(read_page("accessibility"), source="\n\n".join(said))
    assert prose.banned(page) == prose.too_long(page) == []
    assert prose.grade(page) <= prose.HARDEST


def test_the_page_draws_them_all(site, root):
    """Each stands in a table of the page, and the sentence above counts them."""
    text = (site / "chapters/accessibility.html").read_text(encoding="utf-8")
    ones = [one for part in criteria(root).values() for one in part]
    rows = [f"{one['id']} {one['name']} ({one['level']})" for one in ones]
    assert [row for row in rows if text.count(f">{row}<") + text.count(f"<p>{row}</p>") != 1] == []
    assert counted(ones) in text


CHANGES = {
    "other criteria": lambda ones: ones.pop(),
    "1.1.1 is of level A": lambda ones: ones[0].update(level="AA"),
    "1.1.1: fine": lambda ones: ones[0].update(here="fine"),
    "1.1.1 names browser/gone.py": lambda ones: ones[0].update(tests=["browser/gone.py"]),
    "1.1.1 names none": lambda ones: ones[0].update(tests=[]),
}


@pytest.mark.parametrize("said", CHANGES)
def test_a_fault_in_the_data_is_seen(root, said):
    """Planted: a criterion too few, a level, a word that says nothing, a test that is not there."""
    known = criteria(root)
    CHANGES[said](known["Perceivable"])
    assert wrong(known, root)[0].startswith(said)


def test_counts():
    """One that falls short is said to."""
    ones = [{"here": here} for here in ("holds", "holds", "falls short")]
    assert counted(ones).endswith("levels A and AA. Of these, 2 hold and 1 falls short.")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("https://github.com/a/b.git", "<https://github.com/a/b/issues/new>"),
        ("https://gitlab.com/a/b/", "<https://gitlab.com/a/b/-/issues/new>"),
        ("", "Tell your instructor"),
    ],
)
def test_whom_to_tell(url, said):
    """Where the repository takes issues; without one, somebody whom the reader knows."""
    assert said in way(url)
