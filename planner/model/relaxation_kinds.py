"""Delegates of like interests as one kind, and tracks that may attend the same as one class, for the relaxation."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from planner.domain.people import Delegate
from planner.model.problem import Problem

Classes = Sequence[tuple[int, ...]]
"""Tracks (indices) by class."""
MOST_KINDS = 400
"""Above so many kinds of delegates the linear program gets slow; fewer, coarser ones bound less tightly."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Delegates of like interests in one sector; at least `fixed` heads of them in a class of tracks.

    `interests` weigh each topic as the keenest of them does; `whole` is the least that one of them would gain from
    attending everything.
    """

    interests: tuple[tuple[str, int], ...]
    sector: str
    whole: int
    heads: int
    fixed: tuple[tuple[int, int], ...]


def track_classes(problem: Problem) -> Classes:
    """Tracks that may attend the same engagements and are alike in size; all of them where delegates change daily."""
    if problem.scenario.track_change == "daily":
        return [tuple(range(len(problem.tracks)))]
    found: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for track, row in enumerate(problem.scenario.tracks):
        open_to = tuple(act for act, one in enumerate(problem.acts) if track in one.audience)
        found[open_to, row.max_size].append(track)
    return [tuple(tracks) for tracks in found.values()]


def delegate_kinds(problem: Problem, classes: Classes) -> list[Kind]:
    """Kinds by exact interests, or where these are many by the topics that are of interest at all."""
    exact = _grouped(problem, classes, lambda interests: tuple(sorted(interests.items())))
    if len(exact) <= MOST_KINDS:
        return exact
    return _grouped(
        problem, classes, lambda interests: tuple(sorted(topic for topic, weight in interests.items() if weight))
    )


def _grouped(problem: Problem, classes: Classes, alike: Callable[[Mapping[str, int]], object]) -> list[Kind]:
    scenario, class_of = problem.scenario, {t: c for c, tracks in enumerate(classes) for t in tracks}
    groups: dict[tuple[object, str], list[Delegate]] = defaultdict(list)
    for who in scenario.delegates:
        interests = problem.interests.get(who.organisation, {})
        groups[alike(interests), scenario.organisation[who.organisation].sector].append(who)
    found = []
    for (_, sector), members in groups.items():
        keenest: Counter[str] = Counter()
        for who in members:
            keenest |= Counter(problem.interests.get(who.organisation, {}))
        fixed = Counter(class_of[problem.track_index[who.track]] for who in members if who.track is not None)
        whole = min(problem.whole_benefit[who.organisation] for who in members)
        found.append(Kind(tuple(sorted(keenest.items())), sector, whole, len(members), tuple(sorted(fixed.items()))))
    return found
