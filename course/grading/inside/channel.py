"""Messages over a socket, each a tree of JSON and the bytes of arrays, both bounded in size."""

import itertools
import json
import socket
import struct
import time
from collections.abc import Sequence
from typing import Any

HEAD = struct.Struct("<IIQ")  # bytes of the tree, number of buffers, bytes of all buffers
MOST_TREE, MOST_BUFFERS, MOST_BYTES = 16 * 2**20, 100_000, 128 * 2**20
SIZE = struct.Struct("<Q")
AT_ONCE = 2**16


class Gone(Exception):
    """The other side has ended, or says what no message is."""


class TimeIsUp(Exception):
    """No answer before the deadline."""


class Channel:
    """One end of a conversation. `deadline` is a time of `time.monotonic`, None for none."""

    def __init__(self, end: socket.socket) -> None:
        self._end = end
        self._rest = bytearray()  # what has come and was not asked for yet
        self.deadline: float | None = None
        self._is_timed = False

    def send(self, tree: Any, buffers: Sequence[bytes] = ()) -> None:
        """Send a message whole."""
        text = json.dumps(tree).encode()
        sizes = b"".join(SIZE.pack(len(one)) for one in buffers)
        head = HEAD.pack(len(text), len(buffers), sum(map(len, buffers)))
        self._try(self._end.sendall, b"".join([head, text, sizes, *buffers]))

    def receive(self) -> tuple[Any, list[bytes]]:
        """The next message; Gone where none comes any more, TimeIsUp where it comes too late."""
        of_tree, count, of_buffers = HEAD.unpack(self._bytes(HEAD.size))
        if of_tree > MOST_TREE or count > MOST_BUFFERS or of_buffers > MOST_BYTES:
            raise Gone("a message that is too large")
        begin = of_tree + count * SIZE.size
        body = self._bytes(begin + of_buffers)
        sizes = (size for (size,) in SIZE.iter_unpack(body[of_tree:begin]))
        ends = list(itertools.accumulate(sizes, initial=begin))
        if ends[-1] != begin + of_buffers:
            raise Gone("a message of no known form")
        buffers = [body[one:other] for one, other in itertools.pairwise(ends)]
        try:
            return _tree(body[:of_tree]), buffers
        except (ValueError, RecursionError, MemoryError):
            raise Gone("a message of no known form") from None

    def close(self) -> None:
        """End the conversation."""
        self._end.close()

    def _bytes(self, count):
        """The next so many bytes; more may come along, and wait for their turn."""
        while len(self._rest) < count:
            piece = self._try(self._end.recv, max(count - len(self._rest), AT_ONCE))
            if not piece:
                raise Gone("the other side has ended")
            self._rest += piece
        wanted = bytes(self._rest[:count])
        del self._rest[:count]
        return wanted

    def _try(self, act, argument):
        left = None if self.deadline is None else self.deadline - time.monotonic()
        if left is not None and left <= 0:
            raise TimeIsUp
        if left is not None or self._is_timed:  # each time it costs a call of the system
            self._end.settimeout(left)
            self._is_timed = left is not None
        try:
            return act(argument)
        except TimeoutError:
            raise TimeIsUp from None
        except OSError:
            raise Gone("the other side has ended") from None


def _tree(text):
    """What JSON says. Halves of letters, which no file can hold, become question marks."""
    tree = json.loads(text.decode())
    if b"\\ud" in text.lower():
        whole = json.dumps(tree, ensure_ascii=False).encode(errors="replace")
        tree = json.loads(whole)
    return tree
