"""What the project is called where a machine reads it, and the date that every build bears."""

from datetime import UTC, datetime

NAME = "neural-networks-for-the-math-averse"  # as in pyproject.toml

# Files of a site hold a date; one for all makes two builds of one checkout the same.
DATE = datetime(2026, 7, 1, tzinfo=UTC)
