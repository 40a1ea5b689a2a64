"""Visits of several tracks that may be one session, as meetings beside an orienteering problem."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from planner.model.orienteering.meetings import Meeting, Meetings
from planner.model.schedule import Node, Visit
from planner.solving.routing.nodes import Nodes

Key = tuple[int, int, int | None]
"""An act, a day and, where tracks share sessions then, a start."""


def meetings_of(nodes: Nodes, order: Mapping[Node, int]) -> Meetings:
    """The sessions of every act and day, of stops numbered by `order`; what is fixed is none."""
    found = _sessions(nodes)
    acts, standing = nodes.problem.acts, nodes.binding.standing
    return Meetings(
        all=tuple(
            Meeting(
                nodes=tuple(order[node] for node in members),
                subject=act,
                open=acts[act].together and not acts[act].plenary and len(members) > 1 and (act, day) not in standing,
                stands=(act, day) in standing,
                gathers=nodes.gathers(act),
                leader=_leader(nodes, act, day, order, members),
            )
            for (act, day, _), members in found.items()
        ),
        starts=tuple(start for _, _, start in found),
        room=dict(enumerate(nodes.room)),
    )


def _leader(nodes: Nodes, act: int, day: int, order: Mapping[Node, int], members: Sequence[Visit]) -> int | None:
    """The number of the visit that others of a session follow, if there are any, and it isn't fixed."""
    leader = nodes.leader(act, day)
    return order[leader] if leader is not None and leader in members and len(members) > 1 else None


def _sessions(nodes: Nodes) -> Mapping[Key, list[Visit]]:
    """Visits by session; those that are not in one of several on a day may come to the smallest."""
    found: dict[Key, list[Visit]] = defaultdict(list)
    visits = [
        node
        for offered in nodes.offered.values()
        for node in offered
        if isinstance(node, Visit) and node not in nodes.fixed
    ]
    starts: dict[tuple[int, int], set[int]] = defaultdict(set)
    for node in visits:
        if node in nodes.binding.meeting_at:
            found[node.act, node.day, nodes.binding.meeting_at[node]].append(node)
            starts[node.act, node.day].add(nodes.binding.meeting_at[node])
    for node in visits:
        if node not in nodes.binding.meeting_at:
            there: Iterable[int | None] = starts.get((node.act, node.day)) or (None,)
            keys: list[Key] = [(node.act, node.day, start) for start in there]
            found[min(keys, key=lambda key: len(found[key]))].append(node)
    return found
