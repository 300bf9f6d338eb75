"""Voice with a fake microphone: the browser's capture, the page's audio worklet, the WebSocket, the playback.

The corner cases are played by voice_server.py; one conversation is with the program itself.
"""

import json
import math
import pathlib
import statistics
import struct
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator

import pytest
import voice_server
from aiohttp import web
from conftest import TONE, answered, launch, picture, watch
from playwright.sync_api import Browser, Page, Playwright, expect
from program import until


@pytest.fixture
def heard() -> voice_server.Heard:
    return voice_server.Heard()


@pytest.fixture
def voice_base(gateway: Callable[[list[web.RouteDef]], str], base: str, heard: voice_server.Heard) -> str:
    return gateway(voice_server.routes(base, heard))


@pytest.fixture
def voice_page(browser: Browser, voice_base: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="ko-KR", permissions=["microphone"])
    page = context.new_page()
    errors = watch(page)
    page.goto(voice_base)
    yield page
    context.close()
    assert errors == []


def frequency(sound: bytes) -> float:
    """Of what sounds most of the time, by the distances of rising zero crossings: silence before and behind does not count."""
    samples = struct.unpack(f"<{len(sound) // 2}h", sound)
    rises = [at for at, (one, other) in enumerate(zip(samples, samples[1:])) if one < 0 <= other]
    distances = [later - earlier for earlier, later in zip(rises, rises[1:])]
    usual = statistics.median(distances)
    return voice_server.RATE / statistics.mean(one for one in distances if math.isclose(one, usual, rel_tol=0.1))


def speak(base: str, text: str, path: str) -> bool:
    """Has the program's own voice say something; false while that voice is being made ready."""
    request = urllib.request.Request(
        base + "/api/llm/tts", json.dumps({"text": text, "language": "en", "format": "wav"}).encode(),
        {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            pathlib.Path(path).write_bytes(answer.read())
            return answer.headers["X-Voice"] == "english"
    except urllib.error.HTTPError:
        return False


def test_the_button_is_there_only_where_the_server_hears(page: Page, base: str, voice_page: Page) -> None:
    expect(voice_page.get_by_role("button", name="음성으로 말하기")).to_be_visible()
    page.goto(base)
    page.wait_for_timeout(500)
    assert page.get_by_role("button", name="음성으로 말하기").count() == 0


def test_a_spoken_question_is_answered_aloud_by_the_real_server(
    playwright: Playwright, folder: str, hearing_base: str,
) -> None:
    # In English: a voice that the ears understand comes with the models, a Korean one of that kind does not.
    speech = f"{folder}/question.wav"
    until(lambda: speak(hearing_base, "Please recommend waterproof running shoes.", speech), 120)
    browser = launch(playwright, speech + "%noloop")
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-US", permissions=["microphone"])
    page = context.new_page()
    errors = watch(page)
    page.goto(hearing_base)
    page.get_by_role("button", name="Speak", exact=True).click()
    expect(page.get_by_role("status")).to_have_text("Speaking", timeout=60_000)
    assert "running shoes" in page.locator(".mine").first.inner_text()
    expect(page.locator(".card").first).to_be_visible()
    expect(page.locator(".answer").first).to_be_visible()
    picture(page, "desk-voice-real")
    browser.close()
    assert errors == []


def test_who_is_not_understood_is_told_with_a_test_server_for_speech(voice_page: Page, heard: voice_server.Heard) -> None:
    heard.understands = False
    voice_page.get_by_role("button", name="음성으로 말하기").click()
    expect(voice_page.get_by_role("status")).to_have_text("잘 알아듣지 못했어요. 다시 말씀해 주세요.", timeout=15_000)
    heard.understands = True
    expect(voice_page.get_by_role("status")).to_have_text("말하는 중이에요", timeout=15_000)


def test_hands_free_with_a_test_server_for_speech(voice_page: Page, heard: voice_server.Heard) -> None:
    voice_page.get_by_role("button", name="음성으로 말하기").click()
    expect(voice_page.get_by_role("status")).to_have_text("듣고 있어요")
    meter = voice_page.get_by_role("meter")
    until(lambda: int(meter.get_attribute("aria-valuenow")) > 30, 5)
    picture(voice_page, "desk-voice")
    answered(voice_page, 1)
    expect(voice_page.locator(".mine")).to_contain_text(voice_server.SENTENCE)
    expect(voice_page.locator(".card").first).to_be_visible()
    expect(voice_page.get_by_role("status")).to_have_text("말하는 중이에요")
    # 16 bit, 16 kHz: the tone that the microphone hears has its own pitch.
    assert heard.odd == 0
    assert math.isclose(frequency(bytes(heard.sound)), TONE, rel_tol=0.02)
    until(lambda: heard.count("played") >= 1, 15)
    expect(voice_page.get_by_role("status")).to_have_text("듣고 있어요")
    assert heard.queries[0]["language"] == "ko" and heard.queries[0]["userId"]
    voice_page.get_by_role("button", name="음성 대화 끝내기").click()
    expect(voice_page.get_by_role("textbox")).to_be_visible()


def test_barge_in_drops_what_is_not_played_with_a_test_server_for_speech(
    voice_page: Page, heard: voice_server.Heard,
) -> None:
    heard.interrupts = True
    heard.sentences = 20
    voice_page.get_by_role("button", name="음성으로 말하기").click()
    expect(voice_page.get_by_role("status")).to_have_text("말하는 중이에요", timeout=15_000)
    # Twenty sentences would last 16 s.
    expect(voice_page.get_by_role("status")).to_have_text("듣고 있어요", timeout=4_000)
    assert heard.count("played") == 0


def test_the_answer_is_silenced_by_hand_with_a_test_server_for_speech(voice_page: Page, heard: voice_server.Heard) -> None:
    heard.sentences = 20
    voice_page.get_by_role("button", name="음성으로 말하기").click()
    voice_page.get_by_role("button", name="말 멈추기").click(timeout=15_000)
    until(lambda: heard.count("cancel") == 1, 5)
    expect(voice_page.get_by_role("status")).to_have_text("듣고 있어요")


def test_push_to_talk_sends_sound_only_while_held_with_a_test_server_for_speech(
    voice_page: Page, heard: voice_server.Heard,
) -> None:
    voice_page.get_by_role("button", name="음성으로 말하기").click()
    voice_page.get_by_label("눌러서 말하기").check()
    until(lambda: heard.connections == 1, 10)
    expect(voice_page.get_by_role("status")).to_have_text("버튼을 누른 채 말씀하세요")
    heard.sound.clear()
    voice_page.wait_for_timeout(600)
    assert len(heard.sound) == 0
    button = voice_page.get_by_role("button", name="누르고 있는 동안 말하기")
    button.hover()
    voice_page.mouse.down()
    expect(voice_page.get_by_role("status")).to_have_text("듣고 있어요")
    until(lambda: voice_server.loudness(bytes(heard.sound[-3200:])) > voice_server.LOUD, 10)
    voice_page.wait_for_timeout(400)
    voice_page.mouse.up()
    answered(voice_page, 1)
    # What follows the release is silence, so that the turn ends at once.
    assert voice_server.loudness(bytes(heard.sound[-32_000:])) == 0
    size = len(heard.sound)
    voice_page.wait_for_timeout(500)
    assert len(heard.sound) == size


def test_a_refused_microphone_is_explained_and_writing_goes_on(browser: Browser, voice_base: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="ko-KR", permissions=[])
    page = context.new_page()
    errors = watch(page)
    page.goto(voice_base)
    page.evaluate("""() => {
        navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('Permission denied', 'NotAllowedError'); };
    }""")
    page.get_by_role("button", name="음성으로 말하기").click()
    expect(page.get_by_role("status")).to_contain_text("마이크를 허용")
    picture(page, "phone-microphone-refused")
    page.get_by_role("button", name="음성 대화 끝내기").click()
    expect(page.get_by_role("textbox")).to_be_visible()
    assert errors == []
    context.close()
