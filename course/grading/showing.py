"""What a cell is said to have shown, taken over only as far as a notebook can hold it."""

from typing import Any

from course.grading.inside.wire import MOST_LETTERS

MOST = 5 * MOST_LETTERS  # with the text of pictures
RESULTS = ("display_data", "execute_result")


class Unshowable(Exception):
    """It is no list of outputs."""


def showable(outputs: Any) -> list[dict[str, Any]]:
    """The outputs, built up anew from their text. Unshowable where they are none."""
    if not isinstance(outputs, list) or len(repr(outputs)) > MOST:
        raise Unshowable
    return [_output(one) for one in outputs]


def _output(said):
    try:
        kind = said["output_type"]
        if kind == "stream":
            return {"output_type": kind, "name": _name(said["name"]), "text": _text(said["text"])}
        if kind == "error":
            lines = [_text(line) for line in said["traceback"]]
            words = {"ename": _text(said["ename"]), "evalue": _text(said["evalue"])}
            return {"output_type": kind, **words, "traceback": lines}
        if kind in RESULTS:
            return _result(kind, said["data"], said["metadata"])
    except (KeyError, TypeError, AttributeError):
        pass
    raise Unshowable


def _result(kind, data, metadata):
    """What was displayed: text by its kind; of others a notebook may hold a tree."""
    shown = {_text(one): said for one, said in data.items() if _fits(one, said)}
    output = {"output_type": kind, "data": shown, "metadata": dict(metadata)}
    return output | ({"execution_count": None} if kind == "execute_result" else {})


def _fits(kind, said):
    return isinstance(said, str) or (kind.endswith("json") and isinstance(said, dict | list))


def _name(name):
    if name not in ("stdout", "stderr"):
        raise Unshowable
    return name


def _text(text):
    if not isinstance(text, str):
        raise Unshowable
    return text
