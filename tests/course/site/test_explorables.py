"""An explorable is a line in KINDS, a script and a still; what is missing is named."""

import pytest

from course.site.teach import explorables


@pytest.mark.parametrize("name", explorables.KINDS)
def test_each_has_all_that_it_needs(name):
    """Its script and its still are there."""
    assert list(explorables.lacking(name)) == []


def test_each_script_has_its_line():
    """A script that no line names would be on no page."""
    scripts = {path.stem for path in explorables.SCRIPTS.glob("*.js")}
    for name in sorted(scripts - set(explorables.KINDS)):
        pytest.fail(f"kinds/{name}.js has no line in KINDS of {explorables.__file__}")


def test_what_is_missing_is_named_with_its_place():
    """Planted: a new one, of which there is only its line."""
    script, still = explorables.lacking("new")
    assert "write course/site/web/scripts/explorables/kinds/new.js." in script
    assert "`make stills` draws course/site/web/stills/new.svg." in still
