"""What an engagement in a plan adds, to whom, and how far it could move."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from planner.domain.clock import DAY
from planner.domain.opening import Opening
from planner.domain.plan import Plan
from planner.domain.programme import Programme
from planner.domain.scenario import Scenario
from planner.model.build import build
from planner.model.problem import Problem
from planner.model.reading_back import schedule_of
from planner.model.roster import Roster, TrackDayKey
from planner.model.schedule import Held as Stop
from planner.model.schedule import Schedule, Visit
from planner.model.scope import Scope
from planner.solving.budget import Budget
from planner.solving.engine import run
from planner.solving.explaining.records import Held, Place, aim_changes
from planner.solving.valuing import valued

PLACE_SECONDS = 1.0


def held(scenario: Scenario, plan: Plan, engagement: str, track: str | None, budget: Budget) -> Held:
    """The explanation of an engagement that is held (by `track`, if one is given)."""
    problem = Problem(scenario)
    schedule = schedule_of(problem, plan)
    roster = Roster(problem, schedule.assignment)
    act = problem.act_index[engagement]
    visits = [stop for stop in schedule.visits() if stop.node in _of(problem, schedule, act, track)]
    less = valued(problem, roster, _without(schedule, visits), plan)
    groups = [roster.members[stop.node.track, stop.node.day] for stop in visits]
    there = [who for members in groups for who in members]
    places = _places(problem, roster, schedule, visits, budget)
    return Held(
        engagement,
        track,
        tuple(aim_changes(less.plan, plan)),
        tuple(_beside(scenario, plan, place, engagement) for place in places),
        tuple(_organisations(problem, act, there)),
        tuple(_wishes(problem, act, there)),
    )


def _of(problem: Problem, schedule: Schedule, act: int, track: str | None) -> set[Visit]:
    """Visits of the act, of a track if one is given; a joint engagement is attended by all of its tracks."""
    visits = {stop.node for stop in schedule.visits() if isinstance(stop.node, Visit) and stop.node.act == act}
    if track is None or problem.acts[act].plenary:
        return visits
    return {visit for visit in visits if visit.track == problem.track_index[track]}


def _without(schedule: Schedule, visits: list[Stop]) -> Schedule:
    gone = {stop.node for stop in visits}
    stops = {route: tuple(stop for stop in held if stop.node not in gone) for route, held in schedule.stops.items()}
    interpreting = {visit: who for visit, who in schedule.interpreting.items() if visit not in gone}
    return replace(schedule, stops=stops, interpreting=interpreting)


def _places(
    problem: Problem, roster: Roster, schedule: Schedule, visits: list[Stop], budget: Budget
) -> Iterator[Place]:
    """How far each session could move on its day with all else at its time; tracks that share one move together."""
    sessions: dict[tuple[int, int], list[Visit]] = {}
    for stop in visits:
        assert isinstance(stop.node, Visit)
        sessions.setdefault((stop.node.day, stop.start), []).append(stop.node)
    for (_, start), nodes in sorted(sessions.items()):
        earliest = _farthest(problem, roster, schedule, nodes, start, budget, latest=False)
        latest = _farthest(problem, roster, schedule, nodes, start, budget, latest=True)
        for node in nodes:
            yield Place(problem.tracks[node.track], start, earliest, latest)


def _beside(scenario: Scenario, plan: Plan, place: Place, engagement: str) -> Place:
    """The place with its hours and neighbours."""
    day = place.start // DAY
    spans = Opening(scenario).of_engagement(scenario.engagement[engagement], day)
    hours = next(((start, end) for start, end in spans if start <= place.start < end), ())
    items = [
        stop.item
        for stop in Programme(plan).stops()
        if stop.track == place.track and stop.day == day and stop.item.kind in ("engagement", "meal")
    ]
    after = max((item for item in items if item.start < place.start), key=lambda item: item.start, default=None)
    before = min((item for item in items if item.start > place.start), key=lambda item: item.start, default=None)
    return replace(place, hours=hours, after=after.key if after else "", before=before.key if before else "")


def _farthest(
    problem: Problem,
    roster: Roster,
    schedule: Schedule,
    nodes: list[Visit],
    start: int,
    budget: Budget,
    *,
    latest: bool,
) -> int:
    routes: frozenset[TrackDayKey] = frozenset((node.track, node.day) for node in nodes)
    others = frozenset(stop.node for route in routes for stop in schedule.stops[route] if stop.node not in nodes)
    built = build(problem, roster, schedule, Scope(routes, offered=frozenset(), fixed=others, name="how far"))
    v = built.variables
    if any(node not in v.held for node in nodes) or isinstance(v.start[nodes[0]], int):
        return start
    for node in nodes:
        built.model.add(v.held[node] == 1)
        built.model.add(v.start[node] == v.start[nodes[0]])
    goal = v.start[nodes[0]]
    built.model.maximize(goal if latest else -goal)
    found = run(built, budget, PLACE_SECONDS).schedule
    moved = {} if found is None else {stop.node: stop.start for stop in found.visits()}
    return moved.get(nodes[0], start)


def _organisations(problem: Problem, act: int, there: list[str]) -> Iterator[tuple[str, int, int]]:
    """(organisation, heads, interest x strength a head), the most interested first."""
    heads = Counter(problem.scenario.delegate[who].organisation for who in there)
    topics = problem.acts[act].topics
    care = {
        one: sum(weight * topics.get(topic, 0) for topic, weight in problem.interests.get(one, {}).items())
        for one in heads
    }
    for one in sorted(heads, key=lambda one: (-care[one], one)):
        if care[one]:
            yield one, heads[one], care[one]


def _wishes(problem: Problem, act: int, there: list[str]) -> Iterator[tuple[str, int, int]]:
    """(sector, heads that came, weight) of what the host wished, the dearest first."""
    scenario = problem.scenario
    came = Counter(scenario.organisation[scenario.delegate[who].organisation].sector for who in there)
    wishes = [wish for wish in scenario.wishes if wish.host == problem.acts[act].host]
    for wish in sorted(wishes, key=lambda wish: (-wish.weight, wish.sector)):
        yield wish.sector, came[wish.sector], wish.weight
