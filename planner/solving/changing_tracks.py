"""Who travels in which track on one day, where delegates may change daily: a linear assignment with exact benefits."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from ortools.sat.python import cp_model

from planner.model.problem import Problem
from planner.model.roster import Roster
from planner.model.schedule import Held, Meal, Schedule, Visit
from planner.model.variables import Linear
from planner.solving.budget import Budget
from planner.solving.engine import within


def changed_tracks(
    problem: Problem, roster: Roster, schedule: Schedule, day: int, weights: Mapping[str, int], budget: Budget
) -> Schedule | None:
    """`schedule` with delegates assigned best on `day`, routes and other days as they are; None where nothing changes.

    Only whole days change, and only into a track that leaves from the hotel slept at and sleeps at the one that is
    left next morning. As with the whole visit, routes stay as they are: languages already served, diets that the
    chosen meal places serve, sizes that need no more coaches. Who shares a room changes together.
    """
    return _Changing(problem, roster, schedule, day, weights).solve(budget)


class _Changing:
    """The model of one day; literals by (delegate, track)."""

    def __init__(
        self, problem: Problem, roster: Roster, schedule: Schedule, day: int, weights: Mapping[str, int]
    ) -> None:
        self.problem, self.roster, self.schedule, self.day, self.weights = problem, roster, schedule, day, weights
        self.model = cp_model.CpModel()
        self.tracks = tuple(track for track, when in roster.routes if when == day)
        self.now = {who: its[day] for who, its in schedule.assignment.items() if day in its}
        self.into: dict[tuple[str, int], cp_model.IntVar] = {}
        for who in self.now:
            for track in self.tracks:
                if self._may(who, track):
                    self.into[who, track] = self.model.new_bool_var("")
                    self.model.add_hint(self.into[who, track], track == self.now[who])
            self.model.add_exactly_one(lit for (other, _), lit in self.into.items() if other == who)

    def solve(self, budget: Budget) -> Schedule | None:
        """Solve and read."""
        if len(self.into) == len(self.now):
            return None
        self._mates()
        self._sizes()
        self._sessions()
        self._meals()
        self.model.maximize(self._worth())
        solver = within(budget, self.model, 1.0, self.day)
        if solver is None:
            return None
        tracks = {who: track for (who, track), literal in self.into.items() if solver.value(literal)}
        if tracks == self.now:
            return None
        assignment = self.schedule.assignment
        return self.schedule.with_assignment(
            {who: {**its, self.day: tracks[who]} if who in tracks else its for who, its in assignment.items()}
        )

    def _may(self, who: str, track: int) -> bool:
        """May a delegate be in a track on this day?"""
        row, route, presence = self.problem.scenario.delegate[who], (track, self.day), self.problem.presence
        if track == self.now[who]:
            return True
        flies = {at.day for at in (presence.landings.get(who), presence.takeoffs.get(who)) if at}
        edges = (self.roster.arrivals, self.roster.departures)
        flies |= {edge[where].day for edge in edges for where in (track, self.now[who]) if where in edge}
        if row.track is not None or who == self.problem.head or row.access or self.day in flies:
            return False
        asks = {diet for diet in row.diet if not diet.startswith("allergy")}
        served = (self.problem.tables[meal.table].diets for meal in self._meals_of(track))
        return (
            self._same_beds(who, track)
            and frozenset(row.languages) in self.roster.languages[route]
            and all(asks <= diets for diets in served)
        )

    def _stops(self, track: int) -> tuple[Held, ...]:
        return self.schedule.stops.get((track, self.day), ())

    def _meals_of(self, track: int) -> list[Meal]:
        return [stop.node for stop in self._stops(track) if isinstance(stop.node, Meal)]

    def _same_beds(self, who: str, track: int) -> bool:
        """Does a track leave in the morning from where somebody slept, and sleep where they leave the day after?"""
        its, beds = self.schedule.assignment[who], self.schedule.beds
        return all(
            beds.get((track, night)) == beds.get((its[beside], night))
            for beside, night in ((self.day - 1, self.day - 1), (self.day + 1, self.day))
            if beside in its
        )

    def _mates(self) -> None:
        rows = self.problem.scenario.delegate
        for (who, track), literal in self.into.items():
            mate = rows[who].room_with
            if mate in self.now and rows[mate].room_with == who and self.now[mate] == self.now[who]:
                self.model.add(literal == self.into.get((mate, track), 0))

    def _heads(self, track: int) -> Linear | int:
        return sum(literal for (_, where), literal in self.into.items() if where == track)

    def _sizes(self) -> None:
        fleet = self.problem.scenario.vehicles
        largest = max((one.seats for one in fleet), default=40)
        for track in self.tracks:
            row, route = self.problem.scenario.tracks[track], (track, self.day)
            room = -(-self.roster.heads[route] // largest) * largest
            seats = sum(fleet[i].seats for i in self.schedule.vehicles.get(route, ())) or room
            self.model.add(self._heads(track) <= min(room, seats, row.max_size))
            self.model.add(self._heads(track) >= max(1, min(row.min_size, self.roster.heads[route])))

    def _sessions(self) -> None:
        """Capacities of the sessions held, or no more heads than now."""
        sessions: dict[tuple[int, int, int], list[int]] = defaultdict(list)
        for track in self.tracks:
            for stop in self._stops(track):
                if isinstance(stop.node, Visit):
                    apart = 0 if self.problem.acts[stop.node.act].plenary or stop.session else track + 1
                    sessions[stop.node.act, stop.start, apart].append(track)
        for (act, _, _), tracks in sessions.items():
            capacity = self.problem.acts[act].capacity
            if capacity is not None:
                now = sum(self.roster.heads[track, self.day] for track in tracks)
                self.model.add(sum(map(self._heads, tracks)) <= max(now, capacity))

    def _meals(self) -> None:
        """Seats of each meal place, as if everybody sent there that day came at once."""
        by_table: dict[int, list[int]] = defaultdict(list)
        for track in self.tracks:
            for meal in self._meals_of(track):
                by_table[meal.table].append(track)
        for table, tracks in by_table.items():
            now = sum(self.roster.heads[track, self.day] for track in tracks)
            self.model.add(sum(map(self._heads, tracks)) <= max(now, self.problem.tables[table].seats))

    def _attended(self, who: str, track: int) -> frozenset[int]:
        """Acts (indices) that somebody attends on the whole visit, in `track` on this day."""
        routes = [(its, day) for day, its in self.schedule.assignment[who].items() if day != self.day]
        stops = (stop for route in (*routes, (track, self.day)) for stop in self.schedule.stops.get(route, ()))
        return frozenset(stop.node.act for stop in stops if isinstance(stop.node, Visit))

    def _benefit(self, who: str, acts: Iterable[int]) -> int:
        """What attending `acts` is worth to a delegate."""
        levels, rows, enough = Counter[str](), self.problem.acts, self.problem.scenario.rules.topics.enough
        acts = tuple(acts)
        for act in acts:
            levels.update(rows[act].topics)
        interests = self.problem.interests.get(self.problem.scenario.delegate[who].organisation, {})
        gain = sum(weight * min(levels[topic], enough) for topic, weight in interests.items())
        return gain + sum(rows[act].benefit for act in acts)

    def _gains(self) -> dict[str, list[Linear | int]]:
        """Benefit of each delegate by organisation."""
        found: dict[str, list[Linear | int]] = defaultdict(list)
        for who in self.problem.delegates:
            firm = self.problem.scenario.delegate[who].organisation
            if who not in self.now:
                found[firm].append(self._benefit(who, self._attended(who, -1)))
            for track in self.tracks if who in self.now else ():
                if (who, track) in self.into:
                    found[firm].append(self._benefit(who, self._attended(who, track)) * self.into[who, track])
        return found

    def _worth(self) -> Linear | int:
        gains, weights = self._gains(), self.weights
        least = self.model.new_int_var(0, 100, "")
        heads = Counter(who.organisation for who in self.problem.scenario.delegates)
        for firm, whole in self.problem.whole_benefit.items():
            if whole:
                self.model.add(100 * sum(gains[firm]) >= whole * heads[firm] * least)
        visitors = sum(gain for firm in gains.values() for gain in firm)
        total: Linear | int = weights.get("visitors", 0) * visitors + weights.get("fairness", 0) * least
        return total + weights.get("hosts", 0) * self._hosts()

    def _hosts(self) -> Linear | int:
        """Wishes for heads of a sector, up to what is enough."""
        scenario, enough = self.problem.scenario, self.problem.scenario.rules.wishes.enough
        received: dict[tuple[str, str], list[Linear | int]] = defaultdict(list)
        for stop in self.schedule.visits():
            host = self.problem.acts[stop.node.act].host if isinstance(stop.node, Visit) else None
            if host is None:
                continue
            route = (stop.node.track, stop.node.day)
            there: list[tuple[str, Linear | int]] = (
                [(who, literal) for (who, track), literal in self.into.items() if track == route[0]]
                if route[1] == self.day
                else [(who, 1) for who in self.roster.members[route]]
            )
            for who, literal in there:
                received[host, scenario.organisation[scenario.delegate[who].organisation].sector].append(literal)
        total: Linear | int = 0
        for wish in scenario.wishes:
            level = self.model.new_int_var(0, enough, "")
            self.model.add(level <= sum(received[wish.host, wish.sector]))
            total += wish.weight * level
        return total
