"""Answers that take long: with a slow model behind the real server."""

from conftest import answered, ask, picture
from playwright.sync_api import BrowserContext, Page, expect

QUESTION = "방수 러닝화 추천해줘"


def begun(page: Page) -> str:
    """Waits for the first sentence and returns it."""
    answer = page.locator(".answer").last
    expect(answer).to_contain_text(".", timeout=20_000)
    return answer.inner_text()


def test_cards_come_before_the_text_and_the_text_grows(page: Page, slow_base: str) -> None:
    page.goto(slow_base)
    ask(page, QUESTION)
    page.locator(".card").first.wait_for()
    assert page.locator(".answer").count() == 0
    log = page.get_by_role("log")
    expect(log).to_have_attribute("aria-busy", "true")
    first = begun(page)
    picture(page, "desk-streaming")
    card = page.locator(".card").first
    card.evaluate("card => Promise.all(card.getAnimations().map(one => one.finished))")
    top = card.bounding_box()["y"]
    expect(page.locator(".answer")).not_to_have_text(first, timeout=10_000)
    assert page.locator(".answer").inner_text().startswith(first.strip())
    # Nothing that is being read moves.
    assert card.bounding_box()["y"] == top
    answered(page, 1)
    expect(log).to_have_attribute("aria-busy", "false")


def test_an_answer_is_stopped_here_and_at_the_server(page: Page, slow_base: str) -> None:
    page.goto(slow_base)
    ask(page, QUESTION)
    begun(page)
    with page.expect_response(lambda response: response.url.endswith("/cancel")) as cancelled:
        page.get_by_role("button", name="답변 중지").click()
    assert cancelled.value.status == 204
    expect(page.get_by_text("답변을 중지했어요.")).to_be_visible()
    text = page.locator(".answer").inner_text()
    page.wait_for_timeout(1_500)
    assert page.locator(".answer").inner_text() == text
    expect(page.get_by_role("textbox")).to_be_focused()
    page.get_by_role("button", name="다시 시도").click()
    expect(page.locator(".turn")).to_have_count(1)
    begun(page)
    page.keyboard.press("Escape")
    expect(page.get_by_text("답변을 중지했어요.")).to_be_visible()


def test_a_reload_takes_the_answer_up_where_it_was(page: Page, slow_base: str) -> None:
    page.goto(slow_base)
    ask(page, QUESTION)
    first = begun(page)
    asked = []
    page.on("request", lambda request: asked.append((request.url, request.headers.get("last-event-id"))))
    page.reload()
    expect(page.locator(".answer")).to_contain_text(first.strip(), timeout=5_000)
    resumed = [entry for entry in asked if entry[0].endswith("/stream")]
    assert len(resumed) == 1 and resumed[0][1] is not None
    answered(page, 1)
    whole = page.locator(".answer").inner_text()
    assert whole.count(first.strip()[:12]) == 1 and len(whole) > len(first)
    expect(page.locator(".card").first).to_be_visible()
    expect(page.locator(".mine")).to_have_count(1)
    # And again, when it is over: read back from the server.
    page.reload()
    expect(page.locator(".answer")).to_have_text(whole)


def test_a_broken_connection_is_taken_up_again(page: Page, slow_base: str) -> None:
    # The browser's fetch is cut in the middle of the first stream, as a lost network cuts it.
    page.add_init_script("""
        const original = window.fetch;
        let isFirst = true;
        window.fetch = async (address, options) => {
            const response = await original(address, options);
            if (!isFirst || !String(address).endsWith('/chat')) return response;
            isFirst = false;
            const reader = response.body.getReader();
            let left = 4;
            const cut = new ReadableStream({ async pull(controller) {
                const { done, value } = await reader.read();
                if (done || (left -= 1) < 0) { void reader.cancel(); controller.error(new TypeError('network error')); }
                else controller.enqueue(value);
            } });
            return new Response(cut, { status: 200, headers: response.headers });
        };
    """)
    page.goto(slow_base)
    with page.expect_request(lambda request: request.url.endswith("/stream"), timeout=20_000) as resumed:
        ask(page, QUESTION)
    assert resumed.value.headers.get("last-event-id")
    answered(page, 1)
    expect(page.locator(".failure")).to_have_count(0)
    assert page.locator(".answer").inner_text().count("하나씩 천천히 살펴보세요.") == 1


def test_a_server_that_is_away_is_told_and_the_question_kept(context: BrowserContext, slow_base: str) -> None:
    # Not watched: browsers write every refused request to the console.
    page = context.new_page()
    page.goto(slow_base)
    page.route("**/api/llm/chat", lambda route: route.fulfill(
        status=503, content_type="application/problem+json", headers={"Retry-After": "1"},
        body='{"type":"urn:blankspace:problem:too-many-turns","title":"","status":503,"detail":"x","requestId":"r-1"}'))
    ask(page, QUESTION)
    expect(page.get_by_role("alert")).to_contain_text("지금은 이용자가 많아요")
    page.unroute("**/api/llm/chat")
    page.get_by_role("button", name="다시 시도").click()
    page.locator(".card").first.wait_for()
    expect(page.locator(".mine")).to_have_count(1)
    page.get_by_role("button", name="답변 중지").click()
