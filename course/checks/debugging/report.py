"""The broken program's bugs by line and name, and how a report on them is read.

The program stands in the notebook of the debugging assignment; a label such as C6 is a line of it.
"""

from typing import Any

NAMES = (
    "a missing transpose",
    "the step goes uphill",
    "a ReLU on the output",
    "a spread that is not He's",
    "bottles and scores shuffled apart",
    "no mask on the way back",
    "nothing is seeded",
    "a bias of the wrong shape",
    "the last batch's loss for the epoch's",
    "the 2 of the square forgotten",
    "learnt from rows it should not see",
    "divided by columns, and bottles are rows",
    "the mask is open at exactly 0",
    "weights of the wrong shape",
    "the short last batch is dropped",
    "a value where a slope belongs",
    "a key that nobody asks for",
    "the same order in every epoch",
    "the caller's array is changed",
    "overwritten where it should add up",
)
LINES = {"A": 6, "B": 6, "C": 12, "D": 9}  # labelled lines in each function
LABELS = tuple(f"{letter}{i}" for letter, n in LINES.items() for i in range(1, n + 1))
CULPRITS = {
    "A1": "learnt from rows it should not see",
    "A5": "the caller's array is changed",
    "B1": "a spread that is not He's",
    "B3": "weights of the wrong shape",
    "B5": "a bias of the wrong shape",
    "C4": "a ReLU on the output",
    "C6": "divided by columns, and bottles are rows",
    "C10": "a value where a slope belongs",
    "C12": "a key that nobody asks for",
    "D2": "bottles and scores shuffled apart",
    "D8": "the step goes uphill",
    "D9": "the last batch's loss for the epoch's",
}
FOUND = ("guilty lines found", "innocent lines named", "accused")
GROUPS = {"names in A and B": "AB", "names in C": "C", "names in D": "D"}


def number(name: str) -> int:
    """The number of a name on the list, counted from 1."""
    return NAMES.index(name) + 1


REPORT = {label: number(name) for label, name in CULPRITS.items()}


def named_outputs(group: str) -> tuple[str, ...]:
    """What is read about the names in a group of functions, in the order of complaint.

    First whether each accused line has its right name, then how many have, then all of them.
    """
    return (*map(_right_at, _guilty(group)), _count(group), group)


def read_report(report: Any) -> dict[str, Any]:
    """What a report comes to, as numbers that tell which names are wrong and no right one.

    Of a group's wrong names the first is complained of alone, so that its hint can be found.
    """
    named = {_label(label): _number(name) for label, name in dict(report).items()}
    found, innocent, accused = FOUND
    read = {
        found: sum(label in named for label in CULPRITS),
        innocent: sum(label not in CULPRITS for label in named),
        accused: [label in named for label in LABELS],
    }
    for group in GROUPS:
        read |= _names_read(group, {label: named.get(label) for label in _guilty(group)})
    return read


def _names_read(group, named):
    """The outputs about the names in a group, whose missing lines are named None."""
    wrong = [label for label, name in named.items() if name not in (None, REPORT[label])]
    if wrong and len(wrong) < len(named):
        named = {label: REPORT[label] for label in named} | {wrong[0]: named[wrong[0]]}
    read: dict[str, Any] = {
        _right_at(label): name in (None, REPORT[label]) for label, name in named.items()
    }
    read[_count(group)] = sum(name == REPORT[label] for label, name in named.items())
    return read | {group: [name or 0 for name in named.values()]}


def _guilty(group):
    return [label for label in CULPRITS if label[0] in GROUPS[group]]


def _right_at(label):
    return f"right names at {label}"


def _count(group):
    return f"right {group}"


def _label(label):
    """A line of the program; LookupError if there is no such line."""
    return LABELS[LABELS.index(str(label).strip().upper())]


def _number(name):
    """The number of a name, which may be given by its words; LookupError if it is not there."""
    return number(name) if isinstance(name, str) else range(1, len(NAMES) + 1).index(name) + 1
