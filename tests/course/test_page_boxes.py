"""The walk of a page does what a reader does, and notices what does not go as the page says."""

import os

import pytest
import yaml
from chapter_text import Page
from page_boxes import Terminal, boxes, walk

PAGE = """\
# A page

## First

Put this into `_config.yml`:

```yaml
title: New
course:
  dates:
    affine: today
```

```sh
mkdir inner    # a folder
cd inner
NAME=ada
```

## Second

```sh
echo "$NAME is in $(basename "$PWD")"; printf "no end of line"
```

```output
ada is in inner
cat is in inner
```
"""


@pytest.fixture
def terminal(tmp_path):
    (tmp_path / "_config.yml").write_text("title: Old\ncourse: {id: nets, dates: {}}\n")
    with Terminal(tmp_path, os.environ) as terminal:
        yield terminal


def test_a_page_is_walked(terminal, tmp_path):
    """Settings go into their file beside those that are there; a line that does not come is named.

    What a box sets, and where it leads, holds in the next.
    """
    done = walk(list(boxes(Page("planted", PAGE))), terminal)
    config = yaml.safe_load((tmp_path / "_config.yml").read_text())
    assert config == {"title": "New", "course": {"id": "nets", "dates": {"affine": "today"}}}
    assert terminal.folder == tmp_path / "inner"
    assert done[2].said == "ada is in inner\nno end of line"
    assert [(box.section, box.missing) for box in done if box.missing] == [
        ("Second", ["cat is in inner"])
    ]


def test_a_command_that_fails_stops_the_walk(terminal):
    """With what it said; those after it are not run."""
    with pytest.raises(pytest.fail.Exception, match="\nsooner\n$"):
        terminal.run(["echo sooner", "false", "echo later"])


def test_a_command_that_never_ends_is_stopped(terminal):
    with pytest.raises(pytest.fail.Exception, match="It ended at one of these"):
        terminal.run(["sleep 100"], seconds=0.2)
