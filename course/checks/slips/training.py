"""Slips in starting the weights, in dealing the rows out, in taking the step.

W (d_in, d_out); X (n, d_in) and y (n, d_out), dealt in `order`, the n row numbers;
`params` holds W1, b1, W2 and so on, `gradients` dW1, db1, dW2.
"""

import numpy as np

from course.checks.answers import Misconception


def he(d_in):
    """The spread of He's rule."""
    return np.sqrt(2 / d_in)


HE = (
    Misconception(
        "spread from the outputs",
        lambda d_in, d_out, rng: rng.normal(0, he(d_out), (d_in, d_out)),
        "You divided by the number of neurons, d_out. The sum in one neuron has as many terms as "
        "numbers come in. How many neurons stand beside it makes no difference to it.",
    ),
    Misconception(
        "no square root",
        lambda d_in, d_out, rng: rng.normal(0, 2 / d_in, (d_in, d_out)),
        "2 / d_in is the square of the spread, the variance. Other books write the rule that "
        "way. `rng.normal` wants the spread itself.",
    ),
    Misconception(
        "root of the two alone",
        lambda d_in, d_out, rng: rng.normal(0, np.sqrt(2) / d_in, (d_in, d_out)),
        "The root has been taken of the 2 alone. In the formula it covers the whole fraction; "
        "look at where your bracket closes.",
    ),
    Misconception(
        "2 forgotten",
        lambda d_in, d_out, rng: rng.normal(0, np.sqrt(1 / d_in), (d_in, d_out)),
        "The 2 is missing. A ReLU turns half of what it sees into zeros, and the 2 makes up for "
        "that half. Without it the numbers fade from layer to layer.",
    ),
    Misconception(
        "Xavier's rule",
        lambda d_in, d_out, rng: rng.normal(0, np.sqrt(2 / (d_in + d_out)), (d_in, d_out)),
        "That is Xavier's rule, with both sizes under the fraction. He's rule counts what comes "
        "in and nothing else.",
    ),
    Misconception(
        "spread forgotten",
        lambda d_in, d_out, rng: rng.normal(size=(d_in, d_out)),
        "These have a spread of 1, whatever the layer. That is what `rng.normal` does when nobody "
        "tells it otherwise. Ten layers later they are huge.",
    ),
    Misconception(
        "spread in the place of the mean",
        lambda d_in, d_out, rng: rng.normal(he(d_in), size=(d_in, d_out)),
        "The first thing that `rng.normal` takes is the middle of the bell curve, and the second "
        "is its spread. The middle belongs at zero.",
    ),
    Misconception(
        "rows and columns swapped",
        lambda d_in, d_out, rng: rng.normal(0, he(d_in), (d_out, d_in)),
        "The right spread in the wrong shape. X has d_in columns and meets W in X @ W, so how "
        "many rows does W need?",
    ),
    Misconception(
        "drawn column by column",
        lambda d_in, d_out, rng: rng.normal(0, he(d_in), (d_out, d_in)).T,
        "Good random weights, in another order: each column was drawn by itself, or the table was "
        "turned afterwards. Draw it in one call, so that anybody can repeat it.",
    ),
    Misconception(
        "flat and not a bell",
        lambda d_in, d_out, rng: rng.uniform(-he(d_in), he(d_in), (d_in, d_out)),
        "These come from a flat curve that ends at the spread, so most of them are nearer to zero "
        "than that. What was asked for is a bell curve.",
    ),
    Misconception(
        "all above zero",
        lambda d_in, d_out, rng: he(d_in) * rng.random((d_in, d_out)),
        "`rng.random` gives numbers between 0 and 1, so every weight is above zero. All neurons "
        "then lean the same way. The bell curve has another name.",
    ),
    Misconception(
        "one number for all",
        lambda d_in, d_out, rng: np.full((d_in, d_out), rng.normal(0, he(d_in))),
        "One number was drawn and put in everywhere. Then all neurons say the same thing for "
        "ever: 64 neurons and one opinion. `rng.normal` can draw a whole table at once.",
    ),
    Misconception(
        "drawn from np.random",
        lambda d_in, d_out, rng: np.random.normal(0, he(d_in), (d_in, d_out)),
        "The rule is right and the numbers come from the wrong place. You were handed a "
        "generator, `rng`. Whoever starts it the same way gets the same weights again.",
    ),
    Misconception(
        "a generator made on the spot",
        lambda d_in, d_out, rng: np.random.default_rng(0).normal(0, he(d_in), (d_in, d_out)),
        "You made a generator of your own, which starts from the same place at each call. Two "
        "layers of one size would then be twins. Draw from the one that you were given.",
    ),
)


def dealt(X, y, pieces):
    """Pairs of the rows in each of these pieces."""
    return [(X[rows], y[rows]) for rows in pieces]


def pieces(order, size, longer=0):
    """The order in pieces of `size`, each longer by so many."""
    return [order[start : start + size + longer] for start in range(0, len(order), size)]


def count(order, size):
    """How many batches there are, the short one with them."""
    return -(-len(order) // size)


MINIBATCHES = (
    Misconception(
        "last batch dropped",
        lambda X, y, size, order: dealt(X, y, pieces(order, size)[: len(X) // size]),
        "The rows that did not fill a batch are gone. `//` rounds down, and what it leaves over "
        "are bottles. A short batch is a batch too.",
    ),
    Misconception(
        "an empty batch at the end",
        lambda X, y, size, order: dealt(
            X, y, [order[i * size : (i + 1) * size] for i in range(len(X) // size + 1)]
        ),
        "Where the batches come out even there is one more, with nothing in it. Its mean loss "
        "would be 0 / 0. Add one to the count, and it is one too many exactly then.",
    ),
    Misconception(
        "order not used",
        lambda X, y, size, order: dealt(X, y, pieces(np.arange(len(X)), size)),
        "The rows come as they stand in the table, and `order` has not been looked at. It says "
        "which row is dealt first, which second, and so on.",
    ),
    Misconception(
        "y left in its old order",
        lambda X, y, size, order: [
            (X[rows], y[place])
            for rows, place in zip(
                pieces(order, size), pieces(np.arange(len(X)), size), strict=True
            )
        ],
        "The bottles were shuffled and their scores were not. Every bottle now has somebody "
        "else's score. The same row numbers must pick from both.",
    ),
    Misconception(
        "order used twice",
        lambda X, y, size, order: dealt(X[order], y[order], pieces(order, size)),
        "The order was applied twice: the tables were put in order, and then the same row numbers "
        "picked from the new tables. Do one or the other.",
    ),
    Misconception(
        "start moves by one",
        lambda X, y, size, order: dealt(X, y, [order[i : i + size] for i in range(len(order))]),
        "There is a batch for every row, and they overlap. The next batch begins where the last "
        "one ended, not one row further on. `range` takes a third number.",
    ),
    Misconception(
        "one row short",
        lambda X, y, size, order: dealt(X, y, pieces(order, size, longer=-1)),
        "A row is missing at the end of each batch. A slice stops before its second number, so "
        "there is no need to take one off.",
    ),
    Misconception(
        "one row too many",
        lambda X, y, size, order: dealt(X, y, pieces(order, size, longer=1)),
        "Each batch holds the first row of the next one as well, so some bottles count twice. A "
        "slice stops before its second number.",
    ),
    Misconception(
        "number for size",
        lambda X, y, size, order: dealt(X, y, np.array_split(order, size)),
        "That is `batch_size` batches. It was to be how many rows are in each, not how many "
        "batches there are.",
    ),
    Misconception(
        "shared out evenly",
        lambda X, y, size, order: dealt(X, y, np.array_split(order, count(order, size))),
        "The batches were made as equal as can be. Here each one is filled to `batch_size` before "
        "the next begins, and the last takes what is left.",
    ),
    Misconception(
        "dealt one at a time",
        lambda X, y, size, order: dealt(
            X, y, [order[i :: count(order, size)] for i in range(count(order, size))]
        ),
        "You dealt one row to each batch in turn. That is how cards are dealt, granted. Here the "
        "first batch gets the first `batch_size` rows of the order, all at once.",
    ),
    Misconception(
        "last batch filled up",
        lambda X, y, size, order: dealt(
            X, y, pieces(np.resize(order, size * count(order, size)), size)
        ),
        "The last batch was filled up with rows that had been dealt already. Those bottles count "
        "twice. Let it be short.",
    ),
    Misconception(
        "scores first",
        lambda X, y, size, order: dealt(y, X, pieces(order, size)),
        "Each pair has the scores first and the bottles second. Whoever unpacks them expects X, "
        "then y.",
    ),
)


def stepped(params, gradients, rate):
    """The right step: new arrays, downhill."""
    return {name: value - rate * gradients[f"d{name}"] for name, value in params.items()}


def _in_place(params, gradients, rate):
    for name in params:
        params[name] -= rate * gradients[f"d{name}"]
    return params


def _first_name(params, gradients, rate):
    for name, value in params.items():
        return {name: value - rate * gradients[f"d{name}"]}


STEP = (
    Misconception(
        "uphill",
        lambda params, gradients, rate: stepped(params, gradients, -rate),
        "You went uphill: the gradient points to where the loss grows. Downhill is the other way.",
    ),
    Misconception(
        "learning rate forgotten",
        lambda params, gradients, rate: stepped(params, gradients, 1),
        "The whole gradient was taken off, and the learning rate had no say. The gradient tells "
        "you how steep it is here, not how far to go.",
    ),
    Misconception(
        "the step alone",
        lambda params, gradients, rate: {n: -rate * gradients[f"d{n}"] for n in params},
        "That is the step itself, without the place that it starts from. The weights are where "
        "you stood before, plus that.",
    ),
    Misconception(
        "rate times everything",
        lambda params, gradients, rate: {n: rate * (w - gradients[f"d{n}"]) for n, w in
                                         params.items()},
        "The learning rate has been multiplied with the weights as well, so they shrink at every "
        "step. Only the gradient is scaled by it: look at your bracket.",
    ),
    Misconception(
        "taken from the step",
        lambda params, gradients, rate: {n: rate * gradients[f"d{n}"] - w for n, w in
                                         params.items()},
        "You took the weights from the step, and not the step from the weights. Everything has "
        "changed its sign.",
    ),
    Misconception(
        "divided by the rate",
        lambda params, gradients, rate: stepped(params, gradients, 1 / rate),
        "The gradient was divided by the learning rate. Then a small rate makes a giant leap.",
    ),
    Misconception(
        "biases left out",
        lambda params, gradients, rate: params
        | {n: w for n, w in stepped(params, gradients, rate).items() if n.startswith("W")},
        "The weights moved and the biases stayed. They are dials like the others, and each has a "
        "gradient of its own.",
    ),
    Misconception(
        "two layers only",
        lambda params, gradients, rate: {
            n: w for n, w in stepped(params, gradients, rate).items() if n[1:] in "12"
        },
        "You took the names of a network with two layers. Another has more. Go through whatever "
        "names `params` holds.",
    ),
    Misconception(
        "return inside the loop",
        _first_name,
        "Only the first name came through. A `return` inside the loop ends the function on the "
        "first trip round; look at how far yours is indented.",
    ),
    Misconception(
        "old weights overwritten",
        _in_place,
        "The numbers are right, and the old weights are gone. Somebody may want to go back to "
        "them: early stopping does. A copy of the dictionary does not help if `-=` then writes "
        "into the same arrays.",
    ),
)  # fmt: skip
