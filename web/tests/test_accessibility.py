import pathlib

import axe_playwright_python
import pytest
from conftest import answered, ask, watch
from playwright.sync_api import Browser, Page, expect

AXE = (pathlib.Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()


def findings(page: Page) -> list[str]:
    """What axe-core finds at all, serious or not."""
    page.wait_for_timeout(400)
    page.evaluate(AXE)
    violations = page.evaluate("axe.run(document, { resultTypes: ['violations'] }).then(result => result.violations)")
    return [
        f"{found['impact']} {found['id']}: {node['html'][:120]} {node.get('failureSummary', '')[:200]}"
        for found in violations for node in found["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(390, 844), (1280, 800)], ids=["phone", "desk"])
def test_axe_finds_nothing(browser: Browser, base: str, scheme: str, size: tuple[int, int]) -> None:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, locale="ko-KR", color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    errors = watch(page)
    page.goto(base)
    expect(page.locator(".welcome")).to_be_visible()
    assert findings(page) == []
    ask(page, "방수 러닝화 15만원 이하로 추천해줘")
    answered(page, 1)
    page.locator(".citations summary").click()
    page.locator(".pick").first.click()
    assert findings(page) == []
    ask(page, "1번이랑 2번 비교해줘")
    answered(page, 2)
    expect(page.locator(".comparison tbody")).to_contain_text("소재")
    assert findings(page) == []
    page.locator(".comparison .name").first.click()
    expect(page.locator("dialog .facts")).to_be_visible()
    assert findings(page) == []
    assert errors == []
    context.close()


def test_the_keyboard_reaches_everything_in_reading_order(page: Page, base: str) -> None:
    page.goto(base)
    ask(page, "방수 러닝화 추천해줘")
    answered(page, 1)
    # Past the end, as a shopper who begins at the top.
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Tab")
    order = []
    for _ in range(60):
        page.keyboard.press("Tab")
        seen = page.evaluate("""() => {
            const element = document.activeElement;
            if (element === document.body) return null;
            const outline = getComputedStyle(element).outlineStyle;
            const framed = element.closest('.card:has(.card-name button:focus-visible), .composer:focus-within');
            return { place: element.closest('header, nav, .log, .composer')?.className || element.className,
                     name: element.getAttribute('aria-label') || element.textContent, isSeen: outline !== 'none' || !!framed };
        }""")
        if seen is None:
            if order:
                break
            continue
        assert seen["isSeen"], seen
        order.append(seen["place"].split(" ")[0])
    places = [place for index, place in enumerate(order) if index == 0 or order[index - 1] != place]
    assert places == ["head", "side", "log-scroll", "log", "composer"], places


def test_a_question_is_asked_and_a_suggestion_taken_by_keyboard_alone(page: Page, base: str) -> None:
    page.goto(base)
    expect(page.get_by_role("textbox")).to_be_focused()
    page.keyboard.type("방수 러닝화 추천해줘")
    page.keyboard.press("Enter")
    answered(page, 1)
    page.locator(".chips").wait_for()
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.closest('.chips') !== null")
    page.keyboard.press("Enter")
    answered(page, 2)
    expect(page.get_by_role("textbox")).to_be_focused()


def test_who_wants_less_motion_gets_none(browser: Browser, base: str) -> None:
    context = browser.new_context(locale="ko-KR", reduced_motion="reduce", viewport={"width": 1280, "height": 800})
    page = context.new_page()
    # Not even for the one frame that the shortest of animations takes.
    page.add_init_script("""
        window.moved = [];
        for (const kind of ['animationstart', 'transitionrun'])
            addEventListener(kind, event => moved.push(event.target.className + ' ' + (event.animationName ?? event.propertyName)));
    """)
    page.goto(base)
    ask(page, "방수 러닝화 추천해줘")
    answered(page, 1)
    page.wait_for_timeout(100)
    assert page.evaluate("moved") == []
    context.close()


def test_text_may_be_twice_as_large(browser: Browser, base: str) -> None:
    context = browser.new_context(locale="ko-KR", viewport={"width": 640, "height": 800})
    page = context.new_page()
    page.goto(base)
    page.evaluate("document.querySelector('#root').style.fontSize = '32px'")
    ask(page, "방수 러닝화 추천해줘")
    answered(page, 1)
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    expect(page.get_by_role("textbox")).to_be_visible()
    context.close()
