"""Training: its record, its refusals, its end when numbers overflow, and a curve to keep to."""

import json
from pathlib import Path

import golden_curve
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes
from network_checks import make_case

from reference_impl.network import Network
from reference_impl.training import TrainingDiverged, minibatches, step

SETTINGS = {"epochs": 3, "batch_size": 4, "learning_rate": 0.1, "progress": False}


def fit(net, X, y, **changes):
    return net.fit(X, y, np.random.default_rng(0), **{**SETTINGS, **changes})


def test_history_has_one_entry_an_epoch():
    """The history is lists of equal length, ready for a DataFrame."""
    net, X, y = make_case([5, 4, 1], "regression")
    history = fit(net, X, y, validation=(X, y))
    assert list(history) == [
        "epoch", "training_loss", "gradient_norm", "validation_loss", "update_norm", "seconds",
    ]  # fmt: skip
    assert history["epoch"] == [1, 2, 3]
    assert all(len(values) == 3 and np.isfinite(values).all() for values in history.values())
    assert history["validation_loss"][-1] == net.loss(X, y)
    assert "validation_loss" not in fit(net, X, y)


def test_norms_are_what_they_say():
    """With one batch an epoch, the update is the learning rate times the gradient."""
    net, X, y = make_case([5, 4, 1], "regression")
    gradients = net.backward(net.forward(X), y)
    length = np.sqrt(sum((g**2).sum() for g in gradients.values()))
    history = fit(net, X, y, epochs=1, batch_size=len(X), learning_rate=0.25)
    np.testing.assert_allclose(history["gradient_norm"], [length], rtol=1e-12)
    np.testing.assert_allclose(history["update_norm"], [0.25 * length], rtol=1e-12)


def test_training_loss_weighs_the_short_batch_by_its_rows():
    """The epoch's loss is the mean over rows, so a last batch of one row counts as one row."""
    net, X, y = make_case([5, 4, 1], "regression", n=9)
    history = fit(net, X, y, epochs=1, batch_size=8, learning_rate=1e-300)
    np.testing.assert_allclose(history["training_loss"], [net.loss(X, y)], rtol=1e-12)


def test_weight_decay_shrinks_weights_and_leaves_biases():
    """With no gradient, weights shrink by the factor 1 - learning_rate * weight_decay."""
    params = {"W1": np.full((2, 3), 4.0), "b1": np.full(3, 4.0)}
    still = {"dW1": np.zeros((2, 3)), "db1": np.zeros(3)}
    new = step(params, still, learning_rate=0.5, weight_decay=0.5)
    np.testing.assert_array_equal(new["W1"], np.full((2, 3), 3.0))
    np.testing.assert_array_equal(new["b1"], params["b1"])


@settings(max_examples=50)
@given(n=st.integers(1, 40), batch_size=st.integers(1, 45), seed=st.integers(0, 2**32 - 1))
def test_batches_hold_every_row_once(n, batch_size, seed):
    """For any sizes: each row once an epoch, full batches but for the last."""
    X = np.arange(float(n)).reshape(-1, 1)
    batches = [rows for rows, _ in minibatches(X, X, batch_size, np.random.default_rng(seed))]
    assert sorted(np.concatenate(batches)[:, 0]) == list(range(n))
    assert all(len(rows) == batch_size for rows in batches[:-1])
    assert 1 <= len(batches[-1]) <= batch_size


@pytest.mark.parametrize(
    ("learning_rate", "epochs"), [(1e3, 30), (1e100, 1), (1e100, 30), (1e308, 1), (1e308, 30)]
)
def test_divergence_stops_names_the_epoch_and_keeps_finite_weights(learning_rate, epochs):
    """A step far too large ends in a message, with the weights of the last finite loss kept."""
    net, X, y = make_case([5, 8, 6, 1], "regression", n=12)
    start = net.loss(X, y)
    with pytest.raises(TrainingDiverged, match=r"stopped in epoch \d+.*learning_rate") as caught:
        fit(net, X, y, epochs=epochs, learning_rate=learning_rate)
    done = len(caught.value.history.get("epoch", []))
    assert caught.value.epoch == done + 1
    assert np.isfinite(net.loss(X, y))
    if done == 0:
        assert net.loss(X, y) == start


def test_divergence_in_the_last_step_is_noticed():
    """When the only step there is leads to infinity, training does not end as if all were well."""
    net, X, y = make_case([5, 4, 1], "regression", n=4)
    with pytest.raises(TrainingDiverged, match="epoch 1"):
        fit(net, X, y, epochs=1, batch_size=4, learning_rate=1e160)


def test_progress_rewrites_one_line_and_can_be_turned_off(capsys):
    """Progress goes to standard output in one line; off means silent; stderr stays empty."""
    net, X, y = make_case([5, 4, 1], "regression")
    fit(net, X, y, progress=True)
    shown = capsys.readouterr()
    assert shown.out.count("\r") == 3 and shown.out.endswith("\n") and shown.err == ""
    assert "epoch 3/3" in shown.out
    fit(net, X, y)
    assert capsys.readouterr() == ("", "")


REFUSED = {
    "flat y": (lambda X, y: (X, y[:, 0]), r"y has shape \(9,\).*y\.reshape\(-1, 1\)"),
    "flat X": (lambda X, y: (X[0], y), r"X has shape \(5,\); expected two dimensions"),
    "three dimensions": (lambda X, y: (X[None], y), r"X has shape \(1, 9, 5\)"),
    "columns": (lambda X, y: (X[:, :4], y), r"X has shape \(9, 4\); expected 5 column"),
    "wide y": (lambda X, y: (X, np.hstack([y, y])), r"y has shape \(9, 2\); expected 1 column"),
    "rows": (lambda X, y: (X[:8], y), "X has 8 rows and y has 9"),
    "empty": (lambda X, y: (X[:0], y[:0]), "X is empty"),
    "NaN": (lambda X, y: (np.where(X == X[3, 2], np.nan, X), y), r"NaN.*first at \(3, 2\)"),
    "infinity": (lambda X, y: (X, np.where(y == y[1, 0], np.inf, y)), r"y holds 1 NaN or inf"),
    "words": (lambda X, y: ([["a", "b"]], y), "X could not be read as an array of numbers"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_data_that_does_not_fit_is_refused(name):
    """Every door refuses bad data with what was given and what was expected."""
    spoil, message = REFUSED[name]
    net, X, y = make_case([5, 4, 1], "regression")
    X, y = spoil(X, y)
    before = net.params
    for call in (lambda: fit(net, X, y), lambda: net.loss(X, y), lambda: net.evaluate(X, y)):
        with pytest.raises(ValueError, match=message):
            call()
    assert net.params is before


@given(shape=array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=7))
def test_any_other_shape_is_refused(shape):
    """Whatever the shape of X or y: it is the one expected, or it is refused by its name."""
    net, X, y = make_case([5, 4, 1], "regression", n=6)
    for name, fits, call in (
        ("X", len(shape) == 2 and shape[0] > 0 and shape[1] == 5, net.predict),
        ("y", shape == (6, 1), lambda given: net.loss(X, given)),
    ):
        if fits:
            call(np.ones(shape))
        else:
            with pytest.raises(ValueError, match=name) as caught:
                call(np.ones(shape))
            named = str(shape) in str(caught.value)
            assert named or f"y has {shape[0]}" in str(caught.value)


@given(row=st.integers(0, 8), column=st.integers(0, 4), bad=st.sampled_from([np.nan, np.inf]))
def test_any_place_that_is_not_a_number_is_named(row, column, bad):
    """Wherever a NaN or an infinity hides in X, the refusal says where."""
    net, X, y = make_case([5, 4, 1], "regression")
    X[row, column] = bad
    with pytest.raises(ValueError, match=rf"X holds 1 NaN or inf.*\({row}, {column}\)"):
        net.loss(X, y)


@pytest.mark.parametrize(
    ("label", "message"), [(3, "label 3"), (-1, "label -1"), (0.5, "label 0.5"), (np.nan, "NaN")]
)
def test_class_labels_out_of_range_are_refused(label, message):
    """Three classes have the labels 0, 1 and 2 and no others."""
    net, X, y = make_case([5, 4, 3], "classification")
    y = y.astype(float)
    y[2] = label
    with pytest.raises(ValueError, match=message):
        fit(net, X, y)


@pytest.mark.parametrize(
    ("setting", "value"),
    [("epochs", 0), ("epochs", 2.5), ("epochs", True), ("batch_size", 0), ("batch_size", "32"),
     ("learning_rate", 0), ("learning_rate", -0.1), ("learning_rate", np.nan),
     ("learning_rate", np.inf), ("weight_decay", -1)],
)  # fmt: skip
def test_settings_that_make_no_sense_are_refused(setting, value):
    """The message names the setting, what was given and what was expected."""
    net, X, y = make_case([5, 4, 1], "regression")
    with pytest.raises(ValueError, match=f"{setting} is .*; expected a"):
        fit(net, X, y, **{setting: value})


def test_validation_rows_are_checked_too():
    """A flat validation y is refused by its own name, before any training."""
    net, X, y = make_case([5, 4, 1], "regression")
    with pytest.raises(ValueError, match=r"validation y has shape \(9,\)"):
        fit(net, X, y, validation=(X, y[:, 0]))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda rng: Network([11], rng), "expected at least input and output"),
        (lambda rng: Network([11, 0, 1], rng), "a layer size is 0"),
        (lambda rng: Network([11, 1], rng, head="sorting"), "binary, classification, regression"),
        (lambda rng: Network.from_params({}), "expected W1, b1"),
        (lambda rng: Network.from_params({"W1": np.ones((2, 3))}), "expected W1, b1"),
        (
            lambda rng: Network.from_params({"W1": np.ones((2, 3)), "b1": np.ones((1, 3))}),
            r"b1 has shape \(1, 3\); expected \(3,\)",
        ),
        (
            lambda rng: Network.from_params(
                {"W1": np.ones((2, 3)), "b1": np.ones(3), "W2": np.ones((4, 1)), "b2": np.ones(1)}
            ),
            r"W2 has shape \(4, 1\); expected 3 rows",
        ),
    ],
)
def test_networks_that_do_not_fit_together_are_refused(make, message):
    """A network whose parts do not fit is refused when it is made, not when it is run."""
    with pytest.raises(ValueError, match=message):
        make(np.random.default_rng(0))


def test_golden_curve():
    """The training of the wine network on the stand-in follows the committed curve to 1e-9."""
    committed = json.loads(Path(golden_curve.FILE).read_text())
    found = golden_curve.train()
    assert set(committed) == set(found)
    for name, values in committed.items():
        np.testing.assert_allclose(found[name], values, rtol=1e-9, err_msg=name)
