"""The words of a picture, for tests that hold it to its numbers."""

import re

from course.figures.svg import draw_svg


def texts(figure):
    """The words and numbers on the axes of a figure, in the order drawn."""
    return [text.get_text() for axes in figure.axes for text in axes.texts]


def published_texts(made):
    """The words and numbers of a picture as the page gets it; `made` is (figure, words)."""
    return re.findall(r"<text [^>]*>([^<]*)</text>", draw_svg(*made))
