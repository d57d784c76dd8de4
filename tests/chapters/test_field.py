"""The field's words carry the chapters, and the voice is even; each gate notices its fault."""

import dataclasses

import field_words as field
import pytest
from chapter_rules import EXEMPT
from chapter_text import APPENDICES, ORDER, read_page
from masters import ASSIGNMENTS, Master

CHAPTERS = [read_page(name) for name in ORDER if name not in EXEMPT]
# The glossary and the notation table say what else a thing is called; others speak to the teacher.
SPOKEN = [read_page(name) for name in ("index", *APPENDICES) if name not in ("grading", "glossary")]
CHECKS, FIGURES = field.ROOT / "course/checks", field.ROOT / "course/figures"
MODULES = [*sorted(CHECKS.rglob("*.py")), *sorted(FIGURES.rglob("*.py"))]
SITE, GRADING = field.ROOT / "course/site", field.ROOT / "course/grading"
SCRIPTS = [
    *sorted((SITE / "web/scripts").rglob("*.js")),
    *sorted((SITE / "web/static").glob("*.js")),
]
TELLING = [
    *sorted(CHECKS.rglob("*.py")),
    *sorted(SITE.rglob("*.py")),
    *sorted(GRADING.rglob("*.py")),
]


def none(problems):
    """Fail with every problem, one a line."""
    if problems:
        pytest.fail("\n".join(problems), pytrace=False)


def each(pages):
    return pytest.mark.parametrize("page", pages, ids=[page.name for page in pages])


@each([*CHAPTERS, *SPOKEN])
def test_a_picture_opens_the_door_and_no_more(page):
    """A metaphor stands where it first helps; then the field's term."""
    none(field.too_pictorial(page))


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_assignments_use_the_fields_words(name):
    """The notebook that a student gets, cell by cell."""
    cells = [cell.source for cell in Master(ASSIGNMENTS[name]).notebook.cells]
    none(field.pictures_in("\n\n".join(cells), name))


@pytest.mark.parametrize("file", MODULES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_hints_and_pictures_use_the_fields_words(file):
    """What the checker says, and what stands in the figures."""
    names = (file.parent.name, file.stem)
    chapter = next((name for name in names if name in ORDER), None)
    none([found for text in field.strings(file) for found in field.pictures_in(text, chapter)])


@pytest.mark.parametrize("file", SCRIPTS, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_the_page_uses_the_fields_words(file):
    """What the buttons, notices and explorables say."""
    none([found for text in field.script_strings(file) for found in field.pictures_in(text)])


@pytest.mark.parametrize(
    "file",
    [*TELLING, *SCRIPTS],
    ids=lambda file: str(file.relative_to(field.ROOT / "course").with_suffix("")),
)
def test_checker_page_and_commands_speak_todays_english(file):
    """No turn of phrase that a reader would have to look up."""
    none([found for text in field.said(file) for found in field.dialect_in(text)])


@each(CHAPTERS)
def test_the_fields_terms_are_used(page):
    """A reader can open somebody else's page afterwards."""
    none(field.unused(page))


@each([read_page(name) for name in ("index", *ORDER, *APPENDICES)])
def test_pages_speak_todays_english(page):
    """The same in the prose of every page, the teacher's too."""
    none(field.dialect_in(page.words, prose=True))


@each(CHAPTERS)
def test_sentences_of_every_length(page):
    """A page whose every third sentence is a click tires."""
    none(field.too_choppy(page))


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_assignments_speak_evenly_and_plainly(name):
    """What a student reads between the cells, hints and model answers with it."""
    cells = Master(ASSIGNMENTS[name]).notebook.cells
    text = "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    none(field.too_choppy(changed(name, text)))
    none(field.dialect_in(text, prose=True))


@each(CHAPTERS)
def test_what_others_say(page):
    """Each chapter ends with the other words for its things."""
    none(field.others_say(page))


def changed(name, source):
    return dataclasses.replace(read_page(name), source=source)


def test_faults_are_seen():
    """Planted: too many dials, one in a hint, a term never used, only clicks, no other words."""
    networks = read_page("networks")
    page = changed("networks", networks.source + "\n\nA dial, a dial and a dial.\n")
    assert any("the field says parameter" in problem for problem in field.too_pictorial(page))
    assert field.pictures_in("Turn the dial.", "wine") and not field.pictures_in("`dial`")
    assert field.pictures_in(r"$\dials$", "wine") == []  # said "theta"
    assert field.pictures_in("Who is to blame?", "backprop") == []
    head, text = networks.source.split("\n# ", 1)
    bare = changed("networks", f"{head}\n# {text.replace('hyperparameter', 'setting')}")
    assert "hyperparameter" in field.unused(bare)
    clicks = changed("networks", networks.source + "\n\n" + "It clicks. " * 200)
    assert "sentences" in field.too_choppy(clicks)[0]
    assert field.dialect_in("0 of 2 checks are content.") and field.dialect_in("It ran in vain")
    assert field.dialect_in("as it was at first") and field.dialect_in("Sit the exam")
    assert field.dialect_in("It lies flat.") and not field.dialect_in("It lies flat.", prose=True)
    assert field.dialect_in("`mend(x)` passes, and its content is yours.") == []
    silent = changed("networks", networks.source.replace(field.OTHERS, "Others:"))
    assert field.OTHERS in field.others_say(silent)[0]


def test_what_is_said_is_read(tmp_path):
    """A module's and a script's strings are found, and neither its comments nor its docstrings."""
    module, script = tmp_path / "told.py", tmp_path / "told.js"
    module.write_text('"""It is mended."""\nsay(f"{n} are " "mended")  # in vain\n', "utf-8")
    script.write_text('say("in // vain"); // mend "it"\nsay(`${n} are\n mended`);\n', "utf-8")
    assert [field.dialect_in(text) != [] for text in field.said(module)] == [True]
    assert [text.split() for text in field.said(script)] == [
        ["in", "//", "vain"],
        ["are", "mended"],
    ]
