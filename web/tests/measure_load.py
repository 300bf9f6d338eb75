"""How soon the page is there: medians of fresh visits, in milliseconds since the navigation began.

    python measure_load.py URL [visits]

`first paint`: the first content. `interactive`: the composer takes a message. On a machine as it is, and as a cheap phone sees it
(a processor four times slower, 1.6 Mbit/s, 150 ms to the server and back).
"""

import statistics
import sys
import tempfile

from conftest import launch, write_speech
from playwright.sync_api import Browser, sync_playwright

WATCH = """
new MutationObserver((_, observer) => {
    if (!document.querySelector('textarea')) return;
    observer.disconnect();
    setTimeout(() => { window.interactiveAt = performance.now(); });
}).observe(document, { childList: true, subtree: true });
"""


def visit(browser: Browser, url: str, is_slow: bool) -> tuple[float, float]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="ko-KR")
    page = context.new_page()
    page.add_init_script(WATCH)
    session = context.new_cdp_session(page)
    if is_slow:
        session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", {
            "offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8})
    page.goto(url)
    page.locator("textarea").wait_for()
    page.wait_for_timeout(100)
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN")
    interactive = page.evaluate("window.interactiveAt")
    context.close()
    return paint, interactive


def main() -> None:
    url = sys.argv[1]
    visits = int(sys.argv[2]) if len(sys.argv) > 2 else 7
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        write_speech(f"{folder}/speech.wav")
        browser = launch(playwright, f"{folder}/speech.wav")
        visit(browser, url, False)
        for name, is_slow in (("as it is", False), ("cheap phone", True)):
            times = [visit(browser, url, is_slow) for _ in range(visits)]
            paint, interactive = (statistics.median(column) for column in zip(*times))
            print(f"{name}: first paint {paint:.0f} ms, interactive {interactive:.0f} ms (median of {visits})")
        browser.close()


if __name__ == "__main__":
    main()
