"""A relaxation of the whole visit, every assignment of delegates included: its optimum bounds every plan.

Delegates of like interests are counted, not told apart, and attend engagements by heads; tracks that may attend the
same are one class. Routes are given up for rows of time: on each day, and inside every span in which a set of
engagements must lie, service, preparation and the least way there fit into the minutes there are, for the tracks of a
class and for the delegates in it alike. Penalties and costs other than rooms are left out. All of it is linear.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ortools.linear_solver.python import model_builder

from planner.domain.clock import DAY
from planner.domain.people import Delegate
from planner.domain.travel import boarding_minutes
from planner.model.problem import Problem

Expression = Any
"""A linear expression; the solver's own types do not add up under + and sum."""
Session = tuple[int, int, int]
"""(class of tracks, day, act)."""
MOST_KINDS = 150
"""Above so many kinds of delegates the linear program gets slow; fewer, coarser ones bound less tightly."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Delegates of like interests in one sector; at least `fixed` heads of them in a class of tracks.

    `interests` weigh each topic as the keenest of them does; `whole` is the least that one of them would gain from
    attending everything.
    """

    interests: tuple[tuple[str, int], ...]
    sector: str
    whole: int
    heads: int
    fixed: tuple[tuple[int, int], ...]


class Relaxation:
    """The relaxed model for some weights of aims; `bound` solves it."""

    def __init__(self, problem: Problem, weights: Mapping[str, int]) -> None:
        self.problem, self._weights = problem, weights
        self._model = model_builder.Model()  # type: ignore[no-untyped-call]
        self._infinity = float("inf")
        self._classes = self._track_classes()
        self._kinds = self._delegate_kinds()
        self._load = {act: self._minutes(act) for act in range(len(problem.acts))}
        self._visits: dict[Session, Expression] = {}
        self._there: dict[tuple[int, Session], model_builder.Variable] = {}
        self._in_class = {
            (k, c): self._variable(one.heads) for k, one in enumerate(self._kinds) for c in range(len(self._classes))
        }
        self._post()

    def bound(self, seconds: float) -> float | None:
        """What no plan can exceed, None where it was not found in time."""
        solver = model_builder.Solver("GLOP")
        solver.set_time_limit_in_seconds(seconds)
        status = solver.solve(self._model)
        if status != model_builder.SolveStatus.OPTIMAL:
            return None
        return float(solver.objective_value) + self._sure

    def _variable(self, most: float) -> model_builder.Variable:
        return self._model.new_num_var(0.0, most, "")

    def _track_classes(self) -> list[tuple[int, ...]]:
        """Tracks that may attend the same engagements and are alike in size."""
        found: dict[tuple[object, ...], list[int]] = defaultdict(list)
        for track, row in enumerate(self.problem.scenario.tracks):
            open_to = tuple(act for act, one in enumerate(self.problem.acts) if track in one.audience)
            found[open_to, row.max_size].append(track)
        return [tuple(tracks) for tracks in found.values()]

    def _delegate_kinds(self) -> list[Kind]:
        """Kinds by exact interests, or where these are many by the topics that are of interest at all."""
        exact = self._grouped(lambda interests: tuple(sorted(interests.items())))
        if len(exact) <= MOST_KINDS:
            return exact
        return self._grouped(lambda interests: tuple(sorted(topic for topic, weight in interests.items() if weight)))

    def _grouped(self, alike: Callable[[Mapping[str, int]], object]) -> list[Kind]:
        scenario, class_of = self.problem.scenario, {t: c for c, tracks in enumerate(self._classes) for t in tracks}
        groups: dict[tuple[object, str], list[Delegate]] = defaultdict(list)
        for who in scenario.delegates:
            interests = self.problem.interests.get(who.organisation, {})
            groups[alike(interests), scenario.organisation[who.organisation].sector].append(who)
        found = []
        for (_, sector), members in groups.items():
            keenest: Counter[str] = Counter()
            for who in members:
                keenest |= Counter(self.problem.interests.get(who.organisation, {}))
            fixed = Counter(class_of[self.problem.track_index[who.track]] for who in members if who.track is not None)
            whole = min(self.problem.whole_benefit[who.organisation] for who in members)
            found.append(
                Kind(tuple(sorted(keenest.items())), sector, whole, len(members), tuple(sorted(fixed.items())))
            )
        return found

    def _minutes(self, act: int) -> int:
        """Service, preparation, and the least way there with boarding, of one engagement."""
        one = self.problem.acts[act]
        way = self._way_there(one.site)
        if not self.problem.setting_on("travel_takes_its_time"):
            return one.minutes
        return one.minutes + one.before + (way + boarding_minutes(self.problem.scenario, 1) if way else 0)

    @cached_property
    def _places(self) -> Counter[int]:
        """How many engagements, meal places, hotels and airports are at each site."""
        places = Counter(act.site for act in self.problem.acts)
        places.update(table.site for table in self.problem.tables)
        places.update(bed.site for bed in self.problem.beds)
        places.update(self.problem.site_index[site.id] for site in self.problem.scenario.airport.values())
        return places

    def _way_there(self, site: int) -> int:
        """The least minutes to a site from another; none where the track may be there already."""
        if self._places[site] > 1:
            return 0
        return min((min(self.problem.minutes(other, site)) for other in self._places if other != site), default=0)

    def _post(self) -> None:
        for c, tracks in enumerate(self._classes):
            self._size(c, tracks)
        for k, one in enumerate(self._kinds):
            self._model.add(sum(self._in_class[k, c] for c in range(len(self._classes))) == one.heads)
            for c, heads in one.fixed:
                self._model.add(self._in_class[k, c] >= heads)
        for act in range(len(self.problem.acts)):
            self._attendance(act)
        for c in range(len(self._classes)):
            for day in range(self.problem.days):
                self._time(c, day)
        self._model.maximize(self._objective())

    def _size(self, c: int, tracks: tuple[int, ...]) -> None:
        rows = [self.problem.scenario.tracks[track] for track in tracks]
        if self.problem.scenario.track_change == "never":
            size = sum(self._in_class[k, c] for k in range(len(self._kinds)))
            self._model.add(size <= sum(row.max_size for row in rows))
            self._model.add(size >= sum(row.min_size for row in rows))

    def _attendance(self, act: int) -> None:
        one, days = self.problem.acts[act], [d for d in range(self.problem.days) if self.problem.acts[act].starts[d]]
        held = {day: self._variable(1) for day in days} if one.plenary else {}
        if held:
            self._model.add(sum(held.values()) <= 1)
        for c, tracks in enumerate(self._classes):
            if not set(tracks) & set(one.audience):
                continue
            for day in days:
                visits: Expression = len(tracks) * held[day] if one.plenary else self._variable(len(tracks))
                self._visits[c, day, act] = visits
                for k, kind in enumerate(self._kinds):
                    self._there[k, (c, day, act)] = self._variable(kind.heads)
                self._room(c, day, act)
            self._once(c, days, act)
        if one.mandatory != "no" and days:
            everywhere = [
                self._visits[c, day, act]
                for c in range(len(self._classes))
                for day in days
                if (c, day, act) in self._visits
            ]
            self._model.add(sum(everywhere) >= 1)
        self._sessions(act, days)

    def _room(self, c: int, day: int, act: int) -> None:
        """Heads at a class's visits fit the tracks that make them."""
        rows = [self.problem.scenario.tracks[track] for track in self._classes[c]]
        capacity, largest = self.problem.acts[act].capacity, max(row.max_size for row in rows)
        if self.problem.acts[act].plenary or self.problem.scenario.track_change == "daily":
            return
        most = largest if capacity is None else min(largest, capacity)
        there = sum(self._there[k, (c, day, act)] for k in range(len(self._kinds)))
        self._model.add(there <= most * self._visits[c, day, act])

    def _once(self, c: int, days: list[int], act: int) -> None:
        self._model.add(sum(self._visits[c, day, act] for day in days) <= len(self._classes[c]))
        for k in range(len(self._kinds)):
            if days:
                self._model.add(sum(self._there[k, (c, day, act)] for day in days) <= self._in_class[k, c])

    def _sessions(self, act: int, days: list[int]) -> None:
        one = self.problem.acts[act]
        if one.plenary or not days or not self.problem.setting_on("sessions_are_not_exceeded"):
            return
        sessions = [(c, day, act) for c in range(len(self._classes)) for day in days if (c, day, act) in self._visits]
        if not one.together:
            self._model.add(sum(self._visits[s] for s in sessions) <= one.sessions)
        if one.capacity is not None:
            heads = sum(self._there[k, s] for k in range(len(self._kinds)) for s in sessions)
            self._model.add(heads <= one.sessions * one.capacity)

    def _time(self, c: int, day: int) -> None:
        """Rows of time of a class and day, for its tracks and for each kind of delegate in it."""
        acts = [act for act in range(len(self.problem.acts)) if (c, day, act) in self._visits]
        if self.problem.setting_on("days_are_bearable"):
            self._row(c, day, dict.fromkeys(acts, 1), self.problem.scenario.rules.days.most_engagements)
        for first, last, inside in self._spans(acts, day):
            loads = {act: self._load[act] for act in inside}
            slack = max(self._load[act] - self.problem.acts[act].minutes for act in inside)
            self._row(c, day, loads, self._room_of(day, first, last) + slack)

    def _row(self, c: int, day: int, loads: Mapping[int, int], most: int) -> None:
        self._model.add(
            sum(load * self._visits[c, day, act] for act, load in loads.items()) <= most * len(self._classes[c])
        )
        for k in range(len(self._kinds)):
            attended = sum(load * self._there[k, (c, day, act)] for act, load in loads.items())
            self._model.add(attended <= most * self._in_class[k, c])

    def _spans(self, acts: list[int], day: int) -> Iterator[tuple[int, int, list[int]]]:
        """Spans between the opening hulls' edges, with the acts that must lie inside them, at least two."""
        hulls = {act: self._hull(act, day) for act in acts}
        seen: set[tuple[int, ...]] = set()
        for first in sorted({hull[0] for hull in hulls.values()}, reverse=True):
            for last in sorted({hull[1] for hull in hulls.values()}):
                inside = tuple(act for act in acts if first <= hulls[act][0] and hulls[act][1] <= last)
                if len(inside) > 1 and inside not in seen:
                    seen.add(inside)
                    yield first, last, list(inside)

    def _hull(self, act: int, day: int) -> tuple[int, int]:
        starts = self.problem.acts[act].starts[day]
        return starts[0][0], starts[-1][1] + self.problem.acts[act].minutes

    def _frame(self, day: int) -> tuple[int, int]:
        """Minutes of a day before and after which nobody can attend anything, because nobody is there."""
        presence, ids = self.problem.presence, self.problem.delegates
        begin, end = day * DAY, (day + 1) * DAY
        if all(who in presence.landings for who in ids):
            begin = max(begin, min(presence.ready_alone(who) for who in ids))
        if all(who in presence.takeoffs for who in ids):
            end = min(end, max(presence.takeoffs[who].due for who in ids))
        return begin, end

    def _room_of(self, day: int, first: int, last: int) -> int:
        """Minutes of a span on a day: at most the longest day, less a lunch that must be eaten inside it."""
        begin, end = self._frame(day)
        room = max(0, min(last, end) - max(first, begin))
        if self.problem.setting_on("days_are_bearable"):
            room = min(room, self.problem.scenario.rules.days.longest_minutes)
        if not self.problem.setting_on("lunch_and_dinner_are_eaten"):
            return room
        rules = self.problem.scenario.rules.lunch
        opens, closes = day * DAY + rules.from_, day * DAY + rules.until
        eaten = rules.minutes - max(first - opens, closes - last, 0)
        return room - max(0, min(eaten, opens - first, last - closes))

    def _objective(self) -> Expression:
        total: Expression = 0.0
        total += self._weights.get("visitors", 0) * self._visitors()
        total += self._weights.get("hosts", 0) * self._hosts()
        total += self._weights.get("fairness", 0) * self._fairness()
        driving = sum(
            self._way_there(self.problem.acts[act].site) * visits for (_, _, act), visits in self._visits.items()
        )
        return total + min(self._weights.get("driving", 0), 0) * driving

    @cached_property
    def _sure(self) -> float:
        """What every plan pays: rooms at the cheapest price, two to a room at the most."""
        weight = min(self._weights.get("cost", 0), 0)
        cheapest = min((bed.price for bed in self.problem.beds), default=0.0)
        nights = sum(len(nights) for nights in self.problem.presence.nights.values())
        return weight * int(cheapest * nights / 2 / 1000)

    @cached_property
    def _gains(self) -> list[model_builder.Variable]:
        """Benefit of each kind of delegate."""
        return [self._gain(k, kind) for k, kind in enumerate(self._kinds)]

    def _gain(self, k: int, kind: Kind) -> model_builder.Variable:
        acts, enough = self.problem.acts, self.problem.scenario.rules.topics.enough
        sessions = [(session, there) for (other, session), there in self._there.items() if other == k]
        parts: list[Expression] = [acts[session[2]].benefit * there for session, there in sessions]
        for topic, weight in kind.interests:
            for c in range(len(self._classes)):
                level = self._variable(enough * kind.heads)
                taught = [
                    acts[s[2]].topics[topic] * there
                    for s, there in sessions
                    if s[0] == c and acts[s[2]].topics.get(topic)
                ]
                self._model.add(level <= sum(taught))
                self._model.add(level <= enough * self._in_class[k, c])
                parts.append(weight * level)
        gain = self._variable(self._infinity)
        self._model.add(gain <= sum(parts))
        return gain

    def _visitors(self) -> Expression:
        return sum(self._gains)

    def _hosts(self) -> Expression:
        received: dict[tuple[str, str], list[Expression]] = defaultdict(list)
        for (k, (_, _, act)), there in self._there.items():
            host = self.problem.acts[act].host
            if host:
                received[host, self._kinds[k].sector].append(there)
        total: Expression = 0.0
        for wish in self.problem.scenario.wishes:
            if received[wish.host, wish.sector]:
                level = self._variable(self.problem.scenario.rules.wishes.enough)
                self._model.add(level <= sum(received[wish.host, wish.sector]))
                total += wish.weight * level
        return total

    def _fairness(self) -> Expression:
        """The least percentage is no more than that of any kind of delegate on average."""
        least = self._variable(100)
        for kind, gain in zip(self._kinds, self._gains, strict=True):
            if kind.whole:
                self._model.add(kind.whole * kind.heads * least <= 100 * gain)
        names = self.problem.scenario.rules.provinces.names
        if not names:
            return least
        served = self._variable(len(self.problem.acts))
        for province in names:
            held = [self._held(act) for act, one in enumerate(self.problem.acts) if one.province == province]
            self._model.add(served <= sum(held))
        return least + 10 * served

    def _held(self, act: int) -> model_builder.Variable:
        held = self._variable(1)
        self._model.add(held <= sum(visits for (_, _, other), visits in self._visits.items() if other == act))
        return held
