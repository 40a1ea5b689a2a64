"""Which delegates are at a visit: not those who have not landed yet, or have left for their flight."""

from __future__ import annotations

from planner.model.schedule import Visit
from planner.solving.routing.nodes import Nodes


class Attending:
    """Presence of groups at visits, remembered: of those that stay at their time, of others if any time allows it."""

    def __init__(self, nodes: Nodes) -> None:
        self._nodes, self._problem, self._roster = nodes, nodes.problem, nodes.roster
        self._known: dict[tuple[int, Visit], bool] = {}

    def groups(self, node: Visit) -> tuple[int, ...]:
        """The groups (indices) that are, or may be, at a visit."""
        groups = self._roster.groups_of.get((node.track, node.day), ())
        return tuple(group for group in groups if self.is_there(group, node))

    def is_there(self, group: int, node: Visit) -> bool:
        """Is, or may, a group be at a visit?"""
        if (group, node) not in self._known:
            self._known[group, node] = self._is_there(group, node)
        return self._known[group, node]

    def _is_there(self, group: int, node: Visit) -> bool:
        one, problem = self._roster.groups[group], self._problem
        if one.tracks[node.day] != node.track:
            return False
        site = problem.sites[problem.acts[node.act].site]
        earliest, latest = self._starts(node)
        if (
            one.comes
            and one.comes.day == node.day
            and latest < problem.joining.at_site(one.comes.site, site, one.comes.minute)
        ):
            return False
        if not one.leaves or one.leaves.day != node.day:
            return True
        return earliest + self._nodes.minutes(node) <= problem.travel.latest(site, one.leaves.site, one.leaves.minute)

    def _starts(self, node: Visit) -> tuple[int, int]:
        """The earliest and latest start of a visit; that in hand where it stays."""
        if node in self._nodes.held and self._nodes.stays(node):
            return self._nodes.held[node].start, self._nodes.held[node].start
        spans = self._nodes.spans(node)
        return spans[0][0], spans[-1][1]
