"""Nothing wrong gets through, and nothing that one call does reaches another."""

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from course.checks import outcomes
from course.checks.backprop import ASSIGNMENT
from course.checks.judge import judge

ANSWERS = ASSIGNMENT.answers
PARTS = [(name, part.name) for name, answer in ANSWERS.items() for part in answer.parts]


def plain(value):
    """A value as something that can be looked up in a dictionary."""
    if isinstance(value, dict):
        return tuple((key, plain(entry)) for key, entry in value.items())
    if isinstance(value, np.ndarray):
        return value.shape, value.tobytes()
    return value.__doc__


def memorised(answer, seed):
    """A function that knows the answers for one seed by heart and nothing else."""
    known = {}
    for case in answer.cases:
        arguments = case.draw(np.random.default_rng(seed))
        known[plain(dict(enumerate(arguments)))] = answer.reference(*arguments)
    anything = next(iter(known.values()))
    return lambda *arguments: known.get(plain(dict(enumerate(arguments))), anything)


@pytest.mark.parametrize(("name", "part"), PARTS)
def test_numbers_learnt_by_heart_fail_on_another_seed(notebook, name, part):
    """What passes by knowing the visible check's numbers is refused on hidden ones."""
    notebook.put(name, memorised(ANSWERS[name], seed=1))
    notebook.cell(f"check({name!r}, {part!r})")
    notebook.refusal(f"check({name!r}, {part!r}, seed=20261)")


def test_a_part_with_the_running_example_alone_would_be_passed_by_heart():
    """The test above can fail: with nothing drawn at random, hidden seeds hide nothing."""
    mse = ANSWERS["mse_grad"]
    part = replace(mse.parts[0], cases=mse.parts[0].cases[:1])
    blind = replace(mse, parts=(part,))
    assert judge(memorised(blind, seed=1), blind, part, 20261, {}) is None


@pytest.mark.parametrize("name", ANSWERS)
def test_the_same_check_says_the_same_each_time(notebook, name):
    """The default seed is fixed, so a learner is not told something new by asking again."""
    notebook.put(name, ANSWERS[name].misconceptions[0].wrong)
    assert notebook.refusal(f"check({name!r})") == notebook.refusal(f"check({name!r})")
    notebook.put(name, ANSWERS[name].misconceptions[-1].wrong)
    assert notebook.refusal(f"check({name!r}, seed=1)") == notebook.refusal(f"check({name!r})")


@pytest.mark.parametrize("name", ANSWERS)
def test_a_right_answer_gets_one_line_for_a_part_and_one_for_all(notebook, name, capsys):
    """One line each, with the names of the parts in it."""
    notebook.put(name, ANSWERS[name].reference)
    parts = [part.name for part in ANSWERS[name].parts]
    notebook.cell(f"check({name!r}, {parts[-1]!r})")
    assert capsys.readouterr().out == f"{name}, {parts[-1]}: right.\n"
    notebook.cell(f"check({name!r})")
    assert capsys.readouterr().out == f"{name}, {', '.join(parts)}: right.\n"


class EqualToAll:
    """Says yes to every comparison, and yields itself from every operation."""

    def _self(self, *others):
        return self

    def __bool__(self):
        return True

    def __array_ufunc__(self, *arguments, **keywords):
        return self

    shape, dtype, ndim, size = (4, 1), np.dtype(float), 2, 4
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __invert__ = _self
    __sub__ = __rsub__ = __abs__ = __getitem__ = all = any = max = _self
    __hash__ = None


class EqualArray(np.ndarray):
    """An array with a right shape and wrong numbers that hides behind its own operators."""

    def __array_ufunc__(self, *arguments, **keywords):
        return np.True_

    def __eq__(self, other):
        return np.True_

    __hash__ = None


class EqualFloat(float):
    def __eq__(self, other):
        return True

    __hash__ = None


class EqualDict(dict):
    def __contains__(self, key):
        return True

    def __getitem__(self, key):
        return EqualToAll()


class Chameleon(np.ndarray):
    """Has a dtype of numbers and turns into objects that are equal to everything."""

    def __array__(self, dtype=None, copy=None):
        return np.array([[EqualToAll()]], dtype=object)


@pytest.mark.parametrize(
    "strange",
    [
        EqualToAll(),
        np.zeros((4, 1)).view(EqualArray),
        [[EqualFloat(9)], [EqualFloat(9)], [EqualFloat(9)], [EqualFloat(9)]],
        np.array([[EqualToAll()]] * 4, dtype=object),
        np.zeros((4, 1)).view(Chameleon),
        np.full((4, 1), np.nan),
        np.full((4, 1), np.inf),
        np.ma.masked_all((4, 1)),
        EqualDict(),
        np.array([["-1"], ["1"], ["1"], ["1"]]),
    ],
)
def test_objects_that_equal_everything_do_not_pass(notebook, strange):
    """Results become plain numbers before they are compared."""
    notebook.put("mse_grad", lambda y_hat, y: strange)
    for part in ("one column", "several columns"):
        notebook.refusal(f"check('mse_grad', {part!r})")
    notebook.put("backward", lambda params, cache, y: strange)
    notebook.refusal("check('backward', 'output layer')")


def test_damage_does_not_reach_the_next_case(notebook):
    """Each call gets copies, so a function that ruins its inputs is told of the first one."""
    notebook.cell(
        "def mse_grad(y_hat, y):\n"
        "    result = 2 * (y_hat - y) / y.size\n"
        "    y_hat[:], y[:] = 0, 0\n"
        "    return result"
    )
    first = notebook.refusal("check('mse_grad')")
    assert "(the four bottles)" in first and "y_hat = [[3], [4], [2.5], [8]]" in first
    assert notebook.refusal("check('mse_grad')") == first


def test_a_check_leaves_the_notebook_as_it_was(notebook):
    """No name of the learner's is made, changed or lost."""
    notebook.put("relu_backward", lambda dA, z: dA)
    before = dict(notebook.names)
    notebook.refusal("check('relu_backward')")
    assert notebook.names == before


def test_a_check_uses_no_global_randomness(notebook):
    """NumPy's global generator is where the learner left it."""
    np.random.seed(3)
    before = np.random.get_state()[1].copy()
    notebook.refusal("check('backward')")
    np.testing.assert_array_equal(np.random.get_state()[1], before)


def test_an_interrupt_is_not_swallowed(notebook):
    """Stopping the kernel stops a check, too."""

    def endless(y_hat, y):
        raise KeyboardInterrupt

    notebook.put("mse_grad", endless)
    with pytest.raises(KeyboardInterrupt):
        notebook.cell("check('mse_grad')")


def test_the_checks_load_numpy_and_nothing_else():
    """In the browser only NumPy is there: no pandas, matplotlib, pooch or IPython is imported."""
    code = (
        "import sys; import course.checks.backprop; "
        "print(sorted({'pandas', 'matplotlib', 'pooch', 'IPython', 'nbgrader'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_differing_treats_nan_infinity_and_zero_as_they_are():
    """Equal infinities agree, NaN agrees with NaN alone, and next to zeros nothing is small."""
    got = np.array([1.0, np.inf, -np.inf, np.nan, np.nan, 1.0])
    expected = np.array([1.0 + 1e-10, np.inf, np.inf, np.nan, 0.0, np.nan])
    assert outcomes.differing(got, expected).tolist() == [False, False, True, False, True, True]
    assert outcomes.differing(np.array([1e-300]), np.zeros(1)).tolist() == [True]


def test_every_answer_has_an_input_with_sizes_all_different():
    """A general case: n, d_in and d_out all different, none of them 1 or 2."""
    for name, answer in ANSWERS.items():
        for part in answer.parts:
            if name in ("mse_grad", "gradient_check") or part.name == "at zero":
                continue
            assert any(all_sizes_differ(case) for case in part.cases), (name, part.name)


def all_sizes_differ(case):
    arguments = case.draw(np.random.default_rng(1))
    dictionaries = [value if isinstance(value, dict) else {"": value} for value in arguments]
    shapes = [array.shape for entry in dictionaries for array in entry.values()]
    sizes = {size for shape in shapes for size in shape}
    return not sizes & {1, 2} and all(len(set(shape)) == len(shape) for shape in shapes)
