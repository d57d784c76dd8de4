"""Every assignment: its solution passes, its stubs are told so, its points and words agree."""

import ast
import re

import numpy as np
import pytest
from masters import LABELS, released, run, worth
from masters import master as named

from course.checks.answers import Answer, Prediction, SelfMarked
from course.checks.checker import SEED

STUB = '"""\n    # YOUR CODE HERE\n    raise NotImplementedError()'
SLIPS = [
    (label, answer, slip)
    for label in LABELS
    for answer, item in named(label).answers.items()
    for slip in item.misconceptions
]
DOCUMENTED = (ast.FunctionDef, ast.ClassDef)
PAGE = 77  # columns of code that a page shows in a window of 1280 pixels
MAY_IMPORT = {"numpy", "pandas", "matplotlib.pyplot", "reference_impl"}


# --- Three ways: the solution, the stubs, the known mistakes ---


@pytest.mark.whole
def test_the_solution_passes_in_full(master):
    """Every cell of the master notebook runs, the hidden tests with it."""
    assert run(master.notebook.cells)[1] == {}


def test_every_stub_fails_its_checks_with_the_message_meant_for_it(master):
    """As released, each check says that its function is not written yet, and what to do."""
    errors = run(released(master.notebook).cells)[1]
    assert errors.keys() >= master.graded.keys()
    for cell, (item, part) in master.graded.items():
        heading = ", ".join(filter(None, [item.name, part]))
        expected = f"{heading}: not yet. {item.name} is not written yet. {item.todo}"
        assert type(errors[cell]).__name__ == "CheckFailed"
        assert " ".join(str(errors[cell]).split()) == expected


@pytest.mark.whole
@pytest.mark.parametrize(
    ("label", "answer", "slip"), SLIPS, ids=lambda value: getattr(value, "name", value)
)
def test_a_known_mistake_costs_points_and_gets_its_hint(label, answer, slip):
    """In the master's own cells a misconception fails at least one check, with its own hint."""
    master = named(label)
    names, refusals = {"__name__": "__main__"}, []
    exec(master.cells["setup"].source, names)
    names[answer] = slip.wrong
    for cell in [cell for cell, (item, _) in master.graded.items() if item.name == answer]:
        try:
            exec(master.cells[cell].source, names)
        except AssertionError as refusal:
            refusals.append(" ".join(str(refusal).split()))
    assert refusals
    for text in refusals:
        assert f"A common slip gives this very result: {slip.name}. {slip.hint}" in text


# --- The notebook as nbgrader sees it ---


def points_in(master):
    """What the notebook's own marks promise: [(grade_id, points)]."""
    marks = {name: cell.metadata.nbgrader for name, cell in master.cells.items()}
    return [(name, mark.points) for name, mark in marks.items() if mark.grade]


def test_points_are_those_of_the_assignment_and_come_to_twenty(master):
    """The notebook says what course/checks says, cell for cell, in that order."""
    promised = list(master.assignment.points.items())
    assert points_in(master) == promised
    assert sum(master.assignment.points.values()) == 20
    assert sum(worth(item) for item in master.assignment.answers.values()) == 15
    first = next(iter(master.graded))
    master.cells[first].metadata.nbgrader.points += 1
    assert points_in(master) != promised


def test_three_to_seven_answers_and_one_question_in_words(master):
    """What every assignment is made of."""
    assert 3 <= len(master.assignment.answers) <= 7, f"{master.label}: three to seven answers"
    items = master.assignment.items
    in_words = [item for item in items if isinstance(item, SelfMarked)]
    assert [item.points for item in in_words] == [4]


def test_who_marks_their_own_words_finds_a_model_answer(master):
    """Folded, below the check, with the points for each part of it; four points in all."""
    for name, item in master.items.items():
        if isinstance(item, SelfMarked):
            model = master.cells[f"{name}-model"].source
            assert model.count("<details>") == model.count("</details>") == 1
            points = [float(n) for n in re.findall(r"\((\d(?:\.5)?) points?\)", model)]
            assert len(points) >= 2 and sum(points) == item.points


def test_who_answers_in_words_sees_the_quotes_to_write_between(master):
    """The stub has none, so the task shows the lines that take its place."""
    for name, item in master.items.items():
        if isinstance(item, SelfMarked):
            shown = re.search(r"```python\n(.*?)```", master.cells[f"{name}-task"].source, re.S)[1]
            assert shown.startswith('    words = """\n') and shown.endswith("return words, 0\n")


UNNUMBERED = {Prediction: ("", "predict"), SelfMarked: ("", r"(?!predict|\d)\D+")}


def test_the_headings_and_the_instructors_table_say_the_same_points(master):
    """What is promised above a task is what its checks are worth."""
    table = master.instructor.replace("`", "")
    for name, item in master.items.items():
        heading = master.cells[f"{name}-task"].source.splitlines()[0]
        points = worth(item)
        assert heading.endswith(f"({points} point{'s' if points > 1 else ''})")
        start = re.match(r"## (\d+)\.", heading) or UNNUMBERED[type(item)]
        row = re.search(rf"^\| {start[1]} .*\| {points} \|(.+)\|$", table, re.M)[1]
        for part in item.parts if isinstance(item, Answer) else ():
            assert f"{part.name} {part.points}" in row


def test_the_instructor_is_told_what_an_instructor_needs(master):
    """Purpose, time, points, the usual errors, and how to mark the question in words."""
    headings = re.findall(r"^## (.+)$", master.instructor, re.M)
    assert headings == [
        "Purpose", "Time", "Points", "The usual errors", "Marking the written question",
    ]  # fmt: skip


def test_every_cell_is_marked_for_nbgrader(master):
    """Schema 3, ids of their own; learners can write in their answers and nowhere else."""
    cells = master.cells
    assert len(cells) == len(master.notebook.cells) == len({cell.id for cell in cells.values()})
    for name, cell in cells.items():
        marks = cell.metadata.nbgrader
        answer = name.endswith("-answer")
        assert marks.schema_version == 3 and marks.task is False
        assert cell.id == name.replace("_", "-")
        assert marks.solution is answer and marks.locked is not answer
        assert marks.grade is (name in master.assignment.points)


def test_the_master_holds_no_outputs_and_a_plain_kernel(master):
    """What is committed is the source alone, for Jupyter's own Python."""
    assert master.notebook.metadata.kernelspec.name == "python3"
    for cell in master.notebook.cells:
        if cell.cell_type == "code":
            assert cell.outputs == [] and cell.execution_count is None


def test_each_check_cell_checks_what_its_id_says_and_once_more_in_secret(master):
    """The same call twice: the second with another seed and between the marks for hidden tests."""
    for cell, (item, part) in master.graded.items():
        call = f'check("{item.name}"' + (f', "{part}"' if part else "")
        first, *hidden = master.cells[cell].source.splitlines()
        assert first == call + ")"
        if isinstance(item, Answer):  # a prediction has nothing to hide
            begin, second, end = hidden
            assert (begin, end) == ("### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS")
            assert int(re.fullmatch(re.escape(call) + r", seed=(\d+)\)", second)[1]) != SEED


def test_who_is_promised_other_numbers_gets_some_for_each_check(master):
    """A check may have no other inputs to give; then the notebook says that most of them do."""
    secret = {
        cell: int(re.search(r"seed=(\d+)\)", master.cells[cell].source)[1])
        for cell, (item, _) in master.graded.items()
        if isinstance(item, Answer)
    }
    again = [
        cell
        for cell, (item, part) in master.graded.items()
        if cell in secret and drawn_with(item, part, SEED) == drawn_with(item, part, secret[cell])
    ]
    said = re.search(r"each check runs\s+once more(.+?)other numbers", master.cells["title"].source)
    assert said[1] == ", most of them with " or (said[1] == " with " and not again)


def drawn_with(item, part, seed):
    """What a part's cases draw, in a form that can be compared."""
    (chosen,) = (one for one in item.parts if one.name == part)
    return [plain(case.draw(np.random.default_rng(seed))) for case in chosen.tried]


def plain(value):
    """Arrays as lists, a generator as its state, a function as the words that tell of it."""
    if isinstance(value, dict):
        return {key: plain(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(entry) for entry in value]
    if isinstance(value, np.random.Generator):
        return str(value.bit_generator.state)
    return np.asarray(value).tolist() if not callable(value) else value.__doc__


def test_the_release_holds_no_solution_and_no_hidden_test(master):
    """Nothing between the marks is left, and every answer became a stub."""
    for cell in released(master.notebook).cells:
        assert not re.search("HIDDEN|SOLUTION", cell.source)
        assert "seed=" not in cell.source or cell.metadata.nbgrader.grade_id == "setup"
        if cell.metadata.nbgrader.solution and cell.cell_type == "code":
            assert cell.source.endswith(STUB)
        elif cell.metadata.nbgrader.solution:
            assert cell.source == "YOUR ANSWER HERE"


def test_no_learner_reads_a_word_to_the_linter(master):
    """A note such as `fmt: skip` is for whoever keeps the course."""
    code = "\n".join(cell.source for cell in released(master.notebook).cells)
    assert re.findall(r"# (?:fmt|noqa|ruff|type|pragma)\b", code) == []


def test_what_a_docstring_says_fits_into_the_page(master):
    """A learner reads the stub's words without moving the cell to and fro."""
    cells = [cell for cell in released(master.notebook).cells if cell.cell_type == "code"]
    nodes = [node for cell in cells for node in ast.walk(ast.parse(cell.source))]
    texts = [ast.get_docstring(node, clean=False) for node in nodes if isinstance(node, DOCUMENTED)]
    first = " " * len('    """')  # what stands before the first line
    lines = [line for text in texts if text for line in (first + text).splitlines()]
    assert [line for line in lines if len(line) > PAGE] == []


def test_the_notebook_imports_what_a_student_has(master):
    """NumPy, the checks, of the reference only the example, data and half-moons; and plots."""
    code = "\n".join(cell.source for cell in master.notebook.cells if cell.cell_type == "code")
    imports = re.findall(r"^ *(?:import|from) .+$", code, flags=re.M)
    assert f"from course.checks.{master.assignment.name} import check" in imports
    for line in imports:
        if line.startswith("from course"):
            continue
        assert re.match(r"(?:from|import) (\S+)", line)[1] in MAY_IMPORT
        if line.startswith("from reference_impl"):
            assert set(re.findall(r"\w+", line.split("import")[1])) <= {"example", "data", "moons"}


def test_each_stub_has_the_signature_that_is_checked(master):
    """The arguments have the names that the messages use, and there is a docstring."""
    for name, item in master.items.items():
        function = ast.parse(master.cells[f"{name}-answer"].source).body[0]
        assert function.name == name and ast.get_docstring(function)
        assert tuple(argument.arg for argument in function.args.args) == item.inputs


def test_what_the_notebook_hands_over_is_given(master):
    """Every function of its own: none is taken for a misspelt answer, or blamed for one."""
    code = "\n".join(cell.source for cell in master.cells.values() if cell.cell_type == "code")
    handed = set(re.findall(r"^def (\w+)", code, re.M)) - {*master.items}
    assert handed == {*master.assignment.given}


# --- What the tasks say ---


def worked_example(master, name):
    (block,) = re.findall(r"```python\n(.*?)```", master.task(name), re.S)
    return block


def hold_to_its_word(block, names):
    """Every expression of a worked example is followed by its value, as a comment: compare."""
    names, lines, compared = dict(names), block.splitlines(), 0
    for statement in ast.parse(block).body:
        if isinstance(statement, ast.Expr):
            said = ast.literal_eval(lines[statement.end_lineno].removeprefix("# "))
            value = eval(ast.unparse(statement), names)
            same_value(value, said)
            compared += 1
        else:
            exec(ast.unparse(statement), names)
    assert compared == sum(line.startswith("# ") for line in lines) > 0


def same_value(value, said):
    """Numbers in the same arrangement, or the same words."""
    if said is None or isinstance(said, (str, dict)):
        assert value == said
        return
    np.testing.assert_allclose(np.asarray(value), np.array(said), rtol=1e-9, atol=1e-9)
    assert np.shape(value) == np.shape(said)


@pytest.mark.whole
def test_a_worked_example_gives_what_it_says(master, solved):
    """The printed values are those of the solution; a changed figure is noticed."""
    for name in master.assignment.answers:
        block = worked_example(master, name)
        hold_to_its_word(block, solved(master.label))
        for comment in re.findall(r"^# .*\d.*$", block, re.M):
            wrong = re.sub(r"\d", lambda m: str((int(m[0]) + 5) % 10), comment, count=1)
            with pytest.raises(AssertionError):
                hold_to_its_word(block.replace(comment, wrong), solved(master.label))


@pytest.mark.whole
def test_an_example_hands_over_what_the_check_does(master, solved):
    """Where an array always holds whole numbers, somebody may take them for places or for truths:
    what works in the example has to work in the check, and the other way round."""
    for name, answer in master.assignment.answers.items():
        shown = given_in(worked_example(master, name), name, solved(master.label))
        cases = [case for case in answer.cases if not (case.whole or case.refused)]
        drawn = [case.draw(np.random.default_rng(1)) for case in cases]
        for place, given in enumerate(answer.inputs):
            checked = arrays(drawn, place)
            if checked and not any((one % 1).any() for one in checked):
                assert kinds(arrays(shown, place)) <= kinds(checked), f"{name}: {given}"


def given_in(block, name, names):
    """What a worked example hands to the function of that name, call by call."""
    calls, function = [], names[name]

    def noted(*arguments):
        calls.append(arguments)
        return function(*arguments)

    hold_to_its_word(block, names | {name: noted})
    return calls


def arrays(calls, place):
    return [given[place] for given in calls if isinstance(given[place], np.ndarray)]


def kinds(found):
    """Whole numbers, decimals or truths, by NumPy's letters."""
    return {one.dtype.kind for one in found}


def test_tables_stand_outside_lists(master):
    """nbgrader's feedback shows a table within a list as its source."""
    for cell in master.notebook.cells:
        assert cell.cell_type == "code" or not re.search(r"^ +\|", cell.source, re.M)


def test_each_task_has_three_hints_from_a_nudge_to_nearly_the_line(master):
    """Folded, in order, and closed again."""
    for name in master.assignment.answers:
        page = master.task(name)
        assert re.findall(r"<summary>(.+?)</summary>", page) == [
            "Hint 1: a nudge",
            "Hint 2: the idea",
            "Hint 3: nearly the line",
        ]
        assert page.count("<details>") == page.count("</details>") == 3
