"""What the theme puts around each page: our templates for it, its style sheets and its scripts.

The templates in `web/templates` stand in for the theme's own of the same names.
"""

from os.path import relpath
from pathlib import Path

from sphinx.application import Sphinx

from course.figures import css_variables
from course.site.source import notation

WEB = Path(__file__).parents[1] / "web"
STATIC, TEMPLATES = WEB / "static", WEB / "templates"
# Scripts that no page needs: those of tabs, and settings that stand in the page itself.
IDLE = ("design-tabs.js", "documentation_options.js")
# Scripts that only some pages have use for, and what those pages have.
FOR_SOME = {
    "clipboard.min.js": 'class="highlight"',
    "copybutton.js": 'class="highlight"',
    "togglebutton.js": 'class="dropdown ',
}


def setup(app: Sphinx) -> None:
    """Register the templates, the style sheets and scripts, and which page has which."""
    app.connect("config-inited", _add_templates)
    app.connect("builder-inited", _add_static_files)
    app.connect("html-page-context", _choose_scripts, priority=900)  # when all have added theirs


def _add_templates(app, config):
    # By its place in the checkout, since a hash of all settings lies in the site.
    config.templates_path = [relpath(TEMPLATES, app.confdir), *config.templates_path]


def _add_static_files(app):
    if app.builder.format != "html":
        return
    app.config.html_static_path.append(str(STATIC))
    generated = Path(app.outdir) / "_static"
    generated.mkdir(parents=True, exist_ok=True)
    colours = css_variables() + notation.style_sheet(app.srcdir)
    (generated / "figures.css").write_text(colours, encoding="utf-8")
    app.add_css_file("figures.css")
    app.add_css_file("book.css")
    app.add_js_file("symbol-notes.js")
    app.add_js_file("book.js")


def _choose_scripts(app, name, template, context, doctree):
    """Leave a page the scripts that it has use for."""
    body = context.get("body", "")
    chosen = [script for script in context["script_files"] if _is_needed(script, body)]
    context["script_files"] = [_deferred(script) for script in chosen]


def _is_needed(script, body):
    name = Path(script.filename or "").name
    return name not in IDLE and FOR_SOME.get(name, "") in body


def _deferred(script):
    """A script that waits for the page, as one that stands in the page itself can't."""
    if not script.filename:
        return script
    attributes = script.attributes | {"defer": "defer"}
    return type(script)(script.filename, priority=script.priority, **attributes)
