"""What is taken out of the pages' text changes nothing for whoever reads it."""

import re

import pytest

from course.site.finish import markup

STYLE = """
html[data-theme="light"] .highlight { background: #fefefe; color: #080808 }
html[data-theme="light"] .highlight .n { color: #080808 } /* Name */
html[data-theme="light"] .highlight .nn { color: #080808; font-weight: bold } /* Name.Namespace */
html[data-theme="light"] .highlight .p { color: #080808 } /* Punctuation */
html[data-theme="light"] .highlight .k { color: #7928a1 } /* Keyword */
html[data-theme="dark"] .highlight { background: #2b2b2b; color: #f8f8f2 }
html[data-theme="dark"] .highlight .n { color: #F8F8F2 } /* Name */
html[data-theme="dark"] .highlight .nn { color: #f8f8f2 } /* Name.Namespace */
html[data-theme="dark"] .highlight .p { color: #abe338 } /* Punctuation */
html[data-theme="dark"] .highlight .k { color: #dcc6e0 } /* Keyword */
"""
MARK = re.compile(r'<span class="(?:n|p)">([^<]*)</span>')


def test_plain_kinds():
    """A kind of token is plain if it looks like all other code, light and dark, in all it says."""
    assert markup.plain(STYLE) == {"n"}


def test_the_style_in_use_has_plain_kinds(site):
    """Names and punctuation have no colour of their own in the book; keywords have."""
    kinds = markup.plain((site / markup.STYLE).read_text("utf-8"))
    assert {"n", "p"} <= kinds
    assert not {"k", "kn", "c1", "nb", "mi", "s2", "o"} & kinds


@pytest.mark.parametrize(
    "page, tidy",
    [
        ('<pre><span class="n">a</span><b>if</b></pre>', "<pre>a<b>if</b></pre>"),
        ("<div>\n   <p>a\n\n  b</p>\n</div>\n", "<div>\n<p>a\nb</p>\n</div>\n"),
        ("  <pre>a\n   b\n\n c</pre>\n  <p>", "  <pre>a\n   b\n\n c</pre>\n<p>"),
        ("<script>a\n  b</script>\n  <p>", "<script>a\n  b</script>\n<p>"),
        ("<textarea>a\n  b</textarea>", "<textarea>a\n  b</textarea>"),
    ],
)  # fmt: skip
def test_tidied(page, tidy):
    """Marks go from code alone, indentation from everything but code, scripts and what is typed."""
    assert markup.tidied(page, MARK) == tidy


def test_marks_outside_code_stay():
    """Planted: a span of a plain kind's name in running text, where it may mean something."""
    assert (
        markup.tidied('<p><span class="n">W</span></p>', MARK) == '<p><span class="n">W</span></p>'
    )
