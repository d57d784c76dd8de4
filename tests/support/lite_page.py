"""A notebook as JupyterLite shows it: its cells, and what they put out."""

# A cell has a number when it has run, and another one when it has run again.
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
        cell.locator(".cm-content").click()
        self.page.keyboard.press("ControlOrMeta+Enter")
        self.page.wait_for_function(ENDED, arg=[prompt.element_handle(), before], timeout=90_000)
        return " ".join(" ".join(cell.locator(".jp-OutputArea-output").all_inner_texts()).split())

    def download(self, path):
        self.page.get_by_role("menuitem", name="File", exact=True).click()
        with self.page.expect_download() as download:
            self.page.get_by_role("menuitem", name="Download", exact=True).click()
        download.value.save_as(path)
        return path
