"""How soon the page takes a question, over the real gateway. Bounds are wide: they catch a page that grew or waits, no slow machine."""

import json
import os
import statistics

from measure_load import visit
from playwright.sync_api import Browser


def test_a_question_can_be_written_soon(browser: Browser, base: str) -> None:
    visit(browser, base, False)
    figures = {}
    for name, is_slow, bound in (("as it is", False, 2_000), ("cheap phone", True, 6_000)):
        times = [visit(browser, base, is_slow) for _ in range(3)]
        paint, interactive = (statistics.median(column) for column in zip(*times))
        figures[name] = {"first paint ms": round(paint), "interactive ms": round(interactive)}
        assert interactive < bound, figures
    print(figures)
    if place := os.environ.get("BLANKSPACE_SCREENSHOTS"):
        with open(f"{place}/load.json", "w") as file:
            json.dump(figures, file, indent=2)
