"""What a machine that translates a page leaves as it is: code and equations.

Translated, `for` becomes another word and `x` another letter. Some translators go by the attribute,
others by the class.
"""

import re

UNTRANSLATED = re.compile(r'<(?:pre|code)\b[^>]*>|<(?:span|div) class="math\b[^>]*>')
CLASSES = re.compile(r'class="([^"]*)"')


def spare(page):
    """A finished page whose code and equations say that they are not to be translated."""
    return UNTRANSLATED.sub(lambda tag: _marked(tag[0]), page)


def _marked(tag):
    if "notranslate" in tag:
        classed = tag
    elif CLASSES.search(tag):
        classed = CLASSES.sub(r'class="\1 notranslate"', tag, count=1)
    else:
        classed = f'{tag[:-1]} class="notranslate">'
    return f'{classed[:-1]} translate="no">'
