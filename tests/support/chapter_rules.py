"""What every chapter has, and what it may lean on: each rule returns what is wrong, in words."""

import re
from functools import cache
from itertools import zip_longest

import nbformat
import yaml
from chapter_text import CHAPTERS, DISPLAYED, ORDER, directive, directives, read_page

import course.figures
from course.site.source.route import ROUTES

PARTS = ("Check yourself", "Your turn", "What to keep")
EXEMPT = ("further",)  # a page of resources: nothing to check, try or draw
SOLUTIONS = CHAPTERS.parent / "solutions"
FIGURES = CHAPTERS.parent / "course/figures"
MINUTES = re.compile(r"\*\*Time\*\*: \d+ minutes, and (\d+) for the exercises\.")
HEADING = re.compile(r"^## (\d+)\. (.+) \(\d+ points?\)$", re.M)
PLANNED = re.compile(r"^## Time\n\nAbout (\d+) minutes: ([^.]+)\.", re.M)
A_SHARE = r"(\d+)(?: to (\d+))?(?: minutes)?(?: each)? (?:for|to) (?=[a-z])"
SHARES = re.compile(rf"{A_SHARE}(.+?)(?=,? (?:and )?{A_SHARE}|$)")

LEADS_ON = re.compile(r"^:::\{next\}\n(?:[^:\n].*\n)*:::\n\Z", re.M)

COMMAND = re.compile(r"\\([A-Za-z]+)")  # of TeX
# What TeX needs to lay an equation out, and relations that need no explanation.
LAYOUT = set(
    "frac tfrac cdot times div approx neq leq geq pm le ge ne sqrt left right bigl bigr Bigl Bigr "
    "big Big quad qquad text begin end cdots ldots vdots ddots dots overbrace underbrace infty "
    "displaystyle textstyle phantom hphantom hspace mathrm to Rightarrow underset overset "
    "mathbf operatorname lvert rvert hline substack".split()
)


@cache  # asked for at each equation
def notation():
    """The symbols of the book: macro name to the chapter that introduces it."""
    entries = yaml.safe_load((CHAPTERS / "notation.yml").read_text(encoding="utf-8"))
    return {entry["macro"].removeprefix("\\"): entry["chapter"] for entry in entries}


def contract(page):
    """The parts of a chapter that are missing."""
    if page.name in EXEMPT:
        return _facts(page) + _start(page)[:1]
    checks = (_facts, _start, times, _figures, said_aloud, _slips, _questions, _exercises, _keep)
    return [problem for check in checks for problem in check(page)]


def _facts(page):
    """What the lists of chapters are made of, and the mark that `_toc.yml` puts to a side trip."""
    wanted = ("route", "about") if page.name in EXEMPT else ("route", "about", "terms")
    missing = [f"its front matter has no '{fact}:'" for fact in wanted if fact not in page.facts]
    route = page.facts.get("route", ROUTES[0])
    return missing + [f"its route is {route!r}, not one of {ROUTES}"] * (route not in ROUTES)


def _start(page):
    box = page.boxes[0] if page.boxes else None
    if box is None or box.title != "Before you start" or "- **You need**" not in box.body:
        return ["the first box is not 'Before you start' with 'You need'"]
    problems = [] if MINUTES.search(box.body) else ["'Before you start' does not give the minutes"]
    named = re.findall(r"exercises? (\d+)(?:(?:,| and) (\d+))*", box.body)
    numbers = set(re.findall(r"\d+", " ".join(re.findall(r"\(exercises? [^)]+\)", box.body))))
    wanted = {number for number, _ in _exercise_boxes(page)}
    if not named or numbers != wanted:
        problems.append(f"its goals name exercises {sorted(numbers)}, there are {sorted(wanted)}")
    return problems


def times(page):
    """The minutes for the exercises, where they are not those of the assignment's instructor.md."""
    place = SOLUTIONS / page.name / "instructor.md"
    if not place.is_file():
        return [f"there is no solutions/{page.name}/instructor.md, which plans its minutes"]
    planned = PLANNED.search(place.read_text(encoding="utf-8"))
    if not planned:
        return [f"{place.parent.name}/instructor.md does not begin its time with the minutes"]
    least, most = shares(planned[2])
    problems = []
    if not least <= int(planned[1]) <= most:
        problems.append(f"instructor.md has {planned[1]} minutes, and parts of {least} to {most}")
    said = MINUTES.search(page.source)
    if said and said[1] != planned[1]:  # a page that gives no minutes has been told already
        problems.append(
            f"it gives {said[1]} minutes for the exercises, instructor.md has {planned[1]}"
        )
    return problems


def shares(plan):
    """The least and the most that the parts of a plan add up to, in minutes."""
    least = most = 0
    for low, high, what, *_ in SHARES.findall(plan):
        count = _how_many(what) if "exercises" in what else 1
        least, most = least + count * int(low), most + count * int(high or low)
    return least, most


def _how_many(exercises):
    """How many exercises "exercises 2, 3 and 4" or "exercises 1 to 3" are."""
    numbers = [int(number) for number in re.findall(r"\d+", exercises)]
    return numbers[-1] - numbers[0] + 1


def _exercise_boxes(page):
    titles = [re.match(r"Exercise (\d+)\. (.+)", box.title) for box in page.boxes]
    return [(m[1], m[2]) for m in titles if m]


def _figures(page):
    shown = sum(len(re.findall(r"\bshow\(", cell.body)) for cell in page.cells)
    return [] if shown >= 2 else [f"it has {shown} figures; two are the least"]


def said_aloud(page):
    """Each displayed equation with symbols is followed by a box that says it and its shapes."""
    symbols, problems = set(notation()), []
    for token, after in zip_longest(page.tokens, page.tokens[1:]):
        if token.type not in DISPLAYED or not symbols & set(COMMAND.findall(token.content)):
            continue
        box = after and directive(after)
        if not box or box.title != "Said aloud":
            problems.append(f"no 'Said aloud' right after {token.content.strip()!r}")
        elif not re.search(r"^Shapes: .", box.body, re.M):
            problems.append(f"'Said aloud' gives no shapes after {token.content.strip()!r}")
    return problems


def _slips(page):
    ours = [b for b in page.boxes if b.name == "slips" or "slip" in b.title.lower()]
    return [] if ours else ["there is no box of common slips"]


def _questions(page):
    section = page.section("Check yourself")
    if section is None:
        return ["there is no 'Check yourself'"]
    answers = directives(section, "question")
    problems = [] if len(answers) in (2, 3) else [f"{len(answers)} questions; two or three it is"]
    for box in answers:
        right = re.findall(r"^- \*\*.+?\*\* (?:Yes|Right)\.", box.body, re.M)
        options = re.findall(r"^- ", box.body, re.M)
        if len(right) != 1 or len(options) < 2:
            problems.append(f"not one right answer, and wrong ones, in {box.body.strip()[:60]!r}")
    return problems


def _exercises(page):
    if page.section("Your turn") is None:
        return ["there is no 'Your turn'"]
    if not _notebook(page).is_file():
        place = _notebook(page).relative_to(CHAPTERS.parent)
        return [f"there is no {place} yet: “An assignment” in CONTRIBUTING.md says how to make it"]
    boxes, headings = _exercise_boxes(page), _assignment(page)
    problems = [] if boxes == headings else [f"exercises {boxes}; the assignment has {headings}"]
    names = [box.options.get("name") for box in page.boxes]
    wanted = [f"{page.name}-{number}" for number, _ in boxes]
    return problems + [f"no exercise is named {name}" for name in wanted if name not in names]


def _notebook(page):
    return SOLUTIONS / page.name / f"{page.name}.ipynb"


def _assignment(page):
    """The numbers and titles of the exercises in the chapter's notebook."""
    cells = nbformat.read(_notebook(page), as_version=4).cells
    text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    return HEADING.findall(text)


def _keep(page):
    section = page.section("What to keep") or ()
    bullets = sum(token.type == "list_item_open" and token.level == 1 for token in section)
    problems = [] if 1 <= bullets <= 5 else [f"'What to keep' has {bullets} lines; at most five"]
    if not LEADS_ON.search(page.source):
        problems.append("it does not end with ':::{next}', which names the next chapter")
    return problems


def symbols(page, introduced=None):
    """Symbols that are not in the notation table, or stand there for a later chapter."""
    introduced = introduced or notation()
    problems = []
    for tex in page.equations:
        bare = re.sub(r"\\begin\{array\}\{[^}]*\}", "", tex)
        bare = re.sub(r"\\(?:text|mathrm|hphantom|phantom|hspace|begin|end)\{[^}]*\}", "", bare)
        for command in COMMAND.findall(bare):
            problems += _use(page, command, introduced, tex)
        letters = re.findall(r"[A-Za-zα-ωΑ-Ω∇∂∑]", re.sub(r"\\[A-Za-z]+", "", bare))
        if letters:
            problems.append(f"bare {''.join(letters)} in ${tex}$: use the macros of notation.yml")
    return problems


def _use(page, command, introduced, tex):
    if command in introduced:
        chapter = introduced[command]
        if chapter not in ORDER:
            return [f"notation.yml gives \\{command} to {chapter}, which is no chapter of _toc.yml"]
        side_trip = chapter == "jacobians" != page.name and page.name in ORDER
        if ORDER.index(chapter) > page.place or side_trip:
            return [f"\\{command} in ${tex}$ is introduced in {chapter}"]
        return []
    return [] if command in LAYOUT else [f"\\{command} in ${tex}$ is not in notation.yml"]


@cache
def glossary():
    """The terms of the glossary: each with the chapter that its entry names, or None."""
    (listed,) = directives(read_page("glossary").tokens, "glossary")
    entries = {}
    for entry in re.split(r"\n\s*\n", listed.body):
        terms = [line.strip() for line in entry.splitlines() if re.match(r"\S", line)]
        pages = re.findall(r"\{doc\}`(?:[^`<]*<)?([\w-]+)>?`", entry)
        chapters = [page for page in pages if page in ORDER]
        entries |= {term: chapters[-1] if chapters else None for term in terms}
    return entries


def terms(page, known=None):
    """Terms that the glossary lacks, or explains by a chapter that comes later."""
    known = glossary() if known is None else known
    lower = {term.lower(): chapter for term, chapter in known.items()}
    problems = []
    for term in page.roles("term"):
        if term.lower() not in lower:
            problems.append(f"chapters/glossary.md has no {term!r}")
        elif (chapter := lower[term.lower()]) and ORDER.index(chapter) > page.place:
            problems.append(f"{term!r} is explained in {chapter}, which comes later")
    return problems


def later(page):
    """References to chapters that come later, and imports of what belongs to them."""
    if page.name not in ORDER:
        return []
    after = set(ORDER[page.place + 1 :])
    linked = page.roles("doc", "ref", "numref")
    problems = [f"it links {link}, which comes later" for link in linked if _chapter(link) in after]
    taken = [name for name in figures(page) if name in after]
    return problems + [f"it imports the figures of {name}, a later chapter" for name in taken]


def links(page):
    """Pages of the book that it links and that are not there."""
    found = [target for target in page.roles("doc") if not _is_page(target)]
    files = re.findall(r"\]\((?!\w+:)([^)#\s]+\.(?:md|ipynb))(?:#[^)]*)?\)", page.source)
    found += [file for file in files if not (CHAPTERS / file).is_file()]
    return [f"it links {target}, and there is no such page" for target in found]


def _is_page(target):
    root = CHAPTERS.parent if target.startswith("/") else CHAPTERS
    file = root / target.lstrip("/")
    return any(file.with_name(file.name + end).is_file() for end in ("", ".md", ".ipynb"))


def _chapter(target):
    """The chapter that a label or a page's name belongs to: affine-2 to affine."""
    return re.sub(r"-\d+$", "", target.removesuffix(".md").rsplit("/", 1)[-1])


IMPORTS = ("numpy", "pandas", "reference_impl", "course.figures")


def imports(page):
    """What its cells import beyond what a chapter may, or beyond what there is."""
    found = [
        name
        for cell in page.cells
        for name in re.findall(r"^\s*(?:from|import) ([\w.]+)", cell.body, re.M)
    ]
    allowed = re.compile(rf"({'|'.join(map(re.escape, IMPORTS))})(\..+)?")
    foreign = [f"it imports {name}" for name in found if not allowed.fullmatch(name)]
    return foreign + [
        f"it imports {name} from course.figures, which has none: write course/figures/{name}.py"
        for name in figures(page)
        if name not in course.figures.__all__ and not (FIGURES / f"{name}.py").is_file()
    ]


def figures(page):
    """What its cells import from course.figures: modules, and functions."""
    lines = [
        line
        for cell in page.cells
        for line in re.findall(r"^from course\.figures import (.+)$", cell.body, re.M)
    ]
    return [item.split()[0] for line in lines for item in line.split(",")]


UNSEEN = re.compile("remove-input|remove-cell|hide-input")


def long_lines(page):
    """Lines of visible code that a phone and a printed page would cut."""
    seen = [cell for cell in page.cells if not UNSEEN.search(cell.options.get("tags", ""))]
    lines = [line for cell in seen for line in cell.body.splitlines() if len(line) > 72]
    return [f"{len(line)} characters of code in one line: {line}" for line in lines]


def lost_cells(page):
    """Code cells inside a box: the build drops them in silence."""
    holding = [box.title for box in page.boxes if "{code-cell}" in box.body]
    return [f"a code cell stands inside {title!r}" for title in holding]


def pictures(page):
    """Pictures in the text without words for who can't see them."""
    drawn = [token for token in page.tokens if token.type == "image"]
    missing = [image.attrs["src"] for image in drawn if not image.content.strip()]
    placed = directives(page.tokens, "image", "figure")
    missing += [picture.title for picture in placed if not picture.options.get("alt")]
    return [f"{target} has no alternative text" for target in missing]
