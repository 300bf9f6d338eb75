import re

from conftest import answered, ask, picture, watch
from playwright.sync_api import Browser, Page, expect

SEARCH = "방수 러닝화 15만원 이하로 추천해줘"


def test_a_question_gets_cards_and_text(page: Page, base: str) -> None:
    page.goto(base)
    picture(page, "desk-welcome")
    ask(page, SEARCH)
    answered(page, 1)
    cards = page.locator(".card")
    expect(cards.first).to_contain_text("방수")
    assert cards.count() >= 3
    first = cards.first
    expect(first.locator(".price strong")).to_have_text(re.compile(r"[\d,]+원"))
    expect(first.locator(".rating")).to_contain_text("후기")
    expect(first).to_contain_text("색상")
    expect(first).to_contain_text("사이즈")
    expect(first.locator(".why")).to_be_visible()
    expect(page.locator(".card .off").first).to_contain_text("%")
    expect(page.locator(".understood")).to_contain_text("150,000원 이하")
    expect(page.locator(".answer")).to_contain_text("방수 러닝화는 하나 있어요")
    expect(page.locator(".chips button").first).to_be_visible()
    page.locator(".citations summary").click()
    expect(page.locator(".citations li").first).to_contain_text("가격")
    picture(page, "desk-cards")


def test_a_conversation_is_refined(page: Page, base: str) -> None:
    page.goto(base)
    ask(page, "운동화 보여줘")
    answered(page, 1)
    ask(page, "10만원 이하만")
    answered(page, 2)
    last = page.locator(".turn").last
    expect(last.locator(".understood")).to_contain_text("100,000원 이하")
    for text in last.locator(".card .price strong").all_inner_texts():
        assert int(re.sub(r"\D", "", text)) <= 100_000


def test_a_suggestion_is_asked_with_a_click(page: Page, base: str) -> None:
    page.goto(base)
    page.get_by_role("button", name="평점 높은 상품 추천해 줘").click()
    answered(page, 1)
    suggestion = page.locator(".chips button").first
    text = suggestion.inner_text()
    suggestion.click()
    answered(page, 2)
    expect(page.locator(".mine").last).to_contain_text(text)


def test_picked_products_are_compared_side_by_side(page: Page, base: str) -> None:
    page.goto(base)
    ask(page, SEARCH)
    answered(page, 1)
    names = page.locator(".card-name button").all_inner_texts()
    for index in (0, 2):
        page.locator(".pick").nth(index).click()
    page.get_by_role("button", name="비교하기", exact=True).click()
    answered(page, 2)
    heads = page.locator(".comparison thead th")
    expect(heads).to_have_count(2)
    for index, name in enumerate([names[0], names[2]]):
        expect(heads.nth(index)).to_contain_text(name.split(",")[0].strip())
    expect(page.locator(".comparison tbody")).to_contain_text("소재")
    picture(page, "desk-comparison")


def test_a_product_is_shown_whole_and_asked_about(page: Page, base: str) -> None:
    page.goto(base)
    ask(page, SEARCH)
    answered(page, 1)
    opener = page.locator(".card-name button").first
    opener.focus()
    page.keyboard.press("Enter")
    sheet = page.locator("dialog[open]")
    expect(sheet.locator(".facts")).to_contain_text("소재")
    expect(sheet.locator(".reviews li").first).to_be_visible()
    picture(page, "desk-sheet")
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    expect(opener).to_be_focused()
    page.keyboard.press("Enter")
    sheet.get_by_role("button", name="이 상품에 대해 물어보기").click()
    expect(page.get_by_role("textbox")).to_be_focused()
    ask(page, "소재가 뭐예요?")
    answered(page, 2)
    expect(page.locator(".answer").last).to_contain_text("멤브레인")


def test_a_policy_is_answered_with_its_source(page: Page, base: str) -> None:
    page.goto(base)
    ask(page, "반품은 어떻게 하나요?")
    answered(page, 1)
    expect(page.locator(".answer")).to_contain_text("7일")
    page.locator(".citations summary").click()
    expect(page.locator(".citations li")).to_contain_text("상점 정책")


def test_a_wish_for_the_cart_is_told_to_the_shops_page(page: Page, base: str) -> None:
    page.goto(base)
    page.evaluate("window.addEventListener('blankspace:action', event => { window.told = event.detail; })")
    ask(page, SEARCH)
    answered(page, 1)
    ask(page, "첫 번째 거 260 사이즈 하나 담아줘")
    answered(page, 2)
    expect(page.locator(".action")).to_be_visible()
    told = page.evaluate("window.told")
    assert told["kind"] == "cart_add" and told["items"][0]["quantity"] == 1


def test_the_language_is_switched_and_answers_follow(page: Page, base: str) -> None:
    page.goto(base)
    page.get_by_role("button", name="English로 보기").click()
    assert page.evaluate("document.documentElement.lang") == "en"
    expect(page.get_by_role("heading", name="What are you looking for?")).to_be_visible()
    ask(page, "운동화 보여줘")
    answered(page, 1)
    expect(page.locator(".answer")).to_contain_text("I found")
    picture(page, "desk-english")
    page.reload()
    expect(page.get_by_role("button", name="한국어로 보기")).to_be_visible()


def test_conversations_are_listed_read_back_and_deleted(page: Page, base: str) -> None:
    page.goto(base)
    ask(page, "방수 러닝화 추천해줘")
    answered(page, 1)
    text = page.locator(".answer").inner_text()
    count = page.locator(".card").count()
    page.get_by_role("navigation").get_by_role("button", name="새 대화").click()
    expect(page.locator(".turn")).to_have_count(0)
    ask(page, "반품은 어떻게 하나요?")
    answered(page, 1)
    entries = page.locator(".conversation-title")
    expect(entries).to_have_text(["반품은 어떻게 하나요?", "방수 러닝화 추천해줘"])
    entries.nth(1).click()
    expect(page.locator(".answer")).to_have_text(text)
    expect(page.locator(".card")).to_have_count(count)
    page.locator(".conversation").nth(1).hover()
    page.locator(".conversation-remove").nth(1).click()
    expect(entries).to_have_count(1)
    expect(page.locator(".turn")).to_have_count(0)


def test_all_records_are_forgotten(page: Page, base: str) -> None:
    page.goto(base)
    ask(page, "운동화 보여줘")
    answered(page, 1)
    user = page.evaluate("localStorage['blankspace.user']")
    page.get_by_role("button", name="내 기록 모두 지우기").click()
    with page.expect_response(re.compile(r"/api/llm/users/")) as response:
        page.get_by_role("button", name="모두 지우기", exact=True).click()
    assert response.value.status == 200
    expect(page.locator(".conversation")).to_have_count(0)
    assert page.evaluate("localStorage['blankspace.user']") != user


def test_dark_and_light_follow_the_system_and_the_shopper(browser: Browser, base: str) -> None:
    context = browser.new_context(color_scheme="dark", locale="ko-KR", viewport={"width": 1280, "height": 800})
    page = context.new_page()
    errors = watch(page)
    page.goto(base)
    ground = "getComputedStyle(document.querySelector('#root')).backgroundColor"
    dark = page.evaluate(ground)
    ask(page, SEARCH)
    answered(page, 1)
    picture(page, "desk-dark")
    page.get_by_role("button", name="밝은 화면").click()
    light = page.evaluate(ground)
    assert dark == "rgb(21, 23, 22)" and light == "rgb(247, 246, 242)"
    page.reload()
    assert page.evaluate(ground) == light
    assert errors == []
    context.close()


def test_a_phone_shows_everything_without_scrolling_sideways(browser: Browser, base: str) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, locale="ko-KR", has_touch=True, is_mobile=True, device_scale_factor=2)
    page = context.new_page()
    errors = watch(page)
    page.goto(base)
    picture(page, "phone-welcome")
    ask(page, SEARCH)
    answered(page, 1)
    picture(page, "phone-cards")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.get_by_role("button", name="대화 목록 열기").click()
    expect(page.locator(".conversation")).to_be_visible()
    picture(page, "phone-menu")
    page.keyboard.press("Escape")
    expect(page.locator(".conversation")).not_to_be_visible()
    ask(page, "1번이랑 2번 비교해줘")
    answered(page, 2)
    picture(page, "phone-comparison")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.emulate_media(color_scheme="dark")
    picture(page, "phone-dark")
    assert errors == []
    context.close()
