"""A plan turned back into the schedule that it was written from, for the same scenario or a changed one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from planner.domain.clock import DAY
from planner.domain.plan import Item, Plan
from planner.domain.programme import Programme, Stop
from planner.model.problem import Problem
from planner.model.roster import Assignment, Roster
from planner.model.routing import in_order
from planner.model.schedule import Held, Meal, Node, Schedule, Visit
from planner.model.scope import nights_of


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What of a plan still has its place in a scenario: the `schedule`, and the stops that are `lost`.

    Lost are stops whose engagement, meal place, track or day is there no more. The schedule may break rules.
    """

    schedule: Schedule
    lost: tuple[Stop, ...]


def schedule_of(problem: Problem, plan: Plan) -> Schedule:
    """The schedule that `plan` says, as far as the problem's scenario knows its names."""
    return read_back(problem, plan).schedule


def read_back(problem: Problem, plan: Plan, days_later: int = 0) -> ReadBack:
    """`plan` read for the problem's scenario, whose first day lies `days_later` days after the plan's."""
    assignment = _assignment(problem, plan, days_later)
    roster = Roster(problem, assignment)
    stops: dict[tuple[int, int], list[Held]] = {route: [] for route in roster.routes}
    interpreting: dict[Visit, tuple[int, ...]] = {}
    vehicles: dict[tuple[int, int], tuple[int, ...]] = {}
    lost: list[Stop] = []
    for stop in Programme(plan).stops():
        route = (problem.track_index.get(stop.track, -1), stop.day - days_later)
        if stop.item.kind == "transfer" and route in stops:
            vehicles[route] = _known(problem.scenario.vehicle, stop.item.vehicles)
        if stop.item.kind not in ("engagement", "meal"):
            continue
        node = _node(problem, stop.item, route) if route in stops else None
        if node is None:
            lost.append(stop)
            continue
        stops[route].append(Held(node, stop.item.start - days_later * DAY, _session(problem, stop.item, node)))
        if isinstance(node, Visit) and stop.item.interpreters:
            interpreting[node] = _known(problem.scenario.interpreter, stop.item.interpreters)
    ordered = {route: in_order(held) for route, held in stops.items()}
    beds = dict(_beds(problem, roster, plan, days_later))
    return ReadBack(Schedule(assignment, ordered, beds, vehicles, interpreting), tuple(lost))


def _known(rows: Mapping[str, object], ids: tuple[str, ...]) -> tuple[int, ...]:
    """Indices, in the order of the table, of those of `ids` that the table has."""
    return tuple(index for index, id in enumerate(rows) if id in ids)


def _node(problem: Problem, item: Item, route: tuple[int, int]) -> Node | None:
    if item.kind == "meal":
        table = problem.table_index.get(item.id)
        return None if table is None else Meal(*route, table)
    act = problem.act_index.get(item.id)
    return None if act is None or route[0] not in problem.acts[act].audience else Visit(*route, act)


def _session(problem: Problem, item: Item, node: Node) -> int:
    """Numbers matter only where tracks choose with whom they share a session."""
    shared = isinstance(node, Visit) and problem.acts[node.act].together and not problem.acts[node.act].plenary
    return item.session or 0 if shared else 0


def _beds(problem: Problem, roster: Roster, plan: Plan, days_later: int) -> Iterator[tuple[tuple[int, int], int]]:
    """Hotels by (track, night); a hotel that is no more gives way to the roomiest there is."""
    told = {
        (track.id, day.day - days_later): day.hotel_to or day.hotel_from for track in plan.tracks for day in track.days
    }
    for track in roster.active:
        for night in nights_of(roster, track):
            hotel = told.get((problem.tracks[track], night))
            known = problem.bed_index.get(hotel or "")
            roomiest = sorted(range(len(problem.beds)), key=lambda bed: -problem.beds[bed].rooms)
            fit = [bed for bed in roomiest if night in problem.beds[bed].nights]
            yield (track, night), known if known is not None else (fit or roomiest)[0]


def _assignment(problem: Problem, plan: Plan, days_later: int) -> Assignment:
    """Everybody in the track that the plan gave them that day, else on the day before; newcomers fill up tracks."""
    days = problem.presence.days
    kept: dict[str, dict[int, int]] = {}
    for who, its in plan.delegates.items():
        told = {
            day - days_later: problem.track_index[track] for day, track in its.items() if track in problem.track_index
        }
        if who in days and told:
            nearest = {day: min(told, key=lambda known: (abs(known - day), known)) for day in days[who]}
            kept[who] = {day: told[known] for day, known in nearest.items()}
    sizes = [sum(track in its.values() for its in kept.values()) for track in range(len(problem.tracks))]
    for row in problem.scenario.delegates:
        if row.track:
            kept[row.id] = dict.fromkeys(days[row.id], problem.track_index[row.track])
        elif row.id not in kept:
            track = _roomiest(problem, sizes)
            sizes[track] += 1
            kept[row.id] = dict.fromkeys(days[row.id], track)
    return {who: kept[who] for who in problem.delegates}


def _roomiest(problem: Problem, sizes: list[int]) -> int:
    return max(range(len(sizes)), key=lambda track: problem.scenario.tracks[track].max_size - sizes[track])
