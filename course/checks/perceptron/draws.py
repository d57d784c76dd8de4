"""Random inputs: with sums that are exact, and drawn anew until they suit a case."""


def marks(rng, *shape):
    """Whole numbers from -4 to 4, none of them zero: their sums are exact."""
    return rng.integers(1, 5, shape) * rng.choice([-1.0, 1.0], shape)


def drawn_until(fits, draw):
    """A function of rng: the first draw(rng) of which fits(*it) is true."""

    def drawn(rng):
        while not fits(*(found := draw(rng))):
            pass
        return found

    return drawn
