"""Can some wishes hold together with everything else? Asked of one gated model, again and again."""

from __future__ import annotations

from collections.abc import Collection

from ortools.sat.python import cp_model

from planner.model.schedule import Schedule
from planner.model.solver import new_solver
from planner.solving.budget import WORK_A_SECOND, Budget, patience
from planner.solving.conflicts.gates import Gates
from planner.solving.conflicts.parts import WHOLE, Part, all_wishes, is_wish
from planner.solving.engine import BUILDING, FEASIBLE

LEAST_SECONDS = 0.05


class Testing:
    """Tests sets of parts of one gated model. `found` is the schedule of the last set that can hold together."""

    def __init__(self, gates: Gates, budget: Budget, workers: int, seed: int) -> None:
        self._gates, self._budget, self._workers, self._seed = gates, budget, workers, seed
        self.found: Schedule | None = None
        size = len(gates.model.proto.variables) + len(gates.model.proto.constraints)
        budget.spend(BUILDING * size)

    def _asked(self) -> list[Part]:
        """All parts of the model but those of other wishes, and those that are gone."""
        gates = self._gates
        off = (set(all_wishes(gates.scenario)) - gates.wishes) | gates.gone
        return [part for part in gates.parts if part not in off]

    def holds(self, seconds: float, parts: Collection[Part] | None = None) -> bool | None:
        """Can all of `parts` (all of the model's) hold together? None where the time did not suffice to say.

        `seconds` are counted as work, so that the same conflict is found on a busy machine; the clock of the budget
        ends it all.
        """
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
        parameters.max_deterministic_time = seconds * WORK_A_SECOND * self._workers
        clock = patience(seconds) if self._budget.repeatable else self._budget.left()
        parameters.max_time_in_seconds = max(LEAST_SECONDS, clock)
        status = solver.solve(model)
        self._budget.spend(solver.response_proto.deterministic_time)
        if status in FEASIBLE:
            self.found = self._gates.built.read(lambda expression: int(solver.value(expression)))
            return True
        return False if status == cp_model.INFEASIBLE else None

    def core(self, seconds: float) -> tuple[tuple[Part, ...], bool]:
        """A smallest subset of the model's parts, which cannot hold together, that cannot either.

        What names the wishes' engagements and hosts is looked at first, then rules for everything, then all; by
        halves, then one by one. A part is kept where the time did not suffice to do without it; the second value says
        whether that never happened, so that the subset is shown to be a smallest one.
        """
        kept, shown = self._narrowed(seconds), True
        size = max(1, len(kept) // 2)
        while size:
            place, shown = 0, True
            while place < len(kept):
                trial = kept[:place] + kept[place + size :]
                held = None if self._budget.over() else self.holds(seconds, trial)
                if held is False:
                    kept = trial
                else:
                    place += size
                    shown = shown and held is not None
            size //= 2
        return tuple(sorted(kept)), shown

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
