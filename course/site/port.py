"""Where on this machine something is served, and what is said when that can't be."""

import errno

HOST = "127.0.0.1"  # this machine alone


def refusal(port: str, error: Exception, command: str) -> str:
    """What to type when `command` can't have a port, as the shell gave it."""
    other = 8001
    if not isinstance(error, OSError):
        reason = f"{port!r} is not a port"
    elif error.errno == errno.EADDRINUSE:
        reason, other = f"Port {port} is taken by another program", int(port) % 65535 + 1
    else:
        reason = f"Port {port} can't be used ({error.strerror})"
    return f"{reason}: type {command} PORT={other}"
