"""An orienteering problem as arrays of equal rows, for compiled code.

Places of a route are numbered: its nodes 0..n-1, where it begins n, where it ends n+1, and other doors from n+2 on,
where n is the most nodes of any route. Lists of unequal length stand one after another in one array, with another that
says where each begins.
"""

from __future__ import annotations

from typing import cast

import numpy as np

from planner.model.orienteering.arrays import Bools, Floats, Ints, Small
from planner.model.orienteering.hours import NEVER
from planner.model.orienteering.problem import Orienteering
from planner.model.records import Record

NONE: int = cast("int", np.int64(-1))
"""No number. Plain numbers would be compiled for each of their own, numbers of numpy are for all."""
CLOSED: int = cast("int", np.int64(-NEVER // 2))
"""The time of a node that can't begin when its meeting does; the last start of a span that is none."""
FREE: int = cast("int", np.int64(NEVER))
"""The time of a node, or of a meeting, that begins when it suits."""


class Layout(Record):
    """The problem: r routes of up to n nodes each with up to k spans, N global nodes, d doors."""

    size: int
    # of routes: (n), (r), (r, n), (r, places, places), (r, n, k); `met` are the meetings of nodes
    every: Ints
    met: Ints
    count: Ints
    node: Ints
    local: Ints
    begin: Ints
    end: Ints
    grid: Ints
    most: Ints
    drive: Small
    back: Small
    peaks: Ints
    peak_from: Ints
    peak_until: Ints
    slow: Small
    slow_back: Small
    tolled: Bools
    toll: Ints
    serve: Ints
    prize: Ints
    first: Ints
    last: Ints
    over: Ints
    counted: Bools
    fixed: Bools
    # families: those of each node, the members of each
    families_at: Ints
    families: Ints
    members_at: Ints
    members: Ints
    family_most: Ints
    # diminishing benefits: columns and strengths of each node
    covers_at: Ints
    cover_column: Ints
    cover_strength: Floats
    cap: Floats
    weight: Floats
    # nights: their tolls by door, the routes that end and begin there; rooms by door and date
    night_toll: Ints
    night_open: Bools
    night_rooms: Ints
    night_date: Ints
    night_of_begin: Ints
    night_of_end: Ints
    enders_at: Ints
    enders: Ints
    beginners_at: Ints
    beginners: Ints
    party: Ints
    party_at: Ints
    party_nights: Ints
    choices: Ints
    door_rooms: Ints
    moving: int
    moves: int
    # keepers by node, and the routes that have one in common with each
    keeper: Ints
    served_as: Ints
    heads: Ints
    ticks: Ints
    session_room: Ints
    seats: Ints
    rivals_at: Ints
    rivals: Ints
    # meetings: their global nodes, the routes and local nodes that may come; those of each subject, and linked ones
    subject: Ints
    is_open: Bools
    stands: Bools
    gathers: Bools
    leader_route: Ints
    leader_local: Ints
    meeting_of: Ints
    meeting_nodes_at: Ints
    meeting_nodes: Ints
    comers_at: Ints
    comer_route: Ints
    comer_local: Ints
    alike_at: Ints
    alike: Ints
    room: Ints
    linked_at: Ints
    linked: Ints
    gatherings: Ints
    # orders
    before_at: Ints
    before: Ints
    after_at: Ints
    after: Ints
    same_day: Bools
    within: Ints
    # what must be visited, if only for a column of benefits
    demands: bool
    must_route: Ints
    must_local: Ints
    must_columns: Ints


def most_nodes(problem: Orienteering) -> int:
    """The most nodes of any route."""
    return max(route.size for route in problem.routes)
