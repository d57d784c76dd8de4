"""How the book is built and served.

    python -m course.site.build     build the book into _build/html
    python -m course.site.serve     build it, then serve it on this machine

The package is also the Sphinx extension that the book's settings name (`_config.yml`).
"""


def setup(app):
    """Register the extension with Sphinx."""
    from course.site import extension  # needs Sphinx, which a student has no use for

    return extension.setup(app)
