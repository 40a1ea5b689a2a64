"""Who travels in which track, the routes as they are: a linear assignment with exact benefits."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ortools.sat.python import cp_model

from planner.model.problem import Problem
from planner.model.roster import Roster, TrackDayKey, whole_visit
from planner.model.schedule import Meal, Schedule, Visit
from planner.solving.budget import Budget
from planner.solving.engine import within

Profile = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Way:
    """What a track's days are laid out for: flights, sets of languages, and diets that all its meals serve (None: no
    meals)."""

    profiles: frozenset[Profile]
    tongues: frozenset[frozenset[str]]
    diets: frozenset[str] | None


def reassigned(
    problem: Problem, roster: Roster, schedule: Schedule, weights: Mapping[str, int], budget: Budget, seed: int
) -> Schedule | None:
    """`schedule` with delegates assigned best for its routes; None where nothing was found.

    Only within what keeps the routes as they are: flights that the track already waits for, languages that are
    already served, diets that the chosen meal places serve, sizes that need no more coaches.
    """
    if any(len(set(days.values())) > 1 for days in schedule.assignment.values()):
        return None
    return _Reassigning(problem, roster, schedule, weights).solve(budget, seed)


class _Reassigning:
    """The model of one reassignment; literals by (delegate, track)."""

    def __init__(self, problem: Problem, roster: Roster, schedule: Schedule, weights: Mapping[str, int]) -> None:
        self.problem, self.roster, self.schedule, self.weights = problem, roster, schedule, weights
        self.model = cp_model.CpModel()
        self.now = {who: next(iter(days.values())) for who, days in schedule.assignment.items()}
        self.delegates = problem.scenario.delegates
        self.profiles = {who.id: (who.arrival, who.departure) for who in self.delegates}
        self.ways = {track: self._way(track) for track in roster.active}
        self.into: dict[tuple[str, int], cp_model.IntVar] = {}
        self.members: dict[int, list[tuple[str, cp_model.IntVar]]] = {track: [] for track in roster.active}
        self.heads: dict[TrackDayKey, cp_model.LinearExpr] = {}
        for who in self.delegates:
            self._born(who.id)

    def _way(self, track: int) -> Way:
        members = [self.problem.scenario.delegate[who] for who, its in self.now.items() if its == track]
        diets = [
            self.problem.tables[held.node.table].diets
            for held in self.schedule.meals()
            if isinstance(held.node, Meal) and held.node.track == track
        ]
        return Way(
            frozenset(self.profiles[who.id] for who in members),
            frozenset(frozenset(who.languages) for who in members),
            frozenset.intersection(*diets) if diets else None,
        )

    def _born(self, who: str) -> None:
        """A delegate's literals, one a track that the delegate may be in."""
        literals = []
        for track in self.roster.active:
            if self._may(who, track):
                literal = self.model.new_bool_var("")
                self.model.add_hint(literal, track == self.now[who])
                self.into[who, track] = literal
                self.members[track].append((who, literal))
                literals.append(literal)
        self.model.add_exactly_one(literals)

    def _may(self, who: str, track: int) -> bool:
        """May a delegate be in a track whose days stay as they are?"""
        row, way = self.problem.scenario.delegate[who], self.ways[track]
        if track == self.now[who]:
            return True
        if row.track is not None or who == self.problem.head or row.access == "wheelchair":
            return False
        asks = {diet for diet in row.diet if not diet.startswith("allergy")}
        served = way.diets is None or asks <= way.diets
        return self.profiles[who] in way.profiles and frozenset(row.languages) in way.tongues and served

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
        if route not in self.heads:
            days, (track, day) = self.problem.presence.days, route
            self.heads[route] = cp_model.LinearExpr.sum([lit for who, lit in self.members[track] if day in days[who]])
        return self.heads[route]

    def _sizes(self) -> None:
        largest = max((one.seats for one in self.problem.scenario.vehicles), default=40)
        fleet = self.problem.scenario.vehicles
        for index, track in enumerate(self.problem.scenario.tracks):
            size = sum(literal for _, literal in self.members.get(index, ()))
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
            profiles[track, self.profiles[who]].append(literal)
        for (track, profile), literals in profiles.items():
            if profile in self.ways[track].profiles:
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
            by_bed[night, bed].append(sum(literal for who, literal in self.members[track] if night in nights[who]))
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
        weights, attended = self.weights, self._attended()
        organisation = {who.id: who.organisation for who in self.delegates}
        worth = {
            (firm, track): self._worth(firm, attended.get(track, ()))
            for firm in set(organisation.values())
            for track in self.roster.active
        }
        gains: dict[str, list[cp_model.LinearExprT]] = defaultdict(list)
        for (who, track), literal in self.into.items():
            firm = organisation[who]
            gains[firm].append(worth[firm, track] * literal)
        got = {firm: cp_model.LinearExpr.sum(terms) for firm, terms in gains.items()}
        least, heads = self.model.new_int_var(0, 100, ""), Counter(organisation.values())
        for firm, whole in self.problem.whole_benefit.items():
            if whole:
                self.model.add(100 * got.get(firm, 0) >= whole * heads[firm] * least)
        return (
            weights.get("visitors", 0) * cp_model.LinearExpr.sum(list(got.values()))
            + weights.get("fairness", 0) * least
            + weights.get("hosts", 0) * self._hosts(attended)
        )

    def _worth(self, organisation: str, acts: Iterable[int]) -> int:
        """Benefit of one delegate of an organisation who attends `acts`."""
        levels: Counter[str] = Counter()
        for act in acts:
            levels.update(self.problem.acts[act].topics)
        enough, interests = self.problem.scenario.rules.topics.enough, self.problem.interests.get(organisation, {})
        topics = sum(weight * min(levels[topic], enough) for topic, weight in interests.items())
        return topics + sum(self.problem.acts[act].benefit for act in acts)

    def _hosts(self, attended: Mapping[int, list[int]]) -> cp_model.LinearExpr:
        scenario, enough = self.problem.scenario, self.problem.scenario.rules.wishes.enough
        by_sector: dict[str, list[tuple[int, cp_model.IntVar]]] = defaultdict(list)
        for (who, track), literal in self.into.items():
            by_sector[scenario.organisation[scenario.delegate[who].organisation].sector].append((track, literal))
        calls: dict[str, Counter[int]] = defaultdict(Counter)
        for track, acts in attended.items():
            for act in acts:
                host = self.problem.acts[act].host
                if host:
                    calls[host][track] += 1
        total: list[cp_model.LinearExpr] = []
        for wish in scenario.wishes:
            if wish.weight and (times := calls[wish.host]):
                level = self.model.new_int_var(0, enough, "")
                heads = [times[track] * literal for track, literal in by_sector[wish.sector] if times[track]]
                self.model.add(level <= sum(heads))
                total.append(wish.weight * level)
        return cp_model.LinearExpr.sum(total)
