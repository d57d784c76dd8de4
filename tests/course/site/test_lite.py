"""JupyterLite in the site: what it offers is there, whole, and asked for nowhere else."""

import hashlib
import json
import re
import shutil
from urllib.parse import urljoin

import pytest
from chromium import go_without

from course.site import project
from course.site.assets import lite, pyodide
from course.site.errors import NotFetched
from course.site.source import jupyter
from course.site.source.pages import assignment_pages

TOP = "http://here/"


@pytest.fixture(scope="module")
def there(site):
    """The folder with JupyterLite."""
    if not (site / jupyter.NAME).is_dir():
        go_without("This site was built without JupyterLite.")
    return site / jupyter.NAME


@pytest.fixture(scope="module")
def settings(there):
    """What JupyterLite is told about its kernel."""
    content = json.loads((there / "jupyter-lite.json").read_text("utf-8"))["jupyter-config-data"]
    return content | content["litePluginSettings"][f"{lite.EXTENSION}:kernel"]


def test_every_notebook_is_there(there, site, root):
    """As it was released, or as the site has it, in the list, and where its page leads to."""
    assignments = {page: (root / f"{page}.ipynb").read_bytes() for page in assignment_pages(root)}
    files = (site / jupyter.CHAPTERS_OF_SITE).glob("*.ipynb")
    chapters = {f"chapters/{path.stem}": path.read_bytes() for path in files}
    wanted = {
        jupyter.address(page).rpartition("=")[2]: content
        for page, content in (assignments | chapters).items()
    }
    assert len(wanted) > 30
    assert listed(there, "") == {path: len(content) for path, content in wanted.items()}
    for path, content in wanted.items():
        assert (there / "files" / path).read_bytes() == content


def listed(there, folder):
    """The notebooks in a folder, and in those below it, by the lists: {path: size}."""
    inside = json.loads((there / "api/contents" / folder / "all.json").read_text("utf-8"))
    sizes = {}
    for one in inside["content"]:
        below = one["type"] == "directory"
        sizes |= listed(there, one["path"]) if below else {one["path"]: one["size"]}
    return sizes


def test_the_kernel_is_sent_to_files_of_this_site(there, site, settings):
    """Every package that its list names lies in the site and has the hash that the list gives."""
    place = urljoin(f"{TOP}lite/", settings["pyodideUrl"])
    assert (site / place.removeprefix(TOP)).is_file()
    listed = settings["loadPyodideOptions"]["lockFileURL"]
    packages = json.loads((there / listed).read_text("utf-8"))["packages"]
    for package in packages.values():
        path = site / urljoin(f"{TOP}lite/", package["file_name"]).removeprefix(TOP)
        assert hashlib.sha256(path.read_bytes()).hexdigest() == package["sha256"], path
    assert set(settings["loadPyodideOptions"]["packages"]) <= set(packages)
    assert set(pyodide.WANTED) < set(packages)
    assert packages[project.NAME]["imports"] == ["course", "reference_impl"]


def test_nothing_is_looked_for_elsewhere(settings):
    """No package from the index, and no extension but the kernel: nbgrader's would leak in."""
    assert settings["disablePyPIFallback"] is True
    assert [one["name"] for one in settings["federated_extensions"]] == [lite.EXTENSION]


@pytest.mark.whole
def test_wheels_that_cant_be_had_are_named(monkeypatch, tmp_path):
    """The site then goes without it; nothing half made is kept."""
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", "")
    with pytest.raises(NotFetched, match="the kernel of JupyterLite"):
        lite.fetch(cache=tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.whole
def test_a_wrong_wheel_is_refused(monkeypatch, tmp_path):
    """Planted: a hash in the lock that no file has."""
    settings = shutil.copytree(lite.SETTINGS, tmp_path / "settings")
    lock = settings / "kernel.lock"
    lock.write_text(re.sub("sha256:[0-9a-f]{64}", f"sha256:{'0' * 64}", lock.read_text("utf-8")))
    monkeypatch.setattr(lite, "SETTINGS", settings)
    with pytest.raises(NotFetched, match="kernel of JupyterLite"):
        lite.fetch(cache=tmp_path / "cache")
