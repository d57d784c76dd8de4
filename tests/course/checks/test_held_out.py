"""Answers written from the texts alone, the checks unread: what the checks make of them, counted.

`make proof` prints the table. An answer says in `#: name:` which known mistakes would be the right
name for it; any other name is a wrong one.
"""

import itertools

import pytest
from held_out import FOLDER, read, verdict
from masters import ASSIGNMENTS

from course.checks.mending import looking, search

pytestmark = pytest.mark.proof

# Of a hundred wrong answers, at most so many may be taken for right or be given a wrong name, and
# at least so many have to be given the right name or the right line.
MOST_ACCEPTED, MOST_MISNAMED, LEAST_FOUND = 0.5, 0.5, 80


def outcome(answer):
    """What became of an answer, in a word or two."""
    said = verdict(answer)
    if answer.right:
        return "right, refused" if said.refusal else "right, accepted"
    if not said.refusal:
        return "accepted"
    if said.named:
        return "named" if said.named in answer.names else "misnamed"
    if said.lines:
        return "line" if said.lines & answer.lines else "another line"
    return "neither"


def test_answers_from_strangers(capsys):
    """No right one is refused; nearly no wrong one is accepted or misnamed; most are found."""
    found = {}
    for name in ASSIGNMENTS:
        for answer in read(name):
            found.setdefault(outcome(answer), []).append(answer.label)
    with capsys.disabled():
        print()
        for word, labels in sorted(found.items()):
            print(f"{word:16}{len(labels):5}")
            if word not in ("named", "line", "right, accepted"):
                print("    " + "\n    ".join(labels))
    count = {word: len(labels) for word, labels in found.items()}
    wrong = sum(count.values()) - count.get("right, accepted", 0) - count.get("right, refused", 0)
    assert wrong >= 200
    assert count.get("right, refused", 0) == 0
    assert 100 * count.get("accepted", 0) <= MOST_ACCEPTED * wrong
    assert 100 * count.get("misnamed", 0) <= MOST_MISNAMED * wrong
    assert 100 * (count.get("named", 0) + count.get("line", 0)) >= LEAST_FOUND * wrong


def test_no_kind_of_edit_fails(monkeypatch):
    """What goes wrong in a search is silent for a learner, so here it is not."""
    seen = []
    go_on = search.search

    def loud(*arguments):
        try:
            return (yield from go_on(*arguments))
        except Exception as error:
            seen.append(error)
            raise

    monkeypatch.setattr(looking, "search", loud)
    for answer in itertools.chain(*map(read, ASSIGNMENTS)):
        verdict(answer)
    assert seen == []


def test_there_are_answers_to_each_function():
    """None of the functions that learners write was left out."""
    for name, assignment in ASSIGNMENTS.items():
        assert {answer.name for answer in read(name)} == set(assignment.answers), name
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(ASSIGNMENTS)
