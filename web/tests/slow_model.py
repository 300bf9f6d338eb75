"""A model server that speaks Ollama's protocol and writes slowly, so that an answer lasts long enough to be stopped or resumed."""

import asyncio
import json

from aiohttp import web

NAME = "slow:latest"
# Nothing that the grounding check could object to, and no sentence twice.
SENTENCES = [
    "찾으시는 조건에 맞춰 골라 보았어요.", "하나씩 천천히 살펴보세요.", "마음에 드는 것이 있으면 말씀해 주세요.",
    "더 궁금한 점도 편하게 물어보세요.", "조건을 바꾸면 다시 찾아 드릴게요.", "필요하시면 서로 비교해 드릴게요.",
    "원하시는 느낌을 알려 주셔도 좋아요.", "언제든지 이어서 도와드릴게요.", "고르시는 데 도움이 되면 좋겠어요.",
    "다른 상황에 쓰실 것이라면 알려 주세요.",
]


def application(pause: float) -> web.Application:
    async def chat(request: web.Request) -> web.StreamResponse:
        body = await request.json()
        response = web.StreamResponse(headers={"Content-Type": "application/x-ndjson"})
        await response.prepare(request)

        async def send(**members) -> None:
            line = {"model": NAME, "created_at": "2026-01-01T00:00:00Z", **members}
            await response.write(json.dumps(line).encode() + b"\n")

        if body.get("messages"):
            for word in " ".join(SENTENCES).split(" "):
                await send(message={"role": "assistant", "content": word + " "}, done=False)
                await asyncio.sleep(pause)
        end = {"done": True, "done_reason": "stop", "prompt_eval_count": 100, "eval_count": 40}
        await send(message={"role": "assistant", "content": ""}, **end)
        await response.write_eof()
        return response

    async def show(_: web.Request) -> web.Response:
        return web.json_response({"details": {"family": "test"}, "model_info": {}, "capabilities": ["completion"]})

    async def tags(_: web.Request) -> web.Response:
        return web.json_response({"models": [{"name": NAME, "model": NAME, "digest": "0" * 64, "size": 1, "details": {}}]})

    async def version(_: web.Request) -> web.Response:
        return web.json_response({"version": "0.12.0"})

    app = web.Application()
    app.add_routes([
        web.get("/api/version", version), web.get("/api/tags", tags), web.get("/api/ps", tags), web.post("/api/show", show),
        web.post("/api/chat", chat),
    ])
    return app
