"""Which delegate is in which track on which day, and every constant that follows from it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from planner.domain.clock import DAY
from planner.domain.parties import Edge
from planner.domain.travel import boarding_minutes
from planner.model.acts import Act
from planner.model.problem import Problem

TrackDayKey = tuple[int, int]
Assignment = Mapping[str, Mapping[int, int]]
"""Track index by delegate and day, for the days on which the delegate is there."""


@dataclass(frozen=True, slots=True)
class Door:
    """How a track's day begins or ends: at an airport `site` at `minute`, or at a hotel (site None)."""

    site: int | None = None
    minute: int = 0


@dataclass(frozen=True, slots=True)
class Alone:
    """A way taken apart from the track on `day`: from `site`, ready at `minute` (or, leaving, due there then)."""

    day: int
    site: str
    minute: int


@dataclass(frozen=True, slots=True)
class Group:
    """Delegates who are at the same places at the same times: same track each day, same way in and out."""

    tracks: tuple[int, ...]
    members: tuple[str, ...]
    comes: Alone | None
    leaves: Alone | None


HOTEL = Door()


class Roster:
    """Constants of one assignment of delegates to tracks, by (track, day) or group."""

    def __init__(self, problem: Problem, assignment: Assignment) -> None:
        self.problem = problem
        self.assignment = assignment
        self.members: dict[TrackDayKey, tuple[str, ...]] = self._members()
        self.heads = {key: len(who) for key, who in self.members.items()}
        self.routes = tuple(sorted(self.members, key=lambda key: (key[1], key[0])))
        self.arrivals = {track: edge for track in self.active if (edge := self._arrival(track))}
        self.departures = {track: edge for track in self.active if (edge := self._departure(track))}

    def _members(self) -> dict[TrackDayKey, tuple[str, ...]]:
        found: dict[TrackDayKey, list[str]] = defaultdict(list)
        for who in self.problem.delegates:
            for day, track in self.assignment[who].items():
                found[track, day].append(who)
        return {key: tuple(found[key]) for key in sorted(found)}

    @cached_property
    def active(self) -> Mapping[int, tuple[int, ...]]:
        """Days on which each track has delegates, by track."""
        found: dict[int, list[int]] = defaultdict(list)
        for track, day in self.members:
            found[track].append(day)
        return {track: tuple(sorted(days)) for track, days in found.items()}

    def _arrival(self, track: int) -> Edge | None:
        first = self.active[track][0]
        edge = self.problem.presence.arrival(self.members[track, first])
        return edge if edge and edge.day == first else None

    def _departure(self, track: int) -> Edge | None:
        last = self.active[track][-1]
        edge = self.problem.presence.departure(self.members[track, last])
        return edge if edge and edge.day == last else None

    def begin(self, route: TrackDayKey) -> Door:
        """How the day of `route` begins."""
        return self._door(self.arrivals.get(route[0]), route[1])

    def end(self, route: TrackDayKey) -> Door:
        """How the day of `route` ends."""
        return self._door(self.departures.get(route[0]), route[1])

    def _door(self, edge: Edge | None, day: int) -> Door:
        return Door(self.problem.site_index[edge.site], edge.minute) if edge and edge.day == day else HOTEL

    def frame(self, route: TrackDayKey) -> tuple[int, int]:
        """`day_start` and `day_end` of a route's day; legs from and to airports may lie outside."""
        programme, midnight = self.problem.scenario.programme, route[1] * DAY
        return midnight + programme.day_start, midnight + programme.day_end

    def by_air(self, route: TrackDayKey) -> bool:
        """Does the route's day begin or end at an airport?"""
        return self.begin(route).site is not None or self.end(route).site is not None

    def party(self, act: Act, day: int) -> tuple[TrackDayKey, ...]:
        """The routes of an act's audience on a day: tracks that have delegates there then."""
        return tuple((track, day) for track in act.audience if (track, day) in self.members)

    def boarding(self, route: TrackDayKey) -> int:
        """Minutes to board everyone of the route."""
        return self._boarding[self.heads[route]]

    @cached_property
    def _boarding(self) -> Mapping[int, int]:
        return {heads: boarding_minutes(self.problem.scenario, heads) for heads in set(self.heads.values())}

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Delegates grouped by where they are when; together they are all delegates."""
        found: dict[tuple[tuple[int, ...], Alone | None, Alone | None], list[str]] = defaultdict(list)
        for who in self.problem.delegates:
            days = self.assignment[who]
            tracks = tuple(days.get(day, -1) for day in range(self.problem.days))
            found[tracks, self._comes(who), self._leaves(who)].append(who)
        return tuple(Group(tracks, tuple(who), comes, leaves) for (tracks, comes, leaves), who in found.items())

    def _comes(self, who: str) -> Alone | None:
        landing = self.problem.presence.landings.get(who)
        days = self.assignment[who]
        if landing is None or not days:
            return None
        edge = self.arrivals.get(days[min(days)])
        if edge and edge.day == landing.day and who in edge.together:
            return None
        return Alone(landing.day, landing.site, self.problem.presence.ready_alone(who))

    def _leaves(self, who: str) -> Alone | None:
        takeoff = self.problem.presence.takeoffs.get(who)
        days = self.assignment[who]
        if takeoff is None or not days:
            return None
        edge = self.departures.get(days[max(days)])
        if edge and edge.day == takeoff.day and who in edge.together:
            return None
        return Alone(takeoff.day, takeoff.site, takeoff.due)

    @cached_property
    def groups_of(self) -> Mapping[TrackDayKey, tuple[int, ...]]:
        """Indices of the groups in a track on a day."""
        found: dict[TrackDayKey, list[int]] = defaultdict(list)
        for index, group in enumerate(self.groups):
            for day, track in enumerate(group.tracks):
                if track >= 0:
                    found[track, day].append(index)
        return {route: tuple(groups) for route, groups in found.items()}

    def rooms(self, track: int, night: int) -> tuple[tuple[str, ...], ...]:
        """Who shares a room that night, alone unless `room_with` is mutual."""
        return self._rooms.get((track, night), ())

    @cached_property
    def _rooms(self) -> Mapping[TrackDayKey, tuple[tuple[str, ...], ...]]:
        delegates, nights = self.problem.scenario.delegate, self.problem.presence.nights
        found: dict[TrackDayKey, tuple[tuple[str, ...], ...]] = {}
        for (track, night), members in self.members.items():
            sleepers = [who for who in members if night in nights[who]]
            if sleepers:
                found[track, night] = tuple(_share(sleepers, {who: delegates[who].room_with for who in sleepers}))
        return found

    def landed_by_night(self, route: TrackDayKey) -> frozenset[tuple[str, int]]:
        """(airport, minute) at which those of a route leave the airport after the midnight on which it begins."""
        found, day = set[tuple[str, int]](), route[1]
        for group in (self.groups[index] for index in self.groups_of.get(route, ())):
            edge = self.arrivals.get(group.tracks[day - 1]) if day else None
            if group.comes and group.comes.day == day - 1:
                found.add((group.comes.site, group.comes.minute))
            elif edge and edge.day == day - 1 and not edge.together.isdisjoint(group.members):
                found.add((edge.site, edge.minute))
        return frozenset((airport, minute) for airport, minute in found if minute >= day * DAY)

    @cached_property
    def languages(self) -> Mapping[TrackDayKey, frozenset[frozenset[str]]]:
        """The different sets of languages spoken by the delegates of a (track, day)."""
        delegates = self.problem.scenario.delegate
        return {
            route: frozenset(frozenset(delegates[who].languages) for who in members)
            for route, members in self.members.items()
        }

    @cached_property
    def organisations(self) -> Mapping[TrackDayKey, frozenset[str]]:
        """Organisations with a delegate in a (track, day)."""
        delegates = self.problem.scenario.delegate
        return {
            route: frozenset(delegates[who].organisation for who in members) for route, members in self.members.items()
        }

    @cached_property
    def best_rank(self) -> Mapping[TrackDayKey, int]:
        """Rank of the highest delegate of a (track, day)."""
        delegates = self.problem.scenario.delegate
        return {route: min(delegates[who].rank for who in members) for route, members in self.members.items()}

    @cached_property
    def sectors(self) -> tuple[Counter[str], ...]:
        """Heads by sector of each group."""
        scenario = self.problem.scenario
        return tuple(
            Counter(scenario.organisation[scenario.delegate[who].organisation].sector for who in group.members)
            for group in self.groups
        )

    @cached_property
    def firms(self) -> tuple[Counter[str], ...]:
        """Heads by organisation of each group."""
        delegates = self.problem.scenario.delegate
        return tuple(Counter(delegates[who].organisation for who in group.members) for group in self.groups)

    def head_track(self, day: int) -> int | None:
        """The track of the head of delegation on a day."""
        return self.assignment.get(self.problem.head, {}).get(day)


def _share(sleepers: Sequence[str], partners: Mapping[str, str | None]) -> Iterable[tuple[str, ...]]:
    placed: set[str] = set()
    for who in sleepers:
        if who in placed:
            continue
        other = partners[who]
        room = (who, other) if other and other != who and other not in placed and partners.get(other) == who else (who,)
        placed.update(room)
        yield room


def whole_visit(problem: Problem, tracks: Mapping[str, int]) -> dict[str, dict[int, int]]:
    """The assignment in which every delegate keeps one track (index by delegate) throughout."""
    return {who: dict.fromkeys(problem.presence.days[who], track) for who, track in tracks.items()}
