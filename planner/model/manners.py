"""Ranks matched, competitors kept apart and places not overfull, once for each session."""

from __future__ import annotations

from planner.model.acts import Act
from planner.model.posting import Posting
from planner.model.schedule import Visit
from planner.model.sharing import Sessions
from planner.model.variables import Literal, Variables, certain

OPEN_TO_COMPETITORS = ("reception", "meal", "signing", "culture")
Guests = list[tuple[Visit, Literal | int]]
"""Visits that may make up one session, each with the literal, or 1, under which it is part of it."""


def post_manners(v: Variables, post: Posting, sessions: Sessions) -> None:
    """Rules ranks_are_matched, competitors_are_apart and, where it is soft, capacity_is_not_exceeded."""
    for act, one in enumerate(v.problem.acts):
        for guests in sessions.guests(act):
            if all(isinstance(there, int) for _, there in guests):
                continue
            if one.limit is None and one.capacity is not None and (one.plenary or not one.together):
                _overfull(v, post, one, one.capacity, guests)
            if one.host_rank is not None and post.wants("ranks_are_matched"):
                _rank(v, post, one, guests)
            if not one.plenary and one.kind not in OPEN_TO_COMPETITORS and post.wants("competitors_are_apart"):
                _rivals(v, post, one, guests)


def _overfull(v: Variables, post: Posting, one: Act, capacity: int, guests: Guests) -> None:
    """More heads than a place takes cost; where tracks choose whom they join, the sessions themselves say so."""
    if sum(v.needs.guests.heads(node) for node, _ in guests) > capacity:
        post.forbid("capacity_is_not_exceeded", [guests[0][1]], one.id)


def _rank(v: Variables, post: Posting, one: Act, guests: Guests) -> None:
    """The highest delegate stands near who receives: nobody too high, and not everybody too low."""
    within, host = v.problem.scenario.rules.ranks.within, one.host_rank or 0
    best = {node: v.roster.best_rank[node.track, node.day] for node, _ in guests}
    high = [there for node, there in guests if best[node] < host - within]
    low = [there for node, there in guests if best[node] > host + within]
    fit = [there for node, there in guests if abs(best[node] - host) <= within]
    if certain(high) or not (high or low):
        return
    gate = post.gate("ranks_are_matched", one.id)
    if one.plenary:  # all come together: the highest of all counts
        _rule_out(v, [guests[0][1]] if high or not fit else [], [], gate)
        return
    for there in high:
        _rule_out(v, [there], [], gate)
    for there in low:
        _rule_out(v, [there], [*fit, *high], gate)


def _rule_out(v: Variables, literals: list[Literal | int], unless: list[Literal | int], gate: list[Literal]) -> None:
    """Not all of `literals` at once, unless one of `unless` is true; nothing where there are none."""
    chosen = [literal for literal in literals if not isinstance(literal, int)]
    if literals and not certain(unless):
        v.model.add_bool_or([*unless, *(~literal for literal in [*chosen, *gate])])


def _rivals(v: Variables, post: Posting, one: Act, guests: Guests) -> None:
    """One breach a session for each pair of competitors in it."""
    firms = {node: v.roster.organisations[node.track, node.day] for node, _ in guests}
    for a, b in sorted(v.problem.competitors):
        met = [
            [there_a, there_b]
            for node_a, there_a in guests
            for node_b, there_b in guests
            if a in firms[node_a] and b in firms[node_b] and node_a.day == node_b.day
        ]
        if met and not any(certain(pair[:1]) and certain(pair[1:]) for pair in met):
            gate = post.gate("competitors_are_apart", one.id, a, b)
            for pair in met:
                _rule_out(v, pair, [], gate)
