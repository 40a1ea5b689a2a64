"""Fewer idle gaps: the same meetings in other slots."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ortools.sat.python import cp_model

from planner.matchmaking.budget import Budget
from planner.matchmaking.forum import Forum, Placement
from planner.matchmaking.gaps import gaps
from planner.matchmaking.gaps_model import GapsModel
from planner.matchmaking.improving import improve
from planner.matchmaking.slots_model import SlotsModel
from planner.model.solver import new_solver

WHOLE = 80
"""Participants up to whom the whole timetable is one model."""
WHOLE_SHARE = 0.5
"""Share of the time for that model, where parts can improve on it."""


@dataclass(frozen=True, slots=True)
class Compaction:
    """A placement, and a proven lower bound on the idle gaps of its meetings.

    `impossible`: it is proven that the pairs asked for cannot all meet.
    """

    placement: Placement
    bound: int
    impossible: bool = False


def compact(forum: Forum, placement: Placement, pairs: Iterable[int], budget: Budget) -> Compaction:
    """`pairs` with as few idle gaps as the budget allows, starting from `placement`.

    Where `placement` lacks some of `pairs` (all of which must meet), it is kept unless the whole can be solved.
    """
    wanted = sorted(pairs)
    found = Compaction(placement, 0)
    if len(forum.participants) <= WHOLE:
        found = _whole(forum, placement, wanted, budget)
    if len(found.placement) < len(wanted) or gaps(forum, found.placement) <= found.bound:
        return found
    return Compaction(improve(forum, found.placement, budget), found.bound)


def _whole(forum: Forum, placement: Placement, pairs: list[int], budget: Budget) -> Compaction:
    slots = SlotsModel(forum, {}, pairs, complete=True)
    GapsModel(slots)
    ready = len(placement) == len(pairs)
    solver = clause_solver(budget, WHOLE_SHARE if ready else 1.0)
    if ready:
        suggest(slots, placement)
    status = solver.solve(slots.cp)
    budget.spend(solver)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Compaction(placement, 0, status == cp_model.INFEASIBLE)
    return Compaction(slots.placement(solver), max(0, round(solver.best_objective_bound)))


def clause_solver(budget: Budget, share: float) -> cp_model.CpSolver:
    """A solver for models of clauses: unsatisfiable cores for the bound, search without linear relaxation."""
    solver = budget.solver(share)
    if budget.workers == 1:
        solver.parameters.linearization_level = 0
        solver.parameters.optimize_with_core = True
    else:
        solver.parameters.subsolvers.extend(["core", "no_lp"])
    return solver


def suggest(slots: SlotsModel, placement: Placement) -> None:
    """Hint every variable of the model: a hint on the meetings alone is lost on the way to the gaps."""
    slots.hint(placement)
    solver = new_solver()
    solver.parameters.fix_variables_to_their_hinted_value = True
    if solver.solve(slots.cp) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return
    slots.cp.clear_hints()  # type: ignore[no-untyped-call]
    for index, value in enumerate(solver.response_proto.solution):
        slots.cp.add_hint(slots.cp.get_int_var_from_proto_index(index), value)
