"""Delegates in wheelchairs are taken where they can go."""

from __future__ import annotations

from collections.abc import Iterable

from planner.model.posting import Posting
from planner.model.problem import Problem
from planner.model.variables import Variables

RULE = "wheelchairs_have_access"


def unfit(problem: Problem, site: int, who: Iterable[str]) -> bool:
    """Can somebody of `who` not be taken to a site? Where no site says that it has access, nothing is known."""
    if not problem.setting_on(RULE) or not any(one.access for one in problem.scenario.sites):
        return False
    rows = problem.scenario.delegate
    return not problem.scenario.sites[site].access and any(rows[one].access == "wheelchair" for one in who)


def post_access(v: Variables, post: Posting) -> None:
    """Rule wheelchairs_have_access; where no site says that it has access, nothing is known and nothing asked."""
    rows = v.problem.scenario.delegate
    fit = {v.problem.site_index[site.id] for site in v.problem.scenario.sites if site.access}
    needy = {who for who, row in rows.items() if row.access == "wheelchair"}
    if not fit or not needy or not post.wants(RULE):
        return
    for route in v.routes.values():
        track, date = v.problem.tracks[route.key[0]], str(v.problem.clock.date(route.key[1]))
        for node in route.nodes:
            if v.site(node) not in fit and needy.intersection(v.needs.guests.members(node)) and node not in v.kept:
                post.forbid(RULE, [v.held[node]], track, date, v.problem.sites[v.site(node)])
    for track_index, night in sorted(v.scope.nights):
        sleepers = {who for room in v.roster.rooms(track_index, night) for who in room}
        for bed, literal in v.beds[track_index, night].items() if needy & sleepers else ():
            if v.problem.beds[bed].site not in fit:
                date = str(v.problem.clock.date(night))
                post.forbid(RULE, [literal], v.problem.tracks[track_index], date, v.problem.beds[bed].id)
