"""From an old plan and a changed scenario to the plan with the fewest and cheapest changes."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from planner.checking.check import with_worst_off
from planner.domain.account import Aim
from planner.domain.clock import DAY
from planner.domain.faults import Violation
from planner.domain.plan import Meeting, Plan
from planner.domain.scenario import Scenario
from planner.matchmaking.meetings import matchmakings
from planner.model.changes import change_cost
from planner.model.schedule import Schedule, Visit
from planner.solving.budget import Budget
from planner.solving.conflicts import first_conflicts
from planner.solving.outcomes import Infeasible, OutOfTime, Tell
from planner.solving.preparing import prepare
from planner.solving.replanning.alone import Alone
from planner.solving.replanning.case import Case, Drop
from planner.solving.replanning.cheapening import cheapen
from planner.solving.replanning.damage import Damage, damage_of
from planner.solving.replanning.meetings import meetings_again, meetings_cost, meetings_floor
from planner.solving.replanning.mending import AIMS_SECONDS, MEETINGS_FIT, MOST_ROUTES, Mending, mend
from planner.solving.replanning.searching import best_within, bound_below, cost_of
from planner.solving.solve import CONFLICT_SECONDS, Settings
from planner.solving.valuing import Valued, valued

FLOORS_SECONDS, BOUND_SECONDS = 3.0, 1.5


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
    prepare()
    budget = Budget(settings.seconds, repeatable=settings.workers == 1, stop=settings.stop)
    case = Case(task.scenario, task.old, task.days_later, task.now, keep=task.keep)
    frame = _frame(task, settings, case)
    first = valued(case.problem, case.roster, case.schedule, frame)
    damage = damage_of(case, [one for one in first.broken if one.rule != MEETINGS_FIT])
    search = Mending(case, frame, budget, settings.workers, tell)
    bound = case.before.lost + _mended(search, damage)
    if search.schedule is None:
        return OutOfTime(budget.spent()) if search.unknown else _impossible(case, settings, budget)
    if search.cost > bound and len(case.roster.routes) <= MOST_ROUTES:
        bound = max(bound, bound_below(case, search.cost, budget, BOUND_SECONDS, search.workers))
    schedule = search.schedule
    if search.scope:
        schedule = best_within(case, search.scope, schedule, search.cost, budget, AIMS_SECONDS)
    return _finished(search, task, frame, valued(case.problem, case.roster, schedule, frame), bound)


def _impossible(case: Case, settings: Settings, budget: Budget) -> Infeasible:
    """No lawful plan with delegates in the tracks they are in, and the first conflict of the new scenario for these.

    None is told where only the past, or what is to be kept, stands in the way.
    """
    scenario, time = case.problem.scenario, Budget(CONFLICT_SECONDS, repeatable=budget.repeatable, stop=budget.stop)
    conflicts = first_conflicts(scenario, time, 1, settings.seed, Schedule(case.schedule.assignment))
    return Infeasible(conflicts, budget.spent() + time.spent(), scenario.leaves_tracks_open)


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
        worst_off=(),
        seconds=0.0,
        seed=settings.seed,
        workers=settings.workers,
        meetings=meetings,
        notes=(),
        parents=(*task.old.parents, task.old_digest),
    )


def _finished(search: Mending, task: Task, frame: Plan, found: Valued, bound: int) -> Replanned:
    """The plan with its meetings made to fit, its account and what it cost."""
    case, rules = search.case, task.scenario.rules.changes

    def with_meetings(meetings: Sequence[Meeting]) -> Valued:
        return valued(case.problem, found.roster, found.schedule, replace(frame, meetings=tuple(meetings)))

    def fit(meetings: Sequence[Meeting]) -> bool:
        return not any(one.rule == MEETINGS_FIT for one in with_meetings(meetings).broken)

    plan, was = found.plan, task.old.meetings
    if matchmakings(task.scenario, plan):
        plan = with_meetings(meetings_again(task.scenario, plan, frame.meetings, fit)).plan
    cost = search.cost + meetings_cost(rules, task.old.commitments, was, plan.meetings)
    bound = min(cost, bound + _floor_of_meetings(case, bound))
    plan = replace(plan, aims=(*plan.aims, Aim("changes", cost, 0, bound)), seconds=round(search.budget.spent(), 1))
    plan = with_worst_off(task.scenario, plan)
    broken = tuple(one for one in found.broken if one.rule != MEETINGS_FIT)
    return Replanned(plan, cost, bound, case.drops(found.schedule), broken)


def _floor_of_meetings(case: Case, bound: int) -> int:
    """What business meetings add at least to a bound of the other changes; less, where it is cheaper to drop all that
    they are held in."""
    rules, commitments = case.problem.scenario.rules.changes, case.old.commitments
    least = meetings_floor(case.problem.scenario, commitments, case.old.meetings)
    forums = {one.engagement for one in case.old.meetings}
    dropped = sum(
        change_cost(rules, commitments.get(case.problem.acts[held.node.act].id, "idea"), "swapped")
        for held in case.before.visits()
        if isinstance(held.node, Visit) and case.problem.acts[held.node.act].id in forums
    )
    return min(least, max(0, dropped - bound))
