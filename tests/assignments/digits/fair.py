"""Right answers to the assignment on handwritten digits, written as learners write them."""

import numpy as np

# --- prepare ---


def prepare_by_loops(drawing):
    if drawing.shape != (32, 32):
        raise ValueError("wrong shape: " + str(drawing.shape))
    row = []
    for r in range(0, 32, 4):
        for c in range(0, 32, 4):
            row.append(drawing[r : r + 4, c : c + 4].sum() / 16)
    return [row]


def prepare_by_means(image):
    if image.shape[0] != 32 or image.shape[1] != 32:
        raise ValueError(f"{image.shape} is not 32 by 32")
    return image.reshape(8, 4, 8, 4).mean(axis=3).mean(axis=1).reshape(1, -1)


def prepare_by_matrices(drawing):
    """A matrix that adds up four lines at a time, from the left and from the right."""
    if np.shape(drawing) != (32, 32):
        raise ValueError(np.shape(drawing))
    add = np.kron(np.eye(8), np.ones((1, 4)))  # (8, 32)
    return (add @ drawing @ add.T / 16).flatten()[np.newaxis]


def prepare_by_adding(drawing):
    if not drawing.shape == (32, 32):
        raise ValueError(f"expected 32 by 32, got {drawing.shape[0]} by {drawing.shape[1]}")
    four = sum(drawing[i::4] for i in range(4))  # (8, 32)
    counts = sum(four[:, i::4] for i in range(4))  # (8, 8)
    return np.array([counts.ravel() / 16])


# --- choose_hidden ---


def choose_by_dictionary(sizes, train, validation, test):
    networks = {size: train(size) for size in sizes}

    def right(size, X, y):
        return (networks[size](X).argmax(axis=1, keepdims=True) == y).mean()

    scores = {size: right(size, *validation) for size in sizes}
    most = max(scores.values())
    best = min(size for size, score in scores.items() if score == most)
    return best, right(best, *test)


def choose_by_counting(sizes, train, validation, test):
    """Mistakes in place of hits, and the network trained once more at the end."""
    X_val, y_val = validation
    X_test, y_test = test
    fewest, chosen = None, None
    for size in sizes:
        mistakes = int(sum(train(size)(X_val).argmax(1) != y_val.ravel()))
        better = fewest is None or mistakes < fewest
        if better or (mistakes == fewest and size < chosen):
            fewest, chosen = mistakes, size
    said = train(chosen)(X_test).argmax(1)
    return [chosen, sum(said == y_test.ravel()) / len(y_test)]


def choose_by_sorting(sizes, fit, val, test):
    def accuracy(net, pair):
        X, y = pair
        P = net(X)
        hits = [P[i].argmax() == y[i, 0] for i in range(len(y))]
        return hits.count(True) / len(hits)

    tried = [(-accuracy(net, val), size, net) for size, net in ((s, fit(s)) for s in sizes)]
    _, size, net = sorted(tried, key=lambda one: one[:2])[0]
    return size, accuracy(net, test)


def choose_by_arrays(sizes, train, validation, test):
    sizes = np.sort(sizes)
    nets = [train(int(size)) for size in sizes]
    right = np.array([np.sum(n(validation[0]).argmax(1) == validation[1][:, 0]) for n in nets])
    i = right.argmax()  # the first of the largest
    return sizes[i], np.mean(nets[i](test[0]).argmax(axis=1)[:, None] == test[1])


# --- confusion ---


def confusion_by_loop(P, y):
    k = len(P[0])
    table = np.zeros((k, k))
    for p, (label,) in zip(P, y, strict=True):
        table[label, np.argmax(p)] += 1
    return table


def confusion_by_one_hot(P, y):
    eye = np.eye(P.shape[1])
    return eye[y[:, 0]].T @ eye[P.argmax(axis=1)]


def confusion_by_classes(P, y):
    said = P.argmax(1).reshape(y.shape)
    k = P.shape[1]
    return [[int(np.sum((y == i) & (said == j))) for j in range(k)] for i in range(k)]


def confusion_by_bincount(P, y):
    k = P.shape[1]
    return np.bincount(y[:, 0] * k + P.argmax(axis=1), minlength=k**2).reshape(k, k)


# --- worst ---


def worst_by_lists(P, y, m):
    mistakes = []
    for row in range(len(P)):
        if P[row].argmax() != y[row, 0]:
            mistakes.append((P[row].max(), row))
    mistakes.sort(key=lambda pair: -pair[0])  # Python's sort leaves equals as they are
    return [row for _, row in mistakes[:m]]


def worst_by_python(P, y, m):
    wrong = [i for i, (p, t) in enumerate(zip(P, y, strict=True)) if np.argmax(p) != t[0]]
    return sorted(wrong, key=lambda i: P[i].max(), reverse=True)[:m]


def worst_by_all(P, y, m):
    """All the images in order first, and the right ones left out afterwards."""
    order = np.argsort(-P.max(axis=1), kind="stable")
    wrong = P.argmax(axis=1)[order] != y.ravel()[order]
    return order[wrong][:m]


def worst_by_lexsort(P, y, m):
    rows = np.where(P.argmax(axis=1) != y[:, 0])[0]
    return rows[np.lexsort((rows, -P[rows].max(axis=1)))][:m]


RIGHT = {
    "prepare": (prepare_by_loops, prepare_by_means, prepare_by_matrices, prepare_by_adding),
    "choose_hidden": (
        choose_by_dictionary, choose_by_counting, choose_by_sorting, choose_by_arrays,
    ),
    "confusion": (
        confusion_by_loop, confusion_by_one_hot, confusion_by_classes, confusion_by_bincount,
    ),
    "worst": (worst_by_lists, worst_by_python, worst_by_all, worst_by_lexsort),
}  # fmt: skip
