"""Questions on the page, without a script; and when a missed one comes back."""

import json
import re
import subprocess
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from chapter_text import ORDER, read_page

from course.site.npm import NODE, SOURCES

FIRST = date(2026, 2, 27)  # a month ends soon after


@pytest.fixture
def schedule():
    """A function that evaluates JavaScript with schedule.js, given some values."""

    def run(expression, **given):
        module = (SOURCES / "quiz/schedule.js").as_uri()
        names = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in given.items())
        script = f'const s = await import("{module}");\n{names}'
        script += f"console.log(JSON.stringify({expression} ?? null))"
        command = [NODE, "--input-type=module", "-e", script]
        done = subprocess.run(command, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


def test_growing_intervals(schedule):
    """A day after the miss, then 3, 7 and 21 days after right answers; then it is known."""
    day, kept = FIRST, schedule("s.missed({}, 'a', day)", day=FIRST.isoformat())
    for days in (1, 3, 7, 21):
        due = date.fromisoformat(kept["a"]["due"])
        assert due == day + timedelta(days=days)
        before = (due - timedelta(days=1)).isoformat()
        assert schedule("s.due(kept, day)", kept=kept, day=before) == []
        assert schedule("s.due(kept, day)", kept=kept, day=due.isoformat()) == ["a"]
        day = due
        kept = schedule("s.answered(kept, 'a', day)", kept=kept, day=day.isoformat())
    assert kept == {}


def test_a_miss_starts_over(schedule):
    """After two right answers a wrong one brings it back on the next day."""
    kept = {"a": {"due": "2026-03-01", "right": 2}, "b": {"due": "2026-04-01", "right": 0}}
    kept = schedule("s.missed(kept, 'a', day)", kept=kept, day="2026-03-05")
    assert kept["a"] == {"due": "2026-03-06", "right": 0}
    assert kept["b"]["due"] == "2026-04-01"
    assert schedule("s.nextDay(kept)", kept=kept) == "2026-03-06"
    assert schedule("s.nextDay({})") is None


def test_the_longest_waiting_comes_first(schedule):
    """In the order of their days."""
    kept = {name: {"due": f"2026-03-0{day}", "right": 0} for name, day in zip("abc", (3, 1, 2))}  # noqa: B905
    assert schedule("s.due(kept, '2026-03-09')", kept=kept) == ["b", "c", "a"]


def test_the_same_answer_in_two_tabs_counts_once(schedule):
    """What one tab has put away for days, the other does not put away for longer."""
    kept = {"a": {"due": "2026-03-01", "right": 0}}
    once = schedule("s.answered(kept, 'a', '2026-03-01')", kept=kept)
    assert schedule("s.answered(kept, 'a', '2026-03-01')", kept=once) == once
    known = {"a": {"due": "2026-03-01", "right": 2}}
    last = schedule("s.answered(kept, 'a', '2026-03-01')", kept=known)
    assert schedule("s.answered(kept, 'a', '2026-03-01')", kept=last) == last != {}


@pytest.mark.parametrize("due, asked", [("2026-03-24", False), ("2031-03-02", True)])
def test_a_clock_that_was_wrong_keeps_no_question_for_years(schedule, due, asked):
    """Put away while it ran ahead; three weeks, seen from a day further west, are an interval."""
    kept = {"a": {"due": due, "right": 3}}
    assert schedule("s.due(kept, '2026-03-02')", kept=kept) == ["a"] * asked
    after = schedule("s.answered(kept, 'a', '2026-03-02')", kept=kept)
    assert after == ({} if asked else kept)


def test_every_chapter_has_its_questions_without_a_script(site):
    """Each is there with its answers explained, and marked as right once; names are unique."""
    for name in ORDER[:-1]:
        page = BeautifulSoup((site / f"chapters/{name}.html").read_text("utf-8"), "html.parser")
        questions = page.select(".nn-question")
        source = read_page(name)
        assert len(questions) == len([box for box in source.boxes if box.name == "question"]) >= 2
        assert len({one["id"] for one in questions}) == len(questions)
        for one in questions:
            assert len(one.select(".nn-answers li.nn-right")) == 1
            assert all(len(item.get_text().split()) > 3 for item in one.select(".nn-answers li"))
            assert len(one.select(".nn-answers > ul > li > p > strong:first-child")) == len(
                one.select(".nn-answers > ul > li")
            )


def test_questions_in_other_letters_have_names_of_their_own(sphinx):
    """A name has Latin letters alone, so that of two Greek questions nothing was left."""
    answers = "- **A.** Yes.\n- **B.** No."
    asked = ["Τι είναι το bias;", "Πόσα είναι τα bias;", "Was heißt Übung?"]
    app = sphinx("\n\n".join(f":::{{question}}\n{one}\n\n{answers}\n:::" for one in asked))
    page = BeautifulSoup((app.outdir / "index.html").read_text("utf-8"), "html.parser")
    names = [one["id"] for one in page.select(".nn-question")]
    assert len(set(names)) == 3 and names[2] == "question-was-heiszt-ubung"
    assert all(re.fullmatch(r"question-bias-\w{8}", name) for name in names[:2])


@pytest.mark.parametrize(
    "text, said",
    [
        ("What?\n\n- **A.** No.\n- **B.** No.", "0 answers begin with Yes. or Right."),
        ("What?\n\n- **A.** Yes.\n- **B.** Yes.", "2 answers begin with Yes. or Right."),
        ("What?\n\n- **A.** Yes.", "1 answers begin"),
        ("What?", "some text and then a list of answers"),
        ("- **A.** Yes.\n- **B.** No.", "some text and then a list of answers"),
    ],
)
def test_a_question_that_is_none_stops_the_build(sphinx, text, said):
    """No right answer, two, one alone, no answers, no question."""
    app = sphinx(f":::{{question}}\n{text}\n:::")
    assert app.statuscode == 1 and said in app.warning.getvalue()
