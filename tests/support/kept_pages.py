"""What a browser has kept of the site for a visit without a network, and when it has it all."""

import pytest

from course.site import offline

KEPT = """async () => {
  const addresses = [];
  for (const name of await caches.keys())
    for (const { url } of await (await caches.open(name)).keys()) addresses.push(url);
  return addresses;
}"""
# The page that is open, and all that it loaded, is kept: each file in the form that the build has.
ALL_KEPT = f"""async ([top, hashes]) => {{
  if (!navigator.serviceWorker.controller) return false;
  const key = (path) => top + path + (hashes[path] ? `?${{hashes[path]}}` : "");
  const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
  const ours = [location.href, ...loaded].filter((address) => address.startsWith(top));
  const paths = ours.map((address) => address.slice(top.length).split(/[?#]/)[0]);
  const kept = await ({KEPT})();
  return paths.every((path) => kept.includes(key(path)));
}}"""


def wait_until_kept(shown, site):
    """Wait until the worker of this build is there and has kept the open page with its files."""
    wait_until(shown.page, ALL_KEPT, [shown.top, offline.hashes(site)])


def wait_until(page, holds, known=None):
    """Wait until an asynchronous function says yes; Playwright's own wait does not await it."""
    for _ in range(200):
        if page.evaluate(holds, known):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"not within ten seconds: {holds}\nkept: {page.evaluate(KEPT)}")
