"""Stands before the real assistant server and plays parts of it: what it does not play it passes on. A gateway stands before it."""

from collections.abc import AsyncIterator

import aiohttp
from aiohttp import web

NOT_PASSED_ON = {"connection", "transfer-encoding", "keep-alive", "host", "content-length", "origin"}
CLIENT = web.AppKey("client", aiohttp.ClientSession)


def application(upstream: str, routes: list[web.RouteDef]) -> web.Application:
    async def passed_on(request: web.Request) -> web.StreamResponse:
        headers = kept(request.headers)
        body = await request.read()
        async with request.app[CLIENT].request(
                request.method, upstream + request.path_qs, headers=headers, data=body or None) as original:
            response = web.StreamResponse(status=original.status, headers=kept(original.headers))
            await response.prepare(request)
            async for chunk in original.content.iter_any():
                await response.write(chunk)
            await response.write_eof()
            return response

    async def client(app: web.Application) -> AsyncIterator[None]:
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=5)
        async with aiohttp.ClientSession(timeout=timeout, auto_decompress=False) as session:
            app[CLIENT] = session
            yield

    app = web.Application()
    app.cleanup_ctx.append(client)
    app.add_routes(routes)
    app.router.add_route("*", "/{path:.*}", passed_on)
    return app


def kept(headers) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name.lower() not in NOT_PASSED_ON}
