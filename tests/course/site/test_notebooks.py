"""A chapter as a notebook: the same cells, and a text that any Jupyter shows as it is meant."""

import re

import nbformat
import pytest
from bs4 import BeautifulSoup

from course.site.errors import BuildError
from course.site.source.notation import symbols
from course.site.source.run import chapters
from course.site.teach import notebooks
from course.site.teach.equations import typeset

CODE = re.compile(r"`[^`]*`")
MATHS = re.compile(r"\$\$((?:.|\n)+?)\$\$|\$([^$\n]+)\$")


@pytest.fixture(scope="module")
def made(site, root):
    """{chapter: its notebook in the site}, and each has one."""
    names = [name for name in chapters(root) if name != notebooks.FRONT]
    return {name: nbformat.read(_file(site, name), as_version=4) for name in names}


def _file(site, name):
    return site / notebooks.FOLDER / f"{name.split('/')[1]}.ipynb"


def texts(notebook):
    return [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]


def code(notebook):
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


def left_over(text, macros):
    """What only the book's pages understand, in a text."""
    bare = CODE.sub("", text)
    words = MATHS.sub("", bare)
    found = re.findall(r"\{[a-z:]+\}|^:::.*|^\([\w-]+\)=", words, re.MULTILINE)
    maths = " ".join(a or b for a, b in MATHS.findall(bare))
    return found + [macro for macro in re.findall(r"\\[A-Za-z]+", maths) if macro in macros]


@pytest.fixture(scope="module")
def macros(root):
    return {symbol.macro for symbol in symbols(root) if symbol.tex}


def test_the_same_cells(made, root):
    """Code for code, none of it run; what the page hides is folded."""
    for name, chapter in chapters(root).items():
        if name != notebooks.FRONT:
            assert code(made[name]) == code(chapter), name
            nbformat.validate(made[name])
    cells = [cell for notebook in made.values() for cell in notebook.cells]
    assert not any(cell.get("outputs") for cell in cells)
    folded = [cell for cell in cells if cell.metadata.get("jupyter", {}).get("source_hidden")]
    assert len(folded) > 100


def test_nothing_is_left_that_only_the_book_understands(made, macros):
    """No box, no role, no macro in any text."""
    wrong = {name: [left_over(text, macros) for text in texts(nb)] for name, nb in made.items()}
    assert {name: found for name, found in wrong.items() if any(found)} == {}


def test_what_is_left_is_seen(macros):
    """Planted: each kind of thing that a Jupyter would show as it is written."""
    planted = ["See {doc}`affine`.", ":::{admonition} A box", "(label)=", r"so $\Wone$ is"]
    assert [bool(left_over(text, macros)) for text in planted] == [True] * 4
    assert left_over(r"Say `{doc}` or `\n`, and $x_1$.", macros) == []


def test_every_equation_is_plain_tex(made):
    """KaTeX sets each without a macro of ours."""
    equations = {
        a or b
        for notebook in made.values()
        for text in texts(notebook)
        for a, b in MATHS.findall(CODE.sub("", text))
    }
    assert len(equations) > 200
    for tex in equations:
        assert "katex" in typeset(tex)


@pytest.fixture
def plain(root):
    return notebooks.Plain(root, "chapters/gradients", {"sums": "956,736"})


def test_words_for_roles(plain):
    """Titles, terms, numbers and sources, as the page says them."""
    assert plain.text("In {doc}`affine`, {doc}`there <wine>`.") == (
        "In *Weights times what comes in*, there."
    )
    assert plain.text("A {term}`batch`, its {term}`batches <batch>`: {glue:text}`sums`.") == (
        "A batch, its batches: 956,736."
    )
    assert plain.text("Kept {cite}`nair2010`.") == "Kept (Nair and Hinton, 2010)."
    both = plain.text("Kept {cite}`nair2010, kingma2015`.")
    assert both == "Kept (Nair and Hinton, 2010; Kingma and Ba, 2015)."
    assert (
        plain.text("{doc}`../exercises/affine/affine`")
        == "*Assignment: weights times what comes in*"
    )
    assert plain.text("By {eq}`line`.") == "By (line)."
    assert plain.text("See {ref}`maths-exp`.").startswith("See *")


def test_equations(plain):
    """Macros with and without arguments, nested too; code keeps its backslashes."""
    assert plain.text(r"$\z = \x\W$ and `\n`") == r"${z} = {x}{W}$ and `\n`"
    assert plain.text("Say `{doc}` or `{x}` and `y`.") == "Say `{doc}` or `{x}` and `y`."
    assert plain.tex(r"\slope{\loss}{\w}") == r"{\frac{d{L}}{d{w}}}"


def test_boxes(plain):
    """A quotation; a question folds its answers, and a class is no text."""
    box = ":::{admonition} Said aloud\n:class: tip\nThe sums.\n:::\n\nMore."
    assert plain.text(box) == "> **Said aloud**\n>\n> The sums.\n\n\nMore."
    told = plain.text(":::{question}\nHow many?\n\n- **Two.** Yes. Two.\n- **One.** No.\n:::")
    assert "> How many?" in told
    assert told.index("<details>") < told.index("- **Two.** Yes.") < told.index("</details>")


@pytest.mark.parametrize("kind", ["note", "tip", "warning", "important", "hint", "caution"])
def test_a_note(plain, kind):
    """A quotation with its name, however it is fenced; one may stand in another."""
    told = f"> **{kind.capitalize()}**\n>\n> Bring a calculator."
    assert plain.text(f":::{{{kind}}}\nBring a calculator.\n:::") == told
    assert plain.text(f"```{{{kind}}} Bring a calculator.\n```") == told
    nested = plain.text(f"::::{{admonition}} Aloud\n:::{{{kind}}}\nBring one.\n:::\n::::")
    assert "> > Bring one." in nested and ":::" not in nested


def test_a_fence_of_code(plain):
    """It stays, whatever it has in it."""
    code = "```text\n:::{note}\nx\n:::\n```"
    assert plain.text(code) == code


def test_the_last_paragraph(plain):
    """Not a box: what leads on, and the chapter that comes next."""
    told = plain.text(":::{next}\none slope is not enough.\n:::")
    assert told.startswith("Next: one slope is not enough. *Many outputs: Jacobians* asks ")
    assert told.endswith("the main route goes on with *Back-propagation*.")


def test_what_has_no_words_stops_the_build(plain):
    """Planted: boxes, roles, a number, a source and a place that a notebook can't tell of."""
    roles = ("{glue:text}`nobody`", "{cite}`nobody1999`", "{ref}`x`", "{abbr}`MSE (mean)`")
    for box in ("video", "figure", "figure-md", "list-table"):
        with pytest.raises(BuildError, match=rf"^chapters/gradients.md: .*the box {{{box}}} has"):
            plain.text(f":::{{{box}}} x\n:::")
    for role in (*roles, "{numref}`fig`", "{download}`x <y.csv>`"):
        with pytest.raises(BuildError, match=rf"^chapters/gradients.md: .*{re.escape(role)} has"):
            plain.text(role)


def test_each_chapter_leads_to_its_notebook(made, site):
    """In this site's Jupyter, and as a file."""
    for name in made:
        page = site / f"{name}.html"
        tree = BeautifulSoup(page.read_text("utf-8"), "html.parser")
        links = [link["href"] for link in tree.select(".nn-ways a")]
        assert links[0].endswith(f"?path={name}.ipynb"), name
        assert (page.parent / links[1]).resolve() == _file(site, name).resolve()
    front = (site / f"{notebooks.FRONT}.html").read_text("utf-8")
    assert "nn-ways" not in front
