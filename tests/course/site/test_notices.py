"""The site names whatever it holds that others made; what it can't name stops the build."""

import json
import zipfile
from email.parser import Parser

import pytest
import yaml
from bs4 import BeautifulSoup

from course.site.assets.bundler import bundled
from course.site.errors import BuildError
from course.site.finish import notices

KNOWN = yaml.safe_load(notices.KNOWN.read_text(encoding="utf-8"))


def told(**headers):
    return Parser().parsestr("".join(f"{name}: {value}\n" for name, value in headers.items()))


def test_the_page_names_every_part(site):
    """Each wheel of the browser's Python, each npm package in its scripts, and what is listed."""
    page = BeautifulSoup((site / notices.PAGE).read_text(encoding="utf-8"), "html.parser")
    rows = [[cell.text for cell in row.select("td")] for row in page.select("table.nn-notices tr")]
    named = {row[0] for row in rows if row}
    assert {part["name"] for part in KNOWN["parts"]} <= named
    assert {one["name"] for one in json.loads((site / notices.BUNDLED).read_text("utf-8"))} <= named
    for pattern in notices.WHEELS:
        assert len(list(site.glob(pattern))) > 5
    told = {name.lower().replace("-", "_") for name in named}
    for wheel in [*site.glob("pyodide/*.whl"), *site.glob("lite/wheels/*.whl")]:
        assert wheel.name.split("-")[0] in told
    assert all(number and licence for _, number, licence in filter(None, rows))


def test_no_pattern_is_left_over(site):
    """A part whose files are all gone is no part any more."""
    files = [path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()]
    assert [part["name"] for part in KNOWN["parts"] if not notices._is_there(part, files)] == []


@pytest.fixture
def small(tmp_path):
    """A site of one page, and a function that puts it through the step."""
    (tmp_path / "chapters").mkdir()
    (tmp_path / notices.PAGE).write_text("")
    return tmp_path


def test_a_file_without_an_entry_stops_the_build(root, small):
    """Planted: somebody's script."""
    (small / "web").mkdir()
    (small / "web/page.js").write_text("")
    notices.fill(root, small, {})
    (small / "web/tracker.wasm").write_text("")
    with pytest.raises(BuildError, match=r"says nothing:\n  web/tracker.wasm\nAdd them"):
        notices.fill(root, small, {})


def test_an_instructors_own_pictures_are_theirs(small, tmp_path_factory):
    """A logo and a favicon under any name; and what Sphinx adds for another language."""
    course = tmp_path_factory.mktemp("course")
    said = "logo: chapters/owl.svg\nhtml: {favicon: pictures/egg.ico}\n"
    (course / "_config.yml").write_text(said)
    (small / "_static").mkdir()
    for name in ("owl.svg", "egg.ico", "base-stemmer.js", "german-stemmer.js", "translations.js"):
        (small / "_static" / name).touch()
    notices.fill(course, small, {})


def test_a_wheel_without_a_licence_stops_the_build(root, small):
    """Planted: its metadata names none."""
    (small / "pyodide").mkdir()
    with zipfile.ZipFile(small / "pyodide/odd-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("odd-1.0.dist-info/METADATA", "Name: odd\nVersion: 1.0\n")
    with pytest.raises(BuildError, match="odd-1.0.* does not say its licence in a word"):
        notices.fill(root, small, {notices.PAGE: notices.MARK})


def test_what_lies_beside_jupyterlite_is_named(root, small):
    """Its kernel's packages were taken for parts of JupyterLite itself, and sixteen had no line."""
    (small / "lite/wheels").mkdir(parents=True)
    with zipfile.ZipFile(small / "lite/wheels/odd-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("odd-1.0.dist-info/METADATA", "Name: odd\nVersion: 1.0\nLicense: MIT\n")
    pages = {notices.PAGE: notices.MARK}
    notices.fill(root, small, pages)
    assert "<td>odd</td><td>1.0</td><td>MIT</td>" in pages[notices.PAGE]


def test_a_version_that_is_not_there_stops_the_build(root, small):
    """Planted: a style sheet that no longer says its version."""
    (small / "_static/katex").mkdir(parents=True)
    (small / "_static/katex/katex.min.css").write_text("a{}")
    with pytest.raises(BuildError, match="does not say the version of KaTeX"):
        notices.fill(root, small, {notices.PAGE: notices.MARK})


@pytest.mark.parametrize(
    ("headers", "licence"),
    [
        ({"License-Expression": "MIT", "License": "x" * 100}, "MIT"),
        ({"License": "BSD"}, "BSD"),
        (
            {"License": "x" * 100, "Classifier": "License :: OSI Approved :: MIT License"},
            "MIT License",
        ),
        ({"License": "x" * 100}, ""),
    ],
)
def test_a_licence_is_a_word_and_not_its_text(headers, licence):
    assert notices.licence_of(told(**headers)) == licence


def test_what_is_bundled_is_named(tmp_path):
    """With a scope and without, once each; what is ours is not."""
    for name in ("@a/one", "two"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "package.json").write_text('{"version": "1.2", "license": "MIT"}')
    inputs = [
        "../node_modules/@a/one/x.js",
        "node_modules/two/a/b.js",
        "node_modules/two/c.js",
        "page.js",
    ]
    found = list(bundled(tmp_path, inputs))
    assert [(one["name"], one["version"], one["licence"]) for one in found] == [
        ("@a/one", "1.2", "MIT"),
        ("two", "1.2", "MIT"),
    ]
