"""How the book is built and served, in five rooms, in the order of the work.

    python -m course.site.build     build the book into _build/html
    python -m course.site.serve     build it, then serve it on this machine
    python -m course.site.write     show each change of it while somebody writes
    python -m course.site.pdf       build it, then print it into one PDF

    source/     what the checkout says: its pages, its chapters run, its symbols, its solutions
    teach/      what Sphinx learns for this book; `teach.extension` is what `_config.yml` names
    finish/     the finished pages made smaller, joined, and ready for any host
    assets/     what a site needs besides pages: fetched, compiled, packed
    web/        every script and style that pages have

`source` imports none of the others; `teach`, `finish` and `assets` import `source` alone; the
commands import them all. What several rooms use lies beside them: `errors`, `commands`, `npm`, the
user's `cache`, the `project`'s name and date, a `server` of a built site. Where a Chromium is, for
the PDF and for tests, is in `chromium`.
"""
