"""The reports on a class in a browser: open to everybody, at every width, light and dark."""

import chromium
import pytest
from graded_class import grading, group, slipped, verdict
from page_checks import PHONE, everything, wider_than_the_screen

from course.checks.backprop import ASSIGNMENT
from course.grading.reports import book, page
from course.grading.reports.alike import SAME_CODE, SAME_RESULT, Group
from course.grading.reports.results import reteach
from course.grading.reports.sharing import shared
from course.grading.verdicts import WRONG

pytestmark = pytest.mark.whole

LONG = "a" * 80  # a name, and a line, that no screen has room for


def a_class():
    """Forty students, each known mistake of an assignment among them, and a long name."""
    slips = [(a, slip) for a in ASSIGNMENT.answers.values() for slip in a.misconceptions]
    gradings = {LONG: [grading(verdict("backward-at-zero", WRONG, words=f"no\n\n{LONG}"))]}
    for number in range(40):
        answer, slip = slips[number % len(slips)]
        made = slipped(f"{answer.name}-{answer.parts[0].name.replace(' ', '-')}", slip.name)
        gradings[f"student {number}"] = [grading(made, verdict("asleep_layer", points=number % 5))]
    return group(gradings, absent=["somebody"], waiting=["somebody else"])


@pytest.fixture(scope="module")
def reports(root, tmp_path_factory):
    """A folder with each kind of report."""
    folder, everybody = tmp_path_factory.mktemp("reports"), a_class()
    where = {"chapter": book.chapter(root, "backprop"), "book": "https://example.org/"}
    groups = [Group("backward", SAME_CODE, tuple(everybody.names), f"v0 = '{LONG}{LONG}'")]
    groups.append(Group("backward", SAME_RESULT, (LONG, "student 1"), "came out: 7"))
    about = {"assignment": "backprop", "handed_in": 41, "names": everybody.names}
    pages = {
        "reteach": {"report": reteach("backprop", everybody), **where},
        "shared": {"report": shared("backprop", everybody), **where},
        "near_copies": {"groups": groups, **about},
    }
    for name, data in pages.items():
        (folder / f"{name}.html").write_text(page.rendered(f"{name}.html", **data), "utf-8")
    with chromium.under_sub_path(folder) as address:
        yield address


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["reteach", "shared", "near_copies"])
def test_a_report_is_open_to_everybody(browser, axe, reports, name, scheme):
    """By axe, at 320 pixels, enlarged; it asks nobody for anything and complains of nothing."""
    options = {"viewport": PHONE, "color_scheme": scheme, "bypass_csp": True}  # axe is a script
    visit = chromium.Visit(browser, reports, **options)
    visit.open(f"{name}.html")
    assert everything(visit, axe) == {}
    assert visit.outside() == []
    visit.context.close()


@pytest.mark.parametrize("name", ["reteach", "shared", "near_copies"])
def test_a_printed_report_fits_its_paper(browser, reports, name):
    """A sheet of A4 with margins of two centimetres; nothing scrolls on paper."""
    visit = chromium.Visit(browser, reports, viewport={"width": 642, "height": 971})
    visit.open(f"{name}.html").emulate_media(media="print")
    assert wider_than_the_screen(visit.page) == []
    visit.context.close()


def test_a_script_in_a_report_would_not_run(browser, reports):
    """Planted, as if something had not been escaped: the page's own rules forbid it."""
    visit = chromium.Visit(browser, reports)
    visit.open("reteach.html")
    assert visit.complaints == []
    visit.page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1';"
        " document.body.append(s) }"
    )
    assert visit.page.evaluate("'ran' in window") is False
    assert "Content Security Policy" in visit.complaints[0]
    visit.context.close()
