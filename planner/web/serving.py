"""Runs the program on this machine only."""

from __future__ import annotations

import socket
from pathlib import Path

import uvicorn

from planner.console import STOPPED, Console
from planner.domain.faults import Fault, Faulty, Refused
from planner.publishing.feeds import public_address
from planner.publishing.ledger import LEDGER, release_folders
from planner.web.app import app_of
from planner.workflow.commands import stoppable

HOST = "127.0.0.1"


def serve_releases(console: Console, releases: Path, port: int, address: str = "") -> int:
    """Serve a folder of releases on the loopback address until stopped.

    `address` is where readers reach the feeds when another web server passes them on. Raises Faulty for a folder that
    holds no releases, Refused for a port that is taken.
    """
    if not (releases / LEDGER).is_file() and not release_folders(releases):
        raise Faulty([Fault(str(releases), "no releases", "a folder of releases", "planner release --to writes it")])
    public = public_address(address, "--address") if address else ""
    with _listening(port) as listener, stoppable():
        here = f"http://{HOST}:{listener.getsockname()[1]}"
        config = uvicorn.Config(
            app_of(releases, public or here), log_level="warning", server_header=False, access_log=False
        )
        console.say(f"{here}/ until Ctrl-C")
        console.facts({"address": here, "public": public or here})
        uvicorn.Server(config).run(sockets=[listener])
    return STOPPED


def _listening(port: int) -> socket.socket:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError as taken:
        listener.close()
        raise Refused(f"port {port}: {taken.strerror}; --port takes another, 0 a free one") from None
    return listener
