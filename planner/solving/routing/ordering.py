"""What must come before what, for the fast layer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from planner.model.orienteering import Order, Stops
from planner.model.schedule import Node, Visit
from planner.solving.routing.nodes import Nodes


def orders_of(nodes: Nodes, order: Mapping[Node, int]) -> Iterator[Order]:
    """The order table and courtesy calls, track by track, of stops numbered by `order`."""
    numbers: dict[tuple[int, int], list[int]] = defaultdict(list)
    for node, number in order.items():
        if isinstance(node, Visit):
            numbers[node.track, node.act].append(number)
    for before, after, same_day in (*_told(nodes), *_courtesy(nodes)):
        for track in range(len(nodes.problem.tracks)):
            first: Stops = tuple(numbers.get((track, before), ()))
            second: Stops = tuple(numbers.get((track, after), ()))
            if first and second:
                yield Order(first, second, same_day)


def _told(nodes: Nodes) -> Iterator[tuple[int, int, bool]]:
    index = nodes.problem.act_index
    if nodes.problem.must_hold("order_is_kept"):
        for row in nodes.problem.scenario.order:
            yield index[row.before], index[row.after], row.same_day


def _courtesy(nodes: Nodes) -> Iterator[tuple[int, int, bool]]:
    """Courtesy calls come before site visits in the same province."""
    acts = nodes.problem.acts
    if nodes.problem.must_hold("courtesy_comes_first"):
        for call, one in enumerate(acts):
            for visit, other in enumerate(acts if one.kind == "courtesy_call" else ()):
                if other.kind == "site_visit" and other.province == one.province:
                    yield call, visit, False
