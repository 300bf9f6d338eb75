"""The widget in a page of another origin, whose styles and scripts are not kind."""

import urllib.request
from collections.abc import Iterator

import pytest
from aiohttp import web
from conftest import FOREIGN_PORT, picture, watch
from playwright.sync_api import Browser, Page, expect
from program import until
from serve import serving
from test_accessibility import findings

HOSTILE = """
* { all: unset !important; color: red !important; font: 40px fantasy !important; display: block !important; }
html { font-size: 5px; }
body { zoom: 1.7; transform: rotate(3deg); filter: invert(1); overflow: hidden; }
body > *, blankspace-assistant { display: none !important; position: static !important; width: 3px !important; opacity: 0 !important; }
button, p, h1, h2, ul, li, textarea { border: 9px dotted lime !important; float: left; text-transform: uppercase; }
dialog { display: none !important; }
"""

KIND = """
body { font-family: sans-serif; margin: 40px; background: #fff; }
blankspace-assistant { --blankspace-accent: #5b2be0; --blankspace-radius: 6px; }
"""


def shop_page(base: str, style: str, attributes: str = "") -> web.Application:
    html = f"""<!doctype html><html lang="ko"><meta charset="utf-8"><title>가게</title><meta name="viewport" content="width=device-width">
        <link rel="icon" href="data:,"><style>{style}</style><body><main><h1>어떤 가게</h1><p>가게의 글</p></main>
        <script src="{base}/widget.js" data-server="{base}" {attributes}></script></body></html>"""

    async def page(_: web.Request) -> web.Response:
        return web.Response(text=html, content_type="text/html")

    app = web.Application()
    app.add_routes([web.get("/", page)])
    return app


@pytest.fixture(params=["hostile", "kind"])
def shop_url(request: pytest.FixtureRequest, base: str) -> Iterator[str]:
    with serving(shop_page(base, HOSTILE if request.param == "hostile" else KIND), FOREIGN_PORT) as url:
        yield url


def test_it_works_in_a_foreign_page_and_keeps_its_looks(page: Page, shop_url: str, request: pytest.FixtureRequest) -> None:
    page.goto(shop_url)
    launcher = page.get_by_role("button", name="쇼핑 도우미 열기")
    box = launcher.bounding_box()
    assert abs(box["width"] - 58) < 1 and abs(box["height"] - 58) < 1
    assert abs(1280 - box["x"] - box["width"] - 20) < 1 and abs(800 - box["y"] - box["height"] - 20) < 1
    launcher.click()
    panel = page.get_by_role("dialog", name="쇼핑 도우미")
    field = panel.get_by_role("textbox")
    expect(field).to_be_focused()
    field.fill("방수 러닝화 추천해줘")
    page.keyboard.press("Enter")
    expect(panel.locator("[role=log][aria-busy=false] .answer")).to_contain_text("방수 러닝화는 하나 있어요")
    expect(panel.locator(".card").first).to_be_visible()
    look = panel.locator(".answer").evaluate("""element => {
        const style = getComputedStyle(element);
        return [style.fontSize, style.color, style.textTransform, style.float, style.borderTopWidth];
    }""")
    assert look == ["16px", "rgb(28, 29, 27)", "none", "none", "0px"]
    picture(page, f"widget-{request.node.callspec.id}")
    panel.locator(".card-name button").first.click()
    expect(page.locator("dialog[open] .facts")).to_be_visible()
    page.keyboard.press("Escape")
    expect(panel).to_be_visible()
    field.focus()
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(launcher).to_be_focused()


def test_the_shop_sets_its_colours(page: Page, base: str) -> None:
    with serving(shop_page(base, KIND), FOREIGN_PORT) as url:
        page.goto(url)
        launcher = page.get_by_role("button", name="쇼핑 도우미 열기")
        assert launcher.evaluate("element => getComputedStyle(element).backgroundColor") == "rgb(91, 43, 224)"


def test_nothing_of_it_gets_into_the_shops_page(page: Page, base: str) -> None:
    with serving(shop_page(base, KIND), FOREIGN_PORT) as url:
        page.goto(url)
        page.get_by_role("button", name="쇼핑 도우미 열기").wait_for()
        style = page.locator("h1").evaluate("element => [getComputedStyle(element).fontFamily, document.styleSheets.length]")
        assert style == ["sans-serif", 1]
        assert page.evaluate("Object.keys(window).filter(name => /react|blankspace/i.test(name))") == ["BlankSpace"]
        assert page.locator("body").bounding_box()["height"] < 200


def test_the_shops_script_opens_asks_and_is_told_of_the_cart(page: Page, base: str) -> None:
    with serving(shop_page(base, KIND), FOREIGN_PORT) as url:
        page.goto(url)
        page.get_by_role("button", name="쇼핑 도우미 열기").wait_for()
        page.evaluate("document.addEventListener('blankspace:action', event => { window.told = event.detail; })")
        page.evaluate("BlankSpace.ask('방수 러닝화 추천해줘')")
        log = page.locator("[role=log][aria-busy=false]")
        expect(log.locator(".answer")).to_have_count(1)
        page.evaluate("BlankSpace.ask('첫 번째 거 260 사이즈 하나 담아줘')")
        page.wait_for_function("window.told")
        assert page.evaluate("window.told.kind") == "cart_add"


def test_english_and_dark_by_attributes(page: Page, base: str) -> None:
    with serving(shop_page(base, KIND, 'data-language="en" data-theme="dark"'), FOREIGN_PORT) as url:
        page.goto(url)
        page.get_by_role("button", name="Open the shopping assistant").click()
        panel = page.get_by_role("dialog", name="Shopping assistant")
        expect(panel).to_be_visible()
        assert panel.evaluate("element => getComputedStyle(element).backgroundColor") == "rgb(21, 23, 22)"
        picture(page, "widget-dark")
        assert findings(page) == []


def test_it_fills_a_phone(browser: Browser, base: str) -> None:
    with serving(shop_page(base, KIND), FOREIGN_PORT) as url:
        context = browser.new_context(viewport={"width": 390, "height": 844}, locale="ko-KR", has_touch=True, is_mobile=True, reduced_motion="reduce")
        page = context.new_page()
        errors = watch(page)
        page.goto(url)
        page.get_by_role("button", name="쇼핑 도우미 열기").click()
        box = page.get_by_role("dialog", name="쇼핑 도우미").bounding_box()
        assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 390, 844)
        picture(page, "widget-phone")
        page.get_by_role("button", name="쇼핑 도우미 닫기").click()
        assert errors == []
        context.close()


def test_it_stays_open_and_goes_on_from_page_to_page(page: Page, base: str) -> None:
    with serving(shop_page(base, KIND), FOREIGN_PORT) as url:
        page.goto(url)
        page.get_by_role("button", name="쇼핑 도우미 열기").click()
        panel = page.get_by_role("dialog", name="쇼핑 도우미")
        panel.get_by_role("textbox").fill("방수 러닝화 추천해줘")
        page.keyboard.press("Enter")
        expect(panel.locator("[role=log][aria-busy=false] .answer")).to_have_count(1)
        text = panel.locator(".answer").inner_text()
        page.goto(url + "/?another")
        expect(panel.locator(".answer")).to_have_text(text)


def test_a_foreign_page_has_voice_too(browser: Browser, hearing_base: str) -> None:
    with urllib.request.urlopen(hearing_base + "/voice.js") as answer:
        if answer.headers["Access-Control-Allow-Origin"] != "*":
            pytest.skip("this gateway gives its modules to no other origin")
    with serving(shop_page(hearing_base, KIND), FOREIGN_PORT) as url:
        context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="ko-KR", permissions=["microphone"])
        page = context.new_page()
        errors = watch(page)
        page.goto(url)
        page.get_by_role("button", name="쇼핑 도우미 열기").click()
        page.get_by_role("button", name="음성으로 말하기").click()
        meter = page.get_by_role("meter")
        until(lambda: int(meter.get_attribute("aria-valuenow")) > 30, 20)
        assert errors == []
        context.close()
