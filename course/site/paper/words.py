"""An equation in words, out of its MathML: for PDF, and for readers that don't know MathML."""

import re
from collections.abc import Callable

from lxml.html import HtmlElement

SIGNS = {
    "−": "minus", "-": "minus", "+": "plus", "=": "equals", "×": "times", "⋅": "times",
    "·": "times", "/": "over", "<": "is less than", ">": "is greater than", "≤": "is at most",
    "≥": "is at least", "≈": "is about", "≠": "is not", "→": "to", "←": "becomes", "∈": "in",
    "⊙": "times, entry by entry,", "∂": "the change in", "∇": "gradient of", "∑": "the sum of",
    "(": "open", ")": "close,", "{": "either", "⊤": "transposed", "′": "prime", "^": "hat",
    "¯": "bar", "…": "and so on", "⋯": "and so on", "⋮": "and so on", "α": "alpha", "β": "beta",
    "γ": "gamma", "δ": "delta", "ε": "epsilon", "η": "eta", "θ": "theta", "λ": "lambda",
    "μ": "mu", "π": "pi", "σ": "sigma",
}  # fmt: skip
POWERS = {
    "2": "squared", "3": "cubed", "T": "transposed", "transposed": "transposed", "prime": "prime",
}  # fmt: skip


def words(math: HtmlElement) -> str:
    """What somebody would say who reads the equation aloud, sign by sign."""
    return re.sub(r"(\s*,)+", ",", " ".join(_said(math).split())).rstrip(",")


def _said(element):
    if speak := SPOKEN.get(element.tag):
        return speak(*[_said(child) for child in element])
    if len(element):
        spoken = [_said(child) + ("" if _goes_on(child) else " ") for child in element]
        return "".join(spoken).strip()
    sign = (element.text or "").strip()
    return SIGNS.get(sign, sign)


def _goes_on(element):
    """Whether a sign goes on in the next one: upright letters are those of a word, such as log."""
    after = element.getnext()
    return after is not None and _is_upright(element) and _is_upright(after)


def _is_upright(sign):
    return sign.tag == "mi" and sign.get("mathvariant") == "normal" and sign.text.isalpha()


def _fraction(top, bottom):
    if " " in top.strip() or " " in bottom.strip():
        return f"the fraction {top} over {bottom}, end of the fraction,"
    return f"{top} over {bottom}"


def _power(base, power):
    return f"{base} {POWERS.get(power, f'to the power of {power},')}"


SPOKEN: dict[str, Callable[..., str]] = {
    "mfrac": _fraction,
    "msup": _power,
    "msub": lambda base, index: f"{base} sub {index}",
    "msubsup": lambda base, index, power: _power(f"{base} sub {index}", power),
    "mover": lambda base, above: f"{base} {above}",
    "munder": lambda base, below: f"{base} over {below}",
    "munderover": lambda base, below, above: f"{base} from {below} to {above} of",
    "msqrt": lambda *inside: f"the root of {' '.join(inside)}",
    "mtable": lambda *rows: f"rows: {'; '.join(rows)}, end of the rows,",
    "mtr": lambda *cells: ", ".join(cells),
    "annotation": lambda *_: "",
}
