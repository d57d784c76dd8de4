"""Look at an answer as a patient teacher would, and say the first thing that is wrong.

    check = Check(assignment)
    check("affine_backward", "dW")

The order: is there such a function, does it run, what kind and shape comes out, are the
inputs left alone, are the values right; then, which known mistake gives this very result; the call
that shows it; or else on which line of the learner's own code one small edit makes it right.
"""

import sys
from typing import TYPE_CHECKING

from course.checks import afterwards, messages, taken
from course.checks.answers import Answer, Assignment, Misconception, Prediction
from course.checks.evidence import named
from course.checks.faults import Fault, FaultOfACall
from course.checks.judge import first_fault, judge, look_up, read_marks, read_prediction, tried
from course.checks.variants import changed

if TYPE_CHECKING:
    from course.checks.mending.looking import Looking

SEED = 1


class CheckFailed(AssertionError):
    """An answer is not right yet. The message is for the learner and needs no traceback.

    `fault` is what is wrong and `slip` the known mistake, if there is one.
    """

    def __init__(
        self,
        *paragraphs: str,
        fault: Fault | None = None,
        slip: Misconception | None = None,
        looking: "Looking | None" = None,
    ) -> None:
        self.fault, self.slip = fault, slip
        if looking and not afterwards.is_asked_for():
            paragraphs = (*paragraphs, *filter(None, [looking.to_the_end()]))
        super().__init__(messages.assembled(*paragraphs))
        self.looking = looking  # goes on once the verdict is out

    def _render_traceback_(self):
        """What Jupyter shows in place of a traceback."""
        return str(self).splitlines()


class Check:
    """`check(name, part)` looks the learner's function up by its name and tries it.

    It prints one line if that part is right and raises CheckFailed if it is not. Without a
    part it looks at all of them. Another `seed` draws other inputs. For words that the learner
    has marked it returns the points, which nbgrader takes for the score.
    """

    def __init__(self, assignment: Assignment, seed: int = SEED) -> None:
        self.assignment = assignment
        self.seed = seed
        taken.listen()
        afterwards.listen()
        self._checked = {item.name: item for item in assignment.items}
        self._others = {*self._checked, *assignment.given}

    def variant(self, task: str | None = None, seed: int = SEED) -> "Check":
        """The check of another year: other inputs and, with a task, functions that differ.

        `course.checks.variants` lists the tasks; LookupError for one that is not there.
        """
        other = changed(task, self.assignment) if task else self.assignment
        return Check(other, seed)

    def __call__(
        self, name: str, part: str | None = None, *, seed: int | None = None
    ) -> float | None:
        namespace = sys._getframe(1).f_globals  # the notebook's own names
        item = self._checked.get(name)
        if item is None:
            raise CheckFailed(messages.unknown_name(name, self._checked))
        if isinstance(item, Answer):
            seed = self.seed if seed is None else seed
            print(self._answer(item, _chosen(item, part), seed, namespace))
            return None
        if isinstance(item, Prediction):
            guess = self._read(read_prediction, item, namespace)
            print(messages.noted(item.name, guess))
            return None
        marks = self._read(read_marks, item, namespace)
        print(messages.marked(item, marks))
        return marks

    def _read(self, read, item, namespace):
        """The learner's own number, be it a guess or marks, or CheckFailed with what is wrong."""
        function, fault = look_up(item, namespace, self._others)
        number, fault = (None, fault) if fault else read(function, item, namespace)
        if fault:
            raise CheckFailed(messages.heading(item.name, {}), messages.words(fault), fault=fault)
        return number

    def _answer(self, answer, parts, seed, namespace):
        """The line that says all is right, or CheckFailed with the first fault."""
        function, fault = look_up(answer, namespace, self._others)
        if fault:
            found = {part.name: fault for part in parts}
            said = messages.heading(answer.name, found), messages.words(fault)
            raise CheckFailed(*said, fault=fault)
        return self._judged(function, answer, parts, seed, namespace)

    def _judged(self, function, answer, parts, seed, namespace):
        outcomes = tried(function, answer, seed)
        found = {part.name: first_fault(outcomes, answer, part, seed, namespace) for part in parts}
        first = next(filter(None, found.values()), None)
        if first is None:
            return messages.right(answer.name, found)
        said = [messages.heading(answer.name, found), messages.words(first)]
        if not isinstance(first, FaultOfACall):
            raise CheckFailed(*said, fault=first)
        if slip := named(function, outcomes, answer, first.call.case, seed):
            said.append(messages.slip(slip))
        if broken := self._broken_below(answer, seed, namespace):
            said.append(messages.built_on(answer.name, broken))
        said.append(messages.shown(first))
        if slip or broken:
            raise CheckFailed(*said, fault=first, slip=slip)
        from course.checks.mending.looking import look  # a right answer does without it

        known = (*self.assignment.answers, *self.assignment.given)
        looking = look(function, answer, seed, namespace, known)
        raise CheckFailed(*said, fault=first, looking=looking)

    def _broken_below(self, answer, seed, namespace):
        """Those of the learner's earlier functions that exist and do not pass."""
        broken = []
        for name in answer.builds_on:
            below = self.assignment.answers[name]
            function, _ = look_up(below, namespace, self._others)
            if function is not None and any(
                judge(function, below, part, seed, namespace) for part in below.parts
            ):
                broken.append(name)
        return broken


def _chosen(answer, name):
    """The part of that name; all of them without one."""
    parts = [part for part in answer.parts if name in (None, part.name)]
    if not parts:
        raise CheckFailed(messages.unknown_part(answer, name))
    return parts
