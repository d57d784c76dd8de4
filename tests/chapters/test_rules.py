"""Every page keeps the rules of the book; and each rule notices the fault that it is for."""

import dataclasses
import warnings

import chapter_prose as prose
import chapter_rules as rules
import pytest
from chapter_text import APPENDICES, CONTENTS, ORDER, listed, read_page

CHAPTERS = [read_page(name) for name in ORDER]
PAGES = [*CHAPTERS, *map(read_page, ("index", *APPENDICES))]
TO_SPOIL = "chain_rule"


def each(pages):
    return pytest.mark.parametrize("page", pages, ids=[page.name for page in pages])


@pytest.fixture(scope="module", autouse=True)
def quiet_textstat():
    """textstat 0.7.4 asks for its version in an old way, of which setuptools warns."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import textstat  # noqa: F401

        yield


PLACES = (*ORDER, *APPENDICES)


def none(page, problems):
    """Fail with every problem of the page, one a line."""
    if problems:
        pytest.fail("\n".join([f"chapters/{page.name}.md:", *problems]), pytrace=False)


@each(CHAPTERS)
def test_the_parts_of_a_chapter(page):
    """What you need, figures, equations said aloud, slips, questions, exercises, a recap."""
    none(page, rules.contract(page))


@each(PAGES)
def test_equations_are_said_aloud(page):
    """Each displayed equation with symbols is said in words, with its shapes."""
    none(page, rules.said_aloud(page))


@each(CHAPTERS)
def test_nothing_from_later(page):
    """No chapter leans on one that comes after it."""
    none(page, rules.later(page))


@each(PAGES)
def test_symbols(page):
    """Equations use the symbols of the notation table, none before its chapter."""
    none(page, rules.symbols(page))


@each(PAGES)
def test_terms(page):
    """Every term that a page links is in the glossary, and explained no later than here."""
    none(page, rules.terms(page))


@each(PAGES)
def test_links_lead_to_pages(page):
    """Every page that a page links is there; `make book` would say so, and takes minutes."""
    none(page, rules.links(page))


@each(PAGES)
def test_numbers_come_from_code(page):
    """No decimal number is typed in a sentence, an equation or a table."""
    none(page, prose.typed_decimals(page))


@each(PAGES)
def test_words_that_make_a_reader_feel_small(page):
    """None of them."""
    none(page, prose.banned(page))


@each(CHAPTERS)
def test_what_a_chapter_says_of_itself(page):
    """It is read on other pages, behind the chapter's title, and is held to the same."""
    said = dataclasses.replace(page, source=f"{page.title} {page.facts.get('about', '')}")
    rows = (prose.typed_decimals, prose.banned, prose.too_long, rules.symbols, rules.links)
    none(page, [problem for rule in rows for problem in rule(said)])


@each(PAGES)
def test_reading_ease(page):
    """A Flesch-Kincaid grade of 7 at most, and no sentence beyond 35 words."""
    none(page, prose.too_long(page) + prose.too_hard(page))


@each(PAGES)
def test_code(page):
    """Cells import what a chapter may, fit on a phone, and stand where they are run."""
    none(page, rules.imports(page) + rules.long_lines(page) + rules.lost_cells(page))


@each(PAGES)
def test_pictures_in_the_text_have_words(page):
    """Pictures drawn by code have theirs from `show`, which insists on them."""
    none(page, rules.pictures(page))


def test_every_page_is_in_the_contents():
    """What stands in chapters/ is in the book, once, and so under these rules."""
    for name in {path.stem for path in rules.CHAPTERS.glob("*.md")} - {"index", *PLACES}:
        pytest.fail(f"_toc.yml does not list chapters/{name}: its line makes it a page of the book")
    assert len(PLACES) == len(set(PLACES)), "_toc.yml lists a page twice"


def test_a_chapter_in_the_contents_is_under_the_rules(tmp_path):
    """Planted: a new line in _toc.yml is all it takes."""
    contents = CONTENTS.read_text(encoding="utf-8")
    line = "      - file: chapters/further\n"
    (tmp_path / "_toc.yml").write_text(
        contents.replace(line, line.replace("further", "new") + line)
    )
    assert listed(tmp_path / "_toc.yml") == ((*ORDER[:-1], "new", ORDER[-1]), APPENDICES)


def test_a_part_after_the_last_chapter_has_no_chapters(tmp_path):
    """Planted: a page of a new part, last in the book, needs neither exercises nor minutes."""
    contents = CONTENTS.read_text(encoding="utf-8")
    part = "  - caption: For students\n    chapters:\n      - file: chapters/new\n"
    (tmp_path / "_toc.yml").write_text(contents + part)
    assert listed(tmp_path / "_toc.yml") == (ORDER, (*APPENDICES, "new"))


def spoilt(old, new, name=TO_SPOIL):
    """A page in which `old`, which must be there, is replaced by `new`."""
    page = read_page(name)
    assert old in page.source, old
    return dataclasses.replace(page, source=page.source.replace(old, new))


FAULTS = {
    "no minutes": ("- **Time**: 25", "- **Time**: some", rules.contract, "minutes"),
    "other minutes": ("and 75 for", "and 60 for", rules.contract, "instructor.md has 75"),
    "a goal without its exercise": ("(exercise 2)", "", rules.contract, "goals name"),
    "one figure": ("show(", "draw(", rules.contract, "0 figures"),
    "an equation not said": ("} Said aloud", "} In words", rules.contract, "no 'Said aloud'"),
    "no shapes": ("Shapes: ", "", rules.contract, "no shapes"),
    "no slips": ("Two slips that", "Two things that", rules.contract, "common slips"),
    "no questions": ("## Check yourself", "## Questions", rules.contract, "Check yourself"),
    "no right answer": ("**40.** Yes.", "**40.** Fine.", rules.contract, "one right answer"),
    "another numbering": ("Exercise 3.", "Exercise 5.", rules.contract, "the assignment has"),
    "another title": ("Exercise 3. P", "Exercise 3. A p", rules.contract, "the assignment has"),
    "an exercise without a name": (":name: chain_rule-2", "", rules.contract, "chain_rule-2"),
    "a long recap": ("- When in doubt", "- One.\n- Two.\n- When in doubt", rules.contract, "lines"),
    "nothing next": (":::{next}", ":::{later}", rules.contract, "the next chapter"),
    "something after it": (":::{next}", "More.\n\n:::{next}\n:::\n\nAnd", rules.contract, "end"),
    "on no route": ("route: ", "way: ", rules.contract, "no 'route:'"),
    "on a route of its own": ("route: main", "route: mine", rules.contract, "route is 'mine'"),
    "nothing that it is about": ("about: ", "on: ", rules.contract, "no 'about:'"),
    "no terms": ("terms: ", "words: ", rules.contract, "no 'terms:'"),
    "a bare letter": (r"$\w$ rises", "$w$ rises", rules.symbols, "bare w"),
    "a letter between links": (
        "It buys 200 yen, because you multiply.",
        "{doc}`a` $w$ {doc}`b`",
        rules.symbols,
        "bare w",
    ),
    "an unknown symbol": (r"$\w$ rises", r"$\omega$ rises", rules.symbols, "not in notation"),
    "a later symbol": (r"$\w$ rises", r"$\rate$ rises", rules.symbols, "introduced in gradients"),
    "an unknown term": ("{term}`chain rule`", "{term}`gear`", rules.terms, "has no 'gear'"),
    "a later term": ("{term}`chain rule`", "{term}`epoch`", rules.terms, "comes later"),
    "a later chapter": ("{doc}`forward`", "{doc}`training`", rules.later, "training"),
    "a later exercise": ("{doc}`forward`", "{ref}`wine-1`", rules.later, "wine-1"),
    "a later figure": ("import chain_rule, ", "import chain_rule, gradients, ", rules.later, "fig"),
    "a page that is not there": ("{doc}`forward`", "{doc}`nowhere`", rules.links, "nowhere"),
    "an assignment that is not": (
        "{doc}`forward`",
        "{doc}`/exercises/a/a`",
        rules.links,
        "exercises/a/a",
    ),
    "a file that is not there": ("{doc}`forward`", "[f](gone.md#top)", rules.links, "gone.md"),
    "a decimal": ("by about four", "by about 3.99", prose.typed_decimals, "3.99"),
    "a decimal in code": ("`cache`", "`0.01`", prose.typed_decimals, "0.01"),
    "a small-making word": (
        "It buys 200 yen, because you multiply.",
        "It simply buys 200 yen.",
        prose.banned,
        "simply",
    ),
    "a breathless sentence": (
        "It buys 200 yen, because you multiply.",
        "You " + "and " * 35 + "so.",
        prose.too_long,
        "so",
    ),
    "figures not there": ("import chain_rule, ", "import gear, ", rules.imports, "gear.py"),
    "a foreign import": ("import pandas as pd", "import scipy", rules.imports, "scipy"),
    "a long line": ("nudge = 0.01", "nudge = 0.01  # " + "x" * 60, rules.long_lines, "xxx"),
    "a lost cell": (
        "- Forgetting",
        "```{code-cell} python\n1\n```\n- F",
        rules.lost_cells,
        "slips",
    ),
    "a mute picture": (
        "It buys 200 yen, because you multiply.",
        "![](a.png)",
        rules.pictures,
        "a.png",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_noticed(fault):
    """Each fault, planted in a chapter that keeps the rules, is found, and named."""
    old, new, rule, words = FAULTS[fault]
    assert rule(read_page(TO_SPOIL)) == []
    problems = rule(spoilt(old, new))
    assert any(words in problem for problem in problems), problems


def test_a_symbol_of_no_chapter_is_noticed():
    """A name in notation.yml that _toc.yml does not have is said, with the symbol."""
    stranger = rules.notation() | {"w": "slopes"}
    problems = rules.symbols(read_page(TO_SPOIL), stranger)
    assert r"notation.yml gives \w to slopes, which is no chapter of _toc.yml" in problems


def test_a_plan_that_does_not_add_up_is_noticed(monkeypatch, tmp_path):
    """The parts of the instructor's minutes come to their sum."""
    plan = (rules.SOLUTIONS / "chain_rule/instructor.md").read_text(encoding="utf-8")
    assert "25 for exercise 4" in plan
    (tmp_path / "chain_rule").mkdir()
    spoilt_plan = plan.replace("25 for exercise 4", "30 for exercise 4")
    (tmp_path / "chain_rule/instructor.md").write_text(spoilt_plan, encoding="utf-8")
    monkeypatch.setattr(rules, "SOLUTIONS", tmp_path)
    assert rules.times(read_page(TO_SPOIL)) == [
        "instructor.md has 75 minutes, and parts of 80 to 80"
    ]


def test_a_problem_is_said_with_its_line():
    """Where the words stand in the file, and what to do about them."""
    old, new, rule, _ = FAULTS["a small-making word"]
    page = spoilt(old, new)
    line = 1 + page.source.partition(new)[0].count("\n")
    (problem,) = rule(page)
    assert problem.startswith(f"line {line}: …") and "leave it out" in problem


def test_a_chapter_before_its_assignment_is_told_so():
    """It is no error of the tests, and the other problems are said all the same."""
    page = dataclasses.replace(read_page(TO_SPOIL), name="new")
    problems = rules.contract(page)
    assert any("there is no solutions/new/new.ipynb" in problem for problem in problems)


def test_hard_words_raise_the_grade():
    """A page written for specialists is above the limit."""
    hard = "Differentiability necessitates consideration of infinitesimal perturbations. " * 60
    assert "grade" in prose.too_hard(spoilt("It buys 200 yen, because you multiply.", hard))[0]


def test_a_side_trips_symbols_stay_there():
    """A symbol of the side trip can't be used in a later chapter."""
    introduced = rules.notation() | {"dials": "jacobians"}
    assert not rules.symbols(read_page("jacobians"), introduced)
    later = dataclasses.replace(read_page("training"), source="# Training\n\n$\\dials$\n")
    assert "introduced in jacobians" in rules.symbols(later, introduced)[0]
