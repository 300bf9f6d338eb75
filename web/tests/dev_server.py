"""Serves .build/web as the gateway does, with its strict Content-Security-Policy, and hands all else to an assistant server.

A tool for the browser tests: it lets them run against a server that does not serve the built page itself.
"""

import argparse
import asyncio
import pathlib
from collections.abc import AsyncIterator

import aiohttp
from aiohttp import web

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob: http: https:; font-src 'self'; "
    "connect-src 'self'; media-src 'self' blob: data:; worker-src 'self'; manifest-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
BUILT = pathlib.Path(__file__).resolve().parents[2] / ".build/web"
PAGES = {"/": "index.html", "/admin": "admin.html"}
NOT_PASSED_ON = {"connection", "transfer-encoding", "keep-alive", "host", "content-length", "origin"}
CLIENT = web.AppKey("client", aiohttp.ClientSession)


def application(upstream: str, folder: pathlib.Path = BUILT, routes: list[web.RouteDef] | None = None) -> web.Application:
    """`routes` stand in for parts of the upstream that a test plays itself."""

    async def answer(request: web.Request) -> web.StreamResponse:
        if request.method == "OPTIONS":
            return web.Response(status=204)
        path = folder / PAGES.get(request.path, request.path.lstrip("/"))
        if path.parent != folder or not path.is_file():
            return await passed_on(request)
        headers = {"Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff", "Cache-Control": "no-cache"}
        return web.FileResponse(path, headers=headers)

    async def passed_on(request: web.Request) -> web.StreamResponse:
        headers = kept(request.headers)
        body = await request.read()
        url = upstream + request.path_qs
        try:
            async with request.app[CLIENT].request(request.method, url, headers=headers, data=body or None) as original:
                response = web.StreamResponse(status=original.status, headers=kept(original.headers))
                await response.prepare(request)
                async for chunk in original.content.iter_any():
                    await response.write(chunk)
                await response.write_eof()
                return response
        except aiohttp.ClientConnectionError:
            return web.json_response({"detail": "the assistant server cannot be reached"}, status=502)

    async def capabilities(request: web.Request) -> web.StreamResponse:
        # A server that has no such route has no voice.
        async with request.app[CLIENT].get(upstream + request.path) as original:
            if original.status == 404:
                return web.json_response({"voice": False})
            return web.json_response(await original.json(), status=original.status)

    async def allow_origin(request: web.Request, response: web.StreamResponse) -> None:
        # For the widget in a foreign page: what an operator allows with the list of origins.
        if origin := request.headers.get("Origin"):
            response.headers["Access-Control-Allow-Origin"] = origin
            response.headers["Access-Control-Allow-Headers"] = "Accept, Content-Type, Prefer, Last-Event-ID"
            response.headers["Access-Control-Allow-Methods"] = "GET, POST, DELETE"

    async def client(app: web.Application) -> AsyncIterator[None]:
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=5)
        async with aiohttp.ClientSession(timeout=timeout, auto_decompress=False) as session:
            app[CLIENT] = session
            yield

    app = web.Application()
    app.cleanup_ctx.append(client)
    app.on_response_prepare.append(allow_origin)
    app.add_routes([*(routes or []), web.get("/api/llm/capabilities", capabilities)])
    app.router.add_route("*", "/{path:.*}", answer)
    return app


def kept(headers) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name.lower() not in NOT_PASSED_ON}


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--upstream", required=True, help="address of `blankspace serve` or `up`")
    parser.add_argument("--port", type=int, default=0)
    options = parser.parse_args()
    runner = web.AppRunner(application(options.upstream.rstrip("/")), handler_cancellation=True)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", options.port).start()
    print(f"http://127.0.0.1:{runner.addresses[0][1]}", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
