"""What WCAG asks of a site as a whole: pages told apart, led to alike, still and silent."""

import re
from collections import Counter
from html.parser import HTMLParser

import pytest

from course.site.source.pages import ENTRANCE, NOT_FOUND, SEARCH, named_pages, own

# What sounds, moves or shows words as a picture of them, and what would need a reader's patience.
MEDIA = {"audio", "video", "object", "embed", "iframe", "marquee", "blink", "track"}
RASTER = re.compile(r"\.(?:png|jpe?g|gif|webp|avif)(?:$|\?)|^data:image/(?!svg)")
OURS = re.compile(r'<nav class="bd-links.*?</nav>', re.DOTALL)
LINK = re.compile(r'<a class="[^"]*reference internal" href="([^"]*)">(.*?)</a>', re.DOTALL)


class Told(HTMLParser):
    """A page's language, title, ids, and each tag with its attributes."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.title, self.inside = [], "", False
        self.feed(text)
        self.ids = [given["id"] for _, given in self.tags if given.get("id")]

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        self.inside = tag == "title" and not self.title

    def handle_data(self, data):
        if self.inside:
            self.title += data

    def handle_endtag(self, tag):
        self.inside = False


def faults(text):
    """What is wrong with a page by itself."""
    told = Told(text)
    found = [f"twice: #{name}" for name, times in Counter(told.ids).items() if times > 1]
    found += [f"<{tag}>" for tag, _ in told.tags if tag in MEDIA]
    found += [given["src"] for tag, given in told.tags if tag == "img" and _is_raster(given)]
    found += ["it reloads" for _, given in told.tags if given.get("http-equiv") == "refresh"]
    found += [] if ("html", "en") in {(t, g.get("lang")) for t, g in told.tags} else ["no language"]
    return found + ([] if told.title.strip() else ["no title"]) + _mute_equations(text)


def _is_raster(given):
    return RASTER.search(given.get("src") or "") is not None


def _mute_equations(text):
    """An equation is there twice: as MathML that is read, and drawn, which is not."""
    all_of_them = text.count('<span class="katex">')
    read = len(re.findall(r'<span class="katex"><span class="katex-mathml"><math\b', text))
    drawn = text.count('<span class="katex-html" aria-hidden="true">')
    return [] if all_of_them == read == drawn else ["an equation that is not read as MathML"]


@pytest.fixture(scope="module")
def texts(site):
    """The text of each page of the book, by its place in the site."""
    names = {f"{name}.html" for name in named_pages(site.parents[1])} | {SEARCH}
    return {name: (site / name).read_text(encoding="utf-8") for name in names}


def test_every_page_by_itself(texts):
    """A language and a title, no name twice, no film, no sound, no picture of words, no hurry."""
    assert {name: wrong for name, text in texts.items() if (wrong := faults(text))} == {}


def test_no_page_is_left_out(site, texts):
    """Of the book's own, but for the two that lead on at once."""
    found = {page.relative_to(site).as_posix() for page in own(site)}
    assert found - set(texts) == {ENTRANCE, NOT_FOUND}


def test_titles_differ(texts):
    """Each says which page it is, the page's own name first."""
    titles = Counter(Told(text).title for text in texts.values())
    assert [title for title, times in titles.items() if times > 1] == []


SHAKEN = re.compile(r"device(?:motion|orientation)|DeviceMotionEvent|Accelerometer\b")


def test_nobody_has_to_shake_a_phone(site):
    """No script listens to how the device is held or moved."""
    scripts = own(site, "js")
    assert len(scripts) > 20
    assert [path.name for path in scripts if SHAKEN.search(path.read_text("utf-8"))] == []
    assert SHAKEN.search('addEventListener("devicemotion", undo)')


def ways(text):
    """The words of the list of pages, in order."""
    (listed,) = OURS.findall(text)
    return [re.sub(r"<[^>]+>", "", words).strip() for _, words in LINK.findall(listed)]


def test_every_page_has_the_same_list(texts):
    """The same pages under the same words in the same order, whichever page one is on."""
    lists = {name: ways(text) for name, text in texts.items()}
    first = lists[SEARCH]
    assert len(first) > 40
    assert [name for name, one in lists.items() if one != first] == []


GOOD = '<html lang="en"><title>A page</title><p id="a"></p>{}</html>'
EQUATION = '<span class="katex"><span class="katex-mathml"><math></math></span>'
FAULTS = {
    '<p id="a"></p>': "twice: #a",
    "<video></video>": "<video>",
    '<img src="words.png">': "words.png",
    '<meta http-equiv="refresh" content="60">': "it reloads",
    '<span class="katex"><span class="katex-html" aria-hidden="true"></span></span>': "an equation",
    f'{EQUATION}<span class="katex-html"></span></span>': "an equation",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_seen(fault):
    """Planted: each of what the pages must not have."""
    assert faults(GOOD.format("")) == []
    (said,) = faults(GOOD.format(fault))
    assert said.startswith(FAULTS[fault])


def test_a_page_without_title_or_language_is_seen():
    """Planted: a bare page, and a list in another order."""
    assert faults("<html></html>") == ["no language", "no title"]
    link = '<a class="reference internal" href="{0}">{0}</a>'
    listed = '<nav class="bd-links">{}{}</nav>'
    one, two = (listed.format(*map(link.format, order)) for order in ("ab", "ba"))
    assert ways(one) == ["a", "b"] != ways(two)
