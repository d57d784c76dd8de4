"""A task of an assignment's page, as a learner uses it."""

import re

PAGE = "exercises/backprop/backprop.html"
RIGHT = "def relu_backward(dA, z):\n    return dA * (z > 0)\n"
WRONG = "def relu_backward(dA, z):\n    return dA * (z >= 0)\n"
FURNISHED = ".nn-bar button"


class Task:
    """One answer of the page: its editor, its buttons, what it says."""

    def __init__(self, page, name):
        stub = page.locator(".cell:has(.nn-bar)", has_text=re.compile(rf"def {name}\(")).first
        self.page, self.cell = page, page.locator(f"#{stub.get_attribute('id')}")
        self.status = self.cell.locator(".nn-status")

    @property
    def editor(self):
        """The editor, which comes when a reader does."""
        self.cell.scroll_into_view_if_needed()
        return self.cell.locator(".cm-content")

    def write(self, text):
        self.editor.click()
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(text)

    def press(self, button):
        """Press the button of that name: "Check", and not the others of gradient_check."""
        self.cell.get_by_role("button", name=re.compile(rf"^{re.escape(button)}\b")).click()

    def verdict(self):
        """How the run ended, once it has."""
        self.page.wait_for_function(
            "(status) => status.dataset.verdict", arg=self.status.element_handle(), timeout=60_000
        )
        return self.status.get_attribute("data-verdict")

    def check(self):
        self.status.evaluate("(status) => { status.dataset.verdict = ''; }")
        self.press("Check")
        return self.verdict()
