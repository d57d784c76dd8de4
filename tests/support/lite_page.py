"""A notebook as JupyterLite shows it: its cells, and what they put out."""

import contextlib

from playwright.sync_api import TimeoutError as Late

# A cell that was started has a star; one that has run, a number, and another one each time.
STARTED = "([prompt, before]) => prompt.innerText !== before"
ENDED = "([prompt, before]) => /\\d/.test(prompt.innerText) && prompt.innerText !== before"


class Jupyter:
    """A notebook in JupyterLite."""

    def __init__(self, page):
        self.page = page
        page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=60_000)

    def cell(self, text):
        return self.page.locator(".jp-CodeCell", has_text=text).first

    def write(self, cell, text):
        cell.locator(".cm-content").click()
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(text)

    def run(self, cell):
        """Run a cell; what it puts out, once it has."""
        prompt = cell.locator(".jp-InputPrompt")
        before = prompt.inner_text()
        self._start(cell, [prompt.element_handle(), before])
        self.page.wait_for_function(ENDED, arg=[prompt.element_handle(), before], timeout=90_000)
        return " ".join(" ".join(cell.locator(".jp-OutputArea-output").all_inner_texts()).split())

    def _start(self, cell, prompt):
        """Press until it is heard: JupyterLab loses a press in the moment its Python connects."""
        for _ in range(4):
            cell.locator(".cm-content").click()
            self.page.keyboard.press("ControlOrMeta+Enter")
            with contextlib.suppress(Late):
                return self.page.wait_for_function(STARTED, arg=prompt, timeout=5_000)
        raise AssertionError("The cell was started four times, and nothing ran.")

    def download(self, path):
        self.page.get_by_role("menuitem", name="File", exact=True).click()
        with self.page.expect_download() as download:
            self.page.get_by_role("menuitem", name="Download", exact=True).click()
        download.value.save_as(path)
        return path
