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


@pytest.mark.parametrize(
    "name, alt, said",
    [
        ("nobody", "", "There is no explorable 'nobody'. There are: activations, affine,"),
        ("gears", ":alt: Gears that turn.", "Say in :alt: what gears shows, in 8 words or more."),
    ],
)
def test_a_page_with_a_wrong_one_stops_the_build(sphinx, name, alt, said):
    """An unknown name, and too few words for who does not see it."""
    app = sphinx(f":::{{explorable}} {name}\n{alt}\n:::")
    assert app.statuscode == 1 and said in app.warning.getvalue()
