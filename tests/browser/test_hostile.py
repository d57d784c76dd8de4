"""A notebook that somebody sent can do no more than compute and show what it computed."""

import subprocess

import pytest
from chromium import NO_WORKER
from task import FURNISHED, PAGE, Task

from course.site.npm import NODE

SHOWN = """
class Shown:
    def _repr_html_(self):
        return {html!r}
Shown()
"""
# Each would run a script, ask another host for something, or lie over the page.
HOSTILE = {
    "an image with a handler": '<img src=x onerror="parent.owned = 1">',
    "a script": "<script>window.owned = 1</script>",
    "a script in a picture": "<svg><script>window.owned = 1</script></svg>",
    "a picture with a handler": '<svg onload="window.owned = 1"><g onclick="owned()"></g></svg>',
    "a frame": '<iframe srcdoc="<script>parent.owned = 1</script>"></iframe>',
    "a link that runs": '<a href="javascript:window.owned = 1">read</a>',
    "an object": '<object data="data:text/html,<script>parent.owned = 1</script>"></object>',
    "an animation": '<svg><a><animate attributeName="href" values="javascript:owned()"/></a></svg>',
    "maths": '<math><mtext><img src=x onerror="window.owned = 1"></mtext></math>',
    "a template": '<template><img src=x onerror="window.owned = 1"></template>',
    "an image elsewhere": '<img src="https://elsewhere.example/?secret">',
    "a style elsewhere": '<p style="background: url(https://elsewhere.example/?s)">a</p>',
    "a sheet": "<style>body { display: none }</style><p>text</p>",
    "a sheet elsewhere": '<link rel="stylesheet" href="https://elsewhere.example/a.css">',
    "a picture's image": '<svg><image href="https://elsewhere.example/?s"></image></svg>',
    "another picture's part": '<svg><use href="https://elsewhere.example/a.svg#b"></use></svg>',
    "a filter elsewhere": '<svg><rect filter="url(https://elsewhere.example/a#b)"></rect></svg>',
    "a form": '<form action="https://elsewhere.example"><input name="password"></form>',
    "over the page": '<div style="position: fixed; inset: 0; background: red">Log in</div>',
    "other data": '<video poster="https://elsewhere.example/p" controls></video>',
    "a new base": '<base href="https://elsewhere.example/">',
    "a refresh": '<meta http-equiv="refresh" content="0; url=https://elsewhere.example/">',
}  # fmt: skip
FAULTS = """() => {
  const box = document.querySelector(".nn-output .text_html");
  const own = [...box.querySelectorAll("*")].flatMap((one) =>
    [...one.attributes].filter(({ name, value }) =>
      /^on/.test(name) || /javascript:|elsewhere/.test(value)).map(({ name }) => name));
  const tags = "script, iframe, object, embed, form, input, style, link, base, meta, template img";
  const wide = [...box.querySelectorAll("*")].filter((one) => {
    const place = one.getBoundingClientRect(), room = box.getBoundingClientRect();
    return place.top < room.top - 1 || place.left < room.left - 1;
  });
  return [window.owned ?? null, own, box.querySelectorAll(tags).length, wide.length];
}"""


@pytest.fixture
def page(new_visit):
    """An assignment's page, whose requests are watched."""
    shown = new_visit(PAGE, **NO_WORKER)
    shown.page.wait_for_selector(FURNISHED)
    shown.page.task = Task(shown.page, "relu_backward")
    yield shown.page
    assert [url for url in shown.requests if "elsewhere" in url] == []
    assert len(shown.context.pages) == 1


def run(page, code):
    """Run code in an answer's cell; gives how it ended and what was said."""
    task = page.task
    task.write(code)
    task.status.evaluate("(status) => { status.dataset.verdict = ''; }")
    task.press("Run")
    return task.verdict(), task.cell.locator(".nn-output").inner_text()


def test_html_of_a_notebook_runs_nothing(page):
    """One after the other, on one page."""
    for what, html in HOSTILE.items():
        ended, _ = run(page, SHOWN.format(html=html))
        assert ended == "right", what
        page.wait_for_timeout(50)  # what would be fetched is asked for
        assert page.evaluate(FAULTS) == [None, [], 0, 0], what


def test_tables_and_plots_stay_whole(page):
    """What pandas and matplotlib show has all its rows and lines."""
    code = (
        "import pandas as pd\nimport matplotlib.pyplot as plt\n"
        "plt.plot([1, 2, 3], label='a line')\nplt.legend()\nplt.show()\n"
        "pd.DataFrame({'a': [1, 2], 'b': ['<x>', 'y']})"
    )
    ended, said = run(page, code)
    assert ended == "right", said
    box = page.locator(".nn-output")
    assert box.locator("table.dataframe td").all_inner_texts() == ["1", "<x>", "2", "y"]
    assert box.locator("svg path").count() > 5
    clipped = "[...document.querySelectorAll('.nn-output svg [clip-path]')].length"
    assert page.evaluate(clipped) > 0
    used = box.locator("svg use").evaluate_all(
        "(all) => all.map((one) => one.getAttribute('xlink:href') ?? one.getAttribute('href'))"
    )
    assert used and all(target and target.startswith("#") for target in used)


WAYS = [
    *[f"from js import {name}" for name in (
        "fetch", "XMLHttpRequest", "WebSocket", "EventSource", "indexedDB", "caches",
        "importScripts", "Worker", "BroadcastChannel", "navigator", "postMessage", "self",
        "globalThis", "Function", "location", "WebTransport", "SharedWorker",
    )],
    "import js; js.eval('1')",
    "import js; js.Object.constructor('return globalThis')()",
    "import js; js.Object.getPrototypeOf(js.Object).constructor('return 1')()",
    "import js; js.Reflect.construct(js.Object.constructor, ['return 1'])",
    "import js; js.setTimeout('self.owned = 1', 0)",
    "import js; js.Promise.resolve.constructor('return 1')()",
    "from pyodide.code import run_js; run_js('self')",
    "import pyodide_js; pyodide_js.constructor.constructor('return self')()",
    "import pyodide_js; pyodide_js.loadPackage.constructor('return self')()",
    "from pyodide.http import open_url; open_url('/')",
    "import urllib.request; urllib.request.urlopen('{top}')",
    "import http.client; http.client.HTTPConnection('127.0.0.1').request('GET', '/')",
]  # fmt: skip
AWAITED = [
    "from pyodide.http import pyfetch; await pyfetch('{top}')",
    "import pyodide_js; await pyodide_js.loadPackage('{top}wheel/course.json')",
    "import pyodide_js; await pyodide_js.loadPackage('pandas'); __import__('pan' + 'das')",
]


def test_python_reaches_nothing_of_the_browser(page, top):
    """Each way out of the page, or into what the site keeps, ends in an error."""
    page.evaluate("localStorage.setItem('secret', 'mine')")
    for way in WAYS:
        ended, said = run(page, way.replace("{top}", top))
        assert ended == "wrong" and "It stopped in line 1" in said, (way, said)


LATER = """
import asyncio, sys
async def attempt():
    try:
{lines}
        result.append("reached")
    except BaseException as error:
        result.append(type(error).__name__)
result = []
sys.modules["kept"] = result
asyncio.ensure_future(attempt())
"""


def test_python_reaches_nothing_later_either(page, top):
    """What waits for its turn, while nothing runs or while a package is being fetched."""
    for way in AWAITED:
        lines = "".join(f"        {line}\n" for line in way.replace("{top}", top).split("; "))
        ended, said = run(page, LATER.format(lines=lines.rstrip()))
        assert ended == "right", said
        page.wait_for_timeout(300)
        _, said = run(page, "import sys\nprint(sys.modules['kept'])")
        assert "reached" not in said and "[]" not in said, (way, said)


WALK = """
import js, pyodide_js
names = {"fetch", "XMLHttpRequest", "WebSocket", "indexedDB", "caches", "importScripts", "Worker"}
found, seen, ahead = [], set(), [(js, "js", 0), (pyodide_js, "pyodide_js", 0)]
while ahead:
    thing, path, depth = ahead.pop()
    try:
        there = dir(thing)
    except Exception:  # a symbol has no names
        continue
    for name in there:
        if name.startswith(("_", "HEAP")) and name not in ("_api", "_module"):
            continue
        if name in names:
            try:
                way = getattr(thing, name, None)
                if name == "indexedDB" and callable(way):  # of Emscripten's: it looks one up
                    way = way()
                if way is not None:
                    found.append(f"{path}.{name}")
            except Exception:
                pass
        if depth < 3:
            try:
                inner = getattr(thing, name)
            except Exception:
                continue
            if hasattr(inner, "js_id") and inner.js_id not in seen:
                seen.add(inner.js_id)
                ahead.append((inner, f"{path}.{name}", depth + 1))
print(len(seen), "looked at;", "found:", found)
"""


def test_nothing_hands_out_a_way(page):
    """No object that Python is given has one of the names, four steps deep."""
    ended, said = run(page, WALK)
    assert ended == "right" and "found: []" in said, said
    assert int(said.split()[0]) > 20


UNSEALED = """
const { loadPyodide } = await import(process.argv[1]);
(await loadPyodide()).runPython(process.argv[2]);
"""


def test_an_open_thread_is_seen(site):
    """Planted: Python as it is started elsewhere, which is handed all there is."""
    command = [NODE, "--input-type=module", "-e", UNSEALED, f"{site}/pyodide/pyodide.js", WALK]
    done = subprocess.run(command, capture_output=True, text=True)
    assert "js.fetch" in done.stdout, done.stderr[-500:]
