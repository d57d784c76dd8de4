"""An equation in words, out of its MathML: for screen readers that don't know MathML, and for PDF."""

import re

from lxml.html import HtmlElement

SIGNS = {
    "−": "minus", "-": "minus", "+": "plus", "=": "equals", "×": "times", "⋅": "times",
    "·": "times", "/": "over", "<": "is less than", ">": "is greater than", "≤": "is at most",
    "≥": "is at least", "≈": "is about", "≠": "is not", "→": "to", "←": "becomes", "⊙": "times, entry by entry,",
    "∂": "the change in", "∇": "gradient of", "∑": "the sum of", "∏": "the product of", "√": "root of",
    "θ": "theta", "η": "eta", "ϵ": "epsilon", "ε": "epsilon", "λ": "lambda", "μ": "mu", "σ": "sigma",
    "γ": "gamma", "β": "beta", "α": "alpha", "Δ": "delta", "δ": "delta", "π": "pi", "τ": "tau",
    "(": "open", ")": "close,",
    "∈": "in", "⊤": "transposed", "…": "and so on", "⋯": "and so on", "⋮": "and so on",
    "′": "prime", "^": "hat", "ˆ": "hat", "¯": "bar", "ˉ": "bar", "|": "bar", "∣": "bar", "∥": "norm bar",
    "\u2061": "of", "\u2062": "times", "\u2063": "",
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
        return "".join(_said(child) + ("" if _is_letter(child) else " ") for child in element).strip()
    sign = (element.text or "").strip()
    return SIGNS.get(sign, sign)


def _is_letter(element):
    """Whether a sign goes on in the next one: upright letters are those of a word, such as log."""
    after = element.getnext()
    return all(
        one is not None and one.tag == "mi" and one.get("mathvariant") == "normal" and one.text.isalpha()
        for one in (element, after)
    )


def _fraction(top, bottom):
    if " " in top.strip() or " " in bottom.strip():
        return f"the fraction {top} over {bottom}, end of the fraction,"
    return f"{top} over {bottom}"


def _power(base, power):
    return f"{base} {POWERS.get(power, f'to the power of {power},')}"


SPOKEN = {
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
