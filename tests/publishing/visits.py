"""Plan folders of the tiny visit in three states: first, port moved and laboratory dropped, a delegate leaves early."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from planner.checking.account import account
from planner.domain.clock import Clock
from planner.domain.plan import Item, Plan, TrackDay
from planner.domain.plan_json import plan_digest, plan_to_json
from planner.domain.scenario import Scenario
from planner.publishing import Release, publish
from planner.reading import scenario_digest, write_folder
from tests.handmade import at, tiny_plan, tiny_scenario

FIRST = dt.datetime(2017, 8, 10, 3, tzinfo=dt.UTC)


def no_papers(*_: object) -> None:
    """Writes no documents: most tests are about the rest."""


def lawful(scenario: Scenario, plan: Plan) -> Plan:
    """`plan` with the digest of its scenario and an account that adds up."""
    own = account(scenario, plan)
    return replace(plan, sha256=scenario_digest(scenario), aims=own.aims, soft_rules=own.soft, objective=own.objective)


def child_of(parent: Plan, clock: Clock, plan: Plan) -> Plan:
    """`plan` as re-planned from `parent`."""
    return replace(plan, parents=(*parent.parents, plan_digest(parent, clock)))


def on_day(plan: Plan, track: str, day: int, change: Callable[[TrackDay], TrackDay]) -> Plan:
    """`plan` with one day of one track changed."""
    tracks = (
        replace(one, days=tuple(change(d) if d.day == day else d for d in one.days)) if one.id == track else one
        for one in plan.tracks
    )
    return replace(plan, tracks=tuple(tracks))


def port_moved(plan: Plan) -> Plan:
    """Both tracks see the port ten minutes earlier; the technology track leaves the laboratory out."""

    def earlier(day: TrackDay) -> TrackDay:
        times = {"start": at(2, "09:20"), "end": at(2, "10:50")}
        return replace(day, items=tuple(replace(i, **times) if i.key == "port-visit" else i for i in day.items))

    def without_laboratory(day: TrackDay) -> TrackDay:
        way, _, _, *rest = day.items
        ride = replace(way, key="to/welcome-dinner", id="to/welcome-dinner", site="grand", destination="grand")
        return replace(day, items=(ride, *rest))

    for track in ("gov", "tech"):
        plan = on_day(plan, track, 2, earlier)
    return replace(on_day(plan, "tech", 0, without_laboratory), left_out=("lab-visit", "temple"))


def lin_leaves_early(plan: Plan) -> Plan:
    """Lin Hai flies home on Wednesday evening, straight from the governor."""

    def without(day: TrackDay) -> TrackDay:
        past = [item.key for item in day.items].index("hall-call")
        items = tuple(_left(item) if n > past else item for n, item in enumerate(day.items))
        rooms = {hotel: tuple(room for room in rooms if room != ("lin",)) for hotel, rooms in day.rooms.items()}
        return replace(day, items=items, rooms=rooms)

    def two_heads(day: TrackDay) -> TrackDay:
        return replace(day, head_count=2, items=tuple(replace(item, heads=2) for item in day.items))

    plan = on_day(on_day(plan, "gov", 1, without), "gov", 2, two_heads)
    own = [row for row in plan.individual if (row.delegate, row.flight) != ("lin", "f-out")]
    place = next(n for n, row in enumerate(own) if row.delegate == "xu" and row.day == 1)
    own[place:place] = [replace(row, delegate="lin") for row in own if row.delegate == "xu" and row.day == 1]
    return replace(plan, individual=tuple(own), delegates={**plan.delegates, "lin": {0: "gov", 1: "gov"}})


def _left(item: Item) -> Item:
    return replace(item, absent=(*item.absent, "lin"), heads=item.heads - 1)


def early_flight(scenario: Scenario) -> Scenario:
    delegates = (replace(row, departure="f-early") if row.id == "lin" else row for row in scenario.delegates)
    return replace(scenario, delegates=tuple(delegates))


def write_plan(folder: Path, scenario: Scenario, plan: Plan) -> Path:
    """A plan folder as the main job leaves it, without documents."""
    write_folder(scenario, folder / "scenario")
    (folder / "plan.json").write_text(plan_to_json(plan, scenario.clock), encoding="utf-8")
    return folder


def three_plans(folder: Path) -> list[Path]:
    """Plan folders of the three states, each re-planned from the one before."""
    scenario = tiny_scenario()
    first = lawful(scenario, tiny_plan(scenario))
    second = lawful(scenario, child_of(first, scenario.clock, port_moved(first)))
    early = early_flight(scenario)
    third = lawful(early, child_of(second, scenario.clock, lin_leaves_early(second)))
    plans = [(scenario, first), (scenario, second), (early, third)]
    return [write_plan(folder / f"plan-{n}", *pair) for n, pair in enumerate(plans, 1)]


def release_all(plans: list[Path], releases: Path) -> list[Release]:
    """The plans published a day apart."""
    return [
        publish(plan, releases, now=FIRST + dt.timedelta(days=n), write_papers=no_papers, note=f"note {n + 1}")
        for n, plan in enumerate(plans)
    ]
