"""The command that makes the search ready, and what others say before they do."""

from __future__ import annotations

from planner.console import GOOD, Console
from planner.solving.preparing import is_prepared, prepare


def prepare_search(console: Console) -> int:
    """Compile what the search needs."""
    tell_of_preparing(console)
    prepare()
    console.say("the search is ready")
    console.facts({"prepared": True})
    return GOOD


def tell_of_preparing(console: Console) -> None:
    """Say what takes so long, where it does."""
    if not is_prepared():
        console.progress("preparing the search on this machine, once: less than a minute")
