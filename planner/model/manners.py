"""Ranks matched and competitors kept apart."""

from __future__ import annotations

from itertools import combinations

from planner.model.posting import Posting
from planner.model.problem import Act
from planner.model.roster import TrackDayKey
from planner.model.schedule import Visit
from planner.model.sharing import Sessions
from planner.model.variables import Literal, Variables

OPEN_TO_COMPETITORS = ("reception", "meal", "signing", "culture")


def post_manners(v: Variables, post: Posting, sessions: Sessions) -> None:
    """Rules ranks_are_matched and competitors_are_apart."""
    for node, held in v.held.items():
        if not isinstance(node, Visit) or isinstance(held, int):
            continue
        one = v.problem.acts[node.act]
        if post.wants("ranks_are_matched") and not one.plenary:
            _rank(v, post, one, node, held)
        if post.wants("competitors_are_apart") and not one.plenary and one.kind not in OPEN_TO_COMPETITORS:
            for a, b in _rivals(v, (node.track, node.day), (node.track, node.day)):
                post.forbid("competitors_are_apart", [held], one.id, a, b)
    if post.wants("competitors_are_apart"):
        _across_tracks(v, post, sessions)


def _rank(v: Variables, post: Posting, one: Act, node: Visit, held: Literal) -> None:
    best = v.roster.best_rank[node.track, node.day]
    if one.host_rank is not None and abs(best - one.host_rank) > v.problem.scenario.rules.ranks.within:
        post.forbid("ranks_are_matched", [held], one.id, v.problem.tracks[node.track])


def _rivals(v: Variables, route: TrackDayKey, other: TrackDayKey) -> list[tuple[str, str]]:
    """Pairs of competitors of which one is in `route` and the other in `other`."""
    here, there = v.roster.organisations[route], v.roster.organisations[other]
    return [
        (a, b) for a, b in sorted(v.problem.competitors) if (a in here and b in there) or (b in here and a in there)
    ]


def _across_tracks(v: Variables, post: Posting, sessions: Sessions) -> None:
    """Competitors of two tracks that would share a session."""
    if not v.problem.competitors:
        return
    by_number: dict[tuple[int, int], list[tuple[Visit, Literal | int]]] = {}
    for (node, number), literal in sessions.joins.items():
        by_number.setdefault((node.act, number), []).append((node, literal))
    for (act, _), joining in by_number.items():
        one = v.problem.acts[act]
        if one.kind in OPEN_TO_COMPETITORS:
            continue
        for (a, joins_a), (b, joins_b) in combinations(joining, 2):
            if a.day == b.day:
                for rivals in _rivals(v, (a.track, a.day), (b.track, b.day)):
                    post.forbid("competitors_are_apart", [joins_a, joins_b], one.id, *rivals)
