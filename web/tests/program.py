"""The program under test: the demo shop behind its gateway, each on a free port, in a folder of its own."""

import os
import pathlib
import socket
import subprocess
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILT = ROOT / ".build/web"
PROGRAM = os.environ.get("BLANKSPACE_PROGRAM", str(ROOT / ".build/release/blankspace"))
# Opens /admin.
KEY = "a-key-of-the-browser-tests"


class Running:
    """A command of the program that has said its address and is ready."""

    def __init__(self, folder: str, *arguments: str, **environment: str) -> None:
        os.makedirs(folder, exist_ok=True)
        self.log = open(f"{folder}/log", "ab")
        # What the one who runs the tests has set for a program of theirs is not for this one.
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("BLANKSPACE_")}
        self.process = subprocess.Popen(
            [PROGRAM, *arguments, "--port", "0"], cwd=folder, text=True, stdout=subprocess.PIPE, stderr=self.log,
            env={**inherited, **environment})
        self.url = self.process.stdout.readline().strip()
        assert self.url.startswith("http://"), pathlib.Path(f"{folder}/log").read_text()
        until(lambda: status(self.url + "/readyz") == 200, 60)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(15)
        self.log.close()


class Shop(Running):
    """`blankspace up`: the demo shop, the page and the gateway."""

    def __init__(self, folder: str, **environment: str) -> None:
        settings = {
            "BLANKSPACE_DATABASE": f"{folder}/shop.sqlite", "BLANKSPACE_CACHE": f"{folder}/cache", "BLANKSPACE_EMBEDDER": "none",
            "BLANKSPACE_WEB": str(BUILT), "BLANKSPACE_ADMIN_KEY": KEY,
        }
        super().__init__(folder, "up", "--catalog", str(ROOT / "demo"), **{**settings, **environment})


class Gateway(Running):
    """`blankspace gateway`: the page, and what stands behind it."""

    def __init__(self, folder: str, upstream: str) -> None:
        super().__init__(
            folder, "gateway", "--upstreams", upstream.removeprefix("http://"), "--web", str(BUILT))


def status(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=5) as response:
            return response.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def until(condition, seconds: float) -> None:
    # For what another process does, of which nothing tells.
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]
