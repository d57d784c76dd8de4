"""Run by Pyodide itself: compiles the modules that pages import, into `compiled.zip`.

Of Python's library it takes what a first check needs. The rest stays as it is, for a compiled
module is twice as large. Of the packages it takes all that they import in a notebook's usual use.
"""

import importlib
import importlib.util
import io
import marshal
import os
import sys
import zipfile
from typing import Any  # adds nothing to what is compiled: NumPy imports it too

# What checks ask for; the last two when NumPy reads a table.
FIRST = ("numpy", "numpy.random", "difflib", "hashlib", "gzip", "urllib.parse")
UNCHECKED = (1).to_bytes(4, "little")  # nobody looks for its source


def from_source() -> dict[str, Any]:
    """The modules so far that came from source: {path in Pyodide's files: loader}."""
    specs = [getattr(module, "__spec__", None) for module in sys.modules.values()]
    origins = {spec.origin: spec.loader for spec in specs if spec and spec.origin}
    return {path: loader for path, loader in origins.items() if path.endswith(".py")}


def in_library(path: str) -> bool:
    """Whether it is a module of Python's own library, and of no package."""
    return ".zip/" in path


def use_packages() -> None:
    """Draw a picture and show a table, as a notebook does."""
    os.environ["MPLBACKEND"] = "svg"
    import matplotlib.pyplot as plt
    import pandas as pd

    plt.plot([1, 2])
    plt.savefig(io.StringIO(), format="svg", bbox_inches="tight")
    pd.DataFrame({"a": [1]})._repr_html_()  # type: ignore[operator]  # pandas-stubs do not know it


def compiled(path: str, loader: Any) -> bytes:
    """A module as `import` takes it: a head, which PEP 552 describes, and its code."""
    source = loader.get_data(path)
    code = compile(source, path, "exec", dont_inherit=True)
    head = importlib.util.MAGIC_NUMBER + UNCHECKED + importlib.util.source_hash(source)
    return head + marshal.dumps(code)


for name in FIRST:
    importlib.import_module(name)
wanted = from_source()
use_packages()
wanted |= {path: loader for path, loader in from_source().items() if not in_library(path)}
with zipfile.ZipFile("compiled.zip", "w") as archive:
    for path, loader in wanted.items():
        archive.writestr(path.lstrip("/"), compiled(path, loader))
