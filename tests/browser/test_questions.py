"""Questions in a chapter, and the missed ones on the review page, when their day has come."""

import json
from datetime import date, timedelta

import pytest
from chromium import NO_WORKER
from page_checks import PHONE, everything

CHAPTER, REVIEW = "chapters/backprop.html", "chapters/review.html"
START = "`nn:${new URL('..', location.href).pathname}:review/`"
KEPT = f"""Object.fromEntries(Object.keys(localStorage).filter((key) => key.startsWith({START}))
  .map((key) => [key, JSON.parse(localStorage.getItem(key))]))"""
# Puts what is kept back by a number of days, as if they had gone by.
LATER = """(days) => {
  const start = `nn:${new URL('..', location.href).pathname}:review/`;
  for (const name of Object.keys(localStorage).filter((key) => key.startsWith(start))) {
    const entry = JSON.parse(localStorage.getItem(name));
    const due = new Date(`${entry.due}T00:00:00Z`);
    due.setUTCDate(due.getUTCDate() - days);
    entry.due = due.toISOString().slice(0, 10);
    localStorage.setItem(name, JSON.stringify(entry));
  }
}"""


@pytest.fixture
def first_question(visit):
    """A page, its first question, made answerable, and the words of the right answer."""
    shown = visit(CHAPTER, viewport=PHONE, **NO_WORKER)
    plain = shown.page.evaluate(
        """async () => {
          const text = await (await fetch(location.href)).text();
          const page = new DOMParser().parseFromString(text, "text/html");
          page.querySelectorAll(".katex-html").forEach((part) => part.remove());
          return page.querySelector(".nn-question .nn-right strong").textContent;
        }"""
    )
    question = shown.page.locator(".nn-question").first
    question.locator(".nn-option").first.wait_for()
    return shown, question, plain


def choose(question, right_words, right):
    """Press the right answer, or the first wrong one."""
    said = "(b) => { const c = b.cloneNode(true); c.querySelectorAll('.katex-html')"
    said += ".forEach((part) => part.remove()); return c.textContent; }"
    buttons = question.locator(".nn-option").all()
    wanted = [b for b in buttons if (b.evaluate(said) == right_words) == right]
    wanted[0].click()
    return wanted[0]


def test_every_answer_is_explained(first_question):
    """A wrong answer says why; the right one opens the explanations of all."""
    _, question, right = first_question
    wrong = choose(question, right, right=False)
    assert wrong.get_attribute("data-verdict") == "wrong"
    explained = question.locator(".nn-why:not(:empty)")
    assert explained.count() == 1 and len(explained.first.inner_text().split()) > 5
    choose(question, right, right=True)
    assert explained.count() == question.locator(".nn-option").count()


def test_right_at_once_is_not_kept(first_question):
    """Only what was missed at the first choice comes back."""
    shown, question, right = first_question
    choose(question, right, right=True)
    choose(question, right, right=False)
    assert shown.page.evaluate(KEPT) == {}


def test_missed_question_comes_back(first_question, axe):
    """On the next day, and then after three: never on the day itself."""
    shown, question, right = first_question
    page = shown.page
    choose(question, right, right=False)
    (entry,) = page.evaluate(KEPT).values()
    assert entry["due"] == (date.today() + timedelta(days=1)).isoformat()
    page.goto(shown.top + REVIEW)
    page.get_by_text("Nothing is due today.").wait_for()
    page.evaluate(LATER, 1)
    page.reload()
    page.get_by_text("1 question is due.").wait_for()
    asked = page.locator(".nn-asked .nn-question")
    asked.locator(".nn-option").first.wait_for()
    assert everything(shown, axe) == {}
    choose(asked, right, right=True)
    (entry,) = page.evaluate(KEPT).values()
    assert entry.pop("at") > 0
    assert entry == {"due": (date.today() + timedelta(days=3)).isoformat(), "right": 1}
    page.get_by_role("button", name="Next question").click()
    page.get_by_text("Nothing is due today.").wait_for()
    assert "Nothing is due today." in page.evaluate("document.activeElement.textContent")


PUT = """([key, entry]) => {
  const start = `nn:${new URL("..", location.href).pathname}:review/`;
  localStorage.setItem(start + key, JSON.stringify(entry));
}"""


@pytest.mark.parametrize(
    "status, said",
    [(503, "busy"), (429, "slower"), (200, "<title>Sign in</title>")],
    ids=["busy", "asked too often", "wants a password"],
)
def test_what_a_host_says_in_a_chapters_place_drops_nothing(new_visit, status, said):
    """The question stays as it is kept, and is asked when its chapter can be had again."""
    shown = new_visit(CHAPTER, **NO_WORKER)
    page = shown.page
    key = f"{CHAPTER}#{page.locator('.nn-question').first.get_attribute('id')}"
    entry = {"due": "2020-01-01", "right": 2, "at": 7e11}
    page.evaluate(PUT, [key, entry])
    page.route(f"**/{CHAPTER}", lambda route: route.fulfill(status=status, body=said))
    page.goto(shown.top + REVIEW)
    page.get_by_text("can't be fetched now").wait_for()
    assert list(page.evaluate(KEPT).values()) == [entry]
    page.unroute(f"**/{CHAPTER}")
    page.reload()
    page.locator(".nn-asked .nn-option").first.wait_for()


def test_the_keys_go_on_at_the_next_question(new_visit):
    """The button that brings it is gone; whoever pressed it by a key is at its first answer."""
    shown = new_visit(CHAPTER, **NO_WORKER)
    page = shown.page
    ids = page.eval_on_selector_all(".nn-question", "all => all.map((one) => one.id)")[:2]
    for day, name in enumerate(ids, 1):
        entry = {"due": f"2020-01-0{day}", "right": 0, "at": 7e11}
        page.evaluate(PUT, [f"{CHAPTER}#{name}", entry])
    page.goto(shown.top + REVIEW)
    page.locator(".nn-asked .nn-option").first.press("Enter")
    page.get_by_role("button", name="Next question").press("Enter")
    page.locator(f"#{ids[1]} .nn-option:focus").wait_for()


def test_a_page_that_is_left_open_looks_again(first_question):
    """When its reader comes back to it on the day on which a question is due."""
    shown, question, right = first_question
    page = shown.page
    choose(question, right, right=False)
    page.goto(shown.top + REVIEW)
    page.get_by_text("Nothing is due today.").wait_for()
    page.evaluate(LATER, 1)
    for _ in range(2):  # and however often, it asks once
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.get_by_text("1 question is due.").wait_for()
    page.locator(".nn-asked .nn-option").first.wait_for()
    assert page.locator(".nn-asked .nn-question").count() == 1


def test_question_that_is_gone_is_dropped(visit):
    """A question that the book does not ask any more does not block the others."""
    shown = visit(REVIEW, **NO_WORKER)
    entry = {"due": "2020-01-01", "right": 0}
    kept = json.dumps({"chapters/backprop.html#question-gone": entry})
    book = shown.page.evaluate("new URL('..', location.href).pathname")
    shown.page.evaluate("([n, kept]) => localStorage.setItem(n, kept)", [f"nn:{book}:review", kept])
    shown.page.reload()
    shown.page.get_by_text("Nothing to review.").wait_for()
