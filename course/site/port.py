"""Where on this machine something is served, and what is said when that can't be."""

import errno

HOST = "127.0.0.1"  # this machine alone
OTHER = 8001


def refusal(port: str, error: Exception, command: str) -> str:
    """What to type when `command` can't have a port, as the shell gave it."""
    if not isinstance(error, OSError):
        reason, other = f"{port!r} is not a port", OTHER
    else:
        reason, other = f"Port {port} can't be used ({error.strerror})", _next(int(port))
        if error.errno == errno.EADDRINUSE:
            reason = f"Port {port} is taken by another program"
    return f"{reason}: type {command} PORT={other}"


def _next(port):
    """The next port that everybody may have."""
    return port + 1 if 1023 < port < 65535 else OTHER
