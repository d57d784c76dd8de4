"""A report on the broken program: its guilty lines, and what is wrong with each."""

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.debugging.report import (
    FOUND,
    GROUPS,
    LABELS,
    REPORT,
    named_outputs,
    number,
    read_report,
)


def diagnosis(program: str) -> dict[str, int]:
    """The twelve bugs, by line and number."""
    return dict(REPORT)


THE_PROGRAM = (Case("your report", lambda rng: ("broken",)),)
PARTS = (
    Part("lines", points=2, outputs=FOUND, cases=THE_PROGRAM),
    *(Part(group, points=1, outputs=named_outputs(group), cases=THE_PROGRAM) for group in GROUPS),
)


def _reports(changed, without=()):
    """A `diagnosis` that differs from the right one in these entries."""
    wrong = {label: n for label, n in REPORT.items() if label not in without} | changed
    return lambda program: dict(wrong)


MISCONCEPTIONS = (
    Misconception(
        "where it stopped",
        _reports({"C3": REPORT["B5"]}, without=("B5", "C12")),
        "You name the lines at which Python stopped. Some of them were given something wrong. Go "
        "back to the line that made it.",
    ),
    Misconception(
        "only those that stop",
        lambda program: {label: REPORT[label] for label in ("A5", "B5", "C12")},
        "You have all those that stop the program. The others run without an error, and they are "
        "more than half: print shapes, nudge, and write down what must hold.",
    ),
    Misconception(
        "user for maker",
        _reports(
            {"A2": REPORT["A1"], "B2": REPORT["B1"], "C7": REPORT["C6"]},
            without=("A1", "B1", "C6"),
        ),
        "You name lines that use something wrong. The guilty line is the one that makes it, and "
        "it is further up.",
    ),
    Misconception(
        "every line named",
        lambda program: {label: REPORT.get(label, 1) for label in LABELS},
        "You name every line. All the guilty ones are among them, and all the others too. Use a "
        "method that points at a line first.",
    ),
    Misconception(
        "counted from 0",
        lambda program: {label: n - 1 for label, n in REPORT.items()},
        "Each number is one too small. Python counts from 0, and the printed list counts from 1.",
    ),
    Misconception(
        "taken at its word",
        _reports({"B1": number("nothing is seeded")}),
        "A variable's name says what its author hoped for. Run that function twice with "
        "generators of the same seed: do the two results differ?",
    ),
    Misconception(
        "a factor of 2",
        _reports({"C6": number("the 2 of the square forgotten")}),
        "There is a common factor, and sometimes it has a 2 in it. Take batches of other sizes "
        "and see whether the factor stays what it is.",
    ),
    Misconception(
        "a mask that is too large",
        _reports({"C10": number("no mask on the way back")}),
        "The slopes of the hidden layer are wrong there, yes. Look at the inactive neurons: "
        "what gradients do they get? Then look at the active ones.",
    ),
    Misconception(
        "forgotten at the end",
        _reports({"D9": number("the short last batch is dropped")}),
        "It is about the last batch. But count the bottles: is any of them left out? Then look at "
        "what the function returns.",
    ),
)

DIAGNOSIS = Answer(
    name="diagnosis",
    inputs=("program",),
    outputs=tuple(dict.fromkeys(name for part in PARTS for name in part.outputs)),
    reference=diagnosis,
    parts=PARTS,
    misconceptions=MISCONCEPTIONS,
    todo="Return a dictionary: the label of each guilty line, and the number of its bug's name.",
    unpack=read_report,
    returns="a dictionary from labels, A1 to D9, to numbers, 1 to 20, and no other key or value",
)
