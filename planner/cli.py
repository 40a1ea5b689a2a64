"""The commands: arguments in, exit code and messages out; decisions are made elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from planner import __version__
from planner.console import Console, run, with_console

SCENARIO = click.argument("scenario", type=click.Path(path_type=Path))
Command = TypeVar("Command", bound=Callable[..., Any])
PLAN = click.argument("plan", type=click.Path(path_type=Path))


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


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="planner")
def cli() -> None:
    """Plan the visit of a business delegation: programme, coaches, interpreters, meals, hotels, documents, calendars.

    Exit codes: 0 good; 1 faulty input; 2 wrong use; 3 no lawful plan exists; 4 out of time without a plan; 5 the
    check found a violation; 130 stopped (the best plan so far is written).
    """


@cli.command()
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


@cli.command()
@SCENARIO
@SETS
@click.option("--provenance", is_flag=True, help="Show where each value comes from.")
@with_console
def show(console: Console, scenario: Path, sets: tuple[str, ...], provenance: bool) -> int:
    """Show the resolved scenario."""
    from planner.workflow.reading import show_scenario

    return show_scenario(console, scenario, sets, provenance)


@cli.command()
@SCENARIO
@click.argument("target", type=click.Path(path_type=Path))
@with_console
def convert(console: Console, scenario: Path, target: Path) -> int:
    """Turn a scenario folder into a workbook (.xlsx), or a workbook into a folder."""
    from planner.workflow.reading import convert_scenario

    return convert_scenario(console, scenario, target)


@cli.command()
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--size", type=click.Choice(["S", "M", "L", "XL"]), required=True, help="40, 120, 208 or 570 delegates.")
@click.option("--seed", type=int, default=1, show_default=True)
@with_console
def example(console: Console, target: Path, size: Any, seed: int) -> int:
    """Write a generated scenario."""
    from planner.workflow.reading import write_example

    return write_example(console, target, size, seed)


@cli.command()
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


@cli.command()
@PLAN
@with_console
def verify(console: Console, plan: Path) -> int:
    """Check a plan or release against its scenario, and its files against the plan."""
    from planner.workflow.commands import verify_plan

    return verify_plan(console, plan)


@cli.command()
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


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path())
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one.")
@click.option("--address", metavar="URL", default="", help="Where readers reach the feeds, if not on this machine.")
@with_console
def serve(console: Console, folder: Path, port: int, address: str) -> int:
    """Serve the releases in FOLDER on this machine: each reader's calendar and page, and the officer's page."""
    from planner.web import serve_releases

    return serve_releases(console, folder, port, address)


@cli.command()
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


@cli.command()
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


@cli.command()
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


@cli.command()
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


@cli.command()
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


@cli.command()
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


@cli.command()
@SCENARIO
@SETS
@click.option("--seconds", type=click.FloatRange(min=0.1), help="Budget for looking, as work; 15 by default.")
@click.option("--workers", type=click.IntRange(min=1), help="Processor cores to use; 1 by default.")
@with_console
def conflicts(console: Console, **given: Any) -> int:
    """What cannot hold together in a scenario, and whom to ask so that it can."""
    from planner.workflow.conflicts import show_conflicts

    return show_conflicts(console, **given)


@cli.command()
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


@cli.group()
def template() -> None:
    """Own Word letterheads for documents."""


@template.command("new")
@click.argument("file", type=click.Path(path_type=Path))
@with_console
def template_new(console: Console, file: Path) -> int:
    """Write a letterhead with the fields and a cheat sheet."""
    from planner.workflow.commands import new_template

    return new_template(console, file)


def main() -> None:
    """Run the command line."""
    run(cli)
