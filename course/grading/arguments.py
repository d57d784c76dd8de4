"""Numbers that people type, after a command or into a table, and what is said of what is none."""

import argparse


def above_zero(text: str) -> int:
    """A whole number above zero."""
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number above zero")
    return int(text)


def number_of_days(text: str) -> float:
    """A number of days from 0 on; a part of a day is a decimal."""
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number < 10_000:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of days, such as 3 or 0.5")
    return number
