"""A student's feedback in a browser: for everybody, without a network, and safe to open."""

import pytest
from chromium import Visit
from hostile import WORDS, showing_cell
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from page_checks import barriers, untold_pictures, wider_than_the_screen

from course.grading.feedback import page

ABOUT = {"notebook": "count", "score": 3, "max_score": 12, "late_penalty": 1}
POLICY = "Content-Security-Policy"
PHONE, NARROW, DESKTOP = (390, 844), (320, 800), (1280, 800)


def about(grade_id, points=2, score=0, given=True, by_hand=False, **settings):
    marks = {"points": points, "score": score, "given": given, "by_hand": by_hand}
    plain = {"grade": True, "solution": False, "locked": True, "task": False}
    return {"nbgrader": plain | marks | {"grade_id": grade_id} | settings}


def check(name, *outputs, **marks):
    return new_code_cell(f'check("{name}")', metadata=about(name, **marks), outputs=[*outputs])


@pytest.fixture(scope="module")
def text():
    """A page with each result that there is, a comment, a wide table, and a hostile student."""
    said = ["one: not yet.", "", "  a long line of an array " + "[0.123, 4.567], " * 12]
    failed = new_output("error", ename="CheckFailed", evalue="", traceback=said)
    words = about("words", given=False, solution=True, locked=False, comment="Say $n$.")
    wide = "<table><tr>" + "<td>a_long_name_for_a_column</td>" * 12 + "</tr></table>"
    code = new_code_cell(
        "import numpy as np  # the usual\n\n\ndef one():\n    return f'{1}' + \"a\" * 2",
        outputs=[new_output("display_data", data={"text/html": wide})],
    )
    cells = [
        new_markdown_cell("# Count\n\nIt is $\\frac{1}{n}$.\n\n$$\\sum_i x_i^2$$"),
        code,
        check("one", failed),
        check("two", score=2),
        check("three", score=1),
        check("four", given=False),
        check("five", score=1, by_hand=True),
        new_markdown_cell(WORDS, metadata=words),
        showing_cell(),
    ]
    return page(new_notebook(cells=cells), ABOUT)


@pytest.fixture
def opened(browser, tmp_path):
    """A function that opens a page that lies in a folder, as a student does."""
    visits = []

    def open_page(text, **options):
        (tmp_path / "page.html").write_text(text, "utf-8")
        visits.append(Visit(browser, tmp_path.as_uri() + "/", **options))
        visits[-1].open("page.html")
        return visits[-1]

    yield open_page
    for visit in visits:
        visit.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_open_to_everybody(opened, text, axe, scheme):
    """axe has nothing to say, no words are cut off on a phone, and pictures have words."""
    visit = opened(text, color_scheme=scheme, bypass_csp=True)
    for size in (DESKTOP, PHONE, NARROW):
        visit.resize(*size)
        assert barriers(visit.page, axe) == []
        assert wider_than_the_screen(visit.page) == []
    assert untold_pictures(visit.page) == []


def test_dark_is_dark(opened, text):
    """The page follows the reader's system."""
    colours = [
        opened(text, color_scheme=scheme).page.evaluate(
            "getComputedStyle(document.body).backgroundColor"
        )
        for scheme in ("light", "dark")
    ]
    assert colours == ["rgb(255, 255, 255)", "rgb(22, 24, 29)"]


def test_a_formula_is_drawn(opened, text):
    """The numerator of a fraction stands over its denominator, without a script or a network."""
    top, bottom = opened(text).page.evaluate(
        "[...document.querySelector('mfrac').children].map((e) => e.getBoundingClientRect().y)"
    )
    assert top + 4 < bottom


@pytest.mark.parametrize("policy", [POLICY, "Nothing"], ids=["as it is", "without its policy"])
def test_nothing_runs_and_nothing_is_asked_for(opened, text, policy):
    """Cleaning alone is enough, and links of a student's do nothing but lead away."""
    visit = opened(text.replace(POLICY, policy))
    for link in visit.page.query_selector_all("a:not([href^='#'])"):
        link.evaluate("(link) => link.click()")
    for summary in visit.page.query_selector_all("summary, td"):
        summary.evaluate("(one) => one.click()")
    visit.page.wait_for_timeout(200)
    assert visit.page.evaluate("window.pwned") is None
    assert visit.outside() == []
    assert visit.complaints == []


@pytest.mark.parametrize(("policy", "ran"), [(POLICY, None), ("Nothing", 1)])
def test_the_policy_alone_is_enough_too(opened, text, policy, ran):
    """A script that cleaning missed would be stopped; without the policy it would run."""
    missed = "<script>pwned = 1</script><img src='http://127.0.0.1:9/dot.png' alt=''></main>"
    visit = opened(text.replace(POLICY, policy).replace("</main>", missed))
    assert visit.page.evaluate("window.pwned") == ran
    assert bool([c for c in visit.complaints if POLICY.replace("-", " ") in c]) is (ran is None)


def test_a_line_of_the_table_leads_to_the_answer(opened, text):
    """A click on a question brings its words to the top, and back again."""
    page = opened(text).page
    page.click("table a >> text=four")
    assert page.evaluate("document.querySelector(':target').textContent").startswith(
        "four: not graded"
    )
    page.click("#question-5 ~ p a")
    assert page.evaluate("document.querySelector(':target').textContent") == "Your points"
