"""What modules hold, so that what a cell did to them can be taken back.

A module outlives the cell that changed it: `np.exp = None`, a line that is long gone, would spoil
every check until the page is loaded anew.
"""

import sys
import types

import numpy as np

ROOTS = {"builtins", "math", "random", "numpy", "course", "reference_impl"}  # what cells reach for


class Modules:
    """The modules that cells have to do with, as they were when they were remembered."""

    def __init__(self):
        self._held = {}
        self._settings = np.geterr(), np.get_printoptions()

    def remember(self):
        """Note what each module holds that is not noted yet."""
        for name, module in list(sys.modules.items()):
            ours = name.split(".")[0] in ROOTS and isinstance(module, types.ModuleType)
            if ours and name not in self._held:
                self._held[name] = module, dict(vars(module))

    def restore(self):
        """Give each noted module back what it held."""
        for name, (module, held) in self._held.items():
            sys.modules[name] = module
            now = vars(module)
            if not _same(now, held):
                for key in now.keys() - held.keys():
                    if not isinstance(now[key], types.ModuleType):  # a part, loaded since
                        del now[key]
                now.update(held)
        errors, printing = self._settings
        np.seterr(**errors)
        np.set_printoptions(**printing)


def _same(now, held):
    """Whether two dictionaries hold the very same things: `==` would look inside."""
    return now.keys() == held.keys() and all(now[key] is value for key, value in held.items())
