"""Commands for what readers see."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from planner.cli.options import PLAN, written_to
from planner.console import Console, with_console


@click.command()
@PLAN
@click.option("--to", "releases", type=click.Path(path_type=Path), required=True, help="Folder of the releases.")
@click.option("--note", default="", help="What the release is about.")
@click.option("--caldav", metavar="URL", help="Home of the calendars on a CalDAV server, to be brought up to date too.")
@click.option(
    "--address", metavar="URL", default="", help="Where readers reach the feeds; printed as QR on their papers."
)
@with_console
def release(console: Console, **given: Any) -> int:
    """Publish a numbered, immutable release: documents, calendars with updates and cancellations, change notices.

    With --caldav, PLAN may be the newest release itself: then nothing new is published, only sent.
    """
    from planner.workflow.releasing import release_plan

    return release_plan(console, **given)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path())
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one.")
@click.option("--address", metavar="URL", default="", help="Where readers reach the feeds, if not on this machine.")
@with_console
def serve(console: Console, folder: Path, port: int, address: str) -> int:
    """Serve the releases in FOLDER on this machine: each reader's calendar and page, and the officer's page."""
    from planner.web import serve_releases

    return serve_releases(console, folder, port, address)


@click.command()
@PLAN
@click.option("--document", required=True, help="Name of the document, such as programme or pocket.")
@click.option("--language", required=True, help="th, zh, en, or several side by side: th,zh.")
@click.option("--format", "form", type=click.Choice(["html", "pdf", "docx"]), required=True)
@click.option("--for", "for_id", default="", help="Delegate, organisation or vehicle that the document is for.")
@click.option("--template", type=click.Path(path_type=Path), help="Own Word letterhead.")
@written_to("this one")
@with_console
def render(console: Console, **given: Any) -> int:
    """Write one document of a plan."""
    from planner.workflow.commands import render_one

    return render_one(console, **given)


@click.group()
def template() -> None:
    """Own Word letterheads for documents."""


@template.command("new")
@click.argument("file", type=click.Path(path_type=Path))
@with_console
def template_new(console: Console, file: Path) -> int:
    """Write a letterhead with the fields and a cheat sheet."""
    from planner.workflow.commands import new_template

    return new_template(console, file)


COMMANDS: tuple[click.Command, ...] = (release, serve, render, template)
