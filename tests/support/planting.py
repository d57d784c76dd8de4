"""Faults for checks to find: a module with one line of its own source changed."""

import inspect
from types import ModuleType


def planted(module, old, new):
    """A twin of `module` in which `old`, which must stand there once, is replaced by `new`."""
    source = inspect.getsource(module)
    assert source.count(old) == 1, f"{old!r} is in the source {source.count(old)} times"
    twin = ModuleType(module.__name__)
    exec(source.replace(old, new), twin.__dict__)
    return twin
