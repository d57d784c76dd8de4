"""The explorables' own maths, run by Node."""

import json
import subprocess

import pytest

from course.site.npm import NODE, SOURCES

MATHS = SOURCES / "explorables" / "maths"
# Numbers that JSON has no word for are told as text, so that they can't pass for null.
TELL = "(key, v) => typeof v === 'number' && !Number.isFinite(v) ? String(v) : v"


@pytest.fixture
def in_node():
    """A function that evaluates JavaScript with a module of `maths/` as `maths`, given as `given`.

    Returns what the expression gives; `given` is any value that JSON can hold.
    """

    def run(module, expression, given):
        script = (
            f'const maths = await import("{(MATHS / module).as_uri()}");\n'
            f"const given = {json.dumps(given)};\n"
            f"console.log(JSON.stringify({expression}, {TELL}));\n"
        )
        command = [NODE, "--input-type=module", "-e", script]
        done = subprocess.run(command, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run
