"""The handmade visit many times over: as many track-days and delegates as a very large delegation has."""

from __future__ import annotations

from dataclasses import replace

from planner.domain.people import Delegate
from planner.domain.plan import Item, Plan, TrackDay, TrackPlan
from planner.domain.scenario import Scenario
from tests.handmade import tiny_plan, tiny_scenario


def enlarged(copies: int, heads: int) -> tuple[Scenario, Plan]:
    """`copies` of each of the two tracks, every delegate `heads` times; capacities do not hold, times do."""
    scenario = tiny_scenario()
    plan = tiny_plan(scenario)
    clones = {who.id: [f"{who.id}-{n}" for n in range(copies * heads)] for who in scenario.delegates}
    delegates = tuple(_clone(who, clone) for who in scenario.delegates for clone in clones[who.id])
    tracks = tuple(replace(t, id=f"{t.id}-{n}", max_size=1000) for t in scenario.tracks for n in range(copies))
    vehicles = tuple(replace(v, id=f"{v.id}-{n}", seats=1000) for v in scenario.vehicles for n in range(copies))
    days = {
        clone: {day: f"{track}-{number // heads}" for day, track in plan.delegates[who].items()}
        for who, ids in clones.items()
        for number, clone in enumerate(ids)
    }
    individual = tuple(replace(own, delegate=clone) for own in plan.individual for clone in clones[own.delegate])
    bigger = replace(
        scenario, head="wu-0", delegates=delegates, tracks=tracks, vehicles=vehicles, pins=(), hotels=scenario.hotels
    )
    return bigger, replace(
        plan,
        tracks=tuple(_track(one, n, heads, clones) for one in plan.tracks for n in range(copies)),
        delegates=days,
        individual=individual,
    )


def _clone(who: Delegate, clone: str) -> Delegate:
    return replace(who, id=clone, track=None, room_with=None)


def _track(track: TrackPlan, number: int, heads: int, clones: dict[str, list[str]]) -> TrackPlan:
    def own(who: str) -> tuple[str, ...]:
        return tuple(clones[who][number * heads : (number + 1) * heads])

    def bigger(item: Item) -> Item:
        return replace(
            item,
            heads=item.heads * heads,
            absent=tuple(clone for who in item.absent for clone in own(who)),
            vehicles=tuple(f"{vehicle}-{number}" for vehicle in item.vehicles),
        )

    def day(record: TrackDay) -> TrackDay:
        rooms = {
            hotel: tuple((clone,) for room in shared for who in room for clone in own(who))
            for hotel, shared in record.rooms.items()
        }
        items = tuple(bigger(item) for item in record.items)
        return replace(record, head_count=record.head_count * heads, rooms=rooms, items=items)

    return TrackPlan(id=f"{track.id}-{number}", days=tuple(day(record) for record in track.days))
