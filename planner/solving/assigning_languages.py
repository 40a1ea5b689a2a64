"""Who needs which interpreter travels with one, where there are too few for every mixture of languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ortools.sat.python import cp_model

from planner.model.problem import Problem

Tongues = frozenset[str]
Inside = Mapping[tuple[str, int], cp_model.IntVar]
"""By delegate and track: the delegate is in the track."""


def matters(problem: Problem) -> bool:
    """Does it matter to interpreters who travels with whom? Not where all delegates share a language, nor where
    interpreters relay."""
    spoken = [frozenset(who.languages) for who in problem.scenario.delegates if who.languages]
    asked = problem.setting_on("interpreters_are_there") and not problem.scenario.rules.interpreting.relay
    return asked and bool(spoken) and not frozenset.intersection(*spoken)


def post_interpreters(model: cp_model.CpModel, problem: Problem, inside: Inside) -> None:
    """Whoever needs an interpreter where tracks go apart has one in the track; each goes with one track only."""
    if not matters(problem):
        return
    tongues = {who.id: frozenset(who.languages) for who in problem.scenario.delegates}
    spoken = sorted(filter(None, set(tongues.values())), key=sorted)
    team = _team(problem)
    goes = {(one, track): model.new_bool_var("") for one in team for track in range(len(problem.tracks))}
    for one in team:
        model.add_at_most_one(goes[one, track] for track in range(len(problem.tracks)))
    for host, track in dict.fromkeys(_visits(problem)):
        for own in spoken:
            able = [goes[one, track] for one, known in team.items() if known & own and known & host]
            if able and not own & host:
                for who in (who for who, languages in tongues.items() if languages == own):
                    model.add_bool_or([~inside[who, track], *able])


def _team(problem: Problem) -> dict[int, Tongues]:
    """The languages of the interpreters who can be had every day, by index."""
    dates = set(problem.clock.dates)
    rows = enumerate(problem.scenario.interpreters)
    return {index: frozenset(one.languages) for index, one in rows if not one.days or dates <= set(one.days)}


def _visits(problem: Problem) -> Iterator[tuple[Tongues, int]]:
    """(languages of a host, track that may go there apart from others)."""
    for act, row in zip(problem.acts, problem.scenario.engagements, strict=True):
        if row.languages and not act.plenary:
            yield from ((frozenset(row.languages), track) for track in act.audience)
