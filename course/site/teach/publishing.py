"""What a published site tells others: what each page is about, its pages' list, a page for 404.

Open Graph's address and the list of pages need the site's own address, which is `html: baseurl`
in `_config.yml`. Without it the rest is there.
"""

from html import escape
from pathlib import Path
from urllib.parse import urljoin

from docutils import nodes
from sphinx.application import Sphinx

from course.site.source.pages import ENTRANCE, NOT_FOUND, named_pages, to_top
from course.site.source.settings import own_address, settings
from course.site.teach import picture

SITEMAP = "sitemap.xml"
# Without it GitHub Pages, publishing a branch, leaves out what begins with an underscore.
PLAIN = ".nojekyll"
LONGEST = 200  # letters of a description

WAY_IN = """\
<!DOCTYPE html>
<html lang="en" data-build="">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta http-equiv="refresh" content="0; url={first}">
<link rel="canonical" href="{first}">
<link rel="icon" href="_static/favicon.svg">
</head>
<body><main><h1>{title}</h1><p><a href="{first}">Open the book</a></p></main></body>
</html>
"""
# Stands at any depth, so it can't know where the book is: it asks upwards for a file of the book.
PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<title>This page is not here: {title}</title>
<style>
:root {{ color-scheme: light dark; background: Canvas; color: CanvasText; }}
a {{ color: LinkText; }}
body {{ font: 1.1rem/1.6 system-ui, sans-serif; }}
main {{ max-width: 34rem; margin: 15vh auto; padding: 0 1rem; }}
</style>
</head>
<body><main>
<h1>This page is not here</h1>
<p>The address may be mistyped, or the page has moved. Nothing that you wrote is lost.</p>
<p><a href="{home}">To the first page of the book</a></p>
</main>
<script>
(async () => {{
  for (let up = location.pathname; up; up = up.slice(0, -1).replace(/[^/]*$/, "")) {{
    const there = await fetch(`${{up.replace(/[^/]*$/, "")}}objects.inv`, {{ method: "HEAD" }});
    if (there.ok) {{
      document.querySelector("a").href = there.url.replace(/objects\\.inv$/, "");
      return;
    }}
  }}
}})().catch(() => {{}});
</script>
</body>
</html>
"""


def setup(app: Sphinx) -> None:
    """Describe each page; `write_beside` writes what lies beside the pages."""
    app.connect("html-page-context", _describe)


def write_beside(root: Path, site: Path) -> None:
    """The way in, the page for lost addresses, the pictures; with an address, the list of pages."""
    address, title = own_address(root), escape(settings(root)["title"])
    picture.draw(site, settings(root)["title"])
    (site / PLAIN).touch()
    (site / ENTRANCE).write_text(entrance(root), encoding="utf-8")
    lost = PAGE.format(title=title, home=escape(address or "/"))
    (site / NOT_FOUND).write_text(lost, encoding="utf-8")
    if address:
        (site / SITEMAP).write_text(_sitemap(root, address), encoding="utf-8")


def entrance(root: Path) -> str:
    """The page at the site's own address, which leads to the book's first."""
    first = f"{named_pages(root)[0]}.html"
    return WAY_IN.format(title=escape(settings(root)["title"]), first=first)


def _sitemap(root, address):
    urls = "".join(
        f"<url><loc>{escape(_url(address, f'{name}.html'))}</loc></url>\n"
        for name in named_pages(root)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}</urlset>\n'
    )


def _url(address, path):
    return urljoin(f"{address.rstrip('/')}/", path)


def _describe(app, name, template, context, doctree):
    """Put title and description into a page's head, in the two forms that others read."""
    if doctree is None:
        return
    about = description(doctree)
    properties = {
        "og:type": "article",
        "og:site_name": app.config.html_title,
        "og:title": nodes.Text(context["title"]).astext(),
        "og:description": about,
    }
    if app.config.html_baseurl:
        properties |= {
            "og:url": _url(app.config.html_baseurl, f"{name}.html"),
            "og:image": _url(app.config.html_baseurl, picture.SHARED),
            "og:image:alt": picture.ALT,
        }
    tags = [f'<meta name="description" content="{escape(about)}">'] if about else []
    tags.append(f'<link rel="apple-touch-icon" href="{to_top(name)}{picture.TOUCH}">')
    tags += [
        f'<meta property="{key}" content="{escape(value, quote=True)}">'
        for key, value in properties.items()
        if value
    ]
    context["metatags"] = "\n".join([context.get("metatags", ""), *tags])


def description(doctree: nodes.document) -> str:
    """The first paragraph of a page's own text that has no equation in it, cut at a word."""
    for paragraph in doctree.findall(nodes.paragraph):
        if isinstance(paragraph.parent, nodes.section) and not any(paragraph.findall(nodes.math)):
            text = " ".join(paragraph.astext().split())
            return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " …"
    return ""
