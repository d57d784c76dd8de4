"""Right answers to the assignment on the big tools, as learners write them."""

import numpy as np

# --- add ---


def add_in_one_line(tape, i, j):
    return dict(
        value=sum(tape[place]["value"] for place in (i, j)),
        parents=[(place, 1.0) for place in (i, j)],
    )


def add_by_names(records, first, second):
    one, other = records[first], records[second]
    record = {}
    record["parents"] = [[first, 1], [second, 1]]
    record["value"] = one["value"] + other["value"]
    return record


def add_with_tuples(tape, i, j):
    return {"value": tape[i]["value"] - -tape[j]["value"], "parents": ((i, 1), (j, 1))}


def add_with_a_copy(tape, i, j):
    mine = list(tape)
    mine.append({"value": mine[i]["value"] + mine[j]["value"], "parents": [(i, 1), (j, 1)]})
    return mine[-1]


# --- multiply ---


def multiply_by_names(tape, i, j):
    a = tape[i]["value"]
    b = tape[j]["value"]
    parent_a = (i, b)
    parent_b = (j, a)
    return {"value": a * b, "parents": [parent_a, parent_b]}


def multiply_by_numpy(tape, i, j):
    values = np.array([tape[i]["value"], tape[j]["value"]])
    return {"value": values.prod(), "parents": np.column_stack([[i, j], values[::-1]])}


def multiply_by_a_nudge(tape, i, j):
    """The slope of a product along one factor is exact whatever the nudge: it is a line."""
    a, b = tape[i]["value"], tape[j]["value"]
    return {"value": a * b, "parents": [(i, (a + 1) * b - a * b), (j, a * (b + 1) - a * b)]}


def multiply_with_more_to_say(tape, i, j):
    return {
        "kind": "product",
        "value": tape[i]["value"] * tape[j]["value"],
        "parents": [(i, tape[j]["value"]), (j, tape[i]["value"])],
    }


# --- relu ---


def relu_by_if(tape, i):
    if tape[i]["value"] > 0:
        return {"value": tape[i]["value"], "parents": [(i, 1)]}
    return {"value": 0, "parents": [(i, 0)]}


def relu_by_comparison(tape, i):
    z = tape[i]["value"]
    active = float(z > 0)
    return {"value": z * active, "parents": [(i, active)]}


def relu_by_numpy(tape, i):
    z = np.asarray(tape[i]["value"])
    return {"value": np.maximum(z, 0), "parents": [(i, np.heaviside(z, 0))]}


def relu_by_boolean(tape, i):
    z = tape[i]["value"]
    return {"value": (z + abs(z)) / 2, "parents": [(i, not z <= 0)]}


# --- backward ---


def backward_by_reversed(tape):
    found = {len(tape) - 1: 1.0}
    for place, record in reversed(list(enumerate(tape))):
        mine = found.setdefault(place, 0.0)
        for parent, slope in record["parents"]:
            found[parent] = found.get(parent, 0.0) + mine * slope
    return [found[place] for place in range(len(tape))]


def backward_in_numpy(tape):
    gradients = np.zeros(len(tape))
    gradients[-1] = 1
    place = len(tape)
    while place:
        place -= 1
        for pair in tape[place]["parents"]:
            gradients[pair[0]] = gradients[pair[0]] + pair[1] * gradients[place]
    return gradients


def backward_by_asking_the_children(tape):
    """Each number adds up what those that used it say."""

    def gradient(place):
        if place == len(tape) - 1:
            return 1
        return sum(
            slope * gradient(child)
            for child in range(place + 1, len(tape))
            for parent, slope in tape[child]["parents"]
            if parent == place
        )

    return [gradient(place) for place in range(len(tape))]


def backward_by_forward_mode(tape):
    """A nudge of each number in turn, carried along the tape to its end."""
    result = []
    for start in range(len(tape)):
        moved = [0.0] * len(tape)
        for place, record in enumerate(tape):
            moved[place] = sum(slope * moved[parent] for parent, slope in record["parents"])
            if place == start:
                moved[place] = 1.0
        result.append(moved[-1])
    return result


def backward_by_path(tape):
    """A walk along every path, with the slopes so far."""
    total = [0] * len(tape)

    def walk(place, so_far):
        total[place] += so_far
        for parent, slope in tape[place]["parents"]:
            walk(parent, so_far * slope)

    walk(len(tape) - 1, 1)
    return total


RIGHT = {
    "add": (add_in_one_line, add_by_names, add_with_tuples, add_with_a_copy),
    "multiply": (
        multiply_by_names, multiply_by_numpy, multiply_by_a_nudge, multiply_with_more_to_say,
    ),
    "relu": (relu_by_if, relu_by_comparison, relu_by_numpy, relu_by_boolean),
    "backward": (
        backward_by_reversed, backward_in_numpy, backward_by_asking_the_children,
        backward_by_forward_mode, backward_by_path,
    ),
}  # fmt: skip
