"""What a browser has kept of a site for a visit without a network, and sites that change."""

import re
from urllib.parse import urlsplit

import pytest

from course.site.finish import offline

KEPT = """async () => {
  const addresses = [];
  for (const name of await caches.keys())
    for (const { url } of await (await caches.open(name)).keys()) addresses.push(url);
  return addresses;
}"""
LONGEST = 30  # seconds, on a busy machine; most take one
# All that was asked for is kept: each file in the form that the build has.
ALL_KEPT = f"""async (keys) => {{
  if (!navigator.serviceWorker.controller) return false;
  const kept = await ({KEPT})();
  return keys.every((key) => kept.includes(key));
}}"""


def wait_until_kept(shown, site, seconds=LONGEST):
    """Wait until the worker of this build is there and has kept all that the visit asked for.

    That is more than the page knows of: its threads ask for files too.
    """
    hashes = offline.hashes(site)
    paths = {urlsplit(url).path for url in shown.requests if url.startswith(shown.top)}
    places = {path.removeprefix(urlsplit(shown.top).path) for path in paths} - {offline.WORKER}
    marks = {place: f"?{hashes[place]}" if place in hashes else "" for place in places}
    keys = [shown.top + place + marks[place] for place in places]
    wait_until(shown.page, ALL_KEPT, keys, seconds)


def wait_until(page, holds, known=None, seconds=LONGEST):
    """Wait until an asynchronous function says yes; Playwright's own wait does not await it."""
    for _ in range(20 * seconds):
        if page.evaluate(holds, known):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"not within {seconds} seconds: {holds}\n{known}\nkept: {page.evaluate(KEPT)}")


def unmark(site):
    """Take the build's name out of each page again: so they are before the worker is put in."""
    for page in site.rglob("*.html"):
        text = page.read_text("utf-8")
        unnamed = re.sub(r'\?\w+" data-build="\w*"', '"', text)
        page.unlink()
        page.write_text(re.sub(' data-build="\\w*"', offline.UNMARKED, unnamed), "utf-8")


def rewrite(path, old, new):
    """Replace some text in a file of the copy, and not in the original that it is a link to."""
    text = path.read_text("utf-8")
    assert old in text
    path.unlink()
    path.write_text(text.replace(old, new), "utf-8")
