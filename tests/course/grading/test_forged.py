"""What is said over the wall is taken for a value or for nothing: no form of it harms the grader.

A process that lies is played here by a thread at the other end of the socket.
"""

import contextlib
import decimal
import fractions
import json
import socket
import threading

import numpy as np
import pytest

from course.grading.bounds import bounded
from course.grading.guest import Ended, Guest, TookTooLong
from course.grading.inside.channel import HEAD, MOST_BYTES, MOST_TREE, SIZE, Channel, Gone
from course.grading.inside.wire import LONGEST, MOST, MOST_LETTERS, Packer, Unpacker
from course.grading.jail import Born, Limits, NoJail
from course.grading.marking import Marker

SECONDS = 60  # until it is ended: none of these needs them
FINE = {"returned": 1, "given": None, "printed": "", "touched": False}


class Impostor:
    """In the place of a nursery: a process that answers each request with what it is told to."""

    def __init__(self, *answers, ended=b'{"status": -9}'):
        self._answers, self._ended = answers, ended

    def born(self, limits):
        talk, theirs = socket.socketpair()
        end, other = socket.socketpair()
        threading.Thread(target=self._live, args=(theirs, other), daemon=True).start()
        return Born(talk, end)

    def _live(self, talk, end):
        channel, to = Channel(talk), None
        with talk, end, contextlib.suppress(Gone, OSError):
            for answer in self._answers:
                said, _ = channel.receive()
                to = said.get("to", to)
                talk.sendall(written(answer, to))
            with contextlib.suppress(Gone):
                channel.receive()
            end.sendall(self._ended)


def written(answer, to):
    """The bytes of an answer: as they are, or a tree with or without arrays."""
    if isinstance(answer, bytes):
        return answer
    tree, buffers = answer if isinstance(answer, tuple) else (answer, [])
    if isinstance(tree, dict):
        tree = {"to": to} | tree
    text = json.dumps(tree).encode()
    sizes = b"".join(SIZE.pack(len(one)) for one in buffers)
    return b"".join(
        [HEAD.pack(len(text), len(buffers), sum(map(len, buffers))), text, sizes, *buffers]
    )


@pytest.fixture
def guest():
    """A guest that gets these answers: guest(answer, ...)."""
    guests = []

    def made(*answers, seconds=SECONDS, **settings):
        guests.append(Guest(Impostor(*answers, **settings), Limits(), seconds))
        guests[-1].begin(True)
        return guests[-1]

    yield made
    for one in guests:
        with contextlib.suppress(NoJail):
            one.end()


def returning(tree, *buffers):
    return FINE | {"returned": tree}, list(buffers)


def nested(depth):
    return b"[" * depth + b"]" * depth


def head(text, *sizes):
    return HEAD.pack(*sizes) + text


NUMBERS = np.arange(4.0).tobytes()
COLLIDING = [[j * (2**61 - 1) + 1, 0] for j in range(2000)]

NO_VALUES = {
    "nothing": {},
    "no answer": {"returned": 1},
    "no tree": FINE | {"returned": {"a": 1}},
    "unknown kind": returning(["value", 5]),
    "method": returning(["_buffers"]),
    "negative shape": returning(["array", "<f8", [-2, -2], 0], NUMBERS),
    "huge shape": returning(["array", "<f8", [10**18], 0], NUMBERS),
    "shape of floats": returning(["array", "<f8", [4.0], 0], NUMBERS),
    "shape of words": returning(["array", "<f8", "four", 0], NUMBERS),
    "objects": returning(["array", "|O", [4], 0], NUMBERS),
    "no such size": returning(["array", "<f7", [4], 0], NUMBERS),
    "empty letters": returning(["array", "<U0", [4], 0], NUMBERS),
    "fields": returning(["array", [["a", "<f8"]], [4], 0], NUMBERS),
    "buffer that is none": returning(["array", "<f8", [4], 7], NUMBERS),
    "too few bytes": returning(["array", "<f8", [5], 0], NUMBERS),
    "shape as a class": returning(["named", "x", ["array", "<i8", [1], 0]], SIZE.pack(4000)),
    "named function": returning(["named", "x", ["function", 0, ""]]),
    "named truth": returning(["named", "x", True]),
    "name of no text": returning(["foreign", 5]),
    "name with null": returning(["foreign", "a\0b"]),
    "function that is none": returning(["function", 5, ""]),
    "function by a name": returning(["function", "forward", ""]),
    "generator of words": returning(["generator", "x"]),
    "generator elsewhere": returning(["generator", ["dict", [["bit_generator", "MT19937"]]]]),
    "fraction as a power": returning(["Fraction", "1e999999999"]),
    "fraction of nothing": returning(["Fraction", "1/0"]),
    "decimal as a power": returning(["Decimal", "1e999999999"]),
    "number of words": returning(["i", "0xzz"]),
    "keys that are alike": returning(["dict", COLLIDING]),
    "keys that are lists": returning(["dict", [[["list", []], 1]]]),
    "pairs of one": returning(["dict", [[1]]]),
    "deep": returning(json.loads(b'["list", [' * 400 + b"]]" * 400)),
    "many": returning(["list", [0] * (2 * MOST)]),
    "long text": returning("x" * (LONGEST + 1)),
    "dtype of objects": returning(["dtype", "O"]),
    "module for a ufunc": returning(["ufunc", "testing"]),
    "function for a ufunc": returning(["ufunc", "load"]),
    "watched words": returning(["watched", "x"]),
    "things of another shape": returning(["things", [3], [1]]),
    "given of no tree": FINE | {"given": {"a": 1}},
    "error of no kind": FINE | {"raised": {}},
    "error of words": FINE | {"raised": "x"},
    "place of one": FINE
    | {
        "raised": {
            "name": "ValueError",
            "kinds": [["builtins", "ValueError"]],
            "text": "",
            "arguments": 1,
            "place": [1],
        }
    },
}
NO_MESSAGES = {
    "sixteen exabytes": b"\xff" * 16,
    "large tree": head(b"", MOST_TREE + 1, 0, 0),
    "many buffers": head(b"", 2, 100_001, 0),
    "large buffers": head(b"{}", 2, 1, MOST_BYTES + 1),
    "sizes that differ": head(b"{}" + SIZE.pack(5) + b"123456", 2, 1, 6),
    "no JSON": head(b"{]", 2, 0, 0),
    "no UTF-8": head(b'"\xff"', 3, 0, 0),
    "raw half letter": head(b'"\xed\xa0\x80"', 5, 0, 0),
    "too deep": head(nested(100_000), 200_000, 0, 0),
    "long number": head(b"1" * 100_000, 100_000, 0, 0),
}


@pytest.mark.parametrize("name", NO_VALUES)
def test_what_is_no_value_ends_the_process(guest, name):
    with pytest.raises(Ended):
        guest(NO_VALUES[name]).call(0, (np.zeros(2),), {})


@pytest.mark.parametrize("name", NO_MESSAGES)
def test_what_is_no_message_ends_the_process(guest, name):
    with pytest.raises(Ended):
        guest(NO_MESSAGES[name]).call(0, (), {})


def test_a_right_answer_is_one(guest):
    """Else all of the above proves nothing."""
    assert guest(FINE).call(0, (), {}) == 1
    got = guest(returning(["array", "<f8", [2, 2], 0], NUMBERS)).call(0, (), {})
    np.testing.assert_array_equal(got, [[0, 1], [2, 3]])


@pytest.mark.parametrize("kind", ["KeyboardInterrupt", "SystemExit", "GeneratorExit"])
def test_an_error_that_ends_a_program_is_one_like_others(guest, kind):
    """It would end the grader's."""
    kinds = [["builtins", kind], ["builtins", "BaseException"]]
    told = {"name": kind, "kinds": kinds, "text": "x"}
    with pytest.raises(Exception, match="x") as caught:
        guest(FINE | {"raised": told | {"arguments": ["list", ["x"]]}}).call(0, (), {})
    assert type(caught.value).__name__ == kind


def test_an_answer_that_was_not_asked_for_is_none(guest):
    """Whoever writes to the socket in advance waits for the time to be up."""
    with pytest.raises(TookTooLong):
        guest({"to": 5} | FINE, seconds=0.1).call(0, (), {})


def test_a_function_is_there_while_a_call_lasts(guest):
    """It was given to that call; another one has no use for it but to learn from it."""
    asks = {"ask": 0, "arguments": ["list", [3]], "named": ["dict", []]}
    made = guest(asks, FINE)
    asked = []

    def square(x):
        asked.append(x)
        return x * x

    made.call(0, (square,), {})
    assert asked == [3]
    assert made._given == {}


def test_printed_text_is_bounded(guest, capsys):
    made = guest(*[FINE | {"printed": "x" * MOST_LETTERS}] * 3)
    for _ in range(3):
        made.call(0, (), {})
    assert len(capsys.readouterr().out) == MOST_LETTERS


@pytest.mark.parametrize(
    "outputs",
    [
        None,
        {"a": 1},
        [5],
        [{"output_type": "nonsense"}],
        [{"output_type": "stream", "name": "stdin", "text": ""}],
        [{"output_type": "stream", "name": "stdout", "text": ["a"]}],
        [{"output_type": "error", "ename": 5, "evalue": "", "traceback": []}],
        [{"output_type": "display_data", "data": 5, "metadata": {}}],
        [{"output_type": "stream", "name": "stdout", "text": "x" * 6 * MOST_LETTERS}],
    ],
)
def test_outputs_that_no_notebook_holds_end_the_process(guest, outputs):
    with pytest.raises(Ended):
        guest({"outputs": outputs, "number": 1}).run("1")


def test_outputs_are_taken_by_their_text(guest):
    more = {"data": {"text/plain": "1", "text/html": 5}, "metadata": {}, "more": 1}
    shown, _ = guest({"outputs": [{"output_type": "execute_result"} | more], "number": 1}).run("1")
    result = {"output_type": "execute_result", "data": {"text/plain": "1"}, "metadata": {}}
    assert shown == [result | {"execution_count": None}]


def test_half_letters_do_not_come_through(guest):
    said = {
        "outputs": [{"output_type": "stream", "name": "stdout", "text": "a\ud800b"}],
        "number": 1,
    }
    shown, _ = guest(said).run("1")
    assert shown[0]["text"] == "a?b"


def test_a_name_of_python_s_is_python_s(guest):
    """A check that asks for `abs` means that one."""
    told = {"number": 0, "is_function": True, "name": "abs", "kind": "function"}
    told |= {"signature": None, "text": ""}
    names = {"names": ["abs"]}, {"names": {"abs": told}}
    marked = Marker([]).mark(guest(*names), "assert abs(-1) == 1")
    assert marked.error is None


def test_a_check_of_a_lying_process_fails_and_no_more(guest):
    assert Marker([]).mark(guest({"names": 5}), "f()").error is not None
    for answer in ({"names": 5}, {"names": {"f": {}}}, {"names": {"f": ["x"]}}, {"names": {}}):
        assert Marker([]).mark(guest({"names": ["f"]}, answer), "f()").error is not None


def test_walls_that_could_not_be_built_are_nobody_s_fault(guest):
    """Not graded is not 0."""
    ended = json.dumps({"problem": "OSError: no space"}).encode()
    with pytest.raises(NoJail, match="no space"):
        guest(ended=ended).end()


def test_a_jail_that_was_lost_is_nobody_s_fault(guest):
    """Whoever watches the process would have said how it ended."""
    with pytest.raises(NoJail, match="was lost"):
        guest(ended=b"").end()


def test_what_is_reckoned_here_is_bounded():
    with bounded(2**28), pytest.raises(MemoryError):
        np.ones(2**26)
    assert np.ones(2**26).sum() == 2**26


@pytest.mark.parametrize(
    "value",
    [
        {number: 0 for number in range(1001)},
        10**6000,
        fractions.Fraction(10**6000, 3),
        decimal.Decimal("1e999999"),
        np.random.Generator(np.random.MT19937()),
        "\ud800" * LONGEST,
    ],
    ids=["keys", "number", "fraction", "decimal", "generator", "half letters"],
)
def test_what_does_not_cross_is_not_sent(value):
    """The jail says of itself what the grader would not take from it."""
    packer = Packer()
    Unpacker(packer.buffers).value(packer.tree(value))
