"""What the browser tests share: the program with the demo shop and its gateway, a browser that watches for errors.

Environment: BLANKSPACE_PROGRAM (the program; .build/release/blankspace), BLANKSPACE_SCREENSHOTS (a folder for pictures), CHROMIUM.
"""

import contextlib
import json
import math
import os
import shutil
import struct
import subprocess
import tempfile
import urllib.request
import wave
from collections.abc import Callable, Iterator

import pytest
import slow_model
import stand_in
from aiohttp import web
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright
from program import BUILT, PROGRAM, ROOT, Gateway, Shop, free_port, until
from serve import serving

# What the fake microphone hears, in Hz.
TONE = 440
# Where a shop's page stands that is not the assistant's own.
FOREIGN_PORT = free_port()
FOREIGN = {"BLANKSPACE_ALLOWED_ORIGINS": f"http://127.0.0.1:{FOREIGN_PORT}"}
SILENT = {"BLANKSPACE_STT": "none", "BLANKSPACE_TTS": "none"}


def pytest_sessionstart(session: pytest.Session) -> None:
    if not os.access(PROGRAM, os.X_OK):
        pytest.exit(f"{PROGRAM} is missing: make build, or set BLANKSPACE_PROGRAM", returncode=1)
    if not (BUILT / "app.js").exists():
        pytest.exit(f"{BUILT} is missing: make web", returncode=1)
    if place := os.environ.get("BLANKSPACE_SCREENSHOTS"):
        os.makedirs(place, exist_ok=True)


@pytest.fixture(scope="session")
def folder() -> Iterator[str]:
    path = tempfile.mkdtemp(prefix="blankspace-browser-")
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture(scope="session")
def base(folder: str) -> Iterator[str]:
    """The demo shop, which answers at once, behind its gateway."""
    running = Shop(f"{folder}/quick", **SILENT, **FOREIGN)
    yield running.url
    running.stop()


@pytest.fixture(scope="session")
def slow_base(folder: str) -> Iterator[str]:
    """The demo shop with a model that writes slowly, behind its gateway."""
    with serving(slow_model.application(pause=0.2)) as model:
        host, port = model.removeprefix("http://").split(":")
        running = Shop(f"{folder}/slow", **SILENT, OLLAMA_HOST=host, OLLAMA_PORT=port, OLLAMA_MODEL=slow_model.NAME)
        yield running.url
        running.stop()


@pytest.fixture(scope="session")
def hearing_base(folder: str) -> Iterator[str]:
    """The demo shop with the real ears and voice, Whisper and espeak-ng, behind its gateway."""
    models = subprocess.run([ROOT / "scripts/models-folder"], text=True, capture_output=True, check=True).stdout.strip()
    running = Shop(f"{folder}/hearing", BLANKSPACE_MODELS=models, **FOREIGN)
    until(lambda: hears(running.url), 120)
    yield running.url
    running.stop()


def hears(base: str) -> bool:
    with urllib.request.urlopen(base + "/api/llm/capabilities") as answer:
        return json.load(answer)["voice"]


@pytest.fixture
def gateway(folder: str, base: str) -> Iterator[Callable[[list[web.RouteDef]], str]]:
    """Makes a gateway before the demo shop of which a test plays some routes itself."""
    with contextlib.ExitStack() as stack:

        def make(routes: list[web.RouteDef]) -> str:
            running = Gateway(tempfile.mkdtemp(dir=folder), stack.enter_context(serving(stand_in.application(base, routes))))
            stack.callback(running.stop)
            return running.url

        yield make


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
