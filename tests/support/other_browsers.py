"""Firefox and WebKit for tests, on Linux: each started here, and driven by a protocol of its own.

Firefox speaks WebDriver BiDi over a socket; WebKitGTK has a driver that speaks classic WebDriver,
and needs a display. What a learner does is the same in both. Run by itself, this tells the shell by
its exit status whether both are there.
"""

import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import websocket

ABSENT = "{} is not here. Debian and its like have it: apt-get install {}"
# Nothing that the browser does on its own, and no page of its own to begin with.
PREFERENCES = {
    "app.normandy.enabled": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "toolkit.telemetry.enabled": False,
}
KEYS = {"Control": "\ue009", "Shift": "\ue008", "Enter": "\ue007", "Tab": "\ue004"}
KEYS |= {"Escape": "\ue00c", "ArrowRight": "\ue014"}
# The middle of the first element of a selector, once it was brought into the window.
MIDDLE = """(() => {{
  const element = document.querySelector({!r});
  element.scrollIntoView({{ block: "center", behavior: "instant" }});
  const {{ left, top, width, height }} = element.getBoundingClientRect();
  return [Math.round(left + width / 2), Math.round(top + height / 2)];
}})()"""


class Browser:
    """What a learner does, whatever the browser; `close` ends all that was started for it."""

    def __init__(self):
        self.started = []
        self.folder = tempfile.mkdtemp()

    def start(self, *command, display="", **options):
        own = {"HOME": self.folder, "DISPLAY": display}
        process = subprocess.Popen(
            command, text=True, start_new_session=True, env=os.environ | own, **options
        )
        self.started.append(process)
        return process

    def close(self):
        for process in reversed(self.started):
            process.terminate()
            process.wait(10)
        shutil.rmtree(self.folder, ignore_errors=True)

    def wait(self, expression, seconds=60):
        """The value of an expression in the page, once it is true."""
        end = time.monotonic() + seconds
        while not (value := self.value(expression)):
            assert time.monotonic() < end, f"not within {seconds} seconds: {expression}"
            time.sleep(0.1)
        return value

    def click(self, selector):
        self.wait(f"document.querySelector({selector!r})?.checkVisibility()")
        x, y = self.value(MIDDLE.format(selector))
        moves = [{"type": "pointerMove", "x": x, "y": y}]
        moves += [{"type": kind, "button": 0} for kind in ("pointerDown", "pointerUp")]
        self.act({"type": "pointer", "id": "mouse", "actions": moves})

    def press(self, *keys):
        """Press keys one after the other; those before the last of `Control+a` are held."""
        strokes = []
        for key in keys:
            parts = [KEYS.get(part, part) for part in (key.split("+") if len(key) > 1 else [key])]
            strokes += [{"type": "keyDown", "value": part} for part in parts]
            strokes += [{"type": "keyUp", "value": part} for part in reversed(parts)]
        self.act({"type": "key", "id": "keyboard", "actions": strokes})

    def load(self, seconds=3):
        """The share of one core that the browser's processes take for so long."""
        before = self._seconds()
        time.sleep(seconds)
        return (self._seconds() - before) / seconds

    def let_work(self, seconds, patience=15):
        """Wait until the browser's processes have worked so long, on however busy a machine."""
        before, end = self._seconds(), time.monotonic() + patience
        while self._seconds() - before < seconds and time.monotonic() < end:
            time.sleep(0.2)

    def _seconds(self):
        """How long the processor has worked for the processes that call our folder their home."""
        home, ticks = f"HOME={self.folder}\0".encode(), 0
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if home in (process / "environ").read_bytes():
                    fields = (process / "stat").read_text().rpartition(")")[2].split()
                    ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")


class Firefox(Browser):
    """Firefox without a window, by WebDriver BiDi."""

    NEEDS = "firefox-esr"

    @staticmethod
    def is_there():
        return shutil.which("firefox-esr") or shutil.which("firefox")

    def __init__(self):
        super().__init__()
        lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in PREFERENCES.items()]
        Path(self.folder, "user.js").write_text("\n".join(lines), encoding="utf-8")
        log = Path(self.folder, "log")
        with log.open("w") as output:
            self.start(
                self.is_there(), "--headless", "--no-remote", "--remote-debugging-port=0",
                "--profile", self.folder, stdout=output, stderr=output,
            )  # fmt: skip
        self.socket = websocket.create_connection(f"{_address(log)}/session", suppress_origin=True)
        self.asked = 0
        self._ask("session.new", capabilities={})
        self.tab = self._ask("browsingContext.getTree")["contexts"][0]["context"]

    def _ask(self, method, **params):
        self.asked += 1
        self.socket.send(json.dumps({"id": self.asked, "method": method, "params": params}))
        while (answer := json.loads(self.socket.recv())).get("id") != self.asked:
            pass  # something that happened, and nobody asked for
        assert answer["type"] == "success", answer
        return answer["result"]

    def close(self):
        self.socket.close()
        super().close()

    def open(self, address):
        self._ask("browsingContext.navigate", context=self.tab, url=address, wait="complete")

    def resize(self, width, height):
        size = {"width": width, "height": height}
        self._ask("browsingContext.setViewport", context=self.tab, viewport=size)

    def value(self, expression):
        text = f"(async () => JSON.stringify((await ({expression})) ?? null))()"
        answer = self._ask(
            "script.evaluate", expression=text, target={"context": self.tab}, awaitPromise=True
        )
        assert answer["type"] == "success", answer["exceptionDetails"]["text"]
        return json.loads(answer["result"]["value"])

    def act(self, source):
        self._ask("input.performActions", context=self.tab, actions=[source])


def _address(log):
    """Where Firefox listens, once it says so."""
    for _ in range(600):
        if found := re.search(r"listening on (ws://\S+)", log.read_text()):
            return found[1]
        time.sleep(0.1)
    raise TimeoutError(log.read_text())


class WebKit(Browser):
    """WebKitGTK's small browser on a display that nobody sees, by classic WebDriver."""

    NEEDS = "webkit2gtk-driver xvfb"

    @staticmethod
    def is_there():
        return shutil.which("WebKitWebDriver") and shutil.which("Xvfb") and _mini_browser()

    def __init__(self):
        super().__init__()
        screen = ("-screen", "0", "1400x1000x24", "-nolisten", "tcp")
        display = self.start("Xvfb", "-displayfd", "1", *screen, **_quiet(stdout=subprocess.PIPE))
        number = display.stdout.readline().strip()
        display.stdout.close()
        port = _free_port()
        self.start("WebKitWebDriver", f"--port={port}", display=f":{number}", **_quiet())
        self.top = f"http://127.0.0.1:{port}/session"
        options = {"binary": str(_mini_browser()), "args": ["--automation"]}
        wanted = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        answer = self._ask_when_there(capabilities=wanted)
        self.top += f"/{answer['sessionId']}"

    def _ask_when_there(self, **body):
        for _ in range(100):
            with contextlib.suppress(ConnectionError, urllib.error.URLError):
                return self._ask("", **body)
            time.sleep(0.1)
        raise TimeoutError("WebKitWebDriver does not answer.")

    def _ask(self, path, **body):
        request = urllib.request.Request(self.top + path, json.dumps(body).encode())
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)["value"]

    def close(self):
        request = urllib.request.Request(self.top, method="DELETE")
        urllib.request.urlopen(request).close()
        super().close()

    def open(self, address):
        self._ask("/url", url=address)

    def resize(self, width, height):
        self._ask("/window/rect", width=width, height=height)

    def value(self, expression):
        text = f"""const done = arguments[arguments.length - 1];
        (async () => ({expression}))().then((value) => done({{ value }}),
          (error) => done({{ error: String(error) }}));"""
        answer = self._ask("/execute/async", script=text, args=[])
        assert "error" not in answer, answer["error"]
        return answer.get("value")

    def act(self, source):
        self._ask("/actions", actions=[source])


def _quiet(**options):
    return {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL} | options


def _mini_browser():
    return next(Path("/usr").glob("lib*/**/webkit2gtk-4*/MiniBrowser"), None)


def _free_port():
    import socket

    with socket.socket() as own:
        own.bind(("127.0.0.1", 0))
        return own.getsockname()[1]


OTHERS = (Firefox, WebKit)

if __name__ == "__main__":
    sys.exit(not all(browser.is_there() for browser in OTHERS))
