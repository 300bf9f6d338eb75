"""Speaks the server's side of `/api/llm/realtime` in place of an assistant that hears and speaks.

What it hears it tells apart by loudness, every utterance is taken for the same sentence or for nothing, and its voice is a tone. The turns are
those of the real assistant behind it.
"""

import asyncio
import json
import math
import struct
import threading

import aiohttp
from aiohttp import WSMsgType, web

RATE = 16_000
VOICE_RATE = 22_050
SENTENCE = "방수 러닝화 추천해줘"
LOUD = 0.02
# Silence that ends a turn.
PATIENCE = 0.7


class Heard:
    """What a test asks about afterwards."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.messages: list[str] = []
        self.sound = bytearray()
        self.odd = 0
        self.connections = 0
        self.queries: list[dict[str, str]] = []
        self.interrupts = False
        self.sentences = 3
        self.understands = True

    def count(self, name: str) -> int:
        with self.lock:
            return self.messages.count(name)


def tone(seconds: float) -> bytes:
    count = int(VOICE_RATE * seconds)
    return b"".join(struct.pack("<h", int(6_000 * math.sin(2 * math.pi * 330 * i / VOICE_RATE))) for i in range(count))


def loudness(sound: bytes) -> float:
    samples = struct.unpack(f"<{len(sound) // 2}h", sound[: len(sound) // 2 * 2])
    return math.sqrt(sum(sample * sample for sample in samples) / max(1, len(samples))) / 32_768


def routes(upstream: str, heard: Heard) -> list[web.RouteDef]:
    async def capabilities(_: web.Request) -> web.Response:
        return web.json_response({"voice": True})

    async def realtime(request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(max_msg_size=256 * 1024)
        await socket.prepare(request)
        heard.connections += 1
        heard.queries.append(dict(request.query))
        await socket.send_json({"type": "ready", "sampleRate": RATE})
        speaking = False
        quiet = 0.0
        turn: asyncio.Task | None = None

        async for message in socket:
            if message.type == WSMsgType.TEXT:
                name = json.loads(message.data)["type"]
                with heard.lock:
                    heard.messages.append(name)
                if name == "cancel" and turn:
                    turn.cancel()
                    await socket.send_json({"type": "interrupted"})
                continue
            if message.type != WSMsgType.BINARY:
                break
            with heard.lock:
                heard.sound += message.data
                heard.odd += len(message.data) % 2
            seconds = len(message.data) / 2 / RATE
            if loudness(message.data) > LOUD:
                quiet = 0
                if not speaking and not (turn and not turn.done()):
                    speaking = True
                    await socket.send_json({"type": "speech_started", "atMs": 0})
            else:
                quiet += seconds
                if speaking and quiet >= PATIENCE:
                    speaking = False
                    await socket.send_json({"type": "speech_ended", "atMs": 0})
                    if not heard.understands:
                        await socket.send_json({"type": "transcript", "text": "", "language": "ko"})
                        continue
                    await socket.send_json({"type": "partial", "text": SENTENCE[:5]})
                    await socket.send_json({"type": "transcript", "text": SENTENCE, "language": "ko"})
                    turn = asyncio.create_task(answer(socket))
        if turn:
            turn.cancel()
        return socket

    async def answer(socket: web.WebSocketResponse) -> None:
        body = {"message": SENTENCE}
        accept = {"Accept": "text/event-stream"}
        async with aiohttp.ClientSession() as client, client.post(
            upstream + "/api/llm/chat", json=body, headers=accept) as events:
            name = ""
            async for line in events.content:
                if line.startswith(b"event: "):
                    name = line[7:].decode().strip()
                elif line.startswith(b"data: "):
                    await socket.send_json({**json.loads(line[6:]), "type": name})
        sound = tone(0.8)
        for number in range(heard.sentences):
            await socket.send_json({
                "type": "audio", "seq": number, "format": "pcm", "sampleRate": VOICE_RATE, "bytes": len(sound), "text": "문장"})
            await socket.send_bytes(sound)
        if heard.interrupts:
            await asyncio.sleep(0.5)
            await socket.send_json({"type": "hold"})
            await asyncio.sleep(0.3)
            await socket.send_json({"type": "interrupted"})
            return
        await socket.send_json({"type": "turn_ended"})

    return [web.get("/api/llm/capabilities", capabilities), web.get("/api/llm/realtime", realtime)]
