"""What a page of the site costs a reader: bytes, and what Lighthouse makes of it on a phone.

Run by `make bench`. The site is served packed by gzip, as static hosts do, and as it is. Beside
each figure stands its goal; the one for performance is for the first. Lighthouse's phone is this
machine's processor at a quarter of its speed, so a slow machine makes a slower phone. A Chromium
without windows (`apt-get install chromium-headless-shell`) is asked first: one with windows starts
them on the same processor while the page loads.
"""

import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests/support"))

import chromium  # noqa: E402
from built import build_command  # noqa: E402

from course.site.npm import NODE, packages  # noqa: E402

WITHOUT_WINDOWS = "chromium-headless-shell"
PAGES = ("chapters/backprop", "chapters/wine", "exercises/backprop/backprop")
TEXT = (".html", ".css", ".js", ".svg", ".json", ".mjs")
KILOBYTES = 450  # a chapter before Python
SCORES = {"performance": 95, "accessibility": 100, "best-practices": 100}
SHIFT = 0.05


class Packed(chromium.Plain):
    """The same server, for hosts that pack text: a file is packed as it is asked for."""

    def copyfile(self, source, outputfile):
        outputfile.write(self.packed)

    def send_head(self):
        path = Path(self.translate_path(self.path.split("?")[0]))
        if not path.is_file() or path.suffix not in TEXT:
            self.packed = path.read_bytes() if path.is_file() else b""
            return super().send_head()
        self.packed = gzip.compress(path.read_bytes())
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(self.packed)))
        self.end_headers()
        return path.open("rb")


def lighthouse(address, browser):
    """Lighthouse's report on a page, on the phone that it imagines."""
    script = packages(ROOT / "tests/browser") / "lighthouse/cli/index.js"
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        flags = " ".join(["--headless=new", *chromium.flags()])
        command = [
            NODE, script, address, "--quiet", "--output=json", f"--output-path={report}",
            "--no-enable-error-reporting", f"--chrome-flags={flags}",
            f"--only-categories={','.join(SCORES)}",
        ]  # fmt: skip
        subprocess.run(command, env=os.environ | {"CHROME_PATH": browser}, check=True)
        return json.loads(report.read_text(encoding="utf-8"))


def figures(report):
    """The figures of a report by name: kilobytes, layout shift, and each score."""
    audits, categories = report["audits"], report["categories"]
    asked = audits["network-requests"]["details"]["items"]
    return {
        "KB": sum(one["transferSize"] for one in asked) / 1000,
        "shift": audits["cumulative-layout-shift"]["numericValue"],
        **{name: round(100 * categories[name]["score"]) for name in SCORES},
    }


def show(how, top, browser, times):
    """Print a line for each page of the site at `top`: the middle of some runs, for they differ."""
    for name in PAGES:
        runs = [figures(lighthouse(f"{top}{name}.html", browser)) for _ in range(times)]
        found = {figure: median(run[figure] for run in runs) for figure in runs[0]}
        scores = "".join(f"{found[score]:16}" for score in SCORES)
        print(f"{how:10}{name:30}{found['KB']:10.0f}{found['shift']:10.3f}{scores}", flush=True)


CHECKED = "(status) => ['right', 'wrong'].includes(status.dataset.verdict)"


def checks(site):
    """Print how long the first check of an answer takes in a fresh browser, and a later one."""
    print("\nA check in the page, cold, on this machine: seconds, and megabytes that Python takes")
    print(f"{'':40}{'first':>10}{'later':>10}{'MB':>10}\n{'goal':40}{5:10}{0.15:10}{11:10}")
    with chromium.under_sub_path(site) as top, sync_playwright() as playwright:
        path = chromium.executable(playwright)
        browser = playwright.chromium.launch(executable_path=path, args=chromium.flags())
        for page in ("exercises/backprop/backprop", "exercises/affine/affine"):
            visit = chromium.Visit(browser, top, **chromium.NO_WORKER)
            print(f"{page:40}{_measured(visit, page)}", flush=True)
            visit.context.close()


def _measured(visit, name):
    """Seconds of a first and of a later check on a page, and the megabytes that came for it."""
    page, taken = visit.open(f"{name}.html"), []
    visit.context.on("requestfinished", lambda request: taken.append(request.sizes()))
    page.wait_for_selector(".nn-bar button")
    cell = page.locator(".cell:has(.nn-bar):has-text('NotImplementedError')").nth(1)
    times = [_seconds(page, cell) for _ in range(4)]
    megabytes = sum(sizes["responseBodySize"] for sizes in taken) / 1e6
    return f"{times[0]:10.2f}{median(times[1:]):10.2f}{megabytes:10.2f}"


def _seconds(page, cell):
    status = cell.locator(".nn-status").element_handle()
    status.evaluate("(status) => { status.dataset.verdict = ''; }")
    start = time.perf_counter()
    cell.get_by_role("button", name="Check").click()
    page.wait_for_function(CHECKED, arg=status, timeout=120_000)
    return time.perf_counter() - start


def main():
    built = build_command(ROOT, os.environ)
    if built.returncode:
        sys.exit(built.stderr)
    site = ROOT / "_build/html"
    with sync_playwright() as playwright:
        browser = chromium.executable(playwright)
    if browser is None:
        return print(chromium.ABSENT)
    browser = shutil.which(WITHOUT_WINDOWS) or browser
    print("\nA page, and what Lighthouse makes of it on a phone (packed by gzip, and as it is)")
    print(f"in {Path(browser).name}")
    print(f"{'':40}{'KB':>10}{'shift':>10}{''.join(f'{name:>16}' for name in SCORES)}")
    goals = "".join(f"{goal:16}" for goal in SCORES.values())
    print(f"{'goal':40}{KILOBYTES:10}{SHIFT:10}{goals}")
    for how, handler, times in (("packed", Packed, 5), ("as it is", chromium.Plain, 1)):
        with chromium.under_sub_path(site, handler) as top:
            show(how, top, browser, times)
    checks(site)


if __name__ == "__main__":
    main()
