"""The glossary says under each term what else it is called."""

from bs4 import BeautifulSoup

GLOSSARY = """\
```{glossary}
loss
    How wrong it is.

Objective
    Another word for {term}`loss`.

cost
    Another word for {term}`Loss`. People say it of money too.

bias
    What is added. Not {term}`loss`, and another word for {term}`loss` it is not.
```
"""


def test_words_that_point_to_a_term_stand_under_it(sphinx):
    """In the order of the alphabet; an entry that nobody points to is left alone."""
    app = sphinx(GLOSSARY)
    assert app.statuscode == 0, app.warning.getvalue()
    page = BeautifulSoup((app.outdir / "index.html").read_text("utf-8"), "html.parser")
    found = {term.text.strip("#¶\n "): term.find_next("dd").text for term in page.select("dt")}
    assert found["loss"].strip().split("\n")[-1:] == ["You may also meet: cost, Objective."]
    assert sum("You may also meet" in text for text in found.values()) == 1
