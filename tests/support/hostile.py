"""What a student might put into a notebook so that it runs in a teacher's browser."""

from nbformat.v4 import new_code_cell, new_output

WORDS = """# <script>pwned = 1</script>Mine $\\frac{1}{n}$

<script>pwned = 1</script> <img src=x onerror="pwned = 1"> <svg onload="pwned = 1"></svg>
<iframe srcdoc="<script>parent.pwned = 1</script>"></iframe>
<img src="http://elsewhere.example/dot.png"> ![x](http://elsewhere.example/dot.png)
<link rel="stylesheet" href="http://elsewhere.example/x.css">
<style>@import "//elsewhere.example";</style>
<details open ontoggle="pwned = 1"><summary>x</summary></details>
$\\text{<img src=x onerror="pwned = 1">}$ <a class="hostile" href="javascript:pwned = 1">link</a>
[hostile](javascript:pwned=1)
"""
SVG = (
    "<svg xmlns='http://www.w3.org/2000/svg' width='20' height='20' onload='pwned = 1'>"
    "<script>pwned = 1</script><image href='http://elsewhere.example/dot.png'/></svg>"
)
SHOWN = {
    "text/html": "<script>pwned = 1</script><table><tr><td onclick='pwned = 1'>cell</table>",
    "image/svg+xml": SVG,
    "application/javascript": "pwned = 1",
    "text/markdown": WORDS,
    "text/latex": '$\\text{<img src=x onerror="pwned = 1">}$',
    "text/plain": "<script>pwned = 1</script>",
}


def showing_cell():
    """A cell that has shown each of these."""
    outputs = [new_output("display_data", data={kind: said}) for kind, said in SHOWN.items()]
    outputs.append(new_output("stream", text="\x1b[31m<script>pwned = 1</script>"))
    return new_code_cell("'</code><script>pwned = 1</script>'", outputs=outputs)


def code():
    """Python that shows each of these in a kernel."""
    showing = f"for k, s in {SHOWN!r}.items():\n    display({{k: s}}, raw=True)"
    return f"from IPython.display import display\n\n{showing}"
