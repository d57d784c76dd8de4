"""The whole book for paper and for e-readers: a PDF and an EPUB, made from the finished pages.

parts.py   what both have: each page's own text, without what only a screen can do
words.py   an equation in words, for who hears it
printed.py the PDF: one long page, printed by a headless Chromium; slim.py makes it small
epub.py    the EPUB
editions.py  makes both for a build, keeps what has not changed, and has the pages link to them
"""
