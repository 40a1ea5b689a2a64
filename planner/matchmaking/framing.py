"""From a scenario and a plan to a forum in whole numbers, and the names behind the numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planner.domain.plan import Meeting, Plan
from planner.domain.programme import Programme
from planner.domain.scenario import Scenario
from planner.matchmaking.forum import Forum, Pair, Participant, Placement
from planner.matchmaking.sitting import Sitter, Slot, sitters
from planner.matchmaking.speaking import interpreting, tongues
from planner.matchmaking.wishing import Request, requests


@dataclass(frozen=True)
class Frame:
    """A forum with the slots, participants, requests and interpreters that its numbers stand for."""

    engagement: str
    forum: Forum
    slots: tuple[Slot, ...]
    sitters: tuple[Sitter, ...]
    requests: tuple[Request, ...]
    interpreters: tuple[str, ...]

    def pair(self, visitor: str, host: str) -> int | None:
        """The number of the pair, None where nobody asked for it."""
        for number, row in enumerate(self.requests):
            if (row.visitor, row.host) == (visitor, host):
                return number
        return None

    def meetings(
        self, placement: Placement, tables: Mapping[int, int], served: Mapping[int, int]
    ) -> tuple[Meeting, ...]:
        """The meetings by slot and table."""
        found = [
            Meeting(
                engagement=self.engagement,
                slot=slot + 1,
                table=tables[pair] + 1,
                visitor=self.requests[pair].visitor,
                host=self.requests[pair].host,
                start=self.slots[slot].start,
                end=self.slots[slot].end,
                interpreter=self.interpreters[served[pair]] if pair in served else None,
                proposed=self.requests[pair].proposed,
            )
            for pair, slot in placement.items()
        ]
        return tuple(sorted(found, key=lambda meeting: (meeting.slot, meeting.table)))


def frame(scenario: Scenario, plan: Plan, engagement: str) -> Frame:
    """The forum of a matchmaking engagement as the plan holds it; without slots where it is not held."""
    slots, taking_part = sitters(scenario, plan, engagement)
    place = {sitter.organisation: number for number, sitter in enumerate(taking_part)}
    asked = requests(scenario, engagement, tuple(place))
    spoken = tongues(scenario, taking_part)
    everything = frozenset(range(len(slots)))
    pairs = tuple(
        Pair(
            place[row.visitor],
            place[row.host],
            everything - {number - 1 for number in row.forbidden_slots},
            row.visitor_wish,
            row.host_wish,
            spoken.able(row.visitor, row.host),
        )
        for row in asked
    )
    rules = scenario.rules.matchmaking
    participants = tuple(
        Participant(scenario.organisation[sitter.organisation].side, sitter.seats, rules.floor, rules.most)
        for sitter in taking_part
    )
    tables = scenario.engagement[engagement].tables or sum(max(sitter.seats, default=0) for sitter in taking_part)
    who = interpreting(scenario, Programme(plan), slots)
    forum = Forum(len(slots), tables, participants, pairs, who)
    return Frame(engagement, forum, slots, taking_part, asked, tuple(row.id for row in scenario.interpreters))
