"""A chapter's cells as a script, for tests that run it or look at its code."""

from myst_nb.core.read import read_myst_markdown_notebook


def chapter_code(chapter):
    """The code cells of a chapter, one after the other, as one script."""
    cells = read_myst_markdown_notebook(chapter.read_text()).cells
    return "\n\n\n".join(cell.source for cell in cells if cell.cell_type == "code") + "\n"
