"""A report as one HTML file: no script, nothing from another host, what students wrote escaped."""

import re
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

TEMPLATES = Path(__file__).parent / "templates"
CODE = re.compile(r"`+([^`]+)`+")


def rendered(template: str, **data: Any) -> str:
    """The page that a template makes of the data."""
    page = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page.filters |= {"hint": hint, "number": number}
    return page.get_template(template).render(**data) + "\n"


def hint(text: str) -> Markup:
    """A hint as the book shows it: what stands between backticks is code."""
    return Markup(CODE.sub(r"<code>\1</code>", str(escape(text))))


def number(value: float | None) -> str:
    """Points with a decimal place at most, and a dash where there are none."""
    return "–" if value is None else f"{round(value, 1):g}"
