"""Who may be at a visit or meal: everyone of the track's day but those who have surely not come yet, or have left."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from planner.domain.opening import Span
from planner.model.problem import Problem
from planner.model.roster import Alone, Group, Roster
from planner.model.schedule import Node, Visit


def starts_of(problem: Problem, node: Node) -> tuple[Span, ...]:
    """Spans [first, last] in which a node may begin."""
    return (
        problem.acts[node.act].starts[node.day]
        if isinstance(node, Visit)
        else problem.tables[node.table].starts[node.day]
    )


class Guests:
    """The delegates of one roster by node, remembered.

    Whose presence depends on the hour chosen counts as there: what is laid on for them suffices at any hour.
    """

    def __init__(self, roster: Roster) -> None:
        self._problem, self._roster = roster.problem, roster
        self._known: dict[Node, tuple[str, ...]] = {}

    def members(self, node: Node) -> tuple[str, ...]:
        """The delegates (ids) who are, or may be, at a node."""
        if node not in self._known:
            self._known[node] = tuple(who for group in self._groups(node) for who in group.members)
        return self._known[node]

    def heads(self, node: Node) -> int:
        """How many are, or may be, at a node."""
        return len(self.members(node))

    def diets(self, node: Node) -> frozenset[str]:
        """Diets to be served at a node; allergies are noted, not a constraint."""
        rows = self._problem.scenario.delegate
        asked = (diet for who in self.members(node) for diet in rows[who].diet)
        return frozenset(diet for diet in asked if not diet.startswith("allergy"))

    def languages(self, node: Node) -> frozenset[frozenset[str]]:
        """The different sets of languages spoken at a node."""
        rows = self._problem.scenario.delegate
        return frozenset(frozenset(rows[who].languages) for who in self.members(node))

    def _groups(self, node: Node) -> Iterator[Group]:
        for index in self._roster.groups_of.get((node.track, node.day), ()):
            group = self._roster.groups[index]
            if not self._surely_absent(node, group):
                yield group

    def _surely_absent(self, node: Node, group: Group) -> bool:
        spans = starts_of(self._problem, node)
        if not spans:
            return False
        comes, leaves = self._that_day(node, group.comes), self._that_day(node, group.leaves)
        site, travel = self._site(node), self._problem.travel
        if comes and spans[-1][1] < self._problem.joining.at_site(comes.site, site, comes.minute):
            return True
        return leaves is not None and spans[0][0] + self._minutes(node) > travel.latest(
            site, leaves.site, leaves.minute
        )

    @staticmethod
    def _that_day(node: Node, alone: Alone | None) -> Alone | None:
        return alone if alone and alone.day == node.day else None

    def _site(self, node: Node) -> str:
        rows = self._problem.acts[node.act] if isinstance(node, Visit) else self._problem.tables[node.table]
        return self._problem.sites[rows.site]

    def _minutes(self, node: Node) -> int:
        """The least that a node takes; interpretation only makes it longer."""
        return (self._problem.acts[node.act] if isinstance(node, Visit) else self._problem.tables[node.table]).minutes


@lru_cache(maxsize=4)
def guests_of(roster: Roster) -> Guests:
    """The guests of a roster, shared by all who ask for the rosters asked for last."""
    return Guests(roster)
