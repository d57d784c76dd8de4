"""Who may import whom: the contracts of pyproject.toml, kept, and each seen to break."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import grimp
import pytest
from masters import ASSIGNMENTS

ROOT = Path(__file__).parents[1]
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"
# One import in each forbidden direction: the module that gets it, and what it imports.
PLANTED = (
    ("reference_impl.layers", "course.checks.show"),
    ("course.checks.show", "course.figures.style"),
    ("course.checks.plain", "course.grading.folders"),
    ("course.checks.taken", "course.site.errors"),
    ("course.figures.style", "course.checks.inputs"),
    ("course.figures.svg", "course.grading.gradebook"),
    ("course.figures.tables", "course.site.cache"),
    ("course.grading.folders", "course.figures.page"),
    ("course.grading.gradebook", "course.site.npm"),
    ("course.site.commands", "course.grading.export"),
    ("course.site.source.run", "course.site.teach.questions"),
    ("course.site.source.stale", "course.site.finish.fonts"),
    ("course.site.source.solutions", "course.site.assets.wheel"),
    ("course.site.teach.questions", "course.site.finish.icons"),
    ("course.site.teach.picture", "course.site.assets.wheel"),
    ("course.site.source.pages", "course.site.paper.parts"),
    ("course.site.teach.picture", "course.site.paper.words"),
    ("course.site.finish.offline", "course.site.paper.editions"),
    ("course.site.finish.fonts", "course.site.teach.picture"),
    ("course.site.finish.markup", "course.site.assets.pyodide"),
    ("course.site.assets.wheel", "course.site.teach.equations"),
    ("course.site.assets.pyodide", "course.site.finish.offline"),
)


def linted(folder):
    """What import-linter says of the packages in a folder."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(folder), *sys.path])}
    command = [sys.executable, "-c", LINT, "--no-cache"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def test_the_contracts_are_kept():
    """No room imports what it should not know."""
    status, said = linted(ROOT)
    assert status == 0, said


@pytest.fixture(scope="module")
def broken(tmp_path_factory):
    """What is said of a copy with an import in each forbidden direction."""
    copy = tmp_path_factory.mktemp("imports")
    only = shutil.ignore_patterns("__pycache__", "web", "jupyterlite")
    for package in ("reference_impl", "course"):
        shutil.copytree(ROOT / package, copy / package, ignore=only)
    shutil.copy(ROOT / "pyproject.toml", copy)
    for module, imported in PLANTED:
        file = copy / f"{module.replace('.', '/')}.py"
        file.write_text(f"{file.read_text('utf-8')}\nimport {imported}\n", encoding="utf-8")
    return linted(copy)


@pytest.mark.parametrize(("module", "imported"), PLANTED)
def test_an_import_in_a_forbidden_direction_is_seen(broken, module, imported):
    """Planted: it is named, with the line."""
    status, said = broken
    assert status == 1
    assert f"{module} -> {imported} (l." in said


def strangers(graph):
    """What an assignment's folder imports out of another assignment's."""
    folders = [f"course.checks.{name}" for name in ASSIGNMENTS]
    return [
        (module, imported)
        for folder in folders
        for module in {folder, *graph.find_descendants(folder)}
        for imported in graph.find_modules_directly_imported_by(module)
        for other in folders
        if other != folder and (imported == other or imported.startswith(f"{other}."))
    ]


def test_an_assignment_does_not_know_another_one():
    """What two share lies beside them; a planted import is seen."""
    graph = grimp.build_graph("course", "reference_impl", cache_dir=None)
    assert strangers(graph) == []
    planted = ("course.checks.wine.choose", "course.checks.training.step")
    graph.add_import(importer=planted[0], imported=planted[1])
    assert strangers(graph) == [planted]
