"""What a machine that translates a page leaves as it is: code and equations.

Translated, `for` becomes another word and `x` another letter. Translators go by the attribute
`translate="no"`, and by the class `notranslate` with which Sphinx marks code in a line.
"""

import re

UNTRANSLATED = re.compile(r'<(?:pre|code)\b[^>]*>|<(?:span|div) class="math\b[^>]*>')


def spare(page: str) -> str:
    """A finished page whose code and equations say that they are not to be translated."""
    return UNTRANSLATED.sub(lambda tag: _marked(tag[0]), page)


def _marked(tag):
    if tag.startswith("<code") and "notranslate" in tag:
        return tag  # Sphinx has marked it, and a chapter has many
    return f'{tag[:-1]} translate="no">'
