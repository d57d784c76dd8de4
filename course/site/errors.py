"""What can go wrong with a build, in words for a person."""


class BuildError(Exception):
    """The book can't be built; the message says what is wrong and where."""


class NotFetched(Exception):
    """A part of the site can't be fetched here; the message says which, and why."""
