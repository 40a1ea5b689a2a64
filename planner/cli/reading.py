"""Commands about a scenario by itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from planner.cli.options import SCENARIO, SETS
from planner.console import Console, with_console


@click.command()
@SCENARIO
@SETS
@click.option(
    "--marked",
    type=click.Path(path_type=Path),
    metavar="FILE.xlsx",
    help="Copy of a workbook with faults and warnings beside their cells; with faults NAME.faults.xlsx by default.",
)
@with_console
def check(console: Console, scenario: Path, sets: tuple[str, ...], marked: Path | None) -> int:
    """Read and validate a scenario; every fault at once, warnings apart."""
    from planner.workflow.reading import check_scenario

    return check_scenario(console, scenario, sets, marked)


@click.command()
@SCENARIO
@SETS
@click.option("--provenance", is_flag=True, help="Show where each value comes from.")
@with_console
def show(console: Console, scenario: Path, sets: tuple[str, ...], provenance: bool) -> int:
    """Show the resolved scenario."""
    from planner.workflow.reading import show_scenario

    return show_scenario(console, scenario, sets, provenance)


@click.command()
@SCENARIO
@click.argument("target", type=click.Path(path_type=Path))
@with_console
def convert(console: Console, scenario: Path, target: Path) -> int:
    """Turn a scenario folder into a workbook (.xlsx), or a workbook into a folder."""
    from planner.workflow.reading import convert_scenario

    return convert_scenario(console, scenario, target)


@click.command()
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--size", type=click.Choice(["S", "M", "L", "XL"]), required=True, help="40, 120, 208 or 570 delegates.")
@click.option("--seed", type=int, default=1, show_default=True)
@with_console
def example(console: Console, target: Path, size: Any, seed: int) -> int:
    """Write a generated scenario."""
    from planner.workflow.reading import write_example

    return write_example(console, target, size, seed)


@click.command()
@SCENARIO
@SETS
@click.option("--seconds", type=click.FloatRange(min=0.1), help="Budget for looking, as work; 15 by default.")
@click.option("--workers", type=click.IntRange(min=1), help="Processor cores to use; 1 by default.")
@with_console
def conflicts(console: Console, **given: Any) -> int:
    """What cannot hold together in a scenario, and whom to ask so that it can."""
    from planner.workflow.conflicts import show_conflicts

    return show_conflicts(console, **given)


COMMANDS: tuple[click.Command, ...] = (check, show, convert, example, conflicts)
