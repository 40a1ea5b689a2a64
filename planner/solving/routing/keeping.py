"""Hosts that receive one session at a time, sessions and meal places that hold so many heads, for the fast layer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from planner.model.orienteering.keepers import Keepers
from planner.model.schedule import Node, Visit
from planner.solving.routing.nodes import Nodes


def keepers_of(nodes: Nodes, order: Mapping[Node, int]) -> Keepers:
    """Hosts and meal places, day by day, of stops numbered by `order`, as far as whom they serve is limited."""
    known: dict[tuple[str, str, int], int] = {}
    keeper, meeting, heads, seats = [], [], [], dict[int, int]()
    for node, number in order.items():
        one, shares = _key(nodes, node), False
        keeper.append(-1 if one is None else known.setdefault(one, len(known)))
        if isinstance(node, Visit):
            act = nodes.problem.acts[node.act]
            shares = act.together or act.plenary or node in nodes.fixed
        elif one is not None:
            seats[keeper[-1]] = nodes.problem.tables[node.table].seats
        meeting.append(node.act if shares and isinstance(node, Visit) else -1 - number)
        heads.append(nodes.roster.heads[node.track, node.day])
    ticks = tuple(map(nodes.minutes, order))
    return Keepers(tuple(keeper), tuple(meeting), tuple(heads), ticks, _room(nodes), seats)


def _key(nodes: Nodes, node: Node) -> tuple[str, str, int] | None:
    """Who serves a stop on its day, as kind and id; None where nobody is limited."""
    problem = nodes.problem
    if not isinstance(node, Visit):
        limited = problem.must_hold("meal_seats_are_not_exceeded")
        return ("meal", problem.tables[node.table].id, node.day) if limited else None
    limited = problem.setting_on("hosts_receive_one_session_at_a_time")
    one = problem.acts[node.act]
    return ("host", one.host or one.id, node.day) if limited else None


def _room(nodes: Nodes) -> Mapping[int, int]:
    """Heads that a session of each act may hold: its limit, or what it holds now."""
    now: dict[tuple[int, int], int] = defaultdict(int)
    for held in nodes.held.values():
        if isinstance(held.node, Visit):
            now[held.node.act, held.start] += nodes.roster.heads[held.node.track, held.node.day]
    most = {act: one.limit for act, one in enumerate(nodes.problem.acts) if one.limit is not None}
    for (act, _), heads in now.items():
        if act in most:
            most[act] = max(most[act], heads)
    return most
