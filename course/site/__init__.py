"""How the book is built and served, in six rooms, in the order of the work.

    python -m course.site.build     build the book into _build/html
    python -m course.site.serve     build it, then serve it on this machine
    python -m course.site.write     show each change of it while somebody writes

    source/     what the checkout says: its pages, its chapters run, its symbols, its solutions
    teach/      what Sphinx learns for this book; `teach.extension` is what `_config.yml` names
    finish/     the finished pages made smaller, joined, and ready for any host
    assets/     what a site needs besides pages: fetched, compiled, packed
    paper/      the finished pages as one PDF and one EPUB
    web/        every script and style that pages have

`source` imports none of the others; `teach`, `finish` and `assets` import `source` alone; `paper`
may import them; the commands import them all. What several rooms use lies beside them: `errors`,
`commands`, `npm`, the user's `cache`, the `project`'s name and date, a `server` of a built site.
Where a Chromium is, for the PDF and for tests, is in `chromium`.
"""
