"""IPython's shell without a kernel around it: it runs cells and keeps what they show.

Outputs are as in a notebook file: text, tables, pictures and errors, in their order.
"""

import ast
import contextlib
import importlib
import io
import os
import re
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.history import HistoryManager
from IPython.core.inputtransformer2 import TransformerManager
from IPython.core.interactiveshell import InteractiveShell

from course.grading.inside.wire import MOST_LETTERS

CUT = "\n[Cut off here: this cell shows more than a million letters.]\n"

LATER = {"reference_impl.data": "pandas"}  # what a module imports when it is first used

history: Any = HistoryManager
history.enabled = False  # a database that nobody would read


class Shown:
    """What a cell has shown so far, bounded in size."""

    def __init__(self) -> None:
        self.outputs: list[dict[str, Any]] = []
        self._left = MOST_LETTERS

    def text(self, name: str, text: str) -> None:
        """More text on stdout or stderr; what comes at once stands together."""
        if self._left <= 0:
            return
        if len(text) >= self._left:
            text = text[: self._left] + CUT
        self._left -= len(text)
        if self.outputs and self.outputs[-1].get("name") == name:
            self.outputs[-1]["text"] += text
        else:
            self.outputs.append({"output_type": "stream", "name": name, "text": text})

    def add(self, output: dict[str, Any]) -> None:
        """One more output, if there is room for it."""
        size = len(str(output))
        if size < self._left:
            self._left -= size
            self.outputs.append(output)
        elif self._left > 0:
            self._left = 0
            self.outputs.append({"output_type": "stream", "name": "stdout", "text": CUT})


class _Stream(io.TextIOBase):
    encoding = "utf-8"

    def __init__(self, shell, name):
        self._shell, self._name = shell, name

    def writable(self):
        return True

    def write(self, text):
        self._shell.shown.text(self._name, str(text))
        return len(text)


class _Publisher(DisplayPublisher):
    def publish(self, data, metadata=None, source=None, *, transient=None, update=False, **others):
        self.shell.shown.add(
            {"output_type": "display_data", "data": data, "metadata": metadata or {}}
        )

    def clear_output(self, wait=False):
        self.shell.shown.outputs.clear()


class _Results(DisplayHook):
    def start_displayhook(self):
        """Nothing is printed before a result."""

    def write_output_prompt(self):
        """No prompt."""

    def write_format_data(self, format_dict, md_dict=None):
        assert self.shell
        self.shell.shown.add(
            {
                "output_type": "execute_result",
                "data": dict(format_dict),
                "metadata": md_dict or {},
                "execution_count": self.prompt_count,
            }
        )

    def finish_displayhook(self):
        """Nothing is printed after a result."""


# Where one of these stands, a cell may be more than Python: a magic, a command, a question, a line
# that is indented, a prompt that was copied along, a call without brackets.
MAYBE_MORE = re.compile(r"\A\s|[%!?]|>>>|\.\.\.|In \[|^\s*[,;/]", re.MULTILINE)


class _Transformers(TransformerManager):
    def __init__(self) -> None:
        super().__init__()
        self._usual = self.cleanup_transforms + self.line_transforms

    def transform_cell(self, cell):
        """What can be nothing but Python is left as it is: to transform it takes as long as to run
        it."""
        if MAYBE_MORE.search(cell) or self.cleanup_transforms + self.line_transforms != self._usual:
            return super().transform_cell(cell)
        return cell if cell.endswith("\n") else cell + "\n"

    def do_token_transforms(self, lines):
        """What is Python as it stands has no magics: to look for them takes longer than it runs."""
        try:
            ast.parse("".join(lines))
        except Exception:  # a magic, or a mistake
            return super().do_token_transforms(lines)
        return lines


class Shell(InteractiveShell):
    """`run` runs one cell; `shown` is what it shows meanwhile."""

    def __init__(self, **settings: Any) -> None:
        settings |= {"displayhook_class": _Results, "display_pub_class": _Publisher}
        super().__init__(**settings)
        self.input_transformer_manager = _Transformers()
        self.shown = Shown()
        self.ask_exit = lambda: None  # `exit()` ends a kernel; here the other cells go on
        kinds: Any = (InteractiveShell, Shell)
        for kind in kinds:
            kind._instance = self  # what get_ipython() gives

    def warm_up(self) -> None:
        """Do once what every notebook would do, before anybody waits for it."""
        os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"  # as a kernel has it
        self.run(
            "import numpy as np; np.linalg.lstsq(np.eye(2), np.ones(2)); print([1]); np.eye(2)",
            store=False,
        )
        self.run("1 / 0", store=False)
        self.reset()

    def load(self, modules: Iterable[str]) -> None:
        """Load modules once for all notebooks, with what they load when they are used."""
        for name in modules:
            with contextlib.suppress(Exception):  # of which the cell that imports it tells
                importlib.import_module(name)
                importlib.import_module(LATER.get(name, name))
        if "matplotlib" in sys.modules:
            self.enable_matplotlib("inline")
            self.run("import matplotlib.pyplot as plt; plt.plot([1])", store=False)
            self.reset()

    def enable_gui(self, gui: str | None = None) -> None:
        """There are no windows here."""

    def should_run_async(self, raw_cell: str, **transformed: Any) -> bool:
        """To find out takes a compilation, which most cells can be spared."""
        if "await" not in raw_cell and "async" not in raw_cell:
            return False
        return super().should_run_async(raw_cell, **transformed)

    def run(self, source: str, store: bool = True) -> tuple[list[dict[str, Any]], int]:
        """The outputs of a cell and its number."""
        self.shown = Shown()
        with self._streams():
            self.run_cell(source, store_history=store)
        return self.shown.outputs, self.execution_count - 1

    @contextlib.contextmanager
    def _streams(self) -> Iterator[None]:
        with (
            contextlib.redirect_stdout(_Stream(self, "stdout")),
            contextlib.redirect_stderr(_Stream(self, "stderr")),
        ):
            yield

    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
        self.shown.add(
            {
                "output_type": "error",
                "ename": str(etype.__name__),
                "evalue": str(evalue),
                "traceback": list(stb),
            }
        )
