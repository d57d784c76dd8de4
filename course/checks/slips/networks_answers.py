"""Slips in a neuron's sum, and in finding an arrow's weight in the arrays of a network.

Shapes: x and w (d_in,), b one number; Wi (d_in, d_out), bi (d_out,).
"""

from course.checks.answers import Misconception

NEURON = (
    Misconception(
        "bias forgotten",
        lambda x, w, b: (x * w).sum(),
        "That is the bill without the delivery charge. The bias is added once, at the end.",
    ),
    Misconception(
        "a bias for each measurement",
        lambda x, w, b: (x * w + b).sum(),
        "The bias went in before the sum, so it was added once for each measurement. The delivery "
        "charge is paid once, however many things are on the bill.",
    ),
    Misconception(
        "bias counted twice",
        lambda x, w, b: (x * w).sum() + 2 * b,
        "The bias is in there twice. If your total begins at the bias, it does not need it again "
        "at the end.",
    ),
    Misconception(
        "bias taken away",
        lambda x, w, b: (x * w).sum() - b,
        "You took the bias away. It is a head start, and a head start is added. If it is below "
        "zero, adding it does the taking away.",
    ),
    Misconception(
        "bias as a factor",
        lambda x, w, b: (x * w).sum() * b,
        "You multiplied by the bias. It stands on no arrow and there is nothing for it to "
        "multiply; it is added.",
    ),
    Misconception(
        "bias on the measurements",
        lambda x, w, b: ((x + b) * w).sum(),
        "The bias was added to the measurements before the weights came. Nobody touches the "
        "bottle: the products are added up first, and then the bias joins them.",
    ),
    Misconception(
        "products not added up",
        lambda x, w, b: x * w + b,
        "These are the lines of the bill, one for each measurement. A neuron says one number, and "
        "the total is still to be made.",
    ),
    Misconception(
        "sum times sum",
        lambda x, w, b: x.sum() * w.sum() + b,
        "You added first and multiplied the two sums. That charges everything at everybody's "
        "price. Each measurement meets its own weight, and the adding comes after.",
    ),
    Misconception(
        "added in place of multiplied",
        lambda x, w, b: (x + w).sum() + b,
        "You added the weights to the measurements. A weight says how much a measurement counts, "
        "so the two are multiplied.",
    ),
    Misconception(
        "mean",
        lambda x, w, b: (x * w).mean() + b,
        "You took the mean of the products. A bill with more lines is a bigger bill: the products "
        "are added, and nothing is divided.",
    ),
    Misconception(
        "cut off at zero",
        lambda x, w, b: max(0.0, (x * w).sum() + b),
        "A sum below zero came out as 0. What becomes of such a sum is a small trick that has a "
        "chapter of its own; the neuron here says its sum as it is.",
    ),
    Misconception(
        "return inside the loop",
        lambda x, w, b: b + x[0] * w[0],
        "Only the first measurement is on the bill. `return` leaves the function at once, so in a "
        "loop it ends the first round; it belongs under the loop, not in it.",
    ),
)

ARROW = (
    Misconception(
        "places swapped",
        lambda params, layer, from_place, to_place: params[f"W{layer}"][to_place, from_place],
        "Row and column have changed places. A row for each number that comes in, a column for "
        "each neuron: so the first number in the brackets says where the arrow comes from, the "
        "second where it goes to. On a square grid nothing complains when you mix them up.",
    ),
    Misconception(
        "places counted from one",
        lambda params, layer, from_place, to_place: params[f"W{layer}"][
            from_place - 1, to_place - 1
        ],
        "You took 1 off the places. They count from 0 already, and so does Python. Nothing "
        "complained, because to Python place -1 is the last one.",
    ),
    Misconception(
        "layers counted from zero",
        lambda params, layer, from_place, to_place: params[f"W{layer - 1}"][from_place, to_place],
        "You took 1 off the layer. Places count from 0, layers from 1: layer 1 is W1, and there is "
        "no W0.",
    ),
    Misconception(
        "one layer too far",
        lambda params, layer, from_place, to_place: params[f"W{layer + 1}"][from_place, to_place],
        "You added 1 to the layer. The number in the name is the layer's own number: layer 1 is "
        "W1, whatever Python counts from elsewhere.",
    ),
    Misconception(
        "always the first layer",
        lambda params, layer, from_place, to_place: params["W1"][from_place, to_place],
        "You looked in W1 whatever the layer was. The name of the grid has to be made from "
        "`layer`.",
    ),
    Misconception(
        "the whole row",
        lambda params, layer, from_place, to_place: params[f"W{layer}"][from_place],
        "That is a row: all the arrows that leave one place. You asked for the one that arrives "
        "where it should, and its column is still to be named.",
    ),
    Misconception(
        "the whole column",
        lambda params, layer, from_place, to_place: params[f"W{layer}"][:, to_place],
        "That is a column: all the arrows that arrive at one neuron. You asked for one of them, "
        "and the row says where it comes from.",
    ),
    Misconception(
        "the whole grid",
        lambda params, layer, from_place, to_place: params[f"W{layer}"],
        "That is the right grid, with all its arrows. Two more numbers, in square brackets, pick "
        "one out.",
    ),
    Misconception(
        "bias for weight",
        lambda params, layer, from_place, to_place: params[f"b{layer}"][to_place],
        "That is the bias of the neuron that the arrow goes to. It sits in the circle; the weight "
        "is on the arrow, in the grid of that layer.",
    ),
    Misconception(
        "bias added",
        lambda params, layer, from_place, to_place: (
            params[f"W{layer}"][from_place, to_place] + params[f"b{layer}"][to_place]
        ),
        "You added the neuron's bias to the weight. An arrow has its weight and nothing else; the "
        "bias waits in the circle until all the arrows have arrived.",
    ),
)
