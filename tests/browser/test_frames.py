"""Frames that shut a page off from its host, pages opened as files, browsers that forbid storage.

Each reads whole; what can run there runs, and what can't says why.
"""

import json
from types import SimpleNamespace

import pytest
from chromium import ABSENT, Plain, Visit, executable, flags, go_without, under_sub_path
from hosts import Shared
from kept_pages import rewrite
from task import FURNISHED, PAGE, RIGHT, Task

CHAPTER = "chapters/backprop.html"
FRAME = '<iframe sandbox="{}" src="{}" width="1200" height="900"></iframe>'
LACKING = ".nn-bar .nn-lacking"
MODE = "document.documentElement.dataset.mode"
ALONE = "web/alone.js"


@pytest.fixture
def framed(browser):
    """A function that opens a page in a sandboxed frame, from a host of a kind; gives the frame."""
    visits = []

    def open_it(path, top, allow="allow-scripts"):
        visits.append(Visit(browser, top))
        page = visits[-1].page
        page.set_content(FRAME.format(allow, top + path))
        (frame,) = page.main_frame.child_frames
        frame.wait_for_load_state()
        return frame

    yield open_it
    for opened in visits:
        opened.context.close()


def explores(page):
    """The chapter's picture is there and answers."""
    page.locator(".nn-explorable").first.scroll_into_view_if_needed()
    page.wait_for_selector("[data-live]")
    page.get_by_role("button", name="Start again").first.click()


def switches(page):
    """The theme's button changes the colours."""
    before = page.evaluate(MODE)
    page.locator(".theme-switch-button").first.evaluate("(button) => button.click()")
    assert page.evaluate(MODE) != before


def answers(page):
    """A question of the chapter has its buttons."""
    page.locator(".nn-option").first.click()
    assert page.locator(".nn-option").first.get_attribute("data-verdict") in ("right", "wrong")


@pytest.mark.parametrize("host", [Plain, Shared])
def test_a_chapter_in_a_frame(framed, site, host):
    """Pictures, questions and the theme work in a frame with `sandbox`."""
    with under_sub_path(site, host) as top:
        frame = framed(CHAPTER, top)
        explores(frame)
        answers(frame)
        switches(frame)


@pytest.mark.parametrize("host", [Plain, Shared])
def test_python_in_a_frame_says_why_not(framed, site, host):
    """Each place of buttons says why there are none, with a link to a window of its own."""
    with under_sub_path(site, host) as top:
        frame = framed(PAGE, top, "allow-scripts allow-popups allow-popups-to-escape-sandbox")
        place = frame.locator(LACKING).first
        place.wait_for()
        assert "shuts it off from its own host" in place.inner_text()
        assert frame.locator(LACKING).count() == frame.locator(".nn-bar").count()
        assert frame.locator(".nn-notebook-tools .nn-lacking").count() == 1
        with frame.page.context.expect_page() as window:
            place.get_by_role("link").click()
        window.value.wait_for_selector(FURNISHED)
        assert window.value.url == top + PAGE


def test_a_frame_left_without_the_plain_script_is_seen(framed, copy):
    """Planted: the script for pages that may load no module is not there."""
    (copy / ALONE).unlink()
    with under_sub_path(copy) as top:
        frame = framed(CHAPTER, top)
        frame.locator(".nn-explorable").first.scroll_into_view_if_needed()
        frame.page.wait_for_timeout(2000)
        assert frame.locator("[data-live], .nn-lacking").count() == 0


def test_opened_as_a_file(new_visit, site):
    """One reads, explores and answers questions; where the buttons would be it says why not."""
    page = new_visit(CHAPTER, top=f"{site.as_uri()}/").page
    page.locator(LACKING).first.wait_for()
    assert "opened as a file" in page.locator(LACKING).first.inner_text()
    assert page.locator(LACKING).count() == page.locator(".nn-bar").count()
    explores(page)
    answers(page)
    switches(page)
    assert page.locator(".nn-notebook-link:visible").count() == 0


def test_a_file_knows_where_the_book_is(new_visit, copy):
    """Where the book was built with its address, a page opened as a file leads there."""
    place = '<meta property="og:url" content="https://example.org/book/chapters/backprop.html">'
    rewrite(copy / CHAPTER, "</head>", f"{place}</head>")
    page = new_visit(CHAPTER, top=f"{copy.as_uri()}/").page
    link = page.locator(LACKING).first.get_by_role("link")
    assert link.get_attribute("href") == "https://example.org/book/chapters/backprop.html"


@pytest.fixture
def forbidding(browser, tmp_path):
    """A page of a Chromium whose settings forbid sites to keep anything; the shell has none."""
    ours = executable(SimpleNamespace(chromium=browser.browser_type), windows=True)
    if ours is None:
        go_without(ABSENT)
    settings = {"profile": {"default_content_setting_values": {"cookies": 2}}}
    (tmp_path / "profile/Default").mkdir(parents=True)
    (tmp_path / "profile/Default/Preferences").write_text(json.dumps(settings))
    context = browser.browser_type.launch_persistent_context(
        tmp_path / "profile",
        executable_path=ours,
        args=flags(),
        viewport={"width": 1400, "height": 900},
    )
    yield context.new_page()
    context.close()


FORBIDDEN = "() => { try { localStorage; return false; } catch { return true; } }"


def test_a_browser_that_keeps_nothing(forbidding, top):
    """The theme's button, search, pictures and checks work, and it says that nothing is kept."""
    page, wrong = forbidding, []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(top + CHAPTER)
    assert page.evaluate(FORBIDDEN)
    switches(page)
    explores(page)
    answers(page)
    page.goto(f"{top}search.html?q=gradient")
    page.wait_for_selector("#search-results a")
    page.goto(top + PAGE)
    page.wait_for_selector(FURNISHED)
    task = Task(page, "relu_backward")
    task.write(RIGHT)
    assert task.check() == "right"
    told = page.locator(".nn-notebook-tools").inner_text()
    assert "does not keep anything" in told
    assert wrong == []
