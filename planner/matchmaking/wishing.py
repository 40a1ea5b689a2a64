"""Who wants to meet whom: what was asked for, and proposals where a company asked for nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from planner.domain.scenario import Scenario

HIGHEST = 5


@dataclass(frozen=True, slots=True)
class Request:
    """A meeting asked for or `proposed`, with both sides' wishes from 0 to 5 and the slots (from 1) it cannot use."""

    visitor: str
    host: str
    visitor_wish: int
    host_wish: int
    proposed: bool = False
    forbidden_slots: frozenset[int] = field(default=frozenset())


def requests(scenario: Scenario, engagement: str, participants: Collection[str]) -> tuple[Request, ...]:
    """The requests among `participants`; competitors never meet.

    Whoever asked for nothing is proposed their best matches, as many as one may have meetings, first those wanted by
    both sides.
    """
    there = set(participants)
    asked = {
        (row.visitor, row.host): Request(
            row.visitor, row.host, row.visitor_wish, row.host_wish, forbidden_slots=frozenset(row.forbidden_slots)
        )
        for row in scenario.meetings
        if row.engagement == engagement and {row.visitor, row.host} <= there
    }
    active = {row.visitor for row in asked.values() if row.visitor_wish}
    active |= {row.host for row in asked.values() if row.host_wish}
    proposals = _Proposals(scenario, participants)
    for one in participants:
        if one not in active:
            for proposal in proposals.best(one):
                asked.setdefault((proposal.visitor, proposal.host), proposal)
    rivals = competitors(scenario)
    return tuple(row for key, row in asked.items() if frozenset(key) not in rivals)


def competitors(scenario: Scenario) -> frozenset[frozenset[str]]:
    """Pairs of organisations of which at least one names the other as a competitor."""
    return frozenset(frozenset((row.id, other)) for row in scenario.organisations for other in row.competitors)


class _Proposals:
    def __init__(self, scenario: Scenario, participants: Collection[str]) -> None:
        self._scenario = scenario
        sides = {name: scenario.organisation[name].side for name in participants}
        self._visitors = [name for name, side in sides.items() if side == "visitor"]
        self._hosts = [name for name, side in sides.items() if side == "host"]
        self._interests: dict[str, dict[str, int]] = {}
        for row in scenario.interests:
            self._interests.setdefault(row.organisation, {})[row.topic] = row.weight
        self._wishes = {(row.host, row.sector): row.weight for row in scenario.wishes}

    def best(self, one: str) -> list[Request]:
        """The best proposals for `one`."""
        ranked = sorted(self._all(one), key=lambda row: (-_joint(row), row.visitor, row.host))
        return ranked[: self._scenario.rules.matchmaking.most]

    def _all(self, one: str) -> Iterator[Request]:
        visits = self._scenario.organisation[one].side == "visitor"
        for other in self._hosts if visits else self._visitors:
            visitor, host = (one, other) if visits else (other, one)
            row = Request(visitor, host, self._visitor_wish(visitor, host), self._host_wish(visitor, host), True)
            if row.visitor_wish or row.host_wish:
                yield row

    def _visitor_wish(self, visitor: str, host: str) -> int:
        """The strongest interest in a topic that the host shares or works in."""
        own, theirs = self._interests.get(visitor, {}), self._interests.get(host, {})
        sector = self._scenario.organisation[host].sector
        shared = [min(weight, theirs[topic]) for topic, weight in own.items() if topic in theirs]
        return max([*shared, own.get(sector, 0)])

    def _host_wish(self, visitor: str, host: str) -> int:
        """The host's wish for the visitor's sector."""
        return min(HIGHEST, self._wishes.get((host, self._scenario.organisation[visitor].sector), 0))


def _joint(row: Request) -> int:
    return (row.visitor_wish + 1) * (row.host_wish + 1)
