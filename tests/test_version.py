"""A release has one version: in pyproject.toml, CITATION.cff, CHANGELOG.md, and the tag."""

import json
import re
import subprocess
import sys
import zipfile

import jsonschema
import pytest
import version
import yaml

SCHEMA = "cffconvert/schemas/1.2.0/schema.json"  # as those who made the format publish it


@pytest.fixture
def checkout(root, tmp_path):
    """The three files that a release changes, as of 0.1.0, with something new in the change log."""
    now = version.current(root)
    for name in (version.PROJECT, version.CITATION, version.CHANGES):
        text = (root / name).read_text("utf-8")
        text = text.replace(f'version = "{now}"', 'version = "0.1.0"')
        text = text.replace(f"\nversion: {now}", "\nversion: 0.1.0")
        text = re.sub("(?<=date-released: ).*", '"2026-11-28"', text)
        (tmp_path / name).write_text(text, "utf-8")
    changes = tmp_path / version.CHANGES
    new = f"{version.OPEN}\n\n### Added\n\n- A page.\n\n## [0.1.0] - 2026-11-28\n\nThe first.\n"
    changes.write_text(f"# Changelog\n\n{new}", "utf-8")
    return tmp_path


def test_this_version_is_one_and_the_change_log_has_it(root):
    assert version.faults(root) == []
    assert next(iter(version.entries(root))) == "Unreleased"


def test_a_release(checkout, capsys):
    """One command writes the three, and the change log opens anew."""
    assert version.main(["0.2.0"], checkout) == 0
    assert version.current(checkout) == "0.2.0"
    assert version.faults(checkout, "v0.2.0") == []
    found = version.entries(checkout)
    assert list(found) == ["Unreleased", "0.2.0", "0.1.0"]
    assert (found["Unreleased"][1], found["0.2.0"][1]) == ("", "### Added\n\n- A page.")
    capsys.readouterr()
    assert version.main(["--notes"], checkout) == 0
    assert capsys.readouterr().out == "### Added\n\n- A page.\n"


@pytest.mark.parametrize("new", ["0.1.0", "0.0.9", "1.0", "v0.2.0", "later"])
def test_versions_that_cannot_follow(checkout, capsys, new):
    """Nothing is written."""
    before = [path.read_bytes() for path in sorted(checkout.iterdir())]
    assert version.main([new], checkout) == 1
    assert f"{new} cannot follow 0.1.0" in capsys.readouterr().err
    assert [path.read_bytes() for path in sorted(checkout.iterdir())] == before


@pytest.mark.parametrize("old", ["0.1.0rc1", "2027.1"])
def test_a_version_of_another_form(checkout, capsys, old):
    """A fork's own: it is told, not by a traceback."""
    project = checkout / version.PROJECT
    project.write_text(project.read_text("utf-8").replace('"0.1.0"', f'"{old}"', 1), "utf-8")
    assert version.main(["0.0.9"], checkout) == 1
    assert f"{version.PROJECT} has version {old}; expected three" in capsys.readouterr().err


def test_a_release_of_nothing(checkout, capsys):
    """Planted: an empty list of changes."""
    changes = checkout / version.CHANGES
    changes.write_text(changes.read_text().replace("### Added\n\n- A page.\n", ""))
    assert version.main(["0.2.0"], checkout) == 1
    assert "nothing under '## [Unreleased]'" in capsys.readouterr().err


@pytest.mark.parametrize("file, old, words", [
    (version.CHANGES, "[Unreleased]", "nothing under '## [Unreleased]'"),
    (version.CITATION, "date-released: ", "CITATION.cff has 0 lines like ^date-released"),
    (version.CITATION, "\nversion: ", "CITATION.cff has 0 lines like ^version"),
])  # fmt: skip
def test_a_line_that_is_not_there_stops_it_before_anything_is_written(
    checkout, capsys, file, old, words
):
    """A fork has rewritten one of the files; with the line put back, the same command goes."""
    whole = (checkout / file).read_text("utf-8")
    (checkout / file).write_text(whole.replace(old, "\nother: "), "utf-8")
    before = [path.read_bytes() for path in sorted(checkout.iterdir())]
    assert version.main(["0.2.0"], checkout) == 1
    assert words in capsys.readouterr().err
    assert [path.read_bytes() for path in sorted(checkout.iterdir())] == before
    (checkout / file).write_text(whole, "utf-8")
    assert version.main(["0.2.0"], checkout) == 0


@pytest.mark.parametrize("file, old, new, words", [
    (version.CHANGES, "## [0.1.0] - 2026-11-28", "## [0.0.1] - 2026-11-28", "no entry with a date"),
    (version.CHANGES, " - 2026-11-28", "", "no entry with a date for 0.1.0"),
    (version.CITATION, "\nversion: 0.1.0", "\nversion: 0.1.1", "does not say version: 0.1.0"),
    (version.CITATION, '"2026-11-28"', '"2026-11-29"', "0.1.0 is of 2026-11-28"),
])  # fmt: skip
def test_what_does_not_agree_is_told(checkout, capsys, file, old, new, words):
    """Planted in one file each."""
    text = (checkout / file).read_text("utf-8")
    assert old in text
    (checkout / file).write_text(text.replace(old, new), "utf-8")
    assert version.main(["--check", "v0.1.0"], checkout) == 1
    assert words in capsys.readouterr().err


@pytest.mark.parametrize("quote", ["", "'", '"'])
def test_a_citation_in_other_quotes_says_the_same(checkout, quote):
    """As the forms that make one write it: it was said not to say what it says."""
    cited = (checkout / version.CITATION).read_text("utf-8")
    lines = {"version": "0.1.0", "date-released": "2026-11-28"}
    for name, value in lines.items():
        cited = re.sub(f"^{name}: .*$", f"{name}: {quote}{value}{quote}", cited, flags=re.M)
    (checkout / version.CITATION).write_text(cited, "utf-8")
    assert version.faults(checkout, "v0.1.0") == []


def test_another_tag(checkout, capsys):
    assert version.main(["--check", "v0.1.1"], checkout) == 1
    assert "The tag is v0.1.1, and pyproject.toml has 0.1.0" in capsys.readouterr().err


@pytest.mark.whole
def test_the_citation_keeps_to_its_format(root, tmp_path):
    """By the schema of the Citation File Format, as a package of its makers carries it."""
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "-d", str(tmp_path)]
    subprocess.run([*pip, "cffconvert==2.0.0"], check=True)
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        schema = json.loads(wheel.read(SCHEMA))
    checker = jsonschema.validators.validator_for(schema)(schema)
    told = yaml.safe_load((root / "CITATION.cff").read_text("utf-8"))
    assert list(checker.iter_errors(told)) == []
    assert list(checker.iter_errors({**told, "authors": [{"nom": "Ada"}]}))
    assert list(checker.iter_errors({key: told[key] for key in told if key != "message"}))


def test_the_guide_to_a_release(root, checkout):
    """CONTRIBUTING.md has three lines for it; the first and last are run here, the test is not."""
    text = (root / "CONTRIBUTING.md").read_text("utf-8")
    section = text.split("## A release\n", 1)[1]
    first, second, third = re.search(r"```sh\n(.*?)```", section, re.S)[1].splitlines()
    assert second.split("  ")[0] == "make test && make ready"
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@a.example", "-c", "commit.gpgsign=false"]
    shell = f"""set -e
    make() {{ command make -f {root}/Makefile -o .venv/ready RUN={sys.executable} "$@"; }}
    git() {{ command {" ".join(git)} "$@"; }}
    git init -q --bare ../origin && git init -q -b main . && git remote add origin ../origin
    git add -A && git commit -qm "Before" && git push -qu origin main
    mkdir tools && cp {root}/tools/version.py tools/
    {first}
    {third}
    """
    done = subprocess.run(["sh", "-c", shell], cwd=checkout, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    tags = subprocess.run(
        ["git", "tag", "--list"], cwd=checkout.parent / "origin", capture_output=True, text=True
    )
    assert tags.stdout.split() == ["v0.2.0"]
