"""Who travels in which track, the routes as they are: a linear assignment with exact benefits."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from ortools.sat.python import cp_model

from planner.model.problem import Problem
from planner.model.roster import Roster, TrackDayKey, whole_visit
from planner.model.schedule import Meal, Schedule, Visit
from planner.solving.budget import Budget
from planner.solving.engine import within

Profile = tuple[str | None, str | None]


def reassigned(problem: Problem, roster: Roster, schedule: Schedule, budget: Budget, seed: int) -> Schedule | None:
    """`schedule` with delegates assigned best for its routes; None where nothing was found.

    Only within what keeps the routes as they are: flights that the track already waits for, languages that are
    already served, diets that the chosen meal places serve, sizes that need no more coaches.
    """
    if any(len(set(days.values())) > 1 for days in schedule.assignment.values()):
        return None
    return _Reassigning(problem, roster, schedule).solve(budget, seed)


class _Reassigning:
    """The model of one reassignment; literals by (delegate, track)."""

    def __init__(self, problem: Problem, roster: Roster, schedule: Schedule) -> None:
        self.problem, self.roster, self.schedule = problem, roster, schedule
        self.model = cp_model.CpModel()
        self.now = {who: next(iter(days.values())) for who, days in schedule.assignment.items()}
        self.delegates = problem.scenario.delegates
        self.fits = {who.id: [t for t in roster.active if self._may(who.id, t)] for who in self.delegates}
        self.into: dict[tuple[str, int], cp_model.IntVar] = {}
        for who, tracks in self.fits.items():
            for track in tracks:
                self.into[who, track] = self.model.new_bool_var("")
                self.model.add_hint(self.into[who, track], track == self.now[who])
            self.model.add_exactly_one(self.into[who, track] for track in tracks)

    def _profile(self, who: str) -> Profile:
        row = self.problem.scenario.delegate[who]
        return row.arrival, row.departure

    def _may(self, who: str, track: int) -> bool:
        """May a delegate be in a track whose days stay as they are?"""
        row, now = self.problem.scenario.delegate[who], self.now[who]
        if track == now:
            return True
        if row.track is not None or who == self.problem.head or row.access == "wheelchair":
            return False
        members = [other for other, its in self.now.items() if its == track]
        if self._profile(who) not in {self._profile(other) for other in members}:
            return False
        tongues = frozenset(row.languages)
        if tongues not in {frozenset(self.problem.scenario.delegate[other].languages) for other in members}:
            return False
        asks = {diet for diet in row.diet if not diet.startswith("allergy")}
        served = (
            self.problem.tables[h.node.table].diets
            for h in self.schedule.meals()
            if isinstance(h.node, Meal) and h.node.track == track
        )
        return all(asks <= diets for diets in served)

    def solve(self, budget: Budget, seed: int) -> Schedule | None:
        """Solve and read."""
        self._sizes()
        self._profiles_stay()
        self._sessions()
        self._rooms()
        self._meals()
        self.model.maximize(self._benefit())
        solver = within(budget, self.model, 2.0, seed)
        if solver is None:
            return None
        tracks = {who: track for (who, track), literal in self.into.items() if solver.value(literal)}
        if tracks == self.now:
            return None
        return self.schedule.with_assignment(whole_visit(self.problem, tracks))

    def _heads(self, route: TrackDayKey) -> cp_model.LinearExprT:
        """How many would be in a track on a day."""
        days = self.problem.presence.days
        return sum(lit for (who, track), lit in self.into.items() if track == route[0] and route[1] in days[who])

    def _sizes(self) -> None:
        largest = max((one.seats for one in self.problem.scenario.vehicles), default=40)
        fleet = self.problem.scenario.vehicles
        for index, track in enumerate(self.problem.scenario.tracks):
            size = sum(lit for (_, t), lit in self.into.items() if t == index)
            self.model.add(size >= track.min_size)
            self.model.add(size <= track.max_size)
        for route in self.roster.routes:
            heads = self._heads(route)
            coaches = -(-self.roster.heads[route] // largest)
            seats = sum(fleet[i].seats for i in self.schedule.vehicles.get(route, ()))
            self.model.add(heads <= min(coaches * largest, seats or coaches * largest))
            self.model.add(heads >= 1)

    def _profiles_stay(self) -> None:
        """At least one of each track's flights stays in it, so that it is waited for as before."""
        profiles: dict[tuple[int, Profile], list[cp_model.IntVar]] = defaultdict(list)
        for (who, track), literal in self.into.items():
            profiles[track, self._profile(who)].append(literal)
        for (track, profile), literals in profiles.items():
            if any(self.now[who] == track for who in self.now if self._profile(who) == profile):
                self.model.add_bool_or(literals)

    def _sessions(self) -> None:
        """Capacities of the sessions held, or no more heads than now."""
        sessions: dict[tuple[int, int, int], list[TrackDayKey]] = defaultdict(list)
        for held in self.schedule.visits():
            node = held.node
            if isinstance(node, Visit) and self.problem.acts[node.act].capacity is not None:
                apart = 0 if self.problem.acts[node.act].plenary or held.session else node.track + 1
                sessions[node.act, held.start, apart].append((node.track, node.day))
        for (act, _, _), routes in sessions.items():
            now = sum(self.roster.heads[route] for route in routes)
            most = max(now, self.problem.acts[act].capacity or 0)
            self.model.add(sum(self._heads(route) for route in routes) <= most)

    def _rooms(self) -> None:
        """Rooms of each hotel and night, counting a room each, or no more sleepers than now."""
        nights = self.problem.presence.nights
        sleeping: Counter[tuple[int, int]] = Counter()
        for (track, night), bed in self.schedule.beds.items():
            sleeping[night, bed] += sum(len(room) for room in self.roster.rooms(track, night))
        by_bed: dict[tuple[int, int], list[cp_model.LinearExprT]] = defaultdict(list)
        for (track, night), bed in self.schedule.beds.items():
            by_bed[night, bed].append(
                sum(lit for (who, t), lit in self.into.items() if t == track and night in nights[who])
            )
        for (night, bed), heads in by_bed.items():
            self.model.add(sum(heads) <= max(self.problem.beds[bed].rooms, sleeping[night, bed]))

    def _meals(self) -> None:
        """Seats of each meal place, as if everybody sent there that day came at once."""
        by_table: dict[tuple[int, int], list[TrackDayKey]] = defaultdict(list)
        for held in self.schedule.meals():
            if isinstance(held.node, Meal):
                by_table[held.node.table, held.node.day].append((held.node.track, held.node.day))
        for (table, _), routes in by_table.items():
            now = sum(self.roster.heads[route] for route in routes)
            self.model.add(sum(self._heads(route) for route in routes) <= max(now, self.problem.tables[table].seats))

    def _attended(self) -> Mapping[int, list[int]]:
        """Acts by track."""
        found: dict[int, list[int]] = defaultdict(list)
        for held in self.schedule.visits():
            if isinstance(held.node, Visit):
                found[held.node.track].append(held.node.act)
        return found

    def _benefit(self) -> cp_model.LinearExprT:
        weights, rules = self.problem.scenario.objective.weights, self.problem.scenario.rules
        attended = self._attended()
        levels: dict[int, Counter[str]] = {}
        for track, acts in attended.items():
            levels[track] = Counter()
            for act in acts:
                levels[track].update(self.problem.acts[act].topics)
        gains: dict[str, list[cp_model.LinearExprT]] = defaultdict(list)
        total: list[cp_model.LinearExprT] = []
        for (who, track), literal in self.into.items():
            organisation = self.problem.scenario.delegate[who].organisation
            interests = self.problem.interests.get(organisation, {})
            gain = sum(w * min(levels.get(track, Counter())[k], rules.topics.enough) for k, w in interests.items())
            gain += sum(self.problem.acts[act].benefit for act in attended.get(track, ()))
            gains[organisation].append(gain * literal)
            total.append(weights.get("visitors", 0) * gain * literal)
        least = self.model.new_int_var(0, 100, "")
        heads = Counter(who.organisation for who in self.delegates)
        for organisation, whole in self.problem.whole_benefit.items():
            if whole:
                self.model.add(100 * sum(gains[organisation]) >= whole * heads[organisation] * least)
        total.append(weights.get("fairness", 0) * least)
        return cp_model.LinearExpr.sum(total) + weights.get("hosts", 0) * self._hosts(attended)

    def _hosts(self, attended: Mapping[int, list[int]]) -> cp_model.LinearExpr:
        scenario, enough = self.problem.scenario, self.problem.scenario.rules.wishes.enough
        sector = {who.id: scenario.organisation[who.organisation].sector for who in self.delegates}
        calls: dict[str, Counter[int]] = defaultdict(Counter)
        for track, acts in attended.items():
            for act in acts:
                host = self.problem.acts[act].host
                if host:
                    calls[host][track] += 1
        total: list[cp_model.LinearExpr] = []
        for wish in scenario.wishes:
            if wish.weight and calls[wish.host]:
                level = self.model.new_int_var(0, enough, "")
                heads = [
                    calls[wish.host][track] * literal
                    for (who, track), literal in self.into.items()
                    if sector[who] == wish.sector and calls[wish.host][track]
                ]
                self.model.add(level <= sum(heads))
                total.append(wish.weight * level)
        return cp_model.LinearExpr.sum(total)
