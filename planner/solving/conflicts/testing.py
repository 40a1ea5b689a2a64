"""Can some wishes hold together with everything else? Asked of one gated model, again and again."""

from __future__ import annotations

from collections.abc import Collection

from ortools.sat.python import cp_model

from planner.model.schedule import Schedule
from planner.model.solver import new_solver
from planner.solving.budget import Budget
from planner.solving.conflicts.gates import WHOLE, Gates, Part, all_wishes, is_wish
from planner.solving.engine import FEASIBLE


class Testing:
    """Tests sets of parts of one gated model. `found` is the schedule of the last set that can hold together."""

    def __init__(self, gates: Gates, budget: Budget, workers: int, seed: int) -> None:
        self._gates, self._budget, self._workers, self._seed = gates, budget, workers, seed
        self.found: Schedule | None = None

    def _asked(self) -> list[Part]:
        """All parts of the model but those of other wishes, and those that are gone."""
        gates = self._gates
        off = (set(all_wishes(gates.scenario)) - gates.wishes) | gates.gone
        return [part for part in gates.parts if part not in off]

    def holds(self, seconds: float, parts: Collection[Part] | None = None) -> bool | None:
        """Can all of `parts` (all of the model's) hold together? None where the time did not suffice to say."""
        chosen = set(self._asked() if parts is None else parts)
        model = self._gates.model.clone()
        for part, literals in self._gates.literals.items():
            model.add_bool_and([literal if part in chosen else ~literal for literal in literals])
        solver = new_solver()
        parameters = solver.parameters
        parameters.num_workers = self._workers
        parameters.random_seed = self._seed
        parameters.stop_after_first_solution = True
        parameters.linearization_level = 0
        parameters.cp_model_probing_level = 0
        parameters.symmetry_level = 0
        parameters.max_time_in_seconds = max(0.05, min(seconds, self._budget.left()))
        status = solver.solve(model)
        if status in FEASIBLE:
            self.found = self._gates.built.read(lambda expression: int(solver.value(expression)))
            return True
        return False if status == cp_model.INFEASIBLE else None

    def core(self, seconds: float) -> tuple[Part, ...]:
        """A smallest subset of the model's parts, which cannot hold together, that cannot either.

        What names the wishes' engagements and hosts is looked at first, then rules for everything, then all; by
        halves, then one by one. A part is kept where the time did not suffice to do without it.
        """
        kept = self._narrowed(seconds)
        size = max(1, len(kept) // 2)
        while size:
            place = 0
            while place < len(kept):
                trial = kept[:place] + kept[place + size :]
                if not self._budget.over() and self.holds(seconds, trial) is False:
                    kept = trial
                else:
                    place += size
            size //= 2
        return tuple(sorted(kept))

    def _narrowed(self, seconds: float) -> list[Part]:
        """The parts nearest to the wishes that cannot hold together."""
        parts = sorted(self._asked(), key=lambda part: (is_wish(part), part))
        scenario = self._gates.scenario
        acts = {fact for wish in self._gates.wishes for fact in wish.facts}
        names = acts | {row.host for row in scenario.engagements if row.id in acts}
        near = [part for part in parts if names & set(part.facts)]
        general = [part for part in parts if names & set(part.facts) or part.rule in WHOLE]
        for trial in (near, general):
            if self.holds(seconds, trial) is False:
                return trial
        return parts
