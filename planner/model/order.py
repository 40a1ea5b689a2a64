"""What comes before what, for each track that attends both."""

from __future__ import annotations

from planner.domain.engagements import Order
from planner.model.posting import Posting
from planner.model.schedule import Visit
from planner.model.variables import Variables


def post_order(v: Variables, post: Posting) -> None:
    """Rules order_is_kept and courtesy_comes_first."""
    if post.wants("order_is_kept"):
        for row in v.problem.scenario.order:
            _row(v, post, row)
    if post.wants("courtesy_comes_first"):
        _courtesy(v, post)


def _pairs(v: Variables, first: int, second: int) -> list[tuple[Visit, Visit]]:
    """Visits of two acts by the same track, at least one of them free."""
    later = v.visits_of(second)
    return [
        (a, b) for a in v.visits_of(first) for b in later if a.track == b.track and not (a in v.kept and b in v.kept)
    ]


def _row(v: Variables, post: Posting, row: Order) -> None:
    before, after = v.problem.act_index[row.before], v.problem.act_index[row.after]
    for a, b in _pairs(v, before, after):
        facts = (row.before, row.after, v.problem.tracks[a.track])
        both = [v.held[a], v.held[b]]
        if a.day > b.day or (row.same_day and a.day != b.day):
            post.forbid("order_is_kept", both, *facts)
            continue
        if a.day == b.day:
            post.add("order_is_kept", v.end(a) <= v.start[b], *facts, under=both)
        if row.max_gap_minutes is not None:
            post.add("order_is_kept", v.start[b] - v.end(a) <= row.max_gap_minutes, *facts, under=both)


def _courtesy(v: Variables, post: Posting) -> None:
    acts = v.problem.acts
    calls = [act for act, one in enumerate(acts) if one.kind == "courtesy_call"]
    visits = [act for act, one in enumerate(acts) if one.kind == "site_visit"]
    for call in calls:
        for visit in visits:
            if acts[call].province == acts[visit].province:
                _call_first(v, post, call, visit)


def _call_first(v: Variables, post: Posting, call: int, visit: int) -> None:
    for a, b in _pairs(v, call, visit):
        facts = (v.problem.acts[call].id, v.problem.acts[visit].id, v.problem.tracks[a.track])
        both = [v.held[a], v.held[b]]
        if a.day > b.day:
            post.forbid("courtesy_comes_first", both, *facts)
        elif a.day == b.day:
            post.add("courtesy_comes_first", v.end(a) <= v.start[b], *facts, under=both)
