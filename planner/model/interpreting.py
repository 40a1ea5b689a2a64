"""Interpreters of the free routes; those of other routes are taken. A session has those of all its tracks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from planner.domain.clock import DAY
from planner.model.needs import Tongues
from planner.model.posting import Posting
from planner.model.roster import TrackDayKey
from planner.model.schedule import Visit
from planner.model.sharing import Guests, Sessions
from planner.model.variables import Linear, Literal, Route, Variables, certain

Team = list[tuple[int, Literal | int]]
"""Interpreters (indices), each with a literal, or 1, that implies that they are there."""


class Interpreting:
    """Who interprets where.

    `interprets` maps (interpreter, visit) to literals; `goes` maps (interpreter, route) to the literal that the
    interpreter is with that route.
    """

    def __init__(self, v: Variables, post: Posting, sessions: Sessions) -> None:
        self._v, self._post, self._shared = v, post, sessions
        self.interprets: dict[tuple[int, Visit], Literal] = {}
        self.goes: dict[tuple[int, TrackDayKey], Literal] = {}
        self._own: dict[Visit, Team] = defaultdict(list)
        self._everyone = range(len(v.problem.scenario.interpreters))
        if post.wants("interpreters_are_there"):
            for day, routes in v.days().items():
                self._post_day(day, routes)

    def _post_day(self, day: int, routes: list[Route]) -> None:
        v = self._v
        for visit, had in v.schedule.interpreting.items():
            if visit.day == day and visit in v.kept and (visit.track, day) not in v.scope.routes:
                self._own[visit] += [(one, 1) for one in had]
        busy = {who for visit, team in self._own.items() if visit.day == day for who, _ in team}
        spare = [who for who in self._everyone if who not in busy and v.needs.available(who, day)]
        for route in routes:
            self._team(route, spare)
        for who in spare:
            goes = [self.goes[who, route.key] for route in routes if (who, route.key) in self.goes]
            if len(goes) > 1:
                v.model.add_at_most_one(goes)
        for act in sorted({node.act for route in routes for node in route.nodes if isinstance(node, Visit)}):
            for guests in self._sessions(act, day):
                self._serve(guests, self._there(guests))
        for route in routes:
            self._breaks(route)

    def _team(self, route: Route, spare: list[int]) -> None:
        """Who may interpret which visit of a route, within the minutes of a day."""
        v = self._v
        for who in spare:
            minutes: Linear | int = 0
            for node in route.nodes:
                if isinstance(node, Visit) and self._useful(who, node):
                    had = who in v.schedule.interpreting.get(node, ()) if node in v.schedule.interpreting else None
                    literal = v.new_bool(had)
                    self.interprets[who, node] = literal
                    self._own[node].append((who, literal))
                    goes = self.goes.setdefault((who, route.key), v.new_bool())
                    v.model.add_implication(literal, goes)
                    minutes += v.minutes(node) * literal
            if (who, route.key) in self.goes:
                facts = (v.problem.scenario.interpreters[who].id, str(v.problem.clock.date(route.key[1])))
                self._post.add("interpreters_are_there", minutes <= v.needs.day_minutes(who), *facts)

    def _useful(self, who: int, node: Visit) -> bool:
        """May an interpreter be of use to anybody who attends together with the visit's track?"""
        return any(self._serves(who, node.act, route) for route in self._party(node))

    def _party(self, node: Visit) -> Sequence[TrackDayKey]:
        one = self._v.problem.acts[node.act]
        shared = one.plenary or one.together
        return self._v.roster.party(one, node.day) if shared else ((node.track, node.day),)

    def _serves(self, who: int, act: int, route: TrackDayKey) -> bool:
        needs = self._v.needs
        return any(needs.useful(who, act, tongues) for tongues in needs.unserved(act, route))

    def _sessions(self, act: int, day: int) -> Iterable[Guests]:
        """The sessions of an act that there may be on a day, with a free track among them."""
        for guests in self._shared.guests(act):
            found = [(node, joins) for node, joins in guests if node.day == day]
            if any((node.track, day) in self._v.scope.routes for node, _ in found):
                yield found

    def _serve(self, guests: Guests, there: Team) -> None:
        """Rules interpreters_are_there and interpreters_know_the_subject, for all who may attend a session."""
        plenary = self._v.problem.acts[guests[0][0].act].plenary
        for node, joins in guests[:1] if plenary else guests:
            routes = [(guest.track, guest.day) for guest, _ in guests] if plenary else [(node.track, node.day)]
            if need := self._v.needs.count(node.act, routes):
                self._ask(node, routes, need, joins, there)

    def _ask(self, node: Visit, routes: Sequence[TrackDayKey], need: int, attended: Literal | int, there: Team) -> None:
        """So many interpreters, of the languages of `routes`, while the visit is `attended`."""
        v, everyone = self._v, self._everyone
        facts = (v.problem.acts[node.act].id, str(v.problem.clock.date(node.day)))
        self._post.add("interpreters_are_there", _sum(there) >= need, *facts, under=[attended])
        if self._post.wants("interpreters_know_the_subject"):
            versed = _among({who for who in everyone if v.needs.knows(who, node.act)}, there)
            if not certain(literal for _, literal in versed):
                self._post.add("interpreters_know_the_subject", _sum(versed) >= 1, *facts, under=[attended])
        for tongues in {tongues for route in routes for tongues in v.needs.unserved(node.act, route)}:
            able = _among({who for who in everyone if v.needs.serves(who, node.act, tongues)}, there)
            ways = [*(literal for _, literal in able), *self._relay(node, tongues, there)]
            if not certain(ways):
                self._post.add("interpreters_are_there", sum(ways) >= 1, *facts, under=[attended])

    def _relay(self, node: Visit, tongues: Tongues, there: Team) -> list[Literal]:
        """A literal that implies that one interpreter for each side is there, who share the bridge language."""
        v = self._v
        if not v.problem.scenario.rules.interpreting.relay:
            return []
        relayed = v.new_bool()
        for side in (tongues, v.needs.host(node.act)):
            able = _among({who for who in self._everyone if v.needs.bridges(who, side)}, there)
            v.model.add_bool_or([*(literal for _, literal in able), ~relayed])
        return [relayed]

    def _there(self, guests: Guests) -> Team:
        """Who may be of use at a session of `guests`, whichever track they go with."""
        if self._v.problem.acts[guests[0][0].act].plenary:
            return [one for node, _ in guests for one in self._own[node]]
        return [one for who in self._everyone for one in self._comes(who, guests)]

    def _comes(self, who: int, guests: Guests) -> Team:
        """An interpreter at a session, whose track must attend it; and somebody whom it serves."""
        v, act = self._v, guests[0][0].act
        ways = [(literal, joins) for node, joins in guests for one, literal in self._own[node] if one == who]
        needy = [(node, joins) for node, joins in guests if v.needs.unserved(act, (node.track, node.day))]
        served = [joins for node, joins in needy if self._serves(who, act, (node.track, node.day))]
        if not ways or not served:
            return []
        always = len(served) == len(needy) or certain(served)
        if always and (len(guests) == 1 or all(isinstance(joins, int) for _, joins in ways)):
            return [(who, literal) for literal, _ in ways]
        comes = v.new_bool()
        for literal, joins in ways:
            if not isinstance(joins, int):
                v.model.add_bool_or([joins, *(~one for one in (literal, comes) if not isinstance(one, int))])
        for needed in ([literal for literal, _ in ways], [] if always else served):
            if needed and not certain(needed):
                v.model.add_bool_or([*needed, ~comes])
        return [(who, comes)]

    def _least_gap(self, route: Route, before: Visit, after: Visit) -> int:
        """Minutes that lie between two visits that follow one another, at least."""
        v, way = self._v, (self._v.site(before), self._v.site(after))
        travel = 0 if way[0] == way[1] else v.roster.boarding(route.key) + min(v.problem.minutes(*way))
        return travel + v.before(after)

    def _breaks(self, route: Route) -> None:
        """Interpreted visits without a break between them are one stretch, which is not too long."""
        v, rules = self._v, self._v.problem.scenario.rules.interpreting
        there = {visit for _, visit in self.interprets}
        talks = {place: node for place, node in enumerate(route.nodes, 1) if node in there}
        row = {place: v.model.new_int_var(v.minutes(node), DAY, "") for place, node in talks.items()}
        works = {place: self._works(node) for place, node in talks.items() if isinstance(node, Visit)}
        for i, before in talks.items():
            for j, after in talks.items():
                if (i, j) not in route.arcs or self._least_gap(route, before, after) >= rules.break_minutes:
                    continue
                gap, arc, rested = v.start[after] - v.end(before), route.arcs[i, j], v.new_bool()
                v.model.add(gap >= rules.break_minutes).only_enforce_if(arc, rested)
                tired = [arc, ~rested, *works[i], *works[j]]
                v.model.add(row[j] >= row[i] + v.minutes(after)).only_enforce_if(tired)
                most = max(rules.stretch_minutes, v.minutes(after))
                self._post.add("interpreters_are_there", row[j] <= most, under=tired)

    def _works(self, node: Visit) -> list[Literal]:
        """Literals under which an interpreter of the visit's own track has work there; none where one surely has.

        The interpreters of another track may do it; theirs rest meanwhile, if the visit lasts as long as a break.
        """
        v = self._v
        if len(self._party(node)) == 1 or v.minutes(node) < v.problem.scenario.rules.interpreting.break_minutes:
            return []
        works = v.new_bool()
        for _, literal in self._own[node]:
            v.model.add_implication(literal, works)
        return [works]


def _among(able: set[int], there: Team) -> Team:
    return [(who, literal) for who, literal in there if who in able]


def _sum(team: Team) -> Linear | int:
    return sum(literal for _, literal in team)
