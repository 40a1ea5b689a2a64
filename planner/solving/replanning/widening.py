"""Scopes of a re-plan: what is damaged first, then its days, then the days and nights beside them, then everything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from planner.model.roster import TrackDayKey
from planner.model.schedule import Meal, Node, Schedule, Visit
from planner.model.scope import Scope, nights_of
from planner.solving.constructing import serving, skeleton
from planner.solving.replanning.case import AGREED, Case
from planner.solving.replanning.damage import Damage

MEALS_OFFERED = 4


def widening(case: Case, damage: Damage) -> Iterator[Scope]:
    """Ever wider scopes around `damage`, without what is past; the last is everything that can still be changed."""
    routes = case.roster.routes
    near = damage.routes | damage.refuges
    hurt, days = {day for _, day in damage.routes}, {day for _, day in near}
    tracks = {track for track, _ in near}
    beside = {day + step for day in days for step in (-1, 0)}
    rings: list[tuple[Iterable[TrackDayKey], Iterable[tuple[int, int]]]] = [
        (damage.routes, damage.nights),
        (near | _companions(case, damage.routes), damage.nights),
        ([key for key in routes if key[1] in hurt], damage.nights),
        ([key for key in routes if key in near or key[1] in days - hurt], nights_among(case, tracks, beside)),
        ([key for key in routes if key[1] in days or key[0] in tracks], nights_among(case, tracks, beside)),
        (routes, nights_among(case, set(case.roster.active), set(range(case.problem.days)))),
    ]
    seen: list[Scope] = []
    for free, nights in rings:
        scope = scope_around(case, free, nights)
        if scope.routes and not any(scope.routes <= one.routes and scope.nights <= one.nights for one in seen):
            seen.append(scope)
            yield scope


def day_by_day(case: Case, damage: Damage) -> Iterator[tuple[Scope, Scope]]:
    """For each day that is damaged, and not past, the scope of its damaged routes, and that of the whole day."""
    for day in sorted({day for _, day in damage.routes}):
        hurt = scope_around(case, [key for key in damage.routes if key[1] == day])
        if hurt.routes:
            yield hurt, whole_day(case, day)


def whole_day(case: Case, day: int) -> Scope:
    """All tracks on one day."""
    return scope_around(case, [key for key in case.roster.routes if key[1] == day])


def track_by_track(case: Case, damage: Damage) -> Iterator[tuple[Scope, ...]]:
    """For each track that is damaged, the most damaged first, ever wider scopes of it alone, at last all of it."""
    hurt = Counter(track for track, _ in damage.routes)
    for track, _ in hurt.most_common():
        own = {route for route in damage.routes if route[0] == track}
        near = own | {route for route in damage.refuges if route[0] == track}
        nights = [night for night in damage.nights if night[0] == track]
        yield scope_around(case, own, nights), scope_around(case, near, nights), whole_tracks(case, {track})


def whole_tracks(case: Case, tracks: set[int]) -> Scope:
    """All days and nights of some tracks, as far as they are not past."""
    days = set(range(case.problem.days))
    return scope_around(case, [key for key in case.roster.routes if key[0] in tracks], nights_among(case, tracks, days))


def from_nothing(case: Case) -> Scope:
    """Everything that is not past, but little of it offered: what must be held, and what was agreed and may be kept.

    What must be held finds its place here in short time where wider choices leave the search lost.
    """
    whole = skeleton(case.problem, case.roster)
    around = scope_around(case, whole.routes, whole.nights)
    agreed = {
        held.node.act
        for held in case.before.visits()
        if isinstance(held.node, Visit) and case.before.commitment(case.problem, held.node.act) in AGREED
    }
    kept = {Visit(*route, act) for route in around.routes for act in agreed if case.keep}
    offered = frozenset(node for node in whole.offered or () if (node.track, node.day) in around.routes) | kept
    return replace(around, offered=offered, beds=whole.beds)


def _companions(case: Case, routes: frozenset[TrackDayKey]) -> set[TrackDayKey]:
    """Routes that meet one of `routes` at a plenary or in a shared session."""
    attended = [
        ((held.node.act, held.start), route)
        for route, stops in case.schedule.stops.items()
        for held in stops
        if isinstance(held.node, Visit)
    ]
    sessions = {session for session, route in attended if route in routes}
    return {route for session, route in attended if session in sessions}


def nights_among(case: Case, tracks: set[int], days: set[int]) -> list[tuple[int, int]]:
    """Hotel nights of `tracks` on `days`."""
    return [(track, night) for track in tracks for night in nights_of(case.roster, track) if night in days]


def scope_around(case: Case, routes: Iterable[TrackDayKey], nights: Iterable[tuple[int, int]] = ()) -> Scope:
    """The scope that frees `routes` and `nights` as far as they are not past; what is done is fixed."""
    free = frozenset(route for route in routes if not case.is_past(route))
    offered = frozenset(node for route in free for node in _offers(case, route, free))
    return Scope(
        routes=free,
        nights=frozenset(night for night in nights if not case.night_is_past(night)),
        offered=offered,
        fixed=frozenset(node for node in case.done if (node.track, node.day) in free),
        name="fewest changes",
    )


def _offers(case: Case, route: TrackDayKey, free: frozenset[TrackDayKey]) -> Iterator[Node]:
    """The track's old visits, what must be held, what was lost, and meal places near these."""
    acts = wanted(case, route[0], free)
    yield from (Visit(*route, act) for act in acts)
    here = {held.node.act for held in case.schedule.stops.get(route, ()) if isinstance(held.node, Visit)}
    yield from _meals(case, route, here | {act for act in acts if case.problem.acts[act].starts[route[1]]})


def wanted(case: Case, track: int, free: frozenset[TrackDayKey]) -> set[int]:
    """Acts that a track attended on free routes, or may have to attend."""
    acts, problem = case.problem.acts, case.problem
    old = {
        held.node.act
        for route in free
        if route[0] == track
        for held in case.schedule.stops.get(route, ())
        if isinstance(held.node, Visit)
    }
    lost = {held.node.act for held in case.before.homeless if isinstance(held.node, Visit) and held.node.track == track}
    must = {act for act, one in enumerate(acts) if one.mandatory != "no"}
    must |= {problem.act_index[pin.engagement] for pin in problem.scenario.pins if pin.state != "out"}
    held = {stop.node.act for stop in case.schedule.visits() if isinstance(stop.node, Visit)}
    must |= {act for act in held if acts[act].head_required}
    must |= _for_provinces(case, held)
    return {act for act in old | lost | must if track in acts[act].audience}


def _for_provinces(case: Case, held: set[int]) -> set[int]:
    """Acts in named provinces that the old schedule serves too little."""
    rules, acts = case.problem.scenario.rules.provinces, case.problem.acts
    served = Counter(acts[act].province for act in held)
    return {act for act, one in enumerate(acts) if one.province in rules.names and served[one.province] < rules.least}


def _meals(case: Case, route: TrackDayKey, acts: set[int]) -> Iterator[Meal]:
    """The meal places nearest to what the route may visit, and those nearest to its hotels."""
    problem, day = case.problem, route[1]
    sites = [problem.acts[act].site for act in acts]
    beds = (case.schedule.beds.get((route[0], night)) for night in (day - 1, day))
    sites += [problem.beds[bed].site for bed in beds if bed is not None]
    for kind in ("lunch", "dinner"):
        tables = [t for t in serving(problem, case.roster, route) if problem.tables[t].kind == kind]
        nearest = Counter(
            min(tables, key=lambda table: problem.minutes(site, problem.tables[table].site)) for site in sites if tables
        )
        yield from (Meal(*route, table) for table, _ in nearest.most_common(MEALS_OFFERED))


def relocating(case: Case, schedule: Schedule) -> Iterator[Scope]:
    """For each visit that `schedule` dropped the scopes of one or two days of its track on which it might be held."""
    for drop in case.drops(schedule):
        act, track = case.problem.act_index.get(drop.engagement), case.problem.track_index.get(drop.track)
        if act is None or track is None:
            continue
        days = [
            day
            for day, spans in enumerate(case.problem.acts[act].starts)
            if spans and (track, day) in case.roster.members and not case.is_past((track, day))
        ]
        for day in days:
            scope = scope_around(case, [(track, day)])
            yield replace(scope, offered=(scope.offered or frozenset()) | {Visit(track, day, act)})
