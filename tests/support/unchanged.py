"""A folder that tests read, and that none of them may write in."""

from contextlib import contextmanager

# Where whoever looks leaves a trace: the build's lock, and what Python compiled.
TRACES = {"lock", "__pycache__"}


@contextmanager
def unchanged(folder):
    """Fail with the names of the files that were written meanwhile, even if they were put back."""
    before = _written(folder)
    yield
    after = _written(folder)
    others = {name for name in before | after if before.get(name) != after.get(name)}
    assert not others, f"Written in what others read, where a copy would do: {sorted(others)}"


def _written(folder):
    """When each file was written, by its place."""
    files = [path for path in folder.rglob("*") if path.is_file() and not TRACES & {*path.parts}]
    return {path.relative_to(folder).as_posix(): path.stat().st_mtime_ns for path in files}
