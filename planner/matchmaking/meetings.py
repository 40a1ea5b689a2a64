"""The meetings of a plan: made anew, changed with the fewest changes, and explained."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planner.domain.plan import Meeting, Plan
from planner.domain.scenario import Scenario
from planner.matchmaking.changing import Announced, change_timetable
from planner.matchmaking.framing import Frame, frame
from planner.matchmaking.making import make_timetable
from planner.matchmaking.obstacles import Obstacles, obstacles
from planner.matchmaking.timetable import Timetable


@dataclass(frozen=True, slots=True)
class Unmet:
    """A request that is not met and what it would need; `slot` (from 1) and `displaces` tell of the nearest slot.

    `needs`: visitor_full or host_full (as many meetings as allowed), else of the nearest slot visitor_away, host_away,
    pair_slot (forbidden to the pair), visitor_seat, host_seat, table, interpreter. Empty: it fits and was not worth it.
    """

    visitor: str
    host: str
    visitor_wish: int
    host_wish: int
    proposed: bool
    needs: tuple[str, ...]
    slot: int | None
    displaces: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Matchmaking:
    """The meetings of one engagement and how good they are.

    `benefit` has the proven upper `bound` (of all timetables with as many meetings that both asked for and this
    fairness); `price` is what fairness costs. `fairness` is the fewest meetings that anyone has who asked for some;
    `short` are those with fewer meetings than the floor.
    """

    engagement: str
    frame: Frame
    timetable: Timetable
    meetings: tuple[Meeting, ...]
    unmet: tuple[Unmet, ...]

    @property
    def benefit(self) -> int:
        """Benefit of both sides."""
        return self.timetable.benefit

    @property
    def bound(self) -> int:
        """What no timetable can exceed."""
        return self.timetable.bound

    @property
    def fairness(self) -> int:
        """The fewest meetings asked for that anyone has."""
        return self.timetable.fairness

    @property
    def price(self) -> int:
        """Benefit given up for fairness."""
        return self.timetable.choice.price

    @property
    def short(self) -> tuple[str, ...]:
        """Participants with fewer meetings than the floor, in order."""
        met = [0] * len(self.frame.sitters)
        for pair in self.timetable.placement:
            met[self.frame.forum.pairs[pair].visitor] += 1
            met[self.frame.forum.pairs[pair].host] += 1
        participants = self.frame.forum.participants
        return tuple(
            sitter.organisation
            for sitter, participant, count in zip(self.frame.sitters, participants, met, strict=True)
            if count < participant.floor
        )

    def heat(self) -> tuple[tuple[str, tuple[int | None, ...]], ...]:
        """By participant the meetings in each slot, None where it cannot come: the heat map company x slot."""
        rows: list[tuple[str, tuple[int | None, ...]]] = []
        for one, sitter in enumerate(self.frame.sitters):
            met = [self.timetable.placement.get(pair) for pair in self.frame.forum.pairs_of[one]]
            counts = tuple(met.count(slot) if seats else None for slot, seats in enumerate(sitter.seats))
            rows.append((sitter.organisation, counts))
        return tuple(rows)


def matchmakings(scenario: Scenario, plan: Plan) -> tuple[str, ...]:
    """The matchmaking engagements that the plan holds, in table order."""
    held = {item.id for track in plan.tracks for day in track.days for item in day.items if item.kind == "engagement"}
    return tuple(row.id for row in scenario.engagements if row.kind == "matchmaking" and row.id in held)


def make_meetings(
    scenario: Scenario, plan: Plan, seconds: float = 10.0, seed: int = 1, workers: int = 1
) -> tuple[Meeting, ...]:
    """The meetings of all matchmaking engagements in the plan, `seconds` in all, by engagement, slot and table."""
    held = matchmakings(scenario, plan)
    made = [matchmake(scenario, plan, one, seconds / len(held), seed, workers) for one in held]
    return tuple(meeting for one in made for meeting in one.meetings)


def matchmake(
    scenario: Scenario, plan: Plan, engagement: str, seconds: float = 10.0, seed: int = 1, workers: int = 1
) -> Matchmaking:
    """The meetings of one engagement made anew. With one worker the same input gives the same meetings."""
    framed = frame(scenario, plan, engagement)
    return _told(framed, make_timetable(framed.forum, seconds, seed, workers))


def rematch(
    scenario: Scenario,
    plan: Plan,
    engagement: str,
    before: Sequence[Meeting],
    seconds: float = 10.0,
    seed: int = 1,
    workers: int = 1,
) -> Matchmaking:
    """The meetings of one engagement with the fewest changes to those of `before`, at the costs of `rules.changes`."""
    framed = frame(scenario, plan, engagement)
    announced = _announced(framed, [meeting for meeting in before if meeting.engagement == engagement])
    return _told(framed, change_timetable(framed.forum, announced, scenario.rules.changes, seconds, seed, workers))


def explain_meeting(scenario: Scenario, plan: Plan, engagement: str, visitor: str, host: str) -> Unmet | Meeting | None:
    """The meeting of two organisations as the plan has it, or why they do not meet; None where nobody asked for it."""
    for meeting in plan.meetings:
        if (meeting.engagement, meeting.visitor, meeting.host) == (engagement, visitor, host):
            return meeting
    framed = frame(scenario, plan, engagement)
    pair = framed.pair(visitor, host)
    if pair is None:
        return None
    placement = _announced(framed, [m for m in plan.meetings if m.engagement == engagement]).placement
    return _unmet(framed, obstacles(framed.forum, placement, pair))


def _announced(framed: Frame, before: Sequence[Meeting]) -> Announced:
    numbers = {name: number for number, name in enumerate(framed.interpreters)}
    placement, tables, served = {}, {}, {}
    for meeting in before:
        pair = framed.pair(meeting.visitor, meeting.host)
        if pair is None or meeting.slot > framed.forum.slots:
            continue
        placement[pair], tables[pair] = meeting.slot - 1, meeting.table - 1
        if meeting.interpreter in numbers:
            served[pair] = numbers[meeting.interpreter]
    return Announced(placement, tables, served)


def _told(framed: Frame, timetable: Timetable) -> Matchmaking:
    placement = timetable.placement
    unmet = tuple(
        _unmet(framed, obstacles(framed.forum, placement, pair))
        for pair in range(len(framed.requests))
        if pair not in placement
    )
    meetings = framed.meetings(placement, timetable.tables, timetable.interpreters)
    return Matchmaking(framed.engagement, framed, timetable, meetings, unmet)


def _unmet(framed: Frame, found: Obstacles) -> Unmet:
    row, nearest = framed.requests[found.pair], found.nearest
    displaced = [framed.requests[pair] for pair in nearest.displaces] if nearest else []
    return Unmet(
        row.visitor,
        row.host,
        row.visitor_wish,
        row.host_wish,
        row.proposed,
        found.needs,
        nearest.slot + 1 if nearest else None,
        tuple((one.visitor, one.host) for one in displaced),
    )
