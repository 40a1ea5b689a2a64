"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

SCENARIO = click.argument("scenario", type=click.Path(path_type=Path))
PLAN = click.argument("plan", type=click.Path(path_type=Path))
Command = TypeVar("Command", bound=Callable[..., Any])


def _with_values(_context: click.Context, _option: click.Parameter, sets: tuple[str, ...]) -> tuple[str, ...]:
    """Refuse a `--set` that is no KEY=VALUE: wrong use, whatever the scenario holds."""
    for text in sets:
        if not text.partition("=")[0].strip() or "=" not in text:
            raise click.BadParameter(f"{text!r} is not KEY=VALUE, such as engagements.x.minutes=90")
    return sets


SETS = click.option(
    "--set",
    "sets",
    multiple=True,
    metavar="KEY=VALUE",
    callback=_with_values,
    help="Change a value of the scenario.",
)


def written_to(default: str) -> Callable[[Command], Command]:
    """The option --out of a command, which says where it writes without."""
    return click.option("--out", type=click.Path(path_type=Path), help=f"Folder to write; {default} by default.")
