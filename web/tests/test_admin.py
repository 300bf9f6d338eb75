"""The operators' page: with what the real server tells, and with figures of the test's own where all has to be drawn at once."""

import json
import re
import urllib.request
from collections.abc import Callable

import pytest
from aiohttp import web
from conftest import answered, ask, picture, watch
from playwright.sync_api import BrowserContext, Page, expect
from program import KEY
from test_accessibility import findings


def overview() -> dict:
    minutes = [
        {
            "at": f"2026-05-04T10:{minute:02}:00Z", "turns": 4 + minute % 7, "degraded": minute % 3, "failed": 1 if minute == 20 else 0,
            "p50Ms": 180 + 9 * (minute % 11), "p95Ms": 600 + 40 * (minute % 9), "promptTokens": 900 + 30 * minute,
            "completionTokens": 200 + 7 * minute,
        }
        for minute in range(60)
    ]
    minutes[33] = {"at": minutes[33]["at"], "turns": 0, "degraded": 0, "failed": 0}
    return {
        "dependencies": [
            {"name": "catalog", "state": "up", "required": True, "detail": "213 products, 20 policies"},
            {"name": "vectors", "state": "starting", "required": False, "detail": "84 % embedded"}],
        "server": {"version": "1.0", "startedAt": "2026-05-04T08:00:00Z"},
        "catalog": {
            "version": 12, "products": 213, "hidden": 2, "policies": 20, "embedded": 180, "updatedAt": "2026-05-04T09:58:00Z"},
        "ingest": {
            "state": "running", "source": "products.jsonl", "startedAt": "2026-05-04T10:58:00Z", "read": 5200, "total": 20000,
            "added": 120, "changed": 40, "removed": 0, "rejected": 3},
        "minutes": minutes,
        "intents": {"search": 120, "refine": 41, "policy": 17},
        "conversations": [{
            "name": "5f2c9a1e", "startedAt": "2026-05-04T10:40:00Z", "lastAt": "2026-05-04T10:44:00Z", "turns": 3, "locale": "ko",
            "intents": ["search", "refine", "compare"], "products": 12, "outcome": "answered"}],
        "emptyQueries": [{"query": "<b>유니콘</b> 안장", "count": 4, "lastAt": "2026-05-04T10:20:00Z"}],
        "replacedSentences": [{
            "sentence": "이 신발은 9,900원이에요.", "reason": "price", "count": 2, "lastAt": "2026-05-04T10:21:00Z"}],
    }


@pytest.fixture
def admin_base(gateway: Callable[[list[web.RouteDef]], str]) -> str:
    async def answer(request: web.Request) -> web.Response:
        if request.headers.get("Authorization") != f"Bearer {KEY}":
            return web.json_response({"type": "urn:blankspace:problem:unauthorized"}, status=401)
        return web.json_response(overview())

    return gateway([web.get("/admin/overview", answer)])


def enter(page: Page, key: str) -> None:
    page.get_by_label("관리자 키").fill(key)
    page.get_by_role("button", name="들어가기").click()


def test_all_panels_are_drawn_with_figures_of_the_test(page: Page, admin_base: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 1200})
    page.goto(admin_base + "/admin")
    assert findings(page) == []
    enter(page, KEY)
    expect(page.get_by_role("region", name="의존 서비스")).to_contain_text("catalog")
    expect(page.get_by_role("region", name="카탈로그", exact=True)).to_contain_text("180 / 213")
    expect(page.get_by_role("region", name="가져오기")).to_contain_text("5,200 / 20,000")
    assert page.locator(".chart").count() == 3
    assert page.locator(".chart").first.locator("rect").count() >= 100
    # Text of shoppers stays text.
    expect(page.get_by_role("region", name="아무것도 찾지 못한 검색")).to_contain_text("<b>유니콘</b> 안장")
    expect(page.locator(".wide").first).to_contain_text("9,900원")
    picture(page, "admin")
    assert findings(page) == []
    stored = page.evaluate("[JSON.stringify(localStorage), document.cookie]")
    assert KEY not in stored[0] and stored[1] == ""
    page.reload()
    expect(page.get_by_role("region", name="의존 서비스")).to_be_visible()
    page.get_by_role("button", name="나가기").click()
    expect(page.get_by_label("관리자 키")).to_be_visible()
    assert KEY not in page.evaluate("JSON.stringify(sessionStorage)")


def test_a_wrong_key_is_told(context: BrowserContext, admin_base: str) -> None:
    page = context.new_page()
    errors = watch(page)
    page.goto(admin_base + "/admin")
    enter(page, "wrong")
    expect(page.get_by_role("alert")).to_have_text("키가 맞지 않아요.")
    # Browsers write refused requests to the console; nothing else may be there.
    assert all("401" in error for error in errors), errors


def test_a_phone_shows_the_panels_one_below_the_other(page: Page, admin_base: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(admin_base + "/admin")
    enter(page, KEY)
    expect(page.get_by_role("region", name="의존 서비스")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    picture(page, "admin-phone")


def test_what_a_server_does_not_tell_is_said(context: BrowserContext, base: str) -> None:
    page = context.new_page()
    page.route("**/admin/overview", lambda route: route.fulfill(status=200, content_type="application/json", body="{}"))
    page.goto(base + "/admin")
    enter(page, KEY)
    expect(page.get_by_role("region", name="의존 서비스")).to_contain_text("upstream")
    expect(page.get_by_text("이 서버는 아직 알려 주지 않아요.").first).to_be_visible()


def test_the_real_server_tells_everything(page: Page, base: str) -> None:
    page.goto(base)
    for number, message in enumerate(["방수 러닝화 추천해줘", "유니콘 안장 010-1234-5678 있어?", "반품은 어떻게 하나요?"], 1):
        ask(page, message)
        answered(page, number)
    conversation = page.evaluate("JSON.stringify(sessionStorage)")
    request = urllib.request.Request(base + "/admin/overview", headers={"Authorization": f"Bearer {KEY}"})
    with urllib.request.urlopen(request) as response:
        told = json.load(response)
    assert set(told) == {
        "catalog", "conversations", "dependencies", "emptyQueries", "ingest", "intents", "minutes", "replacedSentences", "server"}
    assert not any(part in json.dumps(told) for part in re.findall(r"[0-9a-f-]{36}", conversation))
    page.set_viewport_size({"width": 1280, "height": 1200})
    page.goto(base + "/admin")
    enter(page, KEY)
    catalog = page.get_by_role("region", name="카탈로그", exact=True)
    expect(catalog).to_contain_text(f"0 / {told['catalog']['products']}")
    expect(page.get_by_role("region", name="가져오기")).to_contain_text("products.jsonl, policies.jsonl")
    expect(page.get_by_role("region", name="아무것도 찾지 못한 검색")).to_contain_text("…")
    expect(page.locator("main")).not_to_contain_text("1234")
    expect(page.locator("main")).not_to_contain_text("이 서버는 아직 알려 주지 않아요.")
    expect(page.locator(".wide").last.locator("tbody tr").first).to_contain_text("policy")
    picture(page, "admin-real")
    assert findings(page) == []
