"""What every answer carries, and which requests are refused before anything is looked up."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

LOOPBACK = ("127.0.0.1", "localhost", "::1")
PASSED_ON = ("forwarded", "x-forwarded-for", "x-forwarded-host", "via")
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-cache",
}
Answer = Callable[[Request], Awaitable[Response]]


def is_local(request: Request) -> bool:
    """Was the page asked for under a name of this machine, and from it? A page from elsewhere, led here by its own
    domain name, was not; nor was what another web server passes on."""
    if any(name in request.headers for name in PASSED_ON):
        return False
    return urlsplit(f"//{request.headers.get('host', '')}").hostname in LOOPBACK


def is_own(request: Request) -> bool:
    """Does a request that changes something come from a page of this program? No other origin is trusted."""
    return request.headers.get("origin") == f"{request.url.scheme}://{request.headers.get('host')}"


async def guarded(request: Request, answer: Answer) -> Response:
    """The answer, with the headers that keep it private; what would change something from elsewhere is refused."""
    if request.method not in ("GET", "HEAD") and not (is_local(request) and is_own(request)):
        response: Response = PlainTextResponse("refused", 403)
    else:
        response = await answer(request)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response
