"""What modules hold, so that what a cell did to them can be taken back.

A module outlives the cell that changed it: `np.exp = None`, a line that is long gone, would spoil
every check until the page is loaded anew.
"""

import functools
import sys
import types

ROOTS = {"builtins", "math", "random", "numpy", "course", "reference_impl"}  # what cells reach for


class Modules:
    """The modules that cells have to do with, as they were when they were remembered."""

    def __init__(self):
        self._held = {}

    def remember(self):
        """Note what each module holds that is not noted yet."""
        for name, module in list(sys.modules.items()):
            ours = name.split(".")[0] in ROOTS and isinstance(module, types.ModuleType)
            if ours and name not in self._held:
                self._held[name] = module, dict(vars(module))

    def restore(self):
        """Give each noted module back what it held."""
        for now, held, keys in self.forget_if_changed():
            for key in keys:
                if key in held:
                    now[key] = held[key]
                else:
                    del now[key]
        sys.modules |= {name: module for name, (module, _) in self._held.items()}

    def forget_if_changed(self):
        """Where a module is another now, have the checks forget the results that they keep.

        They were found with the module as it was, such as NumPy before `np.maximum = np.minimum`.
        Returns what changed: (the module's names now, those it held, which differ) for each.
        """
        pairs = [(vars(module), held) for module, held in self._held.values()]
        changes = [(now, held, keys) for now, held in pairs if (keys := _changed(now, held))]
        if changes:
            self._forget()
        return changes

    def _forget(self):
        for name, (_, held) in self._held.items():
            if name.startswith("course."):
                for kept in held.values():
                    if isinstance(kept, functools._lru_cache_wrapper):
                        kept.cache_clear()


NOT_THERE = object()


def _changed(now, held):
    """The names that a module holds another thing by; parts loaded since are none."""
    # `==` of the dictionaries would look inside.
    if now.keys() == held.keys() and all(now[key] is value for key, value in held.items()):
        return []
    keys = now.keys() | held.keys()
    others = [key for key in keys if now.get(key, NOT_THERE) is not held.get(key, NOT_THERE)]
    return [key for key in others if key in held or not isinstance(now[key], types.ModuleType)]
