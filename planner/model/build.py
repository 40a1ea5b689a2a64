"""The one model, built for a scope, and what a solution of it says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ortools.sat.python import cp_model

from planner.model.access import post_access
from planner.model.care import post_care
from planner.model.manners import post_manners
from planner.model.objective import Objective
from planner.model.order import post_order
from planner.model.posting import Posting
from planner.model.problem import Problem
from planner.model.roster import Roster
from planner.model.routing import in_order, post_routing
from planner.model.schedule import Held, Schedule, Visit
from planner.model.scope import Scope
from planner.model.selection import post_selection
from planner.model.sharing import Sessions
from planner.model.staffing import Staffing
from planner.model.variables import Literal, Variables

Value = Callable[[cp_model.LinearExprT], int]


@dataclass(frozen=True, slots=True)
class Built:
    """A model with its parts. `read` turns a solution into a schedule."""

    model: cp_model.CpModel
    variables: Variables
    posting: Posting
    sessions: Sessions
    staffing: Staffing
    objective: Objective

    def read(self, value: Value) -> Schedule:
        """The schedule that a solution describes; `value` gives the value of an expression."""
        v = self.variables

        def true(literal: Literal | int) -> bool:
            return bool(literal if isinstance(literal, int) else value(literal))

        stops = {key: held for key, held in v.schedule.stops.items() if key not in v.scope.routes}
        interpreting = {
            node: who for node, who in v.schedule.interpreting.items() if (node.track, node.day) not in v.scope.routes
        }
        vehicles = {key: had for key, had in v.schedule.vehicles.items() if key not in v.scope.routes}
        joined = {node: number for (node, number), literal in self.sessions.joins.items() if true(literal)}
        for key, route in v.routes.items():
            held = [
                v.kept.get(node)
                or Held(node, int(value(v.start[node])), joined.get(node, 0) if isinstance(node, Visit) else 0)
                for node in route.nodes
                if true(v.held[node])
            ]
            stops[key] = in_order(held)
            vehicles[key] = tuple(i for (i, k), literal in self.staffing.vehicles.items() if k == key and true(literal))
            for stop in held:
                if isinstance(stop.node, Visit):
                    team = tuple(
                        i for (i, n), literal in self.staffing.interprets.items() if n == stop.node and true(literal)
                    )
                    if team:
                        interpreting[stop.node] = team
        beds = {night: next(bed for bed, held in options.items() if true(held)) for night, options in v.beds.items()}
        return Schedule(v.schedule.assignment, stops, beds, vehicles, interpreting)


def build(
    problem: Problem,
    roster: Roster,
    schedule: Schedule,
    scope: Scope,
    *,
    weights: Mapping[str, int] | None = None,
    assuming: bool = False,
) -> Built:
    """The model of `scope` around `schedule`.

    `weights` by aim make the objective, None asks for any lawful schedule. `assuming` hangs every rule on a literal of
    its own, to find out which of them conflict.
    """
    model = cp_model.CpModel()
    variables = Variables(model, problem, roster, schedule, scope)
    posting = Posting(model, problem.scenario, assuming)
    post_routing(variables)
    sessions = Sessions(variables, posting)
    post_selection(variables, posting, sessions)
    post_order(variables, posting)
    post_care(variables, posting)
    post_access(variables, posting)
    staffing = Staffing(variables, posting, sessions)
    post_manners(variables, posting, sessions)
    objective = Objective(variables, posting, staffing)
    if weights is not None:
        model.maximize(objective.total(weights))
    return Built(model, variables, posting, sessions, staffing, objective)
