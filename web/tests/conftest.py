"""What the browser tests share: the program with the demo shop, the built page, a browser that watches for errors.

Environment: BLANKSPACE_PROGRAM (the program; .build/release/blankspace), BLANKSPACE_BASE_URL (a gateway that serves the page and
the demo shop; without it the tests start both themselves), BLANKSPACE_SCREENSHOTS (a folder for pictures), CHROMIUM.
"""

import math
import os
import pathlib
import shutil
import struct
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
import wave
from collections.abc import Iterator

import dev_server
import pytest
import slow_model
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright
from serve import serving

# What the fake microphone hears, in Hz.
TONE = 440
ROOT = pathlib.Path(__file__).resolve().parents[2]


def program() -> str:
    path = os.environ.get("BLANKSPACE_PROGRAM", str(ROOT / ".build/release/blankspace"))
    if not os.access(path, os.X_OK):
        pytest.exit(f"{path} is missing: make build, or set BLANKSPACE_PROGRAM", returncode=1)
    return path


class Shop:
    """`blankspace up` with the demo shop on a free port."""

    def __init__(self, folder: str, **environment: str) -> None:
        self.folder = folder
        settings = {
            "BLANKSPACE_DATABASE": f"{folder}/shop.sqlite", "BLANKSPACE_CACHE": f"{folder}/cache", "BLANKSPACE_EMBEDDER": "none",
        }
        self.log = open(f"{folder}/log", "ab")
        self.process = subprocess.Popen(
            [program(), "up", "--catalog", str(ROOT / "demo"), "--port", "0"], cwd=folder, text=True, stdout=subprocess.PIPE,
            stderr=self.log, env={**os.environ, **settings, **environment})
        self.url = self.process.stdout.readline().strip()
        assert self.url.startswith("http://"), pathlib.Path(f"{folder}/log").read_text()
        until(lambda: status(self.url + "/readyz") == 200, 30)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(15)
        self.log.close()


def status(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=5) as response:
            return response.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def until(condition, seconds: float) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


@pytest.fixture(scope="session")
def folder() -> Iterator[str]:
    path = tempfile.mkdtemp(prefix="blankspace-browser-")
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture(scope="session")
def shop(folder: str) -> Iterator[Shop]:
    path = f"{folder}/quick"
    os.makedirs(path)
    running = Shop(path)
    yield running
    running.stop()


@pytest.fixture(scope="session")
def base(request: pytest.FixtureRequest) -> Iterator[str]:
    """The page over the demo shop, which answers at once."""
    if given := os.environ.get("BLANKSPACE_BASE_URL"):
        yield given.rstrip("/")
        return
    with serving(dev_server.application(request.getfixturevalue("shop").url)) as url:
        yield url


@pytest.fixture(scope="session")
def slow_base(folder: str) -> Iterator[str]:
    """The page over the demo shop with a model that writes slowly."""
    path = f"{folder}/slow"
    os.makedirs(path)
    with serving(slow_model.application(pause=0.2)) as model:
        host, port = model.removeprefix("http://").split(":")
        running = Shop(path, OLLAMA_HOST=host, OLLAMA_PORT=port, OLLAMA_MODEL=slow_model.NAME)
        with serving(dev_server.application(running.url)) as url:
            yield url
        running.stop()


def write_speech(path: str) -> None:
    """A tone of 1.5 s with silence around it; the browser repeats the file."""
    rate = 48_000
    with wave.open(path, "wb") as file:
        file.setparams((1, 2, rate, 0, "NONE", ""))
        silence = bytes(2 * rate)
        tone = (int(12_000 * math.sin(2 * math.pi * TONE * index / rate)) for index in range(rate * 3 // 2))
        file.writeframes(silence + b"".join(struct.pack("<h", sample) for sample in tone) + silence * 2)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


def launch(playwright: Playwright, speech: str) -> Browser:
    """A browser whose microphone hears a WAV file."""
    names = ["chromium", "google-chrome", "google-chrome-stable"]
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if path is None:
        pytest.exit("no Chromium: scripts/install-system test", returncode=1)
    return playwright.chromium.launch(
        executable_path=path,
        args=["--no-sandbox", "--use-fake-device-for-media-stream", f"--use-file-for-fake-audio-capture={speech}"])


@pytest.fixture(scope="session")
def browser(playwright: Playwright, folder: str) -> Iterator[Browser]:
    write_speech(f"{folder}/speech.wav")
    chromium = launch(playwright, f"{folder}/speech.wav")
    yield chromium
    chromium.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A Korean shopper at a desk, whose browser has no errors to show in the end."""
    made = browser.new_context(viewport={"width": 1280, "height": 800}, locale="ko-KR", color_scheme="light")
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    made = context.new_page()
    errors = watch(made)
    yield made
    assert errors == []


def watch(page: Page) -> list[str]:
    """What the console says in red, violations of the policy included, and what no one caught."""
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    return errors


def ask(page: Page, message: str) -> None:
    page.get_by_role("textbox").fill(message)
    page.keyboard.press("Enter")


def answered(page: Page, turns: int) -> None:
    """Waits until so many questions are answered."""
    page.locator(".turn").nth(turns - 1).wait_for()
    page.locator("[role=log][aria-busy=false]").wait_for(timeout=60_000)


def picture(page: Page, name: str) -> None:
    if place := os.environ.get("BLANKSPACE_SCREENSHOTS"):
        page.wait_for_timeout(500)
        page.screenshot(path=f"{place}/{name}.png")
