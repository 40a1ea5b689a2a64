"""The local web page and the feeds: a small ASGI program over a folder of releases."""

from planner.web.app import app_of
from planner.web.serving import serve_releases

__all__ = ["app_of", "serve_releases"]
