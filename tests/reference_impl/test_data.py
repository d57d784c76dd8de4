"""The wine loader, on every path it can take."""

import hashlib
import socket
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pandas as pd
import pooch
import pytest
from wine_places import no_proxy, real_file, served

from reference_impl import data

STAND_IN = data.STAND_IN.read_bytes()
STAND_IN_SOURCE = "the synthetic stand-in that ships with this course"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty data folder, and an address at which nobody answers."""
    path = tmp_path / "data"
    path.mkdir()
    monkeypatch.setenv("NN_DATA_DIR", str(path))
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    no_proxy(monkeypatch)
    monkeypatch.setattr(data, "ADDRESS", f"http://127.0.0.1:{port}/{data.NAME}")
    return path


@pytest.fixture
def serve(monkeypatch):
    """Serve the given bytes at the loader's address, from this machine; gives the requests."""
    with ExitStack() as servers:

        def start(content, status=200):
            address, requests = servers.enter_context(served(content, status))
            monkeypatch.setattr(data, "ADDRESS", address)
            return requests

        yield start


def take_for_real(monkeypatch, content):
    """Let the loader hold `content` to be UCI's table, for machines that do not have it."""
    monkeypatch.setattr(data, "SHA256", hashlib.sha256(content).hexdigest())
    monkeypatch.setattr(data, "SIZE", len(content))


# --- where the table comes from ---------------------------------------------------------------


@pytest.mark.parametrize("source", ["auto", "uci"])
def test_real_table_comes_from_the_data_folder(source, monkeypatch, folder, capfd):
    """UCI's own file is read from the folder: 1,599 rows, 12 columns, 240 repeats, no word said."""
    monkeypatch.setenv("NN_DATA_DIR", str(real_file().parent))
    wine = data.load_wine_quality(source)
    assert wine.table.shape == (1599, 12)
    assert wine.table.columns[-1] == "quality"
    assert wine.table.duplicated().sum() == 240
    assert [kind.kind for kind in wine.table.dtypes] == ["f"] * 11 + ["i"]
    assert wine.source == "the UCI red wine table (1,599 bottles, SHA-256 4a402cf0…)"
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("source", ["auto", "uci"])
def test_a_file_in_the_folder_spares_the_download(source, folder, serve, monkeypatch):
    """With the right file in the folder, nothing is asked of the network."""
    take_for_real(monkeypatch, STAND_IN)
    (folder / data.NAME).write_bytes(STAND_IN)
    requests = serve(STAND_IN)
    assert data.load_wine_quality(source).source.startswith("the UCI red wine table (1,599 bottles")
    assert requests == []


@pytest.mark.parametrize("source", ["auto", "uci"])
def test_download_lands_in_the_data_folder(source, folder, serve, monkeypatch):
    """A download with the right SHA-256 is saved, alone, and serves the next call too."""
    take_for_real(monkeypatch, STAND_IN)
    requests = serve(STAND_IN)
    first = data.load_wine_quality(source)
    second = data.load_wine_quality(source)
    assert [path.name for path in folder.iterdir()] == [data.NAME]
    assert (folder / data.NAME).read_bytes() == STAND_IN
    assert requests == [f"/{data.NAME}"]
    assert first.source == second.source and first.source != STAND_IN_SOURCE
    pd.testing.assert_frame_equal(first.table, second.table)


def test_the_real_table_can_be_downloaded(folder, serve):
    """UCI's own bytes pass the committed SHA-256 and size on their way through a download."""
    content = real_file().read_bytes()
    assert len(content) == data.SIZE
    serve(content)
    assert "4a402cf0…" in data.load_wine_quality("uci").source
    assert (folder / data.NAME).read_bytes() == content


def test_the_data_folder_is_the_users_cache_unless_named(monkeypatch, tmp_path):
    """Without NN_DATA_DIR, or with an empty one, the user's cache is the folder."""
    monkeypatch.setattr("pooch.os_cache", lambda name: tmp_path / name)
    cache = tmp_path / "neural-networks-for-the-math-averse"
    monkeypatch.delenv("NN_DATA_DIR", raising=False)
    assert data.data_folder() == cache
    monkeypatch.setenv("NN_DATA_DIR", "")
    assert data.data_folder() == cache
    monkeypatch.setenv("NN_DATA_DIR", "~/wine")
    assert data.data_folder() == Path.home() / "wine"


def test_another_source_is_refused():
    """A source that does not exist is refused, and the three that do are named."""
    with pytest.raises(ValueError, match="'kaggle'.*'auto', 'uci' or 'stand-in'"):
        data.load_wine_quality("kaggle")


# --- what is not the table --------------------------------------------------------------------


def assert_refused(source, path, content):
    """A file that is not the table is refused in words, and is left byte for byte."""
    path.write_bytes(content)
    with pytest.raises(ValueError) as caught:
        data.load_wine_quality(source)
    message = str(caught.value)
    assert str(path) in message
    assert data.SHA256 in message and f"{data.SIZE:,} bytes" in message
    assert hashlib.sha256(content).hexdigest() in message and f"{len(content):,} bytes" in message
    assert "Delete it" in message and "NN_DATA_DIR" in message
    assert path.read_bytes() == content
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


BROKEN = {
    "changed": STAND_IN.replace(b"9.5", b"9.6", 1),
    "cut off": STAND_IN[:4000],
    "empty": b"",
    "an error page": b"<html>Not found</html>",
}


@pytest.mark.parametrize("source", ["auto", "uci"])
@pytest.mark.parametrize("fault", BROKEN)
def test_a_wrong_file_in_the_folder_is_refused_and_kept(source, fault, folder, serve, monkeypatch):
    """A changed, cut-off or foreign file is refused, never replaced, though the table is served."""
    take_for_real(monkeypatch, STAND_IN)
    requests = serve(STAND_IN)
    assert_refused(source, folder / data.NAME, BROKEN[fault])
    assert requests == []


def test_a_cut_off_real_table_is_refused(folder):
    """UCI's own file without its last byte is refused by the committed checksum."""
    assert_refused("auto", folder / data.NAME, real_file().read_bytes()[:-1])


def test_the_refusal_fails_where_the_checksum_is_not_looked_at(folder, monkeypatch):
    """Planted fault: a loader that takes any bytes for UCI's does not pass for one that checks."""

    class AnyHash:
        def hexdigest(self):
            return data.SHA256

    path = folder / data.NAME
    path.write_bytes(STAND_IN)
    monkeypatch.setattr(data.hashlib, "sha256", lambda content: AnyHash())
    with pytest.raises(pytest.fail.Exception, match="DID NOT RAISE"):
        assert_refused("auto", path, BROKEN["changed"])


# --- without a network ------------------------------------------------------------------------


def assert_stand_in_is_said_aloud(capfd, reason):
    wine = data.load_wine_quality("auto")
    out, err = capfd.readouterr()
    assert wine.source == STAND_IN_SOURCE
    assert wine.table.shape == (1599, 12)
    assert out.count("synthetic stand-in") == 1 and reason in out
    assert all(len(line) < 80 for line in out.splitlines())  # the width of a page
    assert err == ""


def test_auto_falls_back_without_a_network(folder, capfd):
    """Nobody answers: "auto" takes the stand-in, says so and why on stdout, leaves no file."""
    assert_stand_in_is_said_aloud(capfd, "could not be downloaded (ConnectionError)")
    assert list(folder.iterdir()) == []


def test_auto_falls_back_from_a_server_that_says_nothing(folder, monkeypatch, capfd):
    """A server that takes the call and never answers is given up after the timeout."""
    monkeypatch.setattr(data, "TIMEOUT", 0.2)
    asked, downloader = [], pooch.HTTPDownloader
    monkeypatch.setattr(pooch, "HTTPDownloader", lambda **k: asked.append(k) or downloader(**k))
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        monkeypatch.setattr(data, "ADDRESS", f"http://127.0.0.1:{port}/{data.NAME}")
        assert_stand_in_is_said_aloud(capfd, "could not be downloaded (ReadTimeout)")
    assert asked == [{"timeout": 0.2}]
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("status, reason", [(404, "(HTTPError)"), (200, "the wrong SHA-256")])
def test_auto_falls_back_from_what_is_not_the_table(status, reason, folder, serve, capfd):
    """An error page, or bytes with another SHA-256, are thrown away, and the line says why."""
    serve(STAND_IN, status)
    assert_stand_in_is_said_aloud(capfd, reason)
    assert list(folder.iterdir()) == []


def test_auto_falls_back_where_nothing_can_be_saved(folder, serve, monkeypatch, capfd):
    """A data folder that is a file cannot hold the download: said, and the file is kept."""
    take_for_real(monkeypatch, STAND_IN)
    serve(STAND_IN)
    (folder / "file").write_text("mine")
    monkeypatch.setenv("NN_DATA_DIR", str(folder / "file"))
    assert_stand_in_is_said_aloud(capfd, "could not be downloaded")
    assert (folder / "file").read_text() == "mine"


@pytest.mark.parametrize("served, reason", [(None, "ConnectionError"), (STAND_IN, "wrong SHA-256")])
def test_uci_never_falls_back(served, reason, folder, serve, capfd):
    """source="uci" raises with what was tried and what to do; no word of it goes to stdout."""
    if served:
        serve(served)
    with pytest.raises(OSError) as caught:
        data.load_wine_quality("uci")
    message = str(caught.value)
    for part in (str(folder / data.NAME), data.ADDRESS, reason, "NN_DATA_DIR", "source='auto'"):
        assert part in message
    assert list(folder.iterdir()) == []
    assert capfd.readouterr() == ("", "")


def test_the_stand_in_looks_nowhere_else(folder, serve, monkeypatch, capfd):
    """source="stand-in" touches neither network nor folder, not even to find a broken file."""
    requests = serve(STAND_IN)
    (folder / data.NAME).write_bytes(b"broken")
    monkeypatch.setattr(data, "data_folder", lambda: pytest.fail("the folder was looked at"))
    wine = data.load_wine_quality("stand-in")
    assert wine.source == STAND_IN_SOURCE
    assert [kind.kind for kind in wine.table.dtypes] == ["f"] * 11 + ["i"]
    assert requests == []
    assert capfd.readouterr() == ("", "")


# A new process has stderr as a learner's has; within pytest, pooch's logger may have been
# bound to a captured stream long ago, and silence would prove nothing.
IN_A_NEW_PROCESS = """
import sys
from reference_impl import data
data.ADDRESS, data.SHA256 = sys.argv[1:3]
{fault}
print(data.load_wine_quality().source)
"""


def run_in_a_new_process(fault=""):
    code = IN_A_NEW_PROCESS.format(fault=fault)
    command = [sys.executable, "-X", "utf8", "-c", code, data.ADDRESS, data.SHA256]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=True)


@pytest.mark.whole
@pytest.mark.parametrize("case", ["download", "wrong bytes", "no network"])
def test_nothing_reaches_stderr(case, folder, serve, monkeypatch):
    """Download or fallback: stderr stays empty, because a graded cell scores zero for it."""
    if case != "no network":
        serve(STAND_IN)
    if case == "download":
        take_for_real(monkeypatch, STAND_IN)
    done = run_in_a_new_process()
    assert done.stderr == ""
    assert ("UCI red wine table (1,599" if case == "download" else STAND_IN_SOURCE) in done.stdout


@pytest.mark.whole
def test_stderr_shows_where_poochs_logger_is_left_alone(folder, serve, monkeypatch):
    """Planted fault: with its logger left as it is, pooch does write to stderr."""
    take_for_real(monkeypatch, STAND_IN)
    serve(STAND_IN)
    done = run_in_a_new_process("import logging; logging.Logger.setLevel = lambda *_: None")
    assert "Downloading" in done.stderr


def test_poochs_logger_is_handed_back(folder, monkeypatch):
    """The level of pooch's logger is after a failed download what it was before."""
    log = pooch.get_logger()
    monkeypatch.setattr(log, "level", 17)
    data.load_wine_quality("auto")
    assert log.level == 17


def test_importing_the_module_takes_numpy_alone():
    """The course's page in the browser has no pooch, no pandas and no requests."""
    heavy = "{'pandas', 'pooch', 'requests', 'matplotlib'} & set(sys.modules)"
    code = f"import sys, reference_impl.data; print({heavy} or 'none')"
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "none\n"
