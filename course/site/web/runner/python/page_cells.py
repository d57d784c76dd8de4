"""A notebook's cells, run in one namespace, as a page of the book shows them.

    notebook = Notebook(sources, answers, tell)
    notebook.run(4, {3: "def relu(z): ..."})

`tell(kind, content)` gets what comes out of the cell: "text" and "error", both plain text, and
"html", a picture or a table. What the cell needs from above is run before it, in silence.
"""

import ast
import builtins
import contextlib
import io
import linecache
import sys
import traceback
import types

from page_needs import needed, packages

LONGEST = 50_000  # letters of printed text: a page is no place for more


class Notebook:
    """The cells of a page, what they say now, and the names that they have made."""

    def __init__(self, sources, answers, tell):
        self.sources = list(sources)
        self.answers = tuple(answers)
        self._tell = tell
        self._ran = {}  # the place of a cell, to its text when it ran
        self._module = types.ModuleType("__main__")
        sys.modules["__main__"] = self._module

    def change(self, sources):
        """Take over what the reader has written: {place: text}."""
        self.sources = [sources.get(place, old) for place, old in enumerate(self.sources)]

    def packages(self, place):
        """The packages that have to be loaded before cell `place` runs."""
        return packages([self.sources[i] for i in [*self._needed(place), place]])

    def run(self, place):
        """Run what cell `place` needs, then the cell; True if it went well."""
        for above in self._stale(place):
            self._run(above, lambda kind, content: None)
        return self._run(place, self._tell)

    def _needed(self, place):
        return needed(self.sources, place, self.answers)

    def _stale(self, place):
        """The needed cells from the first on that has not run as it is written now."""
        wanted = self._needed(place)
        for i, above in enumerate(wanted):
            last = self._ran.get(above)
            if last != self.sources[above]:
                return wanted[i:]
        return []

    def _run(self, place, tell):
        self._ran[place] = self.sources[place]
        for later in [other for other in self._ran if other > place]:
            if place in needed(self.sources, later, self.answers):
                del self._ran[later]
        return run_cell(self.sources[place], self._module.__dict__, f"<cell {place}>", tell)


def run_cell(source, namespace, name, tell):
    """Run one cell; what it prints, shows and raises goes to `tell`. True if it raised nothing."""
    printed = Printed(tell)
    show = Shower(tell, printed)
    sys.displayhook, builtins.display = show, show.display
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        try:
            _execute(source, namespace, name, show)
            show.figures()
        except BaseException as error:  # whatever it is, the reader gets to hear of it
            printed.flush()
            tell("error", in_words(error, name))
            show.drop()
            return False
        finally:
            printed.flush()
    return True


def _execute(source, namespace, name, show):
    """Run a cell's statements; a last line that is an expression is shown, without a `;`."""
    tree = ast.parse(source, name)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, name, "exec"), namespace)
    if last:
        value = eval(compile(ast.Expression(last.value), name, "eval"), namespace)
        if not source.rstrip().endswith(";"):
            show(value)


class Printed(io.TextIOBase):
    """Where `print` writes to; whole lines are told as they come."""

    def __init__(self, tell):
        self._tell, self._line, self._left = tell, "", LONGEST

    def writable(self):
        return True

    def write(self, text):
        self._line += text
        whole, newline, self._line = self._line.rpartition("\n")
        self._send(whole + newline)
        return len(text)

    def end_line(self):
        """End the line that is being printed, for something else is to stand below it."""
        if self._line:
            self.write("\n")

    def flush(self):
        text, self._line = self._line, ""
        self._send(text)

    def _send(self, text):
        if not text or self._left <= 0:
            return
        self._left -= len(text)
        self._tell("text", text if self._left > 0 else text[: self._left] + "\n… and more.\n")


class Shower:
    """Shows a value as a notebook does: a picture or a table where it has one, else its text."""

    shows_html = True  # see course.figures.page

    def __init__(self, tell, printed):
        self._tell, self._printed = tell, printed

    def __call__(self, value):
        if value is not None:
            self.display(value)

    def display(self, *values):
        """What a notebook knows as `display`: show each value, at once."""
        for value in values:
            self._show(value)

    def _show(self, value):
        self._printed.end_line()
        html = getattr(value, "_repr_html_", None)
        page = html() if callable(html) and not isinstance(value, type) else None
        if page:
            self._tell("html", page)
        else:
            self._tell("text", f"{value!r}\n")
        self.figures()

    def figures(self):
        """Show the matplotlib figures that are open, and close them."""
        pyplot = sys.modules.get("matplotlib.pyplot")
        for number in pyplot.get_fignums() if pyplot else ():
            self._printed.end_line()
            drawn = io.StringIO()
            pyplot.figure(number).savefig(drawn, format="svg", bbox_inches="tight")
            pyplot.close(number)
            picture = drawn.getvalue()
            self._tell("html", picture[picture.index("<svg") :].replace("<svg", PICTURE, 1))

    def drop(self):
        """Close the figures of a cell that broke off, or the next cell would show them."""
        if pyplot := sys.modules.get("matplotlib.pyplot"):
            pyplot.close("all")


PICTURE = '<svg role="img" aria-label="The picture that this cell draws"'


def in_words(error, name):
    """An exception as the reader should hear it: what a check says, or the line and plain words."""
    if hasattr(error, "_render_traceback_"):
        return "\n".join(error._render_traceback_())
    kind, said = type(error).__name__, str(error)
    if isinstance(error, SyntaxError):
        return _unreadable(error, kind)
    lines = [f"It stopped in line {line}:\n    {code}" for line, code in _places(error, name)]
    if isinstance(error, NotImplementedError) and not said:
        return "\n".join([*lines, "Nobody has written this answer yet."])
    return "\n".join([*lines, _plain(error), f"Python says: {kind}: {said}"])


def _places(error, name):
    """The line of the cell that was running, and its text."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename == name]
    return [(frame.lineno, frame.line) for frame in frames[-1:]]


def _unreadable(error, kind):
    line = (error.text or "").rstrip("\n")
    arrow = " " * max((error.offset or 1) - 1, 0) + "^"
    return (
        f"Python can't read line {error.lineno}:\n    {line}\n    {arrow}\n"
        f"Python says: {kind}: {error.msg}"
    )


def _plain(error):
    """The checks' own words for an exception; they are there once the course is loaded."""
    from course.checks.plain import plain_words

    return plain_words(error)
