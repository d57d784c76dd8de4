"""One style for every picture and table of the course, and the glue between code and text.

    from course.figures import colour, glue, show, subplots, table

`show` puts a matplotlib figure on the page, `table` a DataFrame, `glue` a value in the
text. `subplots` starts a plot and `canvas` a drawing in the course's style; `colour`
names the colour of a symbol. Nothing here needs a notebook or the book's own tools.
"""

from course.figures.page import glue, show
from course.figures.style import canvas, colour, css_variables, subplots
from course.figures.tables import table

__all__ = ["canvas", "colour", "css_variables", "glue", "show", "subplots", "table"]
