"""Hangul input methods keep the last syllable open; Enter sends the whole message, once. Driven through the browser's own
composition events, in the orders that browsers and systems are known for."""

from conftest import answered
from playwright.sync_api import CDPSession, Page, expect

MESSAGE = "운동화 보여줘"


def begin(page: Page, base: str) -> CDPSession:
    """Writes all but the end of the last syllable, which stays open."""
    page.goto(base)
    page.get_by_role("textbox").focus()
    session = page.context.new_cdp_session(page)
    session.send("Input.insertText", {"text": MESSAGE[:-1]})
    for part in ("ㅈ", "주", "줘"):
        session.send("Input.imeSetComposition", {"text": part, "selectionStart": 1, "selectionEnd": 1})
    assert page.get_by_role("textbox").input_value() == MESSAGE
    return session


def enter(session: CDPSession, code: int, key: str = "Enter", kind: str = "rawKeyDown") -> None:
    session.send("Input.dispatchKeyEvent", {"type": kind, "key": key, "code": "Enter", "windowsVirtualKeyCode": code})


def commit(session: CDPSession) -> None:
    session.send("Input.insertText", {"text": "줘"})


def check_sent_once(page: Page) -> None:
    answered(page, 1)
    page.wait_for_timeout(300)
    expect(page.locator(".mine")).to_have_count(1)
    assert page.locator(".mine").inner_text().endswith(MESSAGE)
    assert page.get_by_role("textbox").input_value() == ""


def test_enter_of_the_composition_sends_when_the_syllable_is_whole(page: Page, base: str) -> None:
    session = begin(page, base)
    enter(session, 229, "Process")
    commit(session)
    enter(session, 13, kind="keyUp")
    check_sent_once(page)


def test_a_second_plain_enter_of_the_same_press_sends_nothing_more(page: Page, base: str) -> None:
    session = begin(page, base)
    enter(session, 229, "Process")
    commit(session)
    enter(session, 13)
    enter(session, 13, kind="keyUp")
    check_sent_once(page)


def test_a_second_enter_after_the_answer_came_sends_nothing_more(page: Page, base: str) -> None:
    session = begin(page, base)
    enter(session, 229, "Process")
    commit(session)
    answered(page, 1)
    enter(session, 13)
    enter(session, 13, kind="keyUp")
    check_sent_once(page)


def test_enter_told_after_the_composition_with_code_229_sends(page: Page, base: str) -> None:
    session = begin(page, base)
    commit(session)
    enter(session, 229)
    enter(session, 229, kind="keyUp")
    check_sent_once(page)


def test_an_input_method_that_leaves_the_syllable_open_is_made_to_close_it(page: Page, base: str) -> None:
    session = begin(page, base)
    enter(session, 229, "Process")
    enter(session, 13, kind="keyUp")
    check_sent_once(page)
    expect(page.get_by_role("textbox")).to_be_focused()


def test_the_last_syllable_written_again_into_the_emptied_field_is_taken_out(page: Page, base: str) -> None:
    session = begin(page, base)
    page.evaluate("""() => {
        const field = document.querySelector('textarea');
        // As some input methods do when the field is emptied under them.
        new MutationObserver((_, observer) => {
            if (!document.querySelector('.mine')) return;
            observer.disconnect();
            field.focus();
            document.execCommand('insertText', false, '줘');
        }).observe(document.body, { childList: true, subtree: true });
    }""")
    enter(session, 229, "Process")
    commit(session)
    enter(session, 13, kind="keyUp")
    check_sent_once(page)


def test_shift_enter_makes_a_line_and_enter_sends(page: Page, base: str) -> None:
    page.goto(base)
    field = page.get_by_role("textbox")
    field.focus()
    page.keyboard.type("운동화")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("보여줘")
    assert field.input_value() == "운동화\n보여줘"
    page.keyboard.press("Enter")
    answered(page, 1)
    expect(page.locator(".mine")).to_have_count(1)


def test_the_button_sends_in_the_middle_of_a_syllable(page: Page, base: str) -> None:
    begin(page, base)
    page.get_by_role("button", name="보내기").click()
    check_sent_once(page)
