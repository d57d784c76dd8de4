"""The wine chapter's words hold on the real table and on the stand-in: it asserts them."""

import os
import subprocess
import sys

import pytest
from chapter_text import read_page
from wine_places import real_file

pytestmark = pytest.mark.whole

CODE = read_page("wine").code
NO_NETWORK = {name: "http://127.0.0.1:9" for name in ("http_proxy", "https_proxy")}


def run(script, folder, tmp_path):
    """Run a script with `folder` as the data folder, no network, and no screen."""
    path = tmp_path / "chapter.py"
    path.write_text(script)
    environment = {**os.environ, **NO_NETWORK, "NN_DATA_DIR": str(folder), "MPLBACKEND": "agg"}
    return subprocess.run(
        [sys.executable, path], env=environment, capture_output=True, text=True, timeout=300
    )


def test_words_hold_on_the_real_table(tmp_path):
    """Every claim that the text makes is asserted in a cell, and holds on UCI's table."""
    done = run(CODE, real_file().parent, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "the UCI red wine table (1,599 bottles" in done.stdout


def test_words_hold_on_the_stand_in(tmp_path):
    """The same claims hold on the stand-in, and the page says that it is the stand-in."""
    done = run(CODE, tmp_path / "empty", tmp_path)
    assert done.returncode == 0, done.stderr
    assert "This page was built with\nthe synthetic stand-in" in done.stdout


def test_a_claim_that_does_not_hold_is_noticed(tmp_path):
    """With one weight decay to choose from, none at all, the text would be false: the run stops."""
    slack = CODE.replace("decays = [0, 0.03, 0.1, 0.3, 1]", "decays = [0, 0]")
    assert slack != CODE
    done = run(slack, tmp_path / "empty", tmp_path)
    assert done.returncode != 0 and "AssertionError" in done.stderr


def test_with_fewer_epochs_the_lead_is_gone_on_the_real_table(tmp_path):
    """The chapter says so of 40 epochs, and its own claim of a lead then stops the run."""
    fewer = CODE.replace("bold = dict(epochs=60", "bold = dict(epochs=40")
    fewer = fewer.replace("assert 0.002 < leads.mean()", "print(leads.mean())\nassert 1 < 0")
    done = run(fewer, real_file().parent, tmp_path)
    assert abs(float(done.stdout.splitlines()[-1])) < 0.002, done.stderr
