"""The commands: arguments in, exit code and messages out; decisions are made elsewhere."""

from __future__ import annotations

import click

from planner import __version__
from planner.cli import comparing, planning, publishing, reading
from planner.console import run


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="planner")
def cli() -> None:
    """Plan the visit of a business delegation: programme, coaches, interpreters, meals, hotels, documents, calendars.

    Exit codes: 0 good; 1 faulty input; 2 wrong use; 3 no lawful plan exists; 4 out of time without a plan; 5 the
    check found a violation; 130 stopped (the best plan so far is written).
    """


for _subject in (reading, planning, comparing, publishing):
    for _command in _subject.COMMANDS:
        cli.add_command(_command)


def main() -> None:
    """Run the command line."""
    run(cli)
