"""The pages: each reader's own under a token, and the officer's under the names of this machine only."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from planner.publishing.feeds import Feeds, Token
from planner.publishing.shelf import Shelf, Shelved
from planner.rendering.calendars.readers import Reader
from planner.web.files import file_response
from planner.web.guarding import guarded, is_local
from planner.web.pages import officer_page, reader_page

NOT_FOUND = PlainTextResponse("not found", 404)
POLICY = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
}


def app_of(releases: Path, address: str) -> Starlette:
    """The program that serves a folder of releases; `address` is where readers reach it, whatever name they ask for.

    `/feeds/<token>/` is a reader's page, `calendar.ics` and their documents lie below it; a token that was never
    given or is revoked is not found. All else is the officer's and answers only to names of this machine, so that
    `/feeds/` alone may be passed on by a web server that others reach.
    """
    pages = _Pages(releases, address)
    routes = [
        Route("/feeds/{token}/", pages.reader),
        Route("/feeds/{token}/{name}", pages.reader_file),
        Route("/revoke/{kind}/{id}", pages.revoke, methods=["POST"]),
        Route("/releases/{number:int}/{path:path}", pages.release_file),
        Route("/", pages.officer),
    ]
    app = Starlette(routes=routes, middleware=[Middleware(BaseHTTPMiddleware, dispatch=guarded)])
    app.router.redirect_slashes = False
    return app


class _Pages:
    def __init__(self, releases: Path, address: str) -> None:
        self._shelf, self._feeds, self._address = Shelf(releases), Feeds(releases), address

    def reader(self, request: Request) -> Response:
        """A reader's own page."""
        token = request.path_params["token"]
        reader = self._feeds.reader(token)
        calendar = self._shelf.calendar(reader) if reader else None
        if not reader or not calendar:
            return NOT_FOUND
        names = [file.path.name for file in self._shelf.documents(reader)]
        page = reader_page(f"{self._address}{Token(reader, token).path}", names)
        return HTMLResponse(page, headers=POLICY)

    def reader_file(self, request: Request) -> Response:
        """A reader's calendar, or one of their own documents."""
        reader = self._feeds.reader(request.path_params["token"])
        file = self._own(reader, request.path_params["name"]) if reader else None
        return file_response(request, file) if file else NOT_FOUND

    def _own(self, reader: Reader, name: str) -> Shelved | None:
        if name == "calendar.ics":
            return self._shelf.calendar(reader)
        return next((file for file in self._shelf.documents(reader) if file.path.name == name), None)

    def officer(self, request: Request) -> Response:
        """Releases, and every reader's address."""
        if not is_local(request):
            return NOT_FOUND
        folders = self._shelf.folders()
        readers = self._shelf.readers()
        tokens = self._feeds.tokens(readers, dt.datetime.now(dt.UTC))
        numbers, addressed = [number for number, _ in folders], [tokens[reader] for reader in readers]
        page = officer_page(numbers, addressed, self._shelf.names(), self._address)
        return HTMLResponse(page, headers=POLICY)

    def revoke(self, request: Request) -> Response:
        """End a reader's address; the next look at the officer's page gives a new one."""
        try:
            reader = Reader(request.path_params["kind"], request.path_params["id"])
        except ValueError:
            return NOT_FOUND
        self._feeds.revoke(reader, dt.datetime.now(dt.UTC))
        return RedirectResponse("/", 303)

    def release_file(self, request: Request) -> Response:
        """A file of any release."""
        number = request.path_params["number"]
        folder = dict(self._shelf.folders()).get(number)
        file = self._shelf.archived(folder, request.path_params["path"] or "index.html") if folder else None
        return file_response(request, file) if file and is_local(request) else NOT_FOUND
