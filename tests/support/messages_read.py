"""How the tests read what a check says."""


def joined(text):
    """A message on one line, as the sentences were before they were broken."""
    return " ".join(text.split())
