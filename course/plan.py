"""What an instructor decides for a class: the section `course` of `_config.yml`.

The pages show the dates, `python -m course.grading.dates` puts them into the gradebook, and
nbgrader_config.py takes the rest. What is not said there is as it is here.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from course.settings import FILE, SettingsError, settings

SECTION = "course"
KNOWN = ("id", "timezone", "dates", "late", "attempts")
LATE = {"grace_hours": 0.0, "share_per_day": 0.0, "cap": 1.0}
MOST = {"grace_hours": math.inf, "share_per_day": 1, "cap": 1}
ATTEMPTS = ("latest", "best")


@dataclass(frozen=True)
class Plan:
    """The decisions; dates know their zone."""

    id: str = "neural-networks"
    timezone: str = "UTC"
    dates: Mapping[str, datetime] = field(default_factory=dict)
    late: Mapping[str, float] = field(default_factory=LATE.copy)
    attempts: str = ATTEMPTS[0]

    def due(self, assignment: str) -> str:
        """When an assignment is due, for a reader; empty where no date is set."""
        date = self.dates.get(assignment)
        return f"{date.day} {date:%B %Y, %H:%M} ({self.timezone})" if date else ""

    def due_in_utc(self, assignment: str) -> datetime:
        """When it is due, as nbgrader's gradebook keeps dates: in UTC, and without saying so."""
        return self.dates[assignment].astimezone(UTC).replace(tzinfo=None)


def read(root: Path) -> Plan:
    """The decisions of the course at `root`; raises SettingsError for one that cannot be meant."""
    said = settings(root).get(SECTION) or {}
    _known(said, KNOWN, SECTION)
    zone = str(said.get("timezone") or "UTC")
    return Plan(
        id=str(said.get("id") or Plan.id),
        timezone=zone,
        dates=_dates(said.get("dates") or {}, _zone(zone), _assignments(root)),
        late=_late(said.get("late") or {}),
        attempts=_one_of("attempts", said.get("attempts", ATTEMPTS[0]), ATTEMPTS),
    )


def _assignments(root):
    """The assignments that there are; before the first release they are solutions alone."""
    folders = [path for room in ("exercises", "solutions") for path in Path(root, room).glob("*")]
    return sorted({path.name for path in folders if path.is_dir()})


def _known(said: Any, known: Any, where: str) -> None:
    """Refuse what is no section, and a key that means nothing."""
    if not isinstance(said, dict):
        raise SettingsError(
            f"{FILE}: {where} is {said!r}; expected lines below it, such as id: nets."
        )
    for key in said:
        if key not in known:
            raise SettingsError(f"{FILE}: {where} has {key!r}. There can be: {', '.join(known)}.")


def _zone(name):
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise SettingsError(
            f"{FILE}: {SECTION}: timezone is {name!r}; expected one like Europe/Berlin, or UTC."
        ) from None


def _dates(said, zone, assignments):
    _known(said, assignments, f"{SECTION}: dates")
    return {name: _date(name, value).replace(tzinfo=zone) for name, value in said.items()}


def _date(name, value):
    """A date with a time, as YAML reads it, or as text: without seconds it is text."""
    try:
        if isinstance(value, datetime) and value.tzinfo is None:
            return value
        date = datetime.fromisoformat(value)
        if date.tzinfo is None and ":" in value:
            return date
    except (TypeError, ValueError):
        pass
    raise SettingsError(
        f"{FILE}: {SECTION}: dates: {name} is {str(value)!r}; expected a date with its time, such "
        "as 2027-01-15 18:00."
    )


def _late(said):
    _known(said, LATE, f"{SECTION}: late")
    for key, value in said.items():
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if not number or not 0 <= value <= MOST[key]:
            most = "" if MOST[key] == math.inf else f" to {MOST[key]}"
            raise SettingsError(
                f"{FILE}: {SECTION}: late: {key} is {value!r}; expected a number from 0{most}."
            )
    return LATE | {key: float(value) for key, value in said.items()}


def _one_of(key, value, known):
    if value not in known:
        raise SettingsError(
            f"{FILE}: {SECTION}: {key} is {value!r}; expected {' or '.join(known)}."
        )
    return value
