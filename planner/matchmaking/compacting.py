"""Fewer idle gaps: the same meetings in other slots."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass

from ortools.sat.python import cp_model

from planner.matchmaking.budget import Budget
from planner.matchmaking.forum import Forum, Placement
from planner.matchmaking.gaps import gaps, gaps_of
from planner.matchmaking.gaps_model import GapsModel
from planner.matchmaking.slots_model import SlotsModel

WHOLE = 80
"""Participants up to whom the whole timetable is one model."""
PART = 50
"""Meetings that move at a time where it is not."""


@dataclass(frozen=True, slots=True)
class Compaction:
    """A placement, a proven lower bound on the idle gaps of its meetings, and whether there is a placement at all."""

    placement: Placement
    bound: int


def compact(forum: Forum, placement: Placement, pairs: Iterable[int], budget: Budget) -> Compaction:
    """`pairs` with as few idle gaps as the budget allows, starting from `placement`.

    Where `placement` lacks some of `pairs` (all of which must meet), it is kept unless the whole can be solved.
    """
    wanted = sorted(pairs)
    if len(forum.participants) <= WHOLE:
        return _whole(forum, placement, wanted, budget)
    return Compaction(_parts(forum, dict(placement), budget), 0)


def _whole(forum: Forum, placement: Placement, pairs: list[int], budget: Budget) -> Compaction:
    slots = SlotsModel(forum, {}, pairs, complete=True)
    GapsModel(slots)
    solver = clause_solver(budget)
    if len(placement) == len(pairs):
        suggest(slots, placement)
    status = solver.solve(slots.cp)
    budget.spend(solver)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Compaction(placement, max(0, round(solver.best_objective_bound)))
    return Compaction(slots.placement(solver), max(0, round(solver.best_objective_bound)))


def clause_solver(budget: Budget, share: float = 1.0, most: float | None = None) -> cp_model.CpSolver:
    """A solver for models of clauses: unsatisfiable cores for the bound, search without linear relaxation."""
    solver = budget.solver(share, most)
    if budget.workers == 1:
        solver.parameters.linearization_level = 0
        solver.parameters.optimize_with_core = True
    else:
        solver.parameters.subsolvers.extend(["core", "no_lp"])
    return solver


def suggest(slots: SlotsModel, placement: Placement) -> None:
    """Hint every variable of the model: a hint on the meetings alone is lost on the way to the gaps."""
    slots.hint(placement)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.fix_variables_to_their_hinted_value = True
    if solver.solve(slots.cp) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return
    hint = slots.cp.proto.solution_hint
    del hint.vars[:]
    del hint.values[:]
    hint.vars.extend(range(len(solver.response_proto.solution)))
    hint.values.extend(solver.response_proto.solution)


def _parts(forum: Forum, placement: dict[int, int], budget: Budget) -> Placement:
    """Large neighbourhoods: some meetings around a gap move, all else stays; never worse."""
    rng = random.Random(budget.seed)
    while budget.left > 0:
        idle = [one for one in range(len(forum.participants)) if gaps_of(forum, placement, one)]
        if not idle:
            break
        free = _around(forum, placement, rng.choice(idle), rng)
        moved = _move(forum, placement, free, budget)
        if gaps(forum, moved) <= gaps(forum, placement):
            placement = moved
    return placement


def _around(forum: Forum, placement: Placement, one: int, rng: random.Random) -> list[int]:
    """Meetings of `one`, then of their partners in random order, up to a part."""
    free = [pair for pair in forum.pairs_of[one] if pair in placement]
    seen, queue = {one}, [one]
    while queue and len(free) < PART:
        current = queue.pop(0)
        partners = [
            other
            for pair in forum.pairs_of[current]
            if pair in placement
            for other in (forum.pairs[pair].visitor, forum.pairs[pair].host)
            if other not in seen
        ]
        rng.shuffle(partners)
        for other in dict.fromkeys(partners):
            seen.add(other)
            queue.append(other)
            free += [pair for pair in forum.pairs_of[other] if pair in placement and pair not in free]
            if len(free) >= PART:
                break
    return free[:PART]


def _move(forum: Forum, placement: dict[int, int], free: list[int], budget: Budget) -> dict[int, int]:
    kept = {pair: slot for pair, slot in placement.items() if pair not in set(free)}
    slots = SlotsModel(forum, kept, free, complete=True)
    GapsModel(slots)
    slots.hint(placement)
    solver = budget.solver(most=1.0)
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 0
    status = solver.solve(slots.cp)
    budget.spend(solver)
    return slots.placement(solver) if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else placement
