"""Serves .build/web as the gateway does, with its strict Content-Security-Policy, and hands all else to an assistant server.

A tool for the browser tests: it lets them run against a server that does not serve the built page itself.
"""

import argparse
import asyncio
import contextlib
import pathlib

import aiohttp
from aiohttp import web

POLICY = (
    "default-src 'self'; img-src 'self' data: https: http:; object-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
PAGES = {"/": "index.html", "/admin": "admin.html"}
HOP_BY_HOP = {"connection", "transfer-encoding", "keep-alive", "host", "content-length", "origin"}


def application(folder: pathlib.Path, upstream: str) -> web.Application:
    async def serve_file(request: web.Request) -> web.StreamResponse:
        path = folder / PAGES.get(request.path, request.path.lstrip("/"))
        if path.parent != folder or not path.is_file():
            return await proxy(request)
        headers = {"Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff", "Cache-Control": "no-cache"}
        response = web.FileResponse(path, headers=headers)
        response.enable_compression()
        return response

    async def proxy(request: web.Request) -> web.StreamResponse:
        headers = {name: value for name, value in request.headers.items() if name.lower() not in HOP_BY_HOP}
        client: aiohttp.ClientSession = request.app["client"]
        body = await request.read()
        try:
            async with client.request(request.method, upstream + request.path_qs, headers=headers, data=body) as answer:
                kept = {name: value for name, value in answer.headers.items() if name.lower() not in HOP_BY_HOP}
                response = web.StreamResponse(status=answer.status, headers=kept)
                await response.prepare(request)
                async for chunk in answer.content.iter_any():
                    await response.write(chunk)
                await response.write_eof()
                return response
        except aiohttp.ClientConnectionError:
            return web.json_response({"detail": "the assistant server cannot be reached"}, status=502)

    @web.middleware
    async def cross_origin(request: web.Request, handler):
        # For the widget in a foreign page: what an operator allows with the list of origins.
        if request.method == "OPTIONS":
            response = web.Response(status=204)
        else:
            response = await handler(request)
        return response

    async def allow(request: web.Request, response: web.StreamResponse) -> None:
        if origin := request.headers.get("Origin"):
            response.headers["Access-Control-Allow-Origin"] = origin
            response.headers["Access-Control-Allow-Headers"] = "Accept, Content-Type, Prefer, Last-Event-ID"
            response.headers["Access-Control-Allow-Methods"] = "GET, POST, DELETE"

    @contextlib.asynccontextmanager
    async def client_of(app: web.Application):
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=5)
        async with aiohttp.ClientSession(timeout=timeout, auto_decompress=False) as session:
            app["client"] = session
            yield

    async def client_context(app):
        async with client_of(app):
            yield

    app = web.Application(middlewares=[cross_origin])
    app.cleanup_ctx.append(client_context)
    app.on_response_prepare.append(allow)
    app.router.add_route("*", "/{path:.*}", serve_file)
    return app


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parents[2] / ".build/web")
    parser.add_argument("--upstream", required=True)
    parser.add_argument("--port", type=int, default=0)
    options = parser.parse_args()
    runner = web.AppRunner(application(options.folder.resolve(), options.upstream.rstrip("/")), handler_cancellation=True)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", options.port)
    await site.start()
    print(f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
