"""A notebook's cells, run as a page of the book shows them: each as in a fresh notebook.

    notebook = Notebook(sources, answers, tell)
    notebook.change({3: "def relu(z): ..."})
    notebook.run(4)

`tell(kind, content)` gets what comes out of the cell: "text" and "error", both plain text, and
"html", a picture or a table; "handed" is for an explorable of the page, see `hand_over` in
course.figures.page. What the cell needs from above is run before it, in silence. Where a
check has refused an answer, `notebook.look(4, 0.05)` goes on looking for the line to blame.

What a cell gives must not depend on what was run or written here before: a helper that is gone
must be missed, and `np = 1` be forgotten once the line is. So the names are made anew, from the
cells above, whenever what ran is not what stands there now. Modules stay loaded, and are put back
as they were, and so are the settings of packages. In a chapter, where cells may train a network, a
cell above is not run again as long as nothing that ran since can have touched what it made.
"""

import ast
import builtins
import contextlib
import functools
import io
import linecache
import sys
import traceback
import types

from page_modules import Modules
from page_needs import names, needed, packages
from page_pasted import NotPython, as_python, cause, misplaced
from page_settings import Settings

LONGEST = 50_000  # letters of printed text: a page is no place for more
CHECK = "check"  # what each assignment calls its check


class NotTheReaders(Exception):
    """What the course brings along did not arrive; no fault of the reader's."""


class Notebook:
    """The cells of a page, what they say now, and the names that they have made.

    `answers` are the places of the reader's own cells, `checks` of those that look at them.
    """

    def __init__(self, sources, answers, tell, checks=()):
        self.answers, self.checks = tuple(answers), frozenset(checks)
        self._tell = tell
        self._modules, self._settings = Modules(), Settings()
        self.sources = self._released = list(sources)
        self._begin()

    def change(self, sources):
        """Take over what the reader has written: {place: text}."""
        self.sources = [sources.get(place, old) for place, old in enumerate(self.sources)]

    def packages(self, place):
        """The packages that have to be loaded before cell `place` runs."""
        code = self._code(place)
        return packages([code[i] for i in [*self._needed(place), place]])

    def run(self, place):
        """Run what cell `place` needs, then the cell; True if it went well.

        Raises NotTheReaders where something of the course could not be imported.
        """
        above = self._needed(place)
        if not self._holds(above, place):
            self._begin()
        for count, i in enumerate(above):
            if i not in self._ran and not self._run_above(i, above[:count]):
                return False
        self._say_taken(place)
        return self._run(place, self._tell, above)

    def look(self, place, seconds):
        """Look a little further for the line that the check at `place` refused.

        None as long as there is more to do; then the words, empty if there is nothing to say.
        """
        looking = self._lookings.get(place)
        if looking is None:
            return ""
        builtins.display = _show_nothing
        more = looking.go_on(seconds)
        drop_figures()
        return None if more else looking.words

    def _begin(self):
        """Start with no names at all, and with modules as they were."""
        self._ran = {}  # the place of each cell that ran, in that order, to its text then
        self._lookings = {}  # what each check that ran since went on with, by place
        self._meant = None  # the assignment's own check
        self._module = types.ModuleType("__main__")
        sys.modules["__main__"] = self._module
        self._modules.restore()
        self._modules.remember()
        self._settings.forget()

    def _code(self, place):
        """The cells down to `place`, as Python reads them; empty where it can't."""
        return [_python(source) for source in self.sources[: place + 1]]

    def _needed(self, place):
        above = needed(self._code(place), place, self.answers)
        return [i for i in above if i not in self.checks]

    def _holds(self, above, place):
        """Whether the names are those that the cells `above` would make in a fresh notebook."""
        ran = list(self._ran.items())
        wanted = [(i, self.sources[i]) for i in above]
        if self.answers:
            return ran == wanted[: len(ran)]
        kept = [step for step in ran if step in wanted]
        if kept != wanted[: len(kept)]:
            return False
        return not self._touched([step for step in ran if step not in kept], above, place)

    def _touched(self, others, above, place):
        """Whether one of the `others` made or changed what the cells `above` or `place` use."""
        code = self._code(place)
        made = set().union(*(names(code[i]).makes | names(code[i]).changes for i in above))
        used = set().union(*(names(code[i]).uses for i in [*above, place]))
        for i, text in others:
            other = names(_python(text))
            mine = made if (i, text) == (place, self.sources[place]) else made | used
            if (other.makes | other.changes) & mine:
                return True
        return False

    def _run_above(self, place, above):
        """Run a cell for the sake of one below. One of the book's own must not fail in silence."""
        said = []
        went_well = self._run(place, lambda kind, content: said.append((kind, content)), above)
        if went_well or self.answers:
            return True  # as a notebook goes on after a cell that failed
        del self._ran[place]  # it is tried again
        self._tell("error", f"{ABOVE}\n{''.join(c for kind, c in said if kind == 'error')}")
        return False

    def _run(self, place, tell, above):
        if place not in self.checks:
            self._ran[place] = self.sources[place]
        elif self._meant is not None:
            self._module.__dict__[CHECK] = self._meant  # whatever the reader calls by its name
            self._modules.forget_if_changed()
        source, space = self.sources[place], self._module.__dict__
        ours = place not in self.answers and source == self._released[place]
        loaded = len(sys.modules)
        keep = functools.partial(self._keep_looking, place)
        self._settings.begin(above)
        went_well = run_cell(source, space, f"<cell {place}>", tell, trusted=ours, raised=keep)
        self._settings.note(place)
        if ours and CHECK in names(source).makes:
            self._meant = space.get(CHECK)
        if len(sys.modules) > loaded:
            self._modules.remember()
        return went_well

    def _keep_looking(self, place, error):
        if place in self.checks:
            self._lookings[place] = getattr(error, "looking", None)

    def _say_taken(self, place):
        """Say which of the notebook's own names an answer gives another meaning."""
        if place not in self.answers:
            return
        own, brought = names(_python(self.sources[place])), {}
        for i in set(range(len(self.sources))) - self.checks - set(self.answers):
            brought |= names(_python(self.sources[i])).imports
        others = [name for name in own.makes & brought.keys()
                  if own.imports.get(name) != brought[name]]  # fmt: skip
        if others:
            from course.checks.taken import words

            self._tell("text", f"{words(sorted(others))}\n")


ABOVE = "A cell above, which this one needs, stopped with an error. It is tried again next time."


@functools.lru_cache(maxsize=1000)
def _python(source):
    """The cell as Python reads it; empty where it can't."""
    try:
        return as_python(source)[0]
    except NotPython:
        return ""


def run_cell(source, namespace, name, tell, trusted=False, raised=None):
    """Run one cell; what it prints, shows and raises goes to `tell`. True if it raised nothing.

    `raised` gets the error itself, once it is told.
    A `trusted` cell is the book's own: if it can't import something, that raises NotTheReaders.
    """
    printed = Printed(tell)
    show = Shower(tell, printed)
    sys.displayhook, builtins.display, builtins.input = show, show.display, _nobody_types
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        try:
            source, notes = as_python(source)
            for note in notes:
                tell("text", f"{note}\n")
            linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
            _execute(source, namespace, name, show)
            show.figures()
        except BaseException as error:  # whatever it is, the reader gets to hear of it
            if trusted and isinstance(error, ImportError) and not _by_a_reader(error, name):
                raise NotTheReaders(f"{type(error).__name__}: {error}") from error
            printed.flush()
            tell("error", in_words(error, name))
            drop_figures()
            if raised:
                raised(error)
            return False
        finally:
            printed.flush()
    return True


def _by_a_reader(error, name):
    """Whether an error comes out of another cell than `name`: an answer that this one calls."""
    files = {frame.filename for frame in traceback.extract_tb(error.__traceback__)}
    return any(file.startswith("<cell ") for file in files - {name})


def _nobody_types(prompt=""):
    raise RuntimeError(
        "input() waits for somebody to type, and on this page nobody can. "
        "Give the value a name instead, such as x = 3."
    )


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
    asks_afterwards = True  # see course.checks.afterwards

    def __init__(self, tell, printed):
        self._tell, self._printed = tell, printed

    def __call__(self, value):
        if value is not None:
            self.display(value)

    def hand_over(self, content):
        """Give what a cell has for an explorable to the page."""
        self._tell("handed", content)

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


def drop_figures():
    """Close the figures of a cell that broke off, or the next cell would show them."""
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        pyplot.close("all")


def _show_nothing(*values):
    """Stands for `display` while an answer's copies run, of which nothing is to be seen."""


# With what matplotlib says in a style sheet, which would hold for the whole page.
JOINTS = "stroke-linejoin: round; stroke-linecap: butt"
PICTURE = f'<svg role="img" style="{JOINTS}" aria-label="The picture that this cell draws"'


def in_words(error, name):
    """An exception as the reader should hear it: what a check says, or the line and plain words."""
    if hasattr(error, "_render_traceback_"):
        return "\n".join(error._render_traceback_())
    kind, said = type(error).__name__, str(error)
    if isinstance(error, NotPython):
        return said
    if isinstance(error, SyntaxError):
        return _unreadable(error, kind, "".join(linecache.getlines(name)))
    lines = [f"It stopped in line {line}:\n    {code}" for line, code in _places(error, name)]
    if isinstance(error, NotImplementedError) and not said:
        return "\n".join([*lines, "Nobody has written this answer yet."])
    return "\n".join([*lines, _plain(error), f"Python says: {kind}: {said}"])


def _places(error, name):
    """The line of the cell that was running, and its text."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename == name]
    return [(frame.lineno, frame.line) for frame in frames[-1:]]


def _unreadable(error, kind, source):
    number = error.lineno or 1
    written = source.splitlines()[number - 1 : number]  # which Python does not always have at hand
    line = (error.text or "".join(written)).rstrip("\n")
    arrow = " " * max((error.offset or 1) - 1, 0) + "^"
    why = cause(source, number) or misplaced(error.msg)
    return (
        f"Python can't read line {error.lineno}:\n    {line}\n    {arrow}\n"
        f"{why}{chr(10) if why else ''}Python says: {kind}: {error.msg}"
    )


def _plain(error):
    """The checks' own words for an exception; they are there once the course is loaded."""
    from course.checks.plain import plain_words

    return plain_words(error)
