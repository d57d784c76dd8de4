"""How NumPy, pandas and matplotlib count and show, so that what a cell set can be taken back.

No name holds a setting, and it outlives the cell that made it: a line width that was tried once
would be in every drawing until the page is loaded anew. So a cell begins with what a fresh
notebook has, and with what the cells that it needs from above have set.
"""

import sys

from numpy import get_printoptions, geterr, set_printoptions, seterr


class Settings:
    """The settings of the packages that are loaded, and what each cell has set."""

    def __init__(self):
        self._fresh = {}  # {kind: {name: value}} in a fresh notebook
        self.forget()

    def forget(self):
        """Have what a fresh notebook has: no cell has set anything."""
        self._set = {}  # {place: {kind: {name: value}}}
        self.begin(())

    def begin(self, above):
        """Have what a fresh notebook has, and what the cells `above` have set."""
        self._above = above
        for kind, read, write in _loaded():
            wanted = self._before(kind)
            if _differing(read(), wanted):
                write(wanted)

    def note(self, place):
        """Note what cell `place` has set, which ran after `begin`."""
        self._set[place] = {}
        for kind, read, _ in _loaded():
            self._set[place][kind] = _differing(read(), self._before(kind))

    def _before(self, kind):
        if kind not in self._fresh:
            self._fresh[kind] = FRESH[kind]()
        settings = dict(self._fresh[kind])
        for place in self._above:
            settings |= self._set.get(place, {}).get(kind, {})
        return settings


def _differing(now, before):
    """Those of `now` that are other things before; `==` of colours would be an array."""
    return {name: value for name, value in now.items() if before.get(name) is not value}


def _loaded():
    """Each kind of settings whose package is loaded: its name, and what reads and writes them."""
    return [(kind, *ways) for kind, (package, *ways) in KINDS.items() if sys.modules.get(package)]


def _drawing():
    return _without_backend(sys.modules["matplotlib"].rcParams)


def _without_backend(settings):
    """The values as they are kept, all but one: who asks for the backend has it loaded."""
    return {name: value for name, value in dict.items(settings) if name != "backend"}


def _draw(settings):
    dict.update(sys.modules["matplotlib"].rcParams, settings)  # as they were read


def _tables():
    options = sys.modules["pandas"].options
    return dict(_named(options.display, "display")) | dict(_named(options.styler, "styler"))


def _named(options, above):
    for name in dir(options):
        value, path = getattr(options, name), f"{above}.{name}"
        if isinstance(value, type(options)):
            yield from _named(value, path)
        else:
            yield path, value


def _show_tables(settings):
    sys.modules["pandas"].set_option(*[part for pair in settings.items() for part in pair])


def _fresh_tables():
    now = _tables()
    sys.modules["pandas"].reset_option(r"^(display|styler)\.")
    fresh = _tables()
    _show_tables(now)
    return fresh


KINDS = {
    "errors": ("numpy", geterr, lambda settings: seterr(**settings)),
    "printing": ("numpy", get_printoptions, lambda settings: set_printoptions(**settings)),
    "drawing": ("matplotlib", _drawing, _draw),
    "tables": ("pandas", _tables, _show_tables),
}
# Known also where the cell that loads a package is the one that sets something.
FRESH = {
    "errors": geterr,  # these two are read before the first cell
    "printing": get_printoptions,
    "drawing": lambda: _without_backend(sys.modules["matplotlib"].rcParamsOrig),
    "tables": _fresh_tables,
}
