"""What the fast layer proposes for a visit is worth what it says, touches only its routes, and is mostly lawful."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from planner.model.schedule import Meal, Schedule, Visit
from planner.solving.routing import proposing
from planner.solving.routing.annealing import Annealing
from planner.solving.routing.compiling import Compiled, to_orienteering
from planner.solving.routing.nodes import Nodes
from planner.solving.routing.proposing import drawn, proposed
from planner.solving.routing.scheduling import to_schedule
from planner.solving.routing.state import State
from planner.solving.valuing import Valued, valued
from tests.solving.cases import Case

AIMS = {"visitors": 10, "hosts": 10}
"""Without what the fast layer only estimates: driving, as if there were no peaks, and costs, those of meals alone."""


def compiled(case: Case, seed: int) -> Compiled:
    """Some routes of the first plan as an orienteering problem."""
    routes = drawn(case.first.roster, case.first.schedule, random.Random(seed))
    return to_orienteering(case.problem, case.first.roster, case.first.schedule, routes, AIMS)


def worth(found: Valued) -> int:
    """The aims that the fast layer counts, less the soft rules that it counts."""
    own = sum(AIMS.get(aim.name, 0) * aim.value for aim in found.plan.aims)
    manners = ("ranks_are_matched", "competitors_are_apart")
    return own - sum(breach.penalty for breach in found.plan.soft_rules if breach.rule in manners)


def test_the_schedule_in_hand_is_lawful_tours(case: Case) -> None:
    for seed in range(20):
        made = compiled(case, seed)
        assert not made.orienteering.faults(made.tours)
        assert to_schedule(case.problem, made, State.of(made.orienteering, made.tours)) == case.first.schedule


def walks(case: Case) -> Iterator[tuple[Compiled, Valued, int]]:
    """Tours improved a little: what they were made of, the plan they make and what they say they gain."""
    for seed in range(12):
        made = compiled(case, seed)
        chain = Annealing(made.orienteering, made.tours, seed, hot=0.2, cold=0.02)
        chain.run(0, 1, 30)
        schedule = to_schedule(case.problem, made, chain.best)
        said = chain.worth - State.of(made.orienteering, made.tours).worth()
        yield made, valued(case.problem, case.first.roster, schedule, case.frame), said


def test_the_gain_that_tours_say_is_what_the_account_finds(case: Case) -> None:
    gains = []
    for _, found, said in walks(case):
        assert worth(found) - worth(case.first) == said
        gains.append(said)
    assert sum(gain > 0 for gain in gains) >= 3


def test_nothing_but_interpreters_is_wanting_on_a_track_by_itself(case: Case) -> None:
    for made, found, _ in walks(case):
        if len({track for track, _ in made.routes}) == 1:
            assert {one.rule for one in found.broken} <= {"interpreters_are_there"}


def test_a_proposal_is_better_and_changes_only_stops_hotels_and_interpreters(case: Case) -> None:
    first, rng = case.first, random.Random(3)
    proposals = [
        proposed(
            case.problem,
            first.roster,
            first.schedule,
            drawn(first.roster, first.schedule, rng),
            rng.randrange(2**31),
            0.05,
        )
        for _ in range(16)
    ]
    made = [one for one in proposals if one is not None]
    assert len(made) > 3
    for schedule in made:
        assert schedule.vehicles == first.schedule.vehicles
        assert schedule.assignment is first.schedule.assignment
    lawful = [v for v in (valued(case.problem, first.roster, s, case.frame) for s in made) if not v.broken]
    assert len(lawful) > len(made) / 2
    assert max(one.plan.objective for one in lawful) > first.plan.objective


def test_a_seed_repeats_its_proposal(case: Case) -> None:
    first = case.first
    routes = [route for route in first.roster.routes if route[1] == 1]
    once, again = (proposed(case.problem, first.roster, first.schedule, routes, 5, 0.2) for _ in range(2))
    assert once == again is not None


def gathered(case: Case, schedule: Schedule) -> dict[int, tuple[set[int], int]]:
    """Tracks of each plenary, and at how many times they are there."""
    visits = [(h.node, h.start) for h in schedule.visits() if isinstance(h.node, Visit)]
    plenaries = {node.act for node, _ in visits if case.problem.acts[node.act].plenary}
    return {
        act: (
            {node.track for node, _ in visits if node.act == act},
            len({at for node, at in visits if node.act == act}),
        )
        for act in plenaries
    }


def test_plenaries_keep_all_together_and_days_eat_what_they_are_to(case: Case) -> None:
    tables = case.problem.tables
    for made, found, _ in walks(case):
        assert gathered(case, found.schedule) == gathered(case, case.first.schedule)
        for route, meals in zip(made.routes, made.meals, strict=True):
            before, after = (one.stops.get(route, ()) for one in (case.first.schedule, found.schedule))
            eaten = [tables[held.node.table].kind for held in after if isinstance(held.node, Meal)]
            assert before == after or sorted(eaten) == sorted(meals)
        assert "lunch_and_dinner_are_eaten" not in {one.rule for one in found.broken}


def test_a_host_that_receives_others_is_not_offered_at_that_time(case: Case) -> None:
    roster, schedule = case.first.roster, case.first.schedule
    for held in schedule.visits():
        node = held.node
        assert isinstance(node, Visit)
        host = case.problem.acts[node.act].host
        others = [route for route in roster.routes if route[1] == node.day and route[0] != node.track]
        nodes = Nodes(case.problem, roster, schedule, others[:1])
        for offered in nodes.offered.get(others[0], ()) if host and others else ():
            if isinstance(offered, Visit) and case.problem.acts[offered.act].host == host:
                stays = offered in nodes.fixed or (offered.act, offered.day) in nodes.binding.standing
                for first, last in () if stays else nodes.spans(offered):
                    ends = held.start + nodes.minutes(node)
                    assert last + nodes.minutes(offered) <= held.start or first >= ends


def test_where_there_is_much_to_choose_from_fewer_steps_are_made(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """A step of long routes takes longer: the same work is fewer of them."""
    steps: list[int] = []
    monkeypatch.setattr(Annealing, "run", lambda _, since, until, count: steps.append(count))
    routes, counts = sorted(case.first.roster.routes), []
    cost_of_a_place = proposing.STEP_OF_A_PLACE
    for cost in (cost_of_a_place, 100 * cost_of_a_place):
        monkeypatch.setattr(proposing, "STEP_OF_A_PLACE", cost)
        proposed(case.problem, case.first.roster, case.first.schedule, routes, 1, 1.0, AIMS)
        counts.append(sum(steps))
        steps.clear()
    places = len(
        to_orienteering(case.problem, case.first.roster, case.first.schedule, routes, AIMS).orienteering.places
    )
    assert counts[1] == int(1.0 / (100 * cost_of_a_place * places)) < counts[0]
