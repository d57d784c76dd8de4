"""Servers that behave as hosts of static sites do, and are not the plain one of the other tests."""

from pathlib import Path, PurePosixPath

from chromium import SUB_PATH, Plain

from course.site.finish import inline
from course.site.source import jupyter
from course.site.teach import publishing

TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}


class Few(Plain):
    """A host that knows the oldest types alone, and says of others what nginx says."""

    def guess_type(self, path):
        return TYPES.get(PurePosixPath(path).suffix, "application/octet-stream")


class Jekyll(Plain):
    """GitHub Pages for a branch: unless a file forbids it, Jekyll makes the site anew.

    It leaves out what begins with a dot, an underscore or a #, and what ends with a tilde.
    """

    def translate_path(self, path):
        parts = PurePosixPath(path.partition("?")[0]).parts
        left_out = any(part.startswith((".", "_", "#")) or part.endswith("~") for part in parts)
        remade = not (Path(self.directory) / publishing.PLAIN).is_file()
        return super().translate_path("/not/there" if left_out and remade else path)


class Short(Plain):
    """A host whose pages have addresses without .html, and which sends others there."""

    def send_head(self):
        path, mark, query = self.path.partition("?")
        index = path.endswith("/index.html")
        short = path.removesuffix("index.html") if index else path.removesuffix(".html")
        if short == path:
            return super().send_head()
        self.send_response(308)
        self.send_header("Location", short + mark + query)
        self.send_header("Content-Length", "0")
        self.end_headers()
        return None

    def translate_path(self, path):
        there = super().translate_path(path)
        return f"{there}.html" if Path(f"{there}.html").is_file() else there


class Strict(Plain):
    """A host that sends each file with the site's own Content-Security-Policy.

    Jupyter has one of its own, as README says.
    """

    def end_headers(self):
        policy = (Path(self.directory) / inline.POLICY).read_text("utf-8").strip()
        if self.path.startswith(f"{SUB_PATH}{jupyter.NAME}/"):
            policy = policy.replace("script-src", "script-src 'unsafe-eval'")
        self.send_header("Content-Security-Policy", policy)
        super().end_headers()


class Shared(Plain):
    """A host that lets pages of every origin read its files, as GitHub Pages does."""

    def end_headers(self):
        self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()
