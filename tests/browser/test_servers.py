"""Python starts from servers that have ways of their own."""

from chromium import Plain, under_sub_path
from task import RIGHT, Task


class Encoding(Plain):
    """A server that sends each file of this ending as packed for its way, as Apache may."""

    def end_headers(self):
        if self.path.endswith(".gz"):
            self.send_header("Content-Encoding", "gzip")
        super().end_headers()


def test_a_server_that_lets_browsers_unpack(opened, site):
    """It would not if the page unpacked it once more."""
    with under_sub_path(site, Encoding) as top:
        task = Task(opened(top=top).page, "relu_backward")
        task.write(RIGHT)
        assert task.check() == "right"
