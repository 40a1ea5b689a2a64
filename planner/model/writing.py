"""A schedule written out as a plan: every transfer, night, room and absence; the account comes from elsewhere."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from planner.domain.clock import DAY
from planner.domain.plan import Item, Plan, TrackDay, TrackPlan
from planner.model.problem import Problem
from planner.model.roster import Roster, TrackDayKey
from planner.model.schedule import Schedule, Visit
from planner.model.solitary import Solitary
from planner.model.timeline import Halt, Leg, Timeline, Timelines


class Writer:
    """Writes one schedule out."""

    def __init__(self, problem: Problem, roster: Roster, schedule: Schedule) -> None:
        self._problem, self._roster, self._schedule = problem, roster, schedule
        timelines = Timelines(problem, roster)
        self._days = {route: timelines.of(schedule, route) for route in roster.routes}
        self._sessions = self._numbered()
        self._people = self._receiving()
        self._alone = Solitary(problem, roster)

    def plan(self, frame: Plan) -> Plan:
        """`frame` with tracks, delegates, individual items, commitments and what is left out filled in."""
        own, items = self._alone.flights(), dict[TrackDayKey, tuple[Item, ...]]()
        for route in self._roster.routes:
            items[route], rides = self._alone.applied(route, self._days[route], self._items(route))
            own += rides
        items = self._alone.undisturbed(items, own)
        tracks = [
            TrackPlan(id=track, days=tuple(self._track_day((index, day), items[index, day]) for day in days))
            for index, track in enumerate(self._problem.tracks)
            for days in [self._roster.active.get(index, ())]
        ]
        scenario = self._problem.scenario
        held = {
            self._problem.acts[stop.node.act].id for stop in self._schedule.visits() if isinstance(stop.node, Visit)
        }
        return replace(
            frame,
            tracks=tuple(tracks),
            delegates=self._delegates(),
            individual=tuple(sorted(own, key=lambda one: (one.start, one.key, one.delegate))),
            left_out=tuple(sorted(one.id for one in scenario.engagements if one.id not in held)),
            commitments={one.id: one.commitment for one in scenario.engagements if one.id in held},
        )

    def _delegates(self) -> dict[str, dict[int, str]]:
        names = self._problem.tracks
        return {who: {day: names[t] for day, t in days.items()} for who, days in self._roster.assignment.items()}

    def _numbered(self) -> dict[Visit, int]:
        """Session numbers from 1 by start; visits of one plenary, or of one shared session, have the same."""
        sessions: dict[int, dict[tuple[int, ...], list[Visit]]] = defaultdict(lambda: defaultdict(list))
        for held in self._schedule.visits():
            node = held.node
            if isinstance(node, Visit):
                act = self._problem.acts[node.act]
                apart = () if act.plenary else (held.session,) if act.together and held.session else (-1, node.track)
                sessions[node.act][held.start, *apart].append(node)
        return {
            node: number
            for found in sessions.values()
            for number, key in enumerate(sorted(found), 1)
            for node in found[key]
        }

    def _receiving(self) -> dict[str, tuple[str, ...]]:
        people = self._problem.scenario.person
        found: dict[str, list[str]] = defaultdict(list)
        for row in self._problem.scenario.attends:
            if row.person in people and row.role == "receives":
                found[row.engagement].append(row.person)
        return {engagement: tuple(dict.fromkeys(who)) for engagement, who in found.items()}

    def _track_day(self, route: TrackDayKey, items: tuple[Item, ...]) -> TrackDay:
        day = self._days[route]
        rooms = self._roster.rooms(*route)
        return TrackDay(
            day=route[1],
            hotel_from=day.hotel_from,
            hotel_to=day.hotel_to,
            head_count=self._roster.heads[route],
            rooms={day.hotel_to: rooms} if day.hotel_to and rooms else {},
            items=items,
        )

    def _items(self, route: TrackDayKey) -> tuple[Item, ...]:
        day, items = self._days[route], []
        for halt in day.halts:
            stop = self._stop(halt, route)
            if halt.leg:
                items.append(self._transfer(halt.leg, stop.key, route))
            items.append(stop)
        night = self._night(route, day)
        if day.last:
            items.append(self._transfer(day.last, night.key if night else self._last_key(route), route))
        return (*items, night) if night else tuple(items)

    def _stop(self, halt: Halt, route: TrackDayKey) -> Item:
        node, heads = halt.held.node, self._roster.heads[route]
        if isinstance(node, Visit):
            one = self._problem.scenario.engagements[node.act]
            interpreters = self._schedule.interpreting.get(node, ())
            return Item(
                key=one.id,
                kind="engagement",
                id=one.id,
                site=halt.site,
                start=halt.start,
                end=halt.end,
                heads=heads,
                session=self._sessions[node],
                interpreters=tuple(sorted(self._problem.scenario.interpreters[i].id for i in interpreters)),
                people=self._people.get(one.id, ()),
                commitment=one.commitment,
            )
        table = self._problem.tables[node.table]
        key = f"{table.kind}/{self._problem.clock.date(route[1])}"
        return Item(
            key=key,
            kind="meal",
            id=table.id,
            site=halt.site,
            start=halt.start,
            end=halt.end,
            heads=heads,
            meal=table.kind,
        )

    def _transfer(self, leg: Leg, key: str, route: TrackDayKey) -> Item:
        vehicles = self._schedule.vehicles.get(route, ())
        return Item(
            key=f"to/{key}",
            kind="transfer",
            id=f"to/{key}",
            site=leg.destination,
            start=leg.departure,
            end=leg.arrival,
            heads=self._roster.heads[route],
            origin=leg.origin,
            destination=leg.destination,
            km=self._problem.travel.way(leg.origin, leg.destination).km,
            minutes=leg.arrival - leg.departure,
            vehicles=tuple(sorted(self._problem.scenario.vehicles[i].id for i in vehicles)),
        )

    def _last_key(self, route: TrackDayKey) -> str:
        departure = self._roster.departures.get(route[0])
        if departure and departure.day == route[1]:
            return f"flight/{departure.flight}"
        return f"hotel/{self._problem.clock.date(route[1])}"

    def _night(self, route: TrackDayKey, day: Timeline) -> Item | None:
        """The night after the day, until the first of those who sleep there leaves next morning with a track."""
        if day.hotel_to is None or not self._roster.rooms(*route):
            return None
        morning = route[1] + 1
        tracks = {self._roster.assignment[who].get(morning, route[0]) for who in self._roster.members[route]}
        following = [self._days[track, morning] for track in sorted(tracks) if (track, morning) in self._days]
        leaves = [timeline.begin for timeline in following if timeline.hotel_from]
        day_start = morning * DAY + self._problem.scenario.programme.day_start
        return Item(
            key=f"night/{self._problem.clock.date(route[1])}",
            kind="night",
            id=day.hotel_to,
            site=self._problem.scenario.hotel[day.hotel_to].site,
            start=day.end,
            end=max(day.end, min(leaves, default=day_start)),
            heads=self._roster.heads[route],
        )


def written(problem: Problem, roster: Roster, schedule: Schedule, frame: Plan) -> Plan:
    """`schedule` as a plan; `frame` gives what is not a matter of the programme (seed, solver, ...)."""
    return Writer(problem, roster, schedule).plan(frame)
