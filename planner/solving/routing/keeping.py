"""Hosts that receive one session at a time, and sessions that hold so many heads, for the fast layer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import accumulate

from planner.model.orienteering import Keepers
from planner.model.schedule import Node, Visit
from planner.solving.routing.nodes import Nodes


def keepers_of(nodes: Nodes, order: Mapping[Node, int]) -> Keepers | None:
    """The hosts, day by day, of stops numbered by `order`; None where they may receive several sessions at a time."""
    if not nodes.problem.setting_on("hosts_receive_one_session_at_a_time"):
        return None
    known: dict[tuple[str, int], int] = {}
    keeper, meeting, heads = [], [], []
    for node, number in order.items():
        one = nodes.problem.acts[node.act] if isinstance(node, Visit) else None
        keeper.append(known.setdefault((one.host or one.id, node.day), len(known)) if one else -1)
        shares = one is not None and (one.together or node in nodes.fixed)
        meeting.append(node.act if shares and isinstance(node, Visit) else -1 - number)
        heads.append(nodes.roster.heads[node.track, node.day])
    return Keepers(tuple(keeper), tuple(meeting), tuple(heads), _room(nodes))


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


def guests(nodes: Nodes, act: int, day: int) -> int:
    """How many tracks may be in the shared sessions of an act on a day: as many as now, or as surely fit."""
    limit, numbers = nodes.problem.acts[act].limit, nodes.shared[act, day]
    now = sum(nodes.sharing[act, number] for number in numbers)
    heads = sorted((nodes.roster.heads[route] for route in nodes.roster.routes if route[1] == day), reverse=True)
    fit = len(heads) if limit is None else sum(total <= limit for total in accumulate(heads))
    return max(now, fit * len(numbers))
