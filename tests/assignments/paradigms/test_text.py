"""What the assignment on three ways of learning says is true."""

import ast
import re

import numpy as np
import pytest
from masters import ASSIGNMENTS, Master

from course.checks.paradigms import ASSIGNMENT
from course.checks.paradigms.pencil import POINTS
from course.checks.paradigms.split_rows import ROWS_4
from reference_impl import bandit, kmeans


@pytest.fixture
def master():
    return Master(ASSIGNMENTS["paradigms"])


def run_cell(cells, cell, names, capsys):
    """What a cell prints, line by line."""
    exec(cells[cell].source, names)
    return capsys.readouterr().out.splitlines()


def shown(task, name):
    """An array of a worked example."""
    return np.array(ast.literal_eval(re.search(rf"^{name} = np\.array\((.+)\)$", task, re.M)[1]))


def test_the_tables_are_those_of_the_chapter(cells, names):
    """The four bottles and the four points, in the cell that holds them and in the examples."""
    np.testing.assert_array_equal(names["rows"], ROWS_4)
    np.testing.assert_array_equal(names["points"], POINTS)
    np.testing.assert_array_equal(shown(cells["split_rows-task"].source, "rows"), ROWS_4)
    for task in ("assign-task", "update-task"):
        np.testing.assert_array_equal(shown(cells[task].source, "points"), POINTS)
        np.testing.assert_array_equal(shown(cells[task].source, "centers"), POINTS[:2])
        assert "np.array([[0.0" in cells[task].source  # whole numbers would cut means short
    labels = kmeans.assign(POINTS, POINTS[:2])
    np.testing.assert_array_equal(shown(cells["update-task"].source, "labels"), labels)


def test_the_table_of_the_three_ways_names_the_right_exercises(cells):
    """What an exercise is about, by its number; the guess has none."""
    headings = {item.name: cells[f"{item.name}-task"].source[3:] for item in ASSIGNMENT.items}
    named = {text[0]: name for name, text in headings.items() if text[0].isdigit()}
    named["guess"] = "predict_pulls"
    said = re.findall(r"^\| .+ \| .+ \| (.*\d) \|$", cells["three-tables"].source, re.M)
    ways = [[named[word] for word in re.findall(r"\d|guess", row)] for row in said]
    assert ways == [
        ["mean_score", "share_right", "split_rows"],
        ["predict_pulls", "incremental_mean", "epsilon_greedy"], ["assign", "update"],
    ]  # fmt: skip


def pulls(hope, steps=300):
    """How often a greedy player pulls each of two arms that pay 1 and 3."""
    rng, counts, values = np.random.default_rng(0), [0, 0], np.array([hope, hope], dtype=float)
    for _ in range(steps):
        arm = bandit.epsilon_greedy(values, 0, rng)
        counts[arm] += 1
        values[arm] = bandit.incremental_mean(values[arm], counts[arm], (1, 3)[arm])
    return counts


def test_the_hopeful_player_pulls_as_the_notebook_says(cells, capsys):
    """By the short loop of the notebook and by the reference; without hope as in the chapter."""
    names = {"predict_pulls": lambda: 7}
    said, truth = run_cell(cells, "predict-compare-run", names, capsys)
    assert said.split() == ["you", "said:", "7"]
    assert truth == f"pulls of the second arm: {pulls(hope=5)[1]}"
    assert pulls(hope=5) == [1, 299] and pulls(hope=0) == [300, 0]
    assert "One pull went to the first arm, 299 to the second." in cells["predict-why"].source


def test_the_side_trip_costs_what_the_text_says(cells):
    """Seven points, for the last three answers of the notebook, after everything else."""
    *way_in, words, nearest, moves, player = ASSIGNMENT.items
    assert [item.name for item in (words, nearest, moves, player)] == [
        "wine_shop", "assign", "update", "epsilon_greedy",
    ]  # fmt: skip
    points = sum(part.points for answer in (nearest, moves, player) for part in answer.parts)
    total = sum(ASSIGNMENT.points.values())
    for cell in ("title", "side-trip"):
        assert f"carr{'y' if cell == 'title' else 'ies'} {points} of the {total} points" in (
            cells[cell].source
        )
    assert way_in[0].name == "mean_score"  # a loop and a mean come first


def test_numbers_in_sentences(cells):
    """The sums that are worked out in words."""
    apart = (POINTS[2] - POINTS[:2]) ** 2  # (2, 2), from C to the centres on A and B
    assert apart.tolist() == [[16, 4], [16, 0]]
    assert "4 across and 2 up from the first centre, and that makes 16 + 4 = 20." in (
        cells["assign-task"].source
    )
    across, up = POINTS[1:].T
    for direction in (across, up):
        total = " + ".join(f"{value:g}" for value in direction)
        assert f"({total}) / 3 = {direction.mean():g}" in cells["update-task"].source
    assert [bandit.incremental_mean(*given) for given in ((4, 2, 2), (3, 3, 6))] == [3, 4]


def test_k_means_takes_the_rounds_that_are_announced(cells, names, capsys):
    """B changes sides in the second round; in the third nothing happens."""
    first, second, third = run_cell(cells, "rounds-run", names, capsys)
    assert first == "round 1 [0, 1, 1, 1] [[0.0, 0.0], [3.0, 3.0]]"
    assert second == "round 2 [0, 0, 1, 1] [[0.0, 1.0], [4.5, 3.5]]"
    assert third.removeprefix("round 3") == second.removeprefix("round 2")


def test_a_wrong_answer_leaves_the_points_as_they_were(cells, names):
    """An `update` that writes into the centres would move A and B for every later cell."""

    def written_over(X, labels, centers):
        for j in range(len(centers)):
            centers[j] = X[labels == j].mean(axis=0)
        return centers

    exec(cells["rounds-run"].source, names | {"update": written_over})
    np.testing.assert_array_equal(names["points"], POINTS)


@pytest.mark.whole
def test_the_evenings_come_out_as_announced(cells, names, capsys):
    """The curious player loses least; hope helps the greedy one and not the random one."""

    def costs(hope):
        cell = cells["evenings-run"].source
        assert "hope = 0 " in cell
        exec(cell.replace("hope = 0 ", f"hope = {hope} "), names)
        return [int(line.split()[-1]) for line in capsys.readouterr().out.splitlines()]

    greedy, curious, random = costs(0)
    assert curious < greedy < random
    hopeful, _, same = costs(5)
    assert hopeful < greedy and same == random


def test_the_model_answer_about_the_score_among_the_measurements_is_true():
    """The best straight fit to the whole table makes no mistake and looks at the score alone."""
    rng = np.random.default_rng(2)
    rows = rng.normal(size=(30, 5))
    weights = np.linalg.lstsq(rows, rows[:, -1:], rcond=None)[0]  # (5, 1)
    np.testing.assert_allclose(weights, [[0], [0], [0], [0], [1]], atol=1e-12)


def test_the_model_answer_about_the_numbers_of_groups_is_true():
    """Another order of the start gives the same groups under other numbers, and the same sum."""
    rng = np.random.default_rng(2)
    X, order = rng.normal(size=(40, 3)), [2, 0, 1]
    mine = settled(X, X[:3])
    hers = settled(X, X[:3][order])
    np.testing.assert_array_equal(mine[0], np.array(order)[hers[0]])
    assert kmeans.inertia(X, *mine) == pytest.approx(kmeans.inertia(X, *hers))
    ends = {round(kmeans.inertia(X, *settled(X, X[i : i + 3])), 6) for i in range(20)}
    assert len(ends) > 1  # where it ends depends on where it starts


def settled(X, centers):
    for _ in range(100):
        labels = kmeans.assign(X, centers)
        centers = kmeans.update(X, labels, centers)
    return labels, centers


def test_the_model_answer_about_the_pictures_is_true():
    """Epsilon-greedy shows a worse one of four in three quarters of epsilon of the visits."""
    rng, values = np.random.default_rng(2), np.array([0.1, 0.4, 0.2, 0.3])
    shown = np.array([bandit.epsilon_greedy(values, 0.2, rng) for _ in range(20_000)])
    assert (shown != 1).mean() == pytest.approx(0.75 * 0.2, abs=0.01)
    shown = np.array([bandit.epsilon_greedy(values, 1, rng) for _ in range(20_000)])
    assert (shown != 1).mean() == pytest.approx(0.75, abs=0.01)
