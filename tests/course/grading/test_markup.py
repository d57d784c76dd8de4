"""What a student wrote can neither run, nor load, nor pose as a part of the page."""

import re

import pytest
from bs4 import BeautifulSoup

from course.grading.markup import TAGS, WIDE, Outline, from_markdown, safe

DOT = "data:image/png;base64,iVBORw0KGgo="
HOSTILE = {
    "a script": "<script>alert(1)</script>",
    "a script inside words": "so <b>it</b> <script>alert(1)</script> is",
    "a broken script": "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "a handler": f'<img src="{DOT}" onerror="alert(1)" alt="x">',
    "a handler after a break": f'<img\n src="{DOT}"\n onload\n=\n"alert(1)" alt="x">',
    "svg": "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "svg with a link": '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    "math": '<math href="javascript:alert(1)"><mtext><img src=x onerror=alert(1)></mtext></math>',
    "nested": '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 '
    'onerror=alert(1)&gt;">',
    "a link": '<a href="javascript:alert(1)">x</a>',
    "a masked link": '<a href="jAva&#115;cript&colon;alert(1)">x</a>',
    "a link with a break": '<a href="java\nscript:alert(1)">x</a>',
    "a page in a link": '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    "a link of Markdown": "[x](javascript:alert(1)) [y](<java script:alert(1)>)",
    "an automatic link": "<javascript:alert(1)>",
    "a frame": '<iframe src="http://elsewhere.example/"></iframe>',
    "a frame with a page": '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    "an object": '<object data="http://elsewhere.example/"></object><embed src="//elsewhere">',
    "a style": "<style>@import url(http://elsewhere.example/);</style>",
    "a style of its own": '<p style="background:url(http://elsewhere.example/)">x</p>',
    "a picture from elsewhere": "![x](http://elsewhere.example/dot.png)",
    "a picture by its host": '<img src="//elsewhere.example/dot.png" srcset="//elsewhere 2x">',
    "a picture that is an address": "![x](../../logout)",
    "a form": '<form action="http://elsewhere.example/"><button>Full credit</button></form>',
    "a button in looks": '<span class="btn full-credit" id="score" role="button">x</span>',
    "a base": '<base href="http://elsewhere.example/"><meta http-equiv="refresh" content="0">',
    "a formula in a picture's words": f'![$\\text{{" onerror="alert(1)}}$]({DOT})',
    "a formula in a title": f'![x]({DOT} "$\\text{{<script>alert(1)</script>}}$")',
    "a formula": r"$\text{<script>alert(1)</script>}$ and $\href{javascript:alert(1)}{x}$",
}
LOADS = {"src", "href", "srcset", "action", "data", "background", "poster", "xlink:href", "style"}
MATH = re.compile("^(math|m[a-z]+)$")


@pytest.mark.parametrize("written", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("made", [safe, from_markdown])
def test_nothing_runs_or_loads(made, written):
    """No element, attribute or address is left by which a browser would do anything."""
    for element in BeautifulSoup(made(written).replace(WIDE, "<div>"), "html.parser").find_all(
        True
    ):
        assert element.name in TAGS or MATH.match(element.name)
        for name, value in element.attrs.items():
            assert not name.startswith("on")
            assert name not in ("id", "role", "style", "class")
            assert name not in LOADS or value == DOT


def test_harmless_text_stays():
    """What a student writes in good faith is shown: emphasis, links, code, tables, folded hints."""
    written = (
        "# Why\n\nIt is **two**, see [here](https://example.org/a?b=1), `a < b`.\n\n"
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n"
        "<details><summary>More</summary>\n\nwords\n\n</details>\n"
    )
    made = from_markdown(written)
    assert "<h1>Why</h1>" in made
    assert "<strong>two</strong>" in made
    assert '<a href="https://example.org/a?b=1">here</a>' in made
    assert "<code>a &lt; b</code>" in made
    assert "<td>1</td>" in made
    assert "<summary>More</summary>" in made


def test_python_is_coloured_and_its_text_stays():
    """A block of code keeps every character."""
    made = from_markdown("```python\nreturn a < b and '<script>'\n```")
    assert BeautifulSoup(made, "html.parser").text.strip() == "return a < b and '<script>'"
    assert '<span class="k">return</span>' in made


def test_the_text_of_a_style_or_a_script_is_no_text():
    """pandas puts a style into each of its tables."""
    made = safe("<div><style scoped>.dataframe th { top: 0 }</style><table><tr><td>1</table></div>")
    assert BeautifulSoup(made, "html.parser").text == "1"


def test_a_wide_table_is_moved_by_keys_too():
    """Each table is in a box of its own that keys reach."""
    assert from_markdown("|a|\n|-|\n|1|").startswith(WIDE + "<table>")


def test_formulas_are_set():
    """In a sentence, on their own line, and as an environment; money is no formula."""
    made = from_markdown("It is $x^2$.\n\n$$y$$\n\n\\begin{align} a &= b \\end{align}\n\n5 \\$")
    assert made.count("<math ") == 3
    assert '<math display="block"><mrow><mi>y</mi></mrow></math>' in made
    assert "5 $" in made


def test_formulas_in_a_pictures_words_stay_words():
    """An attribute holds no elements: there the formula is read as it was written."""
    (picture,) = BeautifulSoup(from_markdown(f"![of $a < b$]({DOT})"), "html.parser")("img")
    assert picture["alt"] == "of $a < b$"


def test_attached_pictures_are_in_the_page():
    """A picture that a student put into the cell is shown; one that is not there is named."""
    kept = {"plot.png": {"image/png": "iVBORw0KGgo="}}
    shown = from_markdown("![my plot](attachment:plot.png)", kept)
    assert shown == f'<p><img alt="my plot" src="{DOT}"></p>\n'
    words = "<p>[my plot; the picture is not in this file]</p>\n"
    assert from_markdown("![my plot](attachment:gone.png)", kept) == words
    assert from_markdown("![my plot](plot.png)") == words


def test_a_picture_without_words_says_so():
    """Who cannot see it learns that it is there."""
    (picture,) = BeautifulSoup(safe(f'<img src="{DOT}">'), "html.parser")("img")
    assert picture["alt"] == "a picture without words"


def test_pictures_beside_the_notebook_where_they_can_be_had():
    """The formgrader serves them; an address that is more than a name is not asked for."""
    assert (
        from_markdown("![a](b/plot.png)", files=True) == '<p><img alt="a" src="b/plot.png"></p>\n'
    )
    for address in ("../plot.png", "/logout?x=.png", "//elsewhere/plot.png", "page.svg"):
        assert "<img" not in from_markdown(f"![a]({address})", files=True)


def test_headings_have_their_place_in_the_page():
    """They stand below the page's own, one level at a time, whatever number of # they have."""
    outline = Outline(under=1, last=2)
    first = from_markdown("# a\n\n#### b\n\n## c", outline=outline)
    assert re.findall(r"<(h\d)>", first) == ["h2", "h3", "h3"]
    assert re.findall(r"<(h\d)>", from_markdown("### d", outline=outline)) == ["h4"]


def test_a_text_that_was_set_before_has_its_new_place():
    """The same words in two pages, or twice in one, have the headings of where they are."""
    again = Outline(under=1, last=2), Outline(under=3, last=3)
    assert [from_markdown("# a", outline=one) for one in again] == ["<h2>a</h2>\n", "<h4>a</h4>\n"]
    assert [one.last for one in again] == [2, 4]
    twice = Outline(under=1, last=1)
    assert from_markdown("## b", outline=twice) == "<h2>b</h2>\n"
    assert from_markdown("## b", outline=twice) == "<h3>b</h3>\n"


@pytest.mark.parametrize("made", [safe, from_markdown])
def test_text_that_breaks_a_reader_is_shown_as_it_stands(made, monkeypatch):
    """No student's text stops the pages of the others."""

    def broken(*_, **__):
        raise RecursionError

    monkeypatch.setattr("course.grading.markup.bleach.clean", broken)
    assert made("<i>broken") == "<pre>&lt;i&gt;broken</pre>"


@pytest.mark.whole
@pytest.mark.parametrize("made", [safe, from_markdown])
@pytest.mark.parametrize("deep", ["<div>", "> ", "- ", "[", "<b", "*a **"])
def test_deep_text_ends(made, deep):
    """Thousands of levels are answered with a page."""
    assert isinstance(made(deep * 3000), str)
