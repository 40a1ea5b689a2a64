"""Runs the program on this machine only."""

from __future__ import annotations

from pathlib import Path

import uvicorn

from planner.domain.faults import Fault, Faulty
from planner.publishing.ledger import LEDGER, release_folders
from planner.web.app import app_of

HOST = "127.0.0.1"


def serve(releases: Path, port: int = 8000) -> None:
    """Serve a folder of releases on the loopback address until stopped. Raises Faulty if it is none."""
    if not (releases / LEDGER).is_file() and not release_folders(releases):
        raise Faulty([Fault(str(releases), "no releases", "a folder of releases", "planner release --to writes it")])
    uvicorn.run(app_of(releases), host=HOST, port=port, log_level="warning", server_header=False, access_log=False)
