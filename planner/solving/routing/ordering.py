"""What must come before what, for the fast layer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from planner.model.orienteering.order import Order
from planner.model.orienteering.problem import Stops
from planner.model.schedule import Node, Visit
from planner.solving.routing.nodes import Nodes

Told = tuple[int, int, bool, int | None]
"""An act, one that comes after it, whether on the same day, and within how many minutes."""


def orders_of(nodes: Nodes, order: Mapping[Node, int]) -> Iterator[Order]:
    """The order table and courtesy calls, track by track, of stops numbered by `order`."""
    stops, numbers = list(order), defaultdict[tuple[int, int], list[int]](list)
    for node, number in order.items():
        if isinstance(node, Visit):
            numbers[node.track, node.act].append(number)
    for before, after, same_day, gap in (*_told(nodes), *_courtesy(nodes)):
        for track in range(len(nodes.problem.tracks)):
            first: Stops = tuple(numbers.get((track, before), ()))
            second: Stops = tuple(numbers.get((track, after), ()))
            if first and second:
                within = None if gap is None else gap + nodes.minutes(stops[second[0]])
                yield Order(first, second, same_day, within)


def _told(nodes: Nodes) -> Iterator[Told]:
    index = nodes.problem.act_index
    if nodes.problem.must_hold("order_is_kept"):
        for row in nodes.problem.scenario.order:
            yield index[row.before], index[row.after], row.same_day, row.max_gap_minutes


def _courtesy(nodes: Nodes) -> Iterator[Told]:
    """Courtesy calls come before site visits in the same province."""
    acts = nodes.problem.acts
    if nodes.problem.must_hold("courtesy_comes_first"):
        for call, one in enumerate(acts):
            for visit, other in enumerate(acts if one.kind == "courtesy_call" else ()):
                if other.kind == "site_visit" and other.province == one.province:
                    yield call, visit, False, None
