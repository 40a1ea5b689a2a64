"""Commands that lay many plans side by side, or try one out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from planner.cli.options import PLAN, SCENARIO, written_to
from planner.console import Console, with_console


@click.command()
@click.argument("plans", nargs=-1, type=click.Path(path_type=Path))
@written_to("./compare")
@click.option(
    "--published",
    type=click.Path(path_type=Path),
    metavar="PLAN",
    help="Plan or release from which changes are counted; the first one by default.",
)
@click.option("--seconds", type=click.FloatRange(min=0.1), help="Budget for each scenario that comes without a plan.")
@click.option("--seed", type=int)
@click.option("--workers", type=click.IntRange(min=1), help="Processor cores to use; all by default.")
@with_console
def compare(console: Console, plans: tuple[Path, ...], **given: Any) -> int:
    """Lay plans, releases or scenarios side by side; all differences are from the first one."""
    from planner.workflow.comparing import compare_paths

    return compare_paths(console, plans, **given)


@click.command()
@SCENARIO
@click.argument("more", nargs=-1, type=click.Path(path_type=Path), metavar="")
@click.option("--vary", "varies", multiple=True, metavar="KEY=V1,V2", help="Values of a key; several keys are crossed.")
@click.option("--variants", multiple=True, type=click.Path(path_type=Path), metavar="DIR...", help="Further scenarios.")
@click.option("--cluster", metavar="ADDRESS", help="Dask scheduler, such as tcp://10.0.0.1:8786.")
@written_to("./sweep")
@click.option("--seconds", type=click.FloatRange(min=0.1), help="Budget for each variant.")
@click.option("--seed", type=int)
@click.option("--processes", type=click.IntRange(min=1), help="Variants solved at a time here; all cores by default.")
@with_console
def sweep(console: Console, more: tuple[Path, ...], variants: tuple[Path, ...], **given: Any) -> int:
    """Solve many variants on the same terms; run again after a kill, it goes on where it was."""
    from planner.workflow.sweeping import sweep_scenarios

    if more and not variants:
        raise click.UsageError(f"what is {more[0]}? Further scenarios follow --variants")
    return sweep_scenarios(console, variants=(*variants, *more), **given)


@click.command()
@PLAN
@click.option("--samples", type=click.IntRange(min=1), default=10_000, show_default=True, help="Visits to simulate.")
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--cards", type=click.IntRange(min=0), default=5, show_default=True, help="Most recovery cards to solve.")
@click.option("--out", type=click.Path(path_type=Path), help="Folder for pages and tables; none without.")
@with_console
def stress(console: Console, plan: Path, samples: int, seed: int, cards: int, out: Path | None) -> int:
    """Simulate delays: who is on time, the weakest links, where buffers help, and what to drop when it is late."""
    from planner.workflow.stressing import stress_plan

    return stress_plan(console, plan, samples, seed, cards, out)


COMMANDS: tuple[click.Command, ...] = (compare, sweep, stress)
