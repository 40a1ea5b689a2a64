"""From an old plan and a changed scenario to the plan with the fewest and cheapest changes."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from planner.domain.clock import DAY
from planner.domain.faults import Violation
from planner.domain.plan import Aim, Meeting, Plan
from planner.domain.scenario import Scenario
from planner.matchmaking.meetings import matchmakings, rematch
from planner.solving.budget import Budget
from planner.solving.outcomes import Infeasible, OutOfTime, Tell
from planner.solving.replanning.alone import Alone
from planner.solving.replanning.case import Case, Drop
from planner.solving.replanning.cheapening import cheapen
from planner.solving.replanning.damage import Damage, damage_of
from planner.solving.replanning.mending import AIMS_SECONDS, MEETINGS_FIT, Mending, mend
from planner.solving.replanning.searching import best_within, bound_below, cost_of
from planner.solving.solve import Settings
from planner.solving.valuing import Valued, valued

FLOORS_SECONDS, BOUND_SECONDS, MEETING_SECONDS = 3.0, 1.5, 1.0


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be planned again: the new scenario and its digest, the old plan and its digest.

    `days_later`: by how much the new first day lies after the old one. What begins before minute `now` is done.
    `keep` forbids to drop what somebody has agreed to.
    """

    scenario: Scenario
    digest: str
    old: Plan
    old_digest: str
    days_later: int = 0
    now: int | None = None
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Replanned:
    """The new plan; its changes cost `cost`, and no lawful plan costs less than `bound`.

    `drops` are the visits of the old plan that the new one does not hold for the same track on any day; `broken` are
    hard rules that the plan breaks: only what is past can break any.
    """

    plan: Plan
    cost: int
    bound: int
    drops: tuple[Drop, ...]
    broken: tuple[Violation, ...] = ()

    @property
    def proven(self) -> bool:
        """Is the cost of changes shown to be the least there is?"""
        return self.bound >= self.cost


def replan(task: Task, settings: Settings, tell: Tell) -> Replanned | Infeasible | OutOfTime:
    """The plan with the fewest and cheapest changes, and among those the best found for the usual aims."""
    budget = Budget(settings.seconds, repeatable=settings.workers == 1, stop=settings.stop)
    case = Case(task.scenario, task.old, task.days_later, task.now, keep=task.keep)
    frame = _frame(task, settings, case)
    first = valued(case.problem, case.roster, case.schedule, frame)
    damage = damage_of(case, [one for one in first.broken if one.rule != MEETINGS_FIT])
    search = Mending(case, frame, budget, settings.workers, tell)
    bound = case.before.lost + _mended(search, damage)
    if search.schedule is None:
        return OutOfTime(budget.spent()) if search.unknown else Infeasible((), budget.spent())
    if search.cost > bound and budget.left() > BOUND_SECONDS:
        bound = max(bound, bound_below(case, search.cost, budget, BOUND_SECONDS, search.workers))
    schedule = search.schedule
    if search.scope:
        schedule = best_within(case, search.scope, schedule, search.cost, budget, AIMS_SECONDS)
    return _finished(search, task, frame, valued(case.problem, case.roster, schedule, frame), bound)


def _mended(search: Mending, damage: Damage) -> int:
    """Find a lawful plan and make it cheaper; what the tracks that are damaged must cost at least, found meanwhile."""
    if not (damage.routes or damage.nights):
        search.schedule, search.cost = search.case.schedule, cost_of(search.case, search.case.schedule)
        return 0
    alone, tracks = Alone(search.case), {track for track, _ in damage.routes}
    with ThreadPoolExecutor(1) as beside:
        known = beside.submit(alone.floors, tracks, FLOORS_SECONDS, search.budget.stop)
        mend(search, damage)
        floors = known.result()
    cheapen(search, alone, floors)
    return sum(floors.values())


def _frame(task: Task, settings: Settings, case: Case) -> Plan:
    """What of the new plan is not a matter of its programme."""
    meetings = tuple(
        replace(one, start=one.start - task.days_later * DAY, end=one.end - task.days_later * DAY)
        for one in task.old.meetings
        if one.engagement in case.problem.act_index
    )
    return replace(
        task.old,
        scenario=task.scenario.name,
        sha256=task.digest,
        status="feasible",
        bound=None,
        seconds=0.0,
        seed=settings.seed,
        workers=settings.workers,
        meetings=meetings,
        notes=(),
        parents=(*task.old.parents, task.old_digest),
    )


def _finished(search: Mending, task: Task, frame: Plan, found: Valued, bound: int) -> Replanned:
    """The plan with its meetings made to fit, its account and what it cost."""
    plan = found.plan
    if plan.meetings:
        plan = _with_meetings(task.scenario, found, frame, search)
    changes = Aim("changes", search.cost, 0, bound)
    plan = replace(plan, aims=(*plan.aims, changes), seconds=round(search.budget.spent(), 1))
    broken = tuple(one for one in found.broken if one.rule != MEETINGS_FIT)
    return Replanned(plan, search.cost, bound, search.case.drops(found.schedule), broken)


def _with_meetings(scenario: Scenario, found: Valued, frame: Plan, search: Mending) -> Plan:
    """Meetings keep slot and table and move with their session; where they fit no more, the fewest are changed."""
    plan = found.plan
    kept: list[Meeting] = []
    for engagement in matchmakings(scenario, plan):
        own = [one for one in frame.meetings if one.engagement == engagement]
        moved = _moved_with_session(plan, engagement, own)
        trial = valued(search.case.problem, found.roster, found.schedule, replace(frame, meetings=tuple(moved)))
        if any(one.rule == MEETINGS_FIT for one in trial.broken):
            moved = list(rematch(scenario, plan, engagement, moved, MEETING_SECONDS, frame.seed).meetings)
        kept += moved
    return valued(search.case.problem, found.roster, found.schedule, replace(frame, meetings=tuple(kept))).plan


def _moved_with_session(plan: Plan, engagement: str, meetings: Sequence[Meeting]) -> list[Meeting]:
    """Slot 1 begins with the session."""
    items = (item for track in plan.tracks for day in track.days for item in day.items)
    start = min(item.start for item in items if item.kind == "engagement" and item.id == engagement)
    moved = []
    for one in meetings:
        minutes = one.end - one.start
        begin = start + (one.slot - 1) * minutes
        moved.append(replace(one, start=begin, end=begin + minutes))
    return moved
