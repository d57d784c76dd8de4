"""What a learner's notebook imports and reads lies in the jail, too."""

import re
import subprocess
import sys

import pytest
from masters import ASSIGNMENTS, Master

from course.grading.jail import place_given

CALL = re.compile(r"data\.load_\w+\([^()]*\)")
PROGRAM = "import sys\nsys.path.insert(0, sys.argv[1])\n"


@pytest.fixture(scope="module")
def given(tmp_path_factory):
    folder = tmp_path_factory.mktemp("given")
    place_given(folder)
    return folder


@pytest.mark.whole
@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_imports_and_tables_are_there(given, name):
    """With nothing else of the course at hand."""
    cells = [cell.source for cell in Master(ASSIGNMENTS[name]).notebook.cells]
    code = "\n".join(cells).splitlines()
    imports = [line for line in code if line.startswith("from reference_impl import ")]
    assert imports or name not in ("machine", "digits")
    calls = sorted(set(CALL.findall("\n".join(code))))
    program = PROGRAM + "\n".join([*imports, *calls])
    command = [sys.executable, "-I", "-c", program, str(given)]
    ended = subprocess.run(command, capture_output=True, text=True, env={"NN_DATA_DIR": "/nowhere"})
    assert ended.returncode == 0, ended.stderr
