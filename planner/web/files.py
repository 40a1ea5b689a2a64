"""A file with what a client needs to ask for it again only when it changed."""

from __future__ import annotations

import datetime as dt
from email.utils import format_datetime, parsedate_to_datetime

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from planner.publishing.shelf import Shelved

TYPES = {
    ".ics": "text/calendar; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".svg": "image/svg+xml",
}


def file_response(request: Request, file: Shelved) -> Response:
    """The file, or 304 where the client has it as it is (RFC 9110: an ETag is asked first, else the date)."""
    tag = f'"{file.sha256}"'
    headers = {"ETag": tag, "Last-Modified": format_datetime(file.changed, usegmt=True)}
    if _has(request, tag, file.changed):
        return Response(status_code=304, headers=headers)
    kind = TYPES.get(file.path.suffix, "application/octet-stream")
    return FileResponse(file.path, media_type=kind, headers=headers)


def _has(request: Request, tag: str, changed: dt.datetime) -> bool:
    asked = request.headers.get("if-none-match")
    if asked is not None:
        return asked.strip() == "*" or tag in (part.strip().removeprefix("W/") for part in asked.split(","))
    since = request.headers.get("if-modified-since")
    if since is None:
        return False
    try:
        return changed <= parsedate_to_datetime(since)
    except (TypeError, ValueError):
        return False
