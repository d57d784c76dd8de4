"""What learners do with a page, in any order: edits, runs, checks and reloads, drawn at random.

`played` plays it with a page's notebook, in this Python or in the page's own (by
`pages_in_node.mjs`); `from_nothing` says what the same cells give in a notebook that is run from
its top, as the downloaded one is.
"""

import contextlib
import functools
import importlib
import io
import json
import random
import sys

RIGHT = {
    "relu": "def relu(z):\n    return np.maximum(0, z)",
    "relu_slope": "def relu_slope(z):\n    return (z > 0).astype(float)",
    "sigmoid": "def sigmoid(z):\n    return np.where(z > 0, 1 / (1 + np.exp(-np.abs(z))), "
    "np.exp(-np.abs(z)) / (1 + np.exp(-np.abs(z))))",
}
WRONG = {
    "relu": "def relu(z):\n    return np.abs(z)",
    "relu_slope": "def relu_slope(z):\n    return (z >= 0).astype(float)",
    "sigmoid": "def sigmoid(z):\n    return 1 / (1 + np.exp(z))",
}
LEANING = {  # on what another cell may have, or have had
    "relu": "def relu(z):\n    return z * awake(z)",
    "relu_slope": "def relu_slope(z):\n    return 1.0 * awake(z)",
    "sigmoid": "def sigmoid(z):\n    return half * (1 + np.tanh(half * z))",
}
BESIDE = [
    "def awake(z):\n    return z > 0",
    "def awake(z):\n    return z >= 0",
    "half = 0.5",
    "half = 2",
    "del half",
    "check = 1",
    "def check(*a):\n    print('right')",
    "np = [1, 2]",
    "del np",
    "from numpy import *",
    "np.maximum = np.minimum",
    "np.exp = None",
    "import builtins\nbuiltins.abs = None",
    "example.W1 = 3",
    "import course.checks.checker as c\nc.SEED = 5",
    "1 / 0",
    "def broken(:",
    "print = len",
    "np.seterr(all='raise')",
    "import sys\nsys.modules.pop('reference_impl.layers', None)",
    "global_count = globals().get('global_count', 0) + 1\nhalf = 0.5 / global_count",
    "relu = None",
    "def relu(z):\n    return np.maximum(0, z)",
]


def drawn(seed, answers, length=14):
    """A visit: a list of (what, place, text), for answers {name: place}."""
    rng = random.Random(seed)
    steps = []
    for _ in range(length):
        what = rng.choices(["edit", "run", "check", "reload"], [5, 2, 5, 1])[0]
        name = rng.choice(list(answers))
        steps.append((what, answers[name], text(rng, name) if what == "edit" else None))
    return steps


def text(rng, name):
    """What a learner may write into the cell of an answer."""
    own = rng.choice([RIGHT, RIGHT, LEANING, LEANING, WRONG])[name]
    beside = [rng.choice(BESIDE) for _ in range(rng.choice([0, 1, 1, 2]))]
    pieces = [own, *beside]
    rng.shuffle(pieces)
    return "\n".join(pieces)


def work(job):
    """Play the visits of a job, and print the verdicts of each."""
    from page_cells import Notebook

    for number, (sources, roles, steps) in enumerate(json.loads(job)):
        verdicts = played(Notebook, sources, roles, steps)
        print(json.dumps({"visit": number, "verdicts": verdicts}), flush=True)


def played(notebook, sources, roles, steps):
    """[[cells as they stand, place of the check, verdict], ...] of a visit.

    `roles` has the places of answers and of checks, and for each answer those of its checks.
    """
    answers, checks, looked = roles["answers"], roles["checks"], roles["looked"]
    now, verdicts = list(sources), []

    def opened():
        return notebook(sources, answers, lambda kind, content: None, checks)

    def closed(page):
        """Put back the modules that cells changed: the next page gets a Python of its own."""
        page.change({0: ""})
        page.run(0)  # another first cell than before, so it begins anew

    page = opened()
    for what, place, written in steps:
        if what == "edit":
            now[place] = written
            continue
        if what == "reload":
            closed(page)
            page = opened()
        page.change(dict(enumerate(now)))
        if what == "run":
            page.run(place)
        elif what == "check" and page.run(place):
            for check in looked[str(place)]:
                verdicts.append([list(now), check, page.run(check)])
    closed(page)
    return verdicts


def forget():
    """Have the checks forget what they keep: a fork begins with what its parent kept."""
    for name in [name for name in sys.modules if name.startswith("course.")]:
        for kept in vars(sys.modules[name]).values():
            if isinstance(kept, functools._lru_cache_wrapper):
                kept.cache_clear()


def from_nothing(sources, place, answers, checks):
    """Whether the check at `place` passes in a notebook run from its top in a fresh Python.

    The checks above it are left out: they only look. The check is the assignment's own.
    """
    forget()
    space, meant = {"__name__": "__main__"}, None
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        for i, source in enumerate(sources[:place]):
            if i in checks:
                continue
            with contextlib.suppress(BaseException):
                exec(compile(source, f"<cell {i}>", "exec"), space)
            if i not in answers and "import check" in source:
                meant = importlib.import_module("course.checks.activations").check
        space["check"] = meant
        try:
            exec(sources[place], space)
        except BaseException:
            return False
    return True
