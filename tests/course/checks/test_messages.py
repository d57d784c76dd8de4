"""What a learner is told whose function runs: kind, shape, inputs, values, in that order."""

import itertools
import re
import time
from functools import partial, reduce

import numpy as np
import pytest
from messages_read import joined

from course.checks import show
from course.checks.answers import Case
from course.checks.backprop import ASSIGNMENT
from course.checks.faults import Call, WrongShape
from course.checks.messages import words

ANSWERS = ASSIGNMENT.answers
UNKNOWN_WRONG = {
    "relu_backward": lambda dA, z: dA * (z > 0) + 0.25 * (z > 3),
    "mse_grad": lambda y_hat, y: 3 * (y_hat - y) / y.size,
    "affine_backward": lambda dZ, X, W: (dZ @ W.T * 2, X.T @ dZ * 2, dZ.sum(0) * 2),
    "gradient_check": lambda f, x, gradient: 7.0,
    "backward": lambda params, cache, y: {"d" + name: 0 * params[name] + 7 for name in params},
}
WRONG_SHAPE = {
    "relu_backward": lambda dA, z: (dA * (z > 0))[:, :1],
    "mse_grad": lambda y_hat, y: (2 * (y_hat - y) / y.size)[:, 0],
    "affine_backward": lambda dZ, X, W: (dZ[:0], X[:0], W[:0]),
    "gradient_check": lambda f, x, gradient: np.zeros((9, 9, 9)),
    "backward": lambda params, cache, y: {"d" + name: np.zeros((9, 9, 9)) for name in params},
}


@pytest.mark.parametrize("name", ANSWERS)
def test_no_return_is_asked_about(notebook, name):
    """A function that returns None gets the question that settles it."""
    notebook.put(name, lambda *arguments: None)
    for part in ANSWERS[name].parts:
        text = notebook.refusal(f"check({name!r}, {part.name!r})")
        assert "It returned None. Did you forget `return`?" in text
        assert "common slip" not in text


@pytest.mark.parametrize("name", ANSWERS)
def test_a_wrong_shape_is_told_with_the_right_one(notebook, name):
    """Shapes come before values: what it is, what it should be."""
    notebook.put(name, WRONG_SHAPE[name])
    for part in ANSWERS[name].parts:
        text = notebook.refusal(f"check({name!r}, {part.name!r})")
        assert re.search(r"\w+ has shape \([\d, ]*\); expected \([\d, ]*\)\.\n[A-Z].+\.\n", text)
        assert "What came out" not in text


@pytest.mark.parametrize("name", ANSWERS)
def test_unknown_wrong_values_are_told_by_the_smallest_input(notebook, name):
    """Without a hint there are still the input, what came out, what should have, and where."""
    notebook.put(name, UNKNOWN_WRONG[name])
    for part in ANSWERS[name].parts:
        text = notebook.refusal(f"check({name!r}, {part.name!r})")
        assert f"The smallest input that fails ({part.cases[0].name}):" in joined(text)
        assert "What came out:\n" in text and "What should have come out:\n" in text
        assert re.search(r"(?:\[[\d, ]+\],?|error) is \S+; expected \S+\.", joined(text))
        assert "common slip" not in text


def test_another_error_in_the_same_places_is_not_taken_for_a_slip(notebook):
    """A mistake that raises is recognised by its own type of error, not by any."""

    def relu_backward(dA, z):
        if len(dA) != dA.shape[1]:
            raise TypeError("something else")
        return dA @ (z > 0)

    notebook.put("relu_backward", relu_backward)
    assert "common slip" not in notebook.refusal("check('relu_backward')")
    notebook.put("relu_backward", lambda dA, z: dA @ (z > 0))
    assert "common slip" in notebook.refusal("check('relu_backward')")


def test_a_slip_beside_another_mistake_has_no_name(notebook):
    """Two slips give this db; with an unknown dX neither fits the whole."""
    notebook.put("affine_backward", lambda dZ, X, W: (0 * X, X.T @ dZ, dZ.mean(axis=0)))
    assert "common slip" not in notebook.refusal("check('affine_backward', 'db')")
    notebook.put("affine_backward", lambda dZ, X, W: (dZ @ W.T, X.T @ dZ, dZ.mean(axis=0)))
    assert "very result: db averaged." in notebook.refusal("check('affine_backward', 'db')")
    notebook.put("affine_backward", lambda dZ, X, W: (dZ @ W.T, X.T @ dZ / len(X), dZ.mean(axis=0)))
    text = notebook.refusal("check('affine_backward', 'db')")
    assert "very result: everything divided again." in text


def test_the_first_failing_case_is_the_smallest(notebook):
    """A mistake that shows only in long lists is reported with a long list."""
    notebook.put("mse_grad", lambda y_hat, y: 2 * (y_hat - y) / y.size + (len(y) > 8))
    text = notebook.refusal("check('mse_grad', 'one column')")
    assert "The smallest input that fails (9 rows):" in text


def test_values_are_shown_as_a_person_writes_them(notebook):
    """The whole message of one wrong answer, word for word."""
    notebook.cell("def relu_backward(dA, z):\n    return dA * (z >= 0)")
    assert notebook.refusal("check('relu_backward')") == (
        "relu_backward. active and inactive: right; at zero: not yet.\n"
        "\n"
        "One of 8 entries is off: dZ[2, 0] is 0.5; expected 0.\n"
        "\n"
        "A common slip gives this very result: active at zero.\n"
        "Look at the entries where z is exactly 0. ReLU has a corner there, and this\n"
        "course takes the slope on its flat side.\n"
        "\n"
        "The smallest input that fails (the four bottles):\n"
        "  dA = [[-0.5, -3], [0.5, 3], [0.5, 3], [0.5, 3]]\n"
        "  z  = [[4, -0.5], [3, 0.5], [0, 0.5], [5, 1.5]]\n"
        "What came out:\n"
        "  dZ = [[-0.5, 0], [0.5, 3], [0.5, 3], [0.5, 3]]\n"
        "What should have come out:\n"
        "  dZ = [[-0.5, 0], [0.5, 3], [0, 3], [0.5, 3]]"
    )


ORDER = (
    (r"\w+(,|\.) .*", "which part"),
    (r"(?!A common|Your own|The smallest|Look at).*", "what is wrong"),
    (r"(A common slip|Your own) .*", "where it comes from"),
    (r"The smallest input that fails .*", "the call"),
    (r"Look at .*", "the line"),
)


@pytest.mark.parametrize(
    "body",
    [
        "return",
        "return dA * (z >= 0)",
        "return dA[0] * (z > 0)[0]",
        "return dA @ z",
        "dA *= z > 0\n    return dA",
        "np.random.seed(1)\n    return dA * (z > 0)",
        "return (dA * (z > 0)).tolist() + [[]]",
        "return dA * (z > 0) * np.nan",
        "return 1.5 * dA * (z > 0)",
        "return dA * (z < 0)",
    ],
)
def test_every_message_has_the_same_order(notebook, body):
    """What is wrong first, then where it comes from, the call that shows it, and the line."""
    notebook.cell(f"def relu_backward(dA, z):\n    {body}")
    said = notebook.refusal("check('relu_backward')").split("\n\n")
    places = [next(i for i, (form, _) in enumerate(ORDER) if re.match(form, one)) for one in said]
    assert places == sorted(set(places)) and places[:2] == [0, 1] and 3 in places


@pytest.mark.parametrize(
    ("db", "reason"),
    [
        ("np.append(dZ.sum(axis=0), 0)", "where does it begin, and where does it end?"),
        ("np.full(3, np.pi)", "Print the shapes of the pieces"),
        ("dZ.sum(axis=1)", "One number for each row, or one for each column?"),
    ],
)
def test_a_list_of_another_length_is_not_always_cut(notebook, db, reason):
    """Where it begins and ends is asked only if the entries that are there are right."""
    notebook.cell(f"def affine_backward(dZ, X, W):\n    return dZ @ W.T, X.T @ dZ, {db}")
    assert reason in joined(notebook.refusal("check('affine_backward', 'db')"))


def test_a_changed_input_is_named(notebook):
    """Which array was written into, also when it lies in a dictionary."""
    notebook.cell("def mse_grad(y_hat, y):\n    y *= 0\n    return y_hat")
    assert "It changed what it was given: y." in joined(notebook.refusal("check('mse_grad')"))
    notebook.cell(
        "def backward(params, cache, y):\n"
        "    cache['a1'] += 1\n"
        "    del params['b2']\n"
        "    return {'dW2': np.eye(2), 'db2': np.ones(2), 'dW1': np.eye(2), 'db1': np.ones(2)}"
    )
    text = joined(notebook.refusal("check('backward', 'at zero')"))
    assert 'It changed what it was given: params["b2"], cache["a1"].' in text


def test_nan_is_explained(notebook):
    """NaN never passes, and the message says where NaN comes from."""
    notebook.cell("def mse_grad(y_hat, y):\n    return y * np.nan")
    text = joined(notebook.refusal("check('mse_grad')"))
    assert "d_y_hat[0, 0], is nan; expected -1." in text
    assert "nan is what 0 / 0 gives, infinity minus infinity, the mean of nothing, or" in text


def test_infinity_is_explained(notebook):
    """Where no slip has a name, an infinite result says where infinity comes from."""
    notebook.cell("def mse_grad(y_hat, y):\n    return y * 0 - np.log(y * 0)")
    text = joined(notebook.refusal("check('mse_grad')"))
    assert "d_y_hat[0, 0], is inf; expected -1." in text
    assert "a number divided by 0 gives, minus the logarithm of 0, or an exponential" in text


def test_nearly_right_values_are_shown_with_enough_digits(notebook):
    """A difference in the ninth digit is visible."""
    notebook.cell("def mse_grad(y_hat, y):\n    return 2 * (y_hat - y) / y.size * 1.00000001")
    text = joined(notebook.refusal("check('mse_grad')"))
    assert "is -1.00000001; expected -1." in text
    assert "That is close, but rounding errors are smaller than that." in text


STRANGE = {
    "'text'": "dZ is text; expected an array of numbers.",
    "[[1, 2], [3]]": "dZ is not an array. Are its rows equally long?",
    "dA.astype(str)": "dZ is an array of text; expected an array of numbers.",
    "dA * 1j": "dZ is an array of complex numbers; expected an array of numbers.",
    "[[None]]": "dZ is a list of things that are not numbers; expected",
    "{'dZ': dA}": "dZ is a dictionary; expected an array of numbers.",
    "lambda: dA": "dZ is a function; expected an array of numbers.",
}


@pytest.mark.parametrize("value", STRANGE)
def test_what_is_not_numbers_is_named(notebook, value):
    """Text, complex numbers, ragged lists and other things are refused by what they are."""
    notebook.cell(f"def relu_backward(dA, z):\n    return {value}")
    text = joined(notebook.refusal("check('relu_backward')"))
    assert STRANGE[value] in text and "common slip" not in text


def holding_itself(kind):
    """A list that has itself inside, so many ways round."""
    a, b = [], {}
    a += {"alone": [a], "twice": [a, a], "inside": [[a], 1.0], "by a dict": [b]}[kind]
    b["z"] = [a, a]
    return a


ENDLESS = {
    **{kind: partial(holding_itself, kind) for kind in ("alone", "twice", "inside", "by a dict")},
    "deep": lambda: reduce(lambda a, _: [a], range(5000), 1.0),
    "doubled": lambda: reduce(lambda a, _: [a, a], range(60), 1.0),
}


@pytest.mark.parametrize("returned", ENDLESS.values(), ids=ENDLESS)
def test_lists_without_end_are_refused_at_once(notebook, returned):
    """NumPy would look into them until the memory is full."""
    notebook.put("relu_backward", lambda dA, z: returned())
    notebook.put("backward", lambda params, cache, y: {"dW3": returned()})
    for name in ("relu_backward", "backward"):
        began, text = time.monotonic(), joined(notebook.refusal(f"check({name!r})"))
        assert "It returned lists inside lists without end. Is a list appended to itself?" in text
        assert time.monotonic() - began < 5


def test_a_comma_after_the_result_is_explained(notebook):
    """`return dZ,` is a tuple; its extra dimension gets that reason."""
    notebook.cell("def relu_backward(dA, z):\n    return dA * (z > 0),")
    text = joined(notebook.refusal("check('relu_backward')"))
    assert "dZ has shape (1, 1, 2); expected (1, 2)." in text
    ways = ("keepdims=True", "np.zeros((1, n))", "brackets too many", "a comma at the end")
    assert all(way in text for way in ways)


def test_a_bare_number_is_told_from_too_few(notebook):
    """Where one number is expected, in an array, no line made one number of several."""
    notebook.cell("def affine_backward(dZ, X, W):\n    return dZ @ W.T, X.T @ dZ, dZ.sum()")
    text = joined(notebook.refusal("check('affine_backward', 'db')"))
    assert (
        "db has shape (); expected (1,). A bare number came out, where there should be an" in text
    )
    notebook.cell(
        "def affine_backward(dZ, X, W):\n    return dZ @ W.T, (X.T @ dZ).sum(), dZ.sum(0)"
    )
    text = joined(notebook.refusal("check('affine_backward', 'dW')"))
    assert "expected (2, 1). One number came out, where there should be more." in text


def test_results_in_another_order_are_told_so(notebook, capsys):
    """All values are right; a part whose own one stands in its place is right as well."""
    notebook.put("affine_backward", lambda dZ, X, W: (X.T @ dZ, dZ.sum(axis=0), dZ @ W.T))
    text = joined(notebook.refusal("check('affine_backward')"))
    assert "The values are right, in another order: dW, db, dX came back." in text
    assert "Expected dX, dW, db." in text and "has shape" not in text
    notebook.put("affine_backward", lambda dZ, X, W: (dZ @ W.T, dZ.sum(axis=0), X.T @ dZ))
    notebook.cell("check('affine_backward', 'dX')")
    assert "right." in capsys.readouterr().out
    assert "in another order: dX, db, dW" in joined(notebook.refusal("check('affine_backward')"))


def test_wrong_results_in_another_order_are_not_told_so(notebook):
    """Mending the order would not make it right."""
    notebook.put("affine_backward", lambda dZ, X, W: (X.T @ dZ, 3 * dZ.sum(axis=0), dZ @ W.T))
    assert "order" not in notebook.refusal("check('affine_backward')")


@pytest.mark.parametrize("name", ANSWERS)
@pytest.mark.parametrize("wrong", [WRONG_SHAPE, UNKNOWN_WRONG], ids=["shape", "values"])
def test_a_sum_is_not_blamed_where_nothing_is_known(notebook, name, wrong):
    """Nobody knows that there is a sum, or along which axis."""
    notebook.put(name, wrong[name])
    assert not re.search("axis|the sum", notebook.refusal(f"check({name!r})"))


SHAPES = [(), (2,), (3,), (4,), (6,), (2, 3), (3, 2), (1, 3), (3, 1), (3, 3), (5, 5)]


def test_no_shape_is_put_down_to_the_axis_of_a_sum():
    """The words for a shape fit whatever made it."""
    call = Call(Case("one", lambda rng: (1,)), {"x": 1})
    for got, expected in itertools.permutations(SHAPES, 2):
        text = words(WrongShape(call, "Z", np.zeros(got), np.zeros(expected)))
        assert f"Z has shape {got}; expected {expected}." in text
        assert not re.search("axis|the sum", text), text


def test_too_few_results_are_counted(notebook):
    """Three things are expected and named in their order."""
    notebook.cell("def affine_backward(dZ, X, W):\n    return dZ @ W.T, X.T @ dZ")
    text = joined(notebook.refusal("check('affine_backward', 'db')"))
    assert "It returned 2 thing(s); expected 3 things, dX, dW, db." in text
    notebook.cell("def affine_backward(dZ, X, W):\n    return X.T @ dZ")
    text = joined(notebook.refusal("check('affine_backward', 'db')"))
    assert "It returned an array; expected 3 things, dX, dW, db." in text


@pytest.mark.parametrize("name", ["tangent", "precision_recall"])
def test_single_numbers_may_come_in_one_array(notebook, capsys, name):
    """The example shows them in square brackets. One too many is counted."""
    assignment = {"tangent": "derivatives", "precision_recall": "machine"}[name]
    notebook.cell(f"from course.checks.{assignment} import check")
    right = notebook.names["check"].assignment.answers[name].reference
    notebook.put(name, lambda *given: np.array(right(*given)))
    notebook.cell(f"check({name!r})")
    assert capsys.readouterr().out.endswith("right.\n")
    notebook.put(name, lambda *given: np.array([*right(*given), 1.0]))
    assert "It returned 3 thing(s); expected 2" in joined(notebook.refusal(f"check({name!r})"))


def test_arrays_may_not_come_in_a_flat_one(notebook):
    """A list of three numbers is not three arrays, whatever its length."""
    notebook.put("affine_backward", lambda dZ, X, W: np.ones(3))
    text = joined(notebook.refusal("check('affine_backward')"))
    assert "It returned an array; expected 3 things, dX, dW, db." in text


def test_a_missing_key_is_named_and_costs_only_its_part(notebook, capsys):
    """A dictionary with the output layer alone is right as far as it goes."""
    notebook.cell(
        "def backward(params, cache, y):\n"
        "    dz = 2 * (cache['z3'] - y) / y.size\n"
        "    return {'dW3': cache['a2'].T @ dz, 'db3': dz.sum(axis=0)}"
    )
    notebook.cell("check('backward', 'output layer')")
    assert capsys.readouterr().out == "backward, output layer: right.\n"
    text = joined(notebook.refusal("check('backward', 'hidden layers')"))
    assert 'The dictionary holds "dW3", "db3"; expected "dW2" among its keys.' in text
    notebook.cell("def backward(params, cache, y):\n    return y")
    text = joined(notebook.refusal("check('backward', 'hidden layers')"))
    assert 'It returned an array; expected a dictionary with "dW2".' in text


def test_a_message_is_shown_without_a_traceback(notebook):
    """Jupyter shows the message's lines and nothing of ours above them."""
    with pytest.raises(AssertionError) as caught:
        notebook.cell("check('mse_grad')")
    assert caught.value._render_traceback_() == str(caught.value).splitlines()


@pytest.mark.parametrize("name", ANSWERS)
def test_lines_fit_into_nbgraders_own_report(notebook, name):
    """`nbgrader validate` cuts a line off after 83 characters."""
    for wrong in [slip.wrong for slip in ANSWERS[name].misconceptions] + [UNKNOWN_WRONG[name]]:
        notebook.put(name, wrong)
        for line in notebook.refusal(f"check({name!r})").splitlines():
            assert len(line) <= 83, line


@pytest.mark.parametrize(
    ("array", "text"),
    [
        (np.array(-0.0), "0"),
        (np.array([[4, -0.5], [1 / 3, 1e9]]), "[[4, -0.5], [0.3333, 1e+09]]"),
        (np.zeros((5, 5)), "an array of shape (5, 5)"),
    ],
)
def test_arrays_are_written_short(array, text):
    """Whole numbers without a point, minus zero as zero, large arrays by their shape."""
    assert show.described(array) == text


def test_a_function_without_words_of_its_own_is_called_a_function():
    """A function is shown by its docstring; one that has none is still shown."""
    assert show.shapes(lambda x: x) == "a function"
    assert show.block("f = ", lambda x: x) == "  f = a function"
