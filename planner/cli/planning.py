"""Commands that make a plan, or judge, change or explain one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from planner.cli.options import PLAN, SCENARIO, SETS, written_to
from planner.console import Console, with_console


@click.command()
@SCENARIO
@written_to("./plan-<scenario>")
@click.option("--seconds", type=click.FloatRange(min=0.1), help="Budget for solving.")
@click.option("--seed", type=int, help="Repeatable with --workers 1.")
@click.option("--workers", type=click.IntRange(min=1), help="Processor cores to use; all by default.")
@SETS
@click.option("--no-documents", is_flag=True, help="Write the plan only.")
@click.option("--pareto", metavar="AIM,AIM", help="List the efficient plans between two aims, such as visitors,hosts.")
@with_console
def plan(console: Console, **given: Any) -> int:
    """Solve, check, and write plan, tables, documents and calendars (a draft)."""
    from planner.workflow.commands import plan_scenario

    return plan_scenario(console, **given)


@click.command()
@with_console
def prepare(console: Console) -> int:
    """Make the search ready on this machine, once; otherwise the first plan does it."""
    from planner.workflow.preparing import prepare_search

    return prepare_search(console)


@click.command()
@PLAN
@with_console
def verify(console: Console, plan: Path) -> int:
    """Check a plan or release against its scenario, and its files against the plan."""
    from planner.workflow.commands import verify_plan

    return verify_plan(console, plan)


@click.command()
@PLAN
@click.argument("scenario", type=click.Path(path_type=Path), required=False)
@click.option("--now", metavar="2017-08-17T10:00", help="What begins before is done.")
@click.option("--pin", "pins", multiple=True, metavar="P", help="ENGAGEMENT[@TRACK]=in, =out, =DATE or =DATETTIME.")
@SETS
@click.option(
    "--policy",
    type=click.Choice(["stop", "drop", "keep"]),
    default="stop",
    show_default=True,
    help="When what somebody agreed to has no place any more: list it and stop, drop it, or keep it and change more.",
)
@click.option("--dry-run", is_flag=True, help="Say whom it touches; write nothing.")
@written_to("./plan-<scenario>")
@click.option("--seconds", type=click.FloatRange(min=0.1), help="Budget for solving; 8 by default.")
@click.option("--seed", type=int)
@click.option("--workers", type=click.IntRange(min=1), help="Processor cores to use; all by default.")
@click.option("--no-documents", is_flag=True, help="Write the plan only.")
@with_console
def replan(console: Console, **given: Any) -> int:
    """Plan again after new facts with the fewest and cheapest changes, and say whom they touch."""
    from planner.workflow.replanning import replan_scenario

    return replan_scenario(console, **given)


@click.command()
@PLAN
@click.argument("engagement", required=False)
@click.option(
    "--afresh", is_flag=True, help="Make all meetings anew; otherwise those that stand change as little as can be."
)
@click.option("--why", nargs=2, metavar="VISITOR HOST", help="Say why two organisations do, or do not, meet.")
@written_to("that of the plan")
@with_console
def match(console: Console, **given: Any) -> int:
    """Make the meetings of matchmaking engagements again, the rest of the plan fixed."""
    from planner.workflow.matching import match_plan

    return match_plan(console, **given)


@click.command()
@PLAN
@click.argument("engagement", required=False)
@click.option("--track", help="Why this track attends it, or does not.")
@click.option(
    "--seconds", type=click.FloatRange(min=0.1), help="Budget; 20 by default, 4 each for all that is left out."
)
@click.option("--workers", type=click.IntRange(min=1), help="Processor cores to use; all by default.")
@with_console
def explain(console: Console, **given: Any) -> int:
    """Why an engagement is in a plan, or is not; without one, a table of all that is left out."""
    from planner.workflow.explaining import explain_plan

    return explain_plan(console, **given)


COMMANDS: tuple[click.Command, ...] = (plan, prepare, verify, replan, match, explain)
