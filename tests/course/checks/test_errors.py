"""What a learner is told whose function is missing, unwritten or stops with an error."""

import re

import pytest
from messages_read import joined

from course.checks.backprop import ASSIGNMENT

ANSWERS = ASSIGNMENT.answers


def test_a_missing_function_says_which_cell_to_run(notebook):
    """No function yet: the message gives its first line."""
    text = joined(notebook.refusal("check('mse_grad', 'one column')"))
    assert text.startswith("mse_grad, one column: not yet. There is no function called mse_grad")
    assert "`def mse_grad(y_hat, y):`" in text


def test_a_misspelt_function_is_found(notebook):
    """A name that is nearly right is pointed out."""
    notebook.cell("def relu_bakward(dA, z):\n    return dA")
    text = joined(notebook.refusal("check('relu_backward')"))
    assert "there is one called relu_bakward" in text
    assert text.endswith("If the cell of relu_backward shows an error of its own, fix that first.")


OTHERS = {
    "activations": ("softmax_at", "softmax"),
    "classification": ("cross_entropy_grad", "cross_entropy"),
    "debugging": ("loss_and_gradients", "broken_loss_and_gradients"),
}


@pytest.mark.parametrize("assignment", OTHERS)
def test_what_has_its_name_for_another_reason_is_not_taken_for_misspelt(notebook, assignment):
    """Another task's function, and one that the notebook hands over; the cell has an error."""
    name, other = OTHERS[assignment]
    notebook.cell(f"from course.checks.{assignment} import check")
    notebook.cell(f"def {other}(x):\n    return x")
    text = joined(notebook.refusal(f"check({name!r})"))
    assert f"There is no function called {name} yet." in text and "there is one called" not in text


def test_a_name_that_is_not_a_function_any_more(notebook):
    """A variable of the function's name is named as the cause."""
    notebook.cell("relu_backward = np.zeros(3)")
    text = joined(notebook.refusal("check('relu_backward')"))
    assert "relu_backward is not a function any more: some line used the name for an array." in text


def test_a_syntax_error_leaves_a_message_about_the_cell(notebook):
    """The cell never ran, so there is no function; the message says to mend the cell first."""
    with pytest.raises(SyntaxError):
        notebook.cell("def mse_grad(y_hat, y)\n    return y")
    assert "If that cell shows an error of its own, fix that first." in joined(
        notebook.refusal("check('mse_grad')")
    )


def test_the_wrong_number_of_arguments(notebook):
    """The learner's own first line is shown beside the call that it has to stand."""
    notebook.cell("def affine_backward(dZ, X):\n    return X")
    text = joined(notebook.refusal("check('affine_backward', 'dW')"))
    assert "`def affine_backward(dZ, X):`" in text
    assert "when called as affine_backward(dZ, X, W)." in text


@pytest.mark.parametrize("name", ANSWERS)
def test_a_stub_gets_the_message_meant_for_it(notebook, name):
    """NotImplementedError means that nothing is wrong yet."""
    answer = ANSWERS[name]
    notebook.cell(f"def {name}({', '.join(answer.inputs)}):\n    raise NotImplementedError()")
    for part in answer.parts:
        text = joined(notebook.refusal(f"check({name!r}, {part.name!r})"))
        assert text == f"{name}, {part.name}: not yet. {name} is not written yet. {answer.todo}"


def test_a_function_that_needs_a_stub_names_the_stub(notebook):
    """`backward` is written and what it calls is not: the message says which."""
    notebook.cell("def mse_grad(y_hat, y):\n    raise NotImplementedError()")
    notebook.cell("def backward(params, cache, y):\n    return mse_grad(cache['z3'], y)")
    text = joined(notebook.refusal("check('backward', 'output layer')"))
    assert text.endswith("backward calls mse_grad, and mse_grad is not written yet.")


ERRORS = {
    "dW = X @ dZ": ("ValueError", "The shapes of two arrays do not fit together."),
    "dW = X.T.dot(X.T)": ("ValueError", "The shapes of two arrays do not fit together."),
    "dW = X + dZ[:3]": ("ValueError", "The shapes of two arrays do not fit together."),
    "dW = X.t @ dZ": ("AttributeError", "What is before a dot has no part with the name"),
    "dW = inputs.T @ dZ": ("NameError", "Python met a name that has no value."),
    "dW = x.T @ dZ": ("NameError", "capital letters from small ones, and this name is written X."),
    "np = np.ones(3)": ("UnboundLocalError", "Some line of the function gives it one"),
    "dW = X[99]": ("IndexError", "An index points past the end of an array or list."),
    "dW = {}['dW']": (
        "KeyError",
        "A dictionary was asked for a key, or a table for a column, that it does not have.",
    ),
    "dW = X + 'one'": ("UFuncTypeError|UFuncNoLoopError", "An operation was given a kind of thing"),
    "dW = 1 / 0": ("ZeroDivisionError", "Something was divided by zero."),
    "assert X.shape == W.shape": ("AssertionError", "An `assert` did not hold."),
    "dW = affine_backward(dZ, X, W)": ("RecursionError", "A function calls itself again and again"),
    "dW = np.zeros(2); dW[0] = X": ("ValueError", "a whole array was put into a place for one"),
    "dW = X if X > 0 else -X": ("ValueError", "asked a whole array one question"),
    "dW = X[0.5]": ("IndexError", "A place in an array or a size has to be a whole number"),
    "dW = X[dZ]": ("IndexError", "asked for have to be whole numbers, or True and False"),
    "dW = X[0][0, 0]": ("IndexError", "There are more indices than the array has dimensions"),
    "dW = X[0][0][0]": ("IndexError", "There are more indices than the array has dimensions"),
    "dW = X[[True, False]]": ("IndexError", "between the square brackets does not fit the array"),
    "dW = X[[0, 1, 2], [0, 1]]": ("IndexError", "one of the lists there is longer than another"),
    "dW = [].pop()": ("IndexError", "to be taken out of a list, and the list is empty"),
    "dW = X[0].sum(axis=1)": ("AxisError", "That array has no such axis."),
    "dW = np.zeros(2 - 3)": ("ValueError", "A size came out below zero."),
    "dW = np.linalg.inv(X)": ("LinAlgError", "That step takes a table with as many rows as"),
    "dW = np.linalg.inv(X[0])": ("LinAlgError", "That step takes a table with as many rows as"),
    "dW = range(0.5)": ("TypeError", "A place in an array or a size has to be a whole number"),
    "dW = np.zeros(3, int); dW += 0.5": ("UFunc", "Make it an array of decimals first"),
    "dW = X > 0; dW *= X": ("UFunc", "An array of whole numbers, or of True and False, was to"),
    "dW = None * 2": ("TypeError", "Something is None that should have a value."),
    "dW = np.array([[1, 2], [3]])": ("ValueError", "made of rows that are not equally long"),
    "dW = max([])": ("ValueError", "the list or array is empty"),
    "dW = X[:0].max()": ("ValueError", "the list or array is empty"),
    "raise OSError('disk')": ("OSError", "Python could not go on."),
}


@pytest.mark.whole
@pytest.mark.parametrize("line", ERRORS)
def test_an_error_is_told_with_the_line_of_the_learners_code(notebook, line):
    """Plain words, the learner's line and its number, Python's own words; none of our code."""
    notebook.cell(f"# a comment\ndef affine_backward(dZ, X, W):\n    {line}\n    return dW, dW, dW")
    text = notebook.refusal("check('affine_backward', 'dW')")
    kind, words = ERRORS[line]
    assert "in line 3 of its cell, in affine_backward:\n    " + line + "\n" in text
    assert words in joined(text)
    assert re.search(f"Python says: ({kind})", text)
    assert "X  = an array of shape (4, 2)" in text
    assert "Traceback" not in text and "course" not in text and ".py" not in text


def test_a_name_that_hides_a_function_is_no_matter_of_capital_letters(notebook):
    """Inside a list's brackets Python calls it a NameError, and the name is spelt as it was."""
    notebook.cell("def size(x):\n    return x")
    notebook.cell("def mse_grad(y_hat, y):\n    size = [size(one) for one in y]\n    return size")
    text = joined(notebook.refusal("check('mse_grad')"))
    assert "choose another name for yours" in text and "capital" not in text


def test_an_endless_error_message_is_cut(notebook):
    """A page of text in an exception does not bury the rest of the message."""
    notebook.cell("def mse_grad(y_hat, y):\n    raise ValueError('long ' * 1000)")
    assert len(notebook.refusal("check('mse_grad')")) < 1000


def test_a_function_without_a_signature_is_tried_all_the_same(notebook):
    """Some built-in functions do not say what they take; they are called and judged."""
    notebook.put("relu_backward", min)
    text = joined(notebook.refusal("check('relu_backward')"))
    assert "It stopped with an error." in text and "Python says: ValueError" in text


def test_an_error_in_a_helper_points_at_the_helper(notebook):
    """The last line of the learner's own code is shown, wherever in the notebook it is."""
    notebook.cell("def helper(z):\n    return np.linalg.inv(z)")
    notebook.cell("def relu_backward(dA, z):\n    return helper(z)")
    text = notebook.refusal("check('relu_backward')")
    assert "in line 2 of its cell, in helper:\n    return np.linalg.inv(z)\n" in text
    assert "LinAlgError" in text


def test_nudging_one_entry_out_of_its_array_is_explained(notebook):
    """f(x[i] + h) gives f a number; f itself says what it takes."""
    notebook.cell(
        "def gradient_check(f, x, gradient):\n"
        "    return max((f(x[i] + 1e-5) - f(x[i] - 1e-5)) / 2e-5 for i in range(len(x)))"
    )
    text = joined(notebook.refusal("check('gradient_check')"))
    assert "f was called with something of shape (). It takes the whole of x, shape (2,)" in text


def test_a_broken_helper_is_mentioned(notebook):
    """When `backward` fails and an earlier answer does too, the earlier one comes first.

    A part of `backward` alone is no evidence for one of its own mistakes; all of it is.
    """
    notebook.cell("def mse_grad(y_hat, y):\n    return (y_hat - y) / y.size")
    notebook.cell(
        "def backward(params, cache, y):\n"
        "    dz = mse_grad(cache['z3'], y)\n"
        "    return {'dW3': cache['a2'].T @ dz, 'db3': dz.sum(axis=0)}"
    )
    text = joined(notebook.refusal("check('backward', 'output layer')"))
    assert "common slip" not in text and "is -10; expected -20." in text
    fix_first = "mse_grad does not pass yet. If backward calls it, fix it first. The smallest"
    assert fix_first in text
    (half,) = [slip for slip in ANSWERS["backward"].misconceptions if slip.name == "half"]
    notebook.put("backward", half.wrong)
    text = joined(notebook.refusal("check('backward', 'output layer')"))
    assert "A common slip gives this very result: half." in text
    assert fix_first in text


def test_a_line_whose_text_is_not_to_be_had_leaves_no_blank(notebook):
    """In a cell that nobody kept, the number of the line stands alone."""
    code = compile("def mse_grad(y_hat, y):\n    return y_hat @ y", "<nowhere>", "exec")
    exec(code, notebook.names)
    text = notebook.refusal("check('mse_grad')")
    assert "It stopped with an error in line 2 of its cell, in mse_grad.\nThe shapes" in text


def test_an_unknown_name_or_part_says_which_there_are(notebook):
    """A check cell with a typing error lists what it could have been."""
    assert "predict_db2, relu_backward, mse_grad" in joined(notebook.refusal("check('relu')"))
    text = joined(notebook.refusal("check('relu_backward', 'at one')"))
    assert 'Its parts are "active and inactive", "at zero".' in text


PREDICTIONS = {
    "'2'": "predict_db2 returned text; expected one number, as in `return 3`.",
    "None": "predict_db2 returned None. Did you forget `return`?",
    "[1, 2]": "predict_db2 returned a list; expected one number",
    "float('nan')": "predict_db2 returned a float; expected one number",
    "True": "predict_db2 returned a bool; expected one number",
    "two": "Python met a name that has no value.",
}


@pytest.mark.parametrize("guess", PREDICTIONS)
def test_a_prediction_that_is_not_a_number(notebook, guess):
    """Text, several numbers and no number are sent back with what was expected."""
    notebook.cell(f"def predict_db2():\n    return {guess}")
    assert PREDICTIONS[guess] in joined(notebook.refusal("check('predict_db2')"))
