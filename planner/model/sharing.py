"""Sessions: how many an engagement has, who shares one, and how many heads it holds."""

from __future__ import annotations

from collections import defaultdict

from planner.model.posting import Posting
from planner.model.schedule import Visit
from planner.model.variables import Linear, Literal, Variables

Session = tuple[Linear | int, int, Literal | int]
"""(start, minutes, literal or 1 under which it is held)."""
Guests = list[tuple[Visit, Literal | int]]
"""The visits that may make up a session, each with the literal, or 1, under which it does."""


class Sessions:
    """The sessions of every act: one of a plenary, one a visit where tracks come apart, shared ones elsewhere.

    `joins` maps (visit, number) to the literal that the visit takes part in that session; numbers of sessions
    outside the scope are kept, new ones count on from the highest.
    """

    def __init__(self, v: Variables, post: Posting) -> None:
        self._v, self._post = v, post
        self.joins: dict[tuple[Visit, int], Literal | int] = {}
        self._of: dict[int, list[Session]] = {}
        for act, one in enumerate(v.problem.acts):
            nodes = v.visits_of(act)
            if one.plenary:
                self._of[act] = self._plenary(nodes)
            elif one.together:
                self._of[act] = self._shared(act, nodes)
            else:
                self._of[act] = self._apart(act, nodes)

    def of(self, act: int) -> list[Session]:
        """All sessions of an act, held or not."""
        return self._of[act]

    def guests(self, act: int) -> list[Guests]:
        """For each session that there is or may be, the visits that may make it up."""
        v, one = self._v, self._v.problem.acts[act]
        nodes = v.visits_of(act)
        found: dict[tuple[int, int], Guests] = defaultdict(list)
        for node in nodes:
            if one.plenary:
                found[node.day, 0].append((node, v.held[node]))
            elif not one.together:
                found[node.day, node.track].append((node, v.held[node]))
            elif node in v.kept:
                found[-1, v.kept[node].session].append((node, 1))
        for (node, number), literal in self.joins.items():
            if node.act == act:
                found[-1, number].append((node, literal))
        return list(found.values())

    def _plenary(self, nodes: list[Visit]) -> list[Session]:
        v = self._v
        by_day = {node.day: node for node in nodes}
        return [(v.start[node], v.minutes(node), v.held[node]) for node in by_day.values()]

    def _apart(self, act: int, nodes: list[Visit]) -> list[Session]:
        v, one = self._v, self._v.problem.acts[act]
        if len(nodes) > one.sessions and self._post.wants("sessions_are_not_exceeded"):
            self._post.add("sessions_are_not_exceeded", sum(v.held[node] for node in nodes) <= one.sessions, one.id)
        return [(v.start[node], v.minutes(node), v.held[node]) for node in nodes]

    def _shared(self, act: int, nodes: list[Visit]) -> list[Session]:
        """Free visits join a session that stands, or one of the new ones."""
        v, one = self._v, self._v.problem.acts[act]
        standing: dict[int, list[Visit]] = defaultdict(list)
        for node in nodes:
            if node in v.kept:
                standing[v.kept[node].session].append(node)
        free = [node for node in nodes if node not in v.kept]
        sessions: list[Session] = [(v.kept[who[0]].start, v.minutes(who[0]), 1) for who in standing.values()]
        choices: dict[Visit, list[Literal]] = defaultdict(list)
        for number, who in standing.items():
            self._join(act, number, who, [n for n in free if n.day == who[0].day], v.kept[who[0]].start, choices)
        tracks = {node.track for node in free}
        room = one.sessions - len(standing) if self._post.wants("sessions_are_not_exceeded") else len(tracks)
        for number in self._new_numbers(standing, min(room, len(tracks))):
            sessions += self._new(act, number, free, choices)
        for node in free:
            v.model.add(sum(choices[node]) == v.held[node])
        return sessions

    @staticmethod
    def _new_numbers(standing: dict[int, list[Visit]], room: int) -> range:
        first = max(standing, default=0) + 1
        return range(first, first + max(room, 0))

    def _new(self, act: int, number: int, free: list[Visit], choices: dict[Visit, list[Literal]]) -> list[Session]:
        """A new session: held when somebody joins, on one day and at one start."""
        v = self._v
        by_day: dict[int, list[Visit]] = defaultdict(list)
        for node in free:
            by_day[node.day].append(node)
        found: list[Session] = []
        for day, nodes in by_day.items():
            if len(nodes) == 1:
                literal = self._new_join(nodes[0], number, choices)
                self._fits(act, [(nodes[0], literal)], 0)
                found.append((v.start[nodes[0]], v.minutes(nodes[0]), literal))
                continue
            start = v.new_start(v.problem.acts[act].starts[day], also=v.pinned(act, day))
            if start is None:
                continue
            held = v.new_bool()
            literals = [self._new_join(node, number, choices) for node in nodes]
            for node, literal in zip(nodes, literals, strict=True):
                v.model.add(start == v.start[node]).only_enforce_if(literal)
                v.model.add_implication(literal, held)
            v.model.add_bool_or([*literals, ~held])
            self._fits(act, [(node, literal) for node, literal in zip(nodes, literals, strict=True)], 0)
            found.append((start, max(v.minutes(node) for node in nodes), held))
        literals_held = [literal for _, _, literal in found]
        if len(literals_held) > 1:
            v.model.add_at_most_one(literals_held)
        return found

    def _new_join(self, node: Visit, number: int, choices: dict[Visit, list[Literal]]) -> Literal:
        literal = self._v.new_bool()
        self.joins[node, number] = literal
        choices[node].append(literal)
        return literal

    def _join(
        self,
        act: int,
        number: int,
        standing: list[Visit],
        free: list[Visit],
        start: int,
        choices: dict[Visit, list[Literal]],
    ) -> None:
        """Free visits may join a session that stands at `start`."""
        v = self._v
        heads = sum(v.needs.guests.heads(node) for node in standing)
        joining: list[tuple[Visit, Literal]] = []
        for node in free:
            literal = self._new_join(node, number, choices)
            v.model.add(v.start[node] == start).only_enforce_if(literal)
            joining.append((node, literal))
        if joining:
            self._fits(act, joining, heads)

    def _fits(self, act: int, joining: list[tuple[Visit, Literal]], heads: int) -> None:
        v, one = self._v, self._v.problem.acts[act]
        if one.capacity is not None and heads + sum(v.needs.guests.heads(node) for node, _ in joining) > one.capacity:
            load = sum(v.needs.guests.heads(node) * literal for node, literal in joining)
            self._post.add("capacity_is_not_exceeded", load <= one.capacity - heads, one.id)
