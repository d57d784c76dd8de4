"""One style for every picture and table of the course, and the glue between code and text.

    from course.figures import colour, glue, hand_over, say, show, subplots, table

`show` puts a matplotlib figure on the page, `table` a DataFrame; `say` puts a number in the
text, and `glue` any value. `hand_over` gives arrays to a picture that answers. `subplots` starts
a plot and `canvas` a drawing in the course's style; `colour` names the colour of a symbol.
Nothing here needs a notebook or the book's own tools.
"""

from course.figures.page import glue, hand_over, say, show
from course.figures.style import canvas, colour, css_variables, subplots
from course.figures.tables import table

__all__ = [
    "canvas", "colour", "css_variables", "glue", "hand_over", "say", "show", "subplots", "table",
]  # fmt: skip
