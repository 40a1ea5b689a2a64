"""Lays an orienteering problem out as arrays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt

from planner.model.orienteering.arrays import Bools, Ints
from planner.model.orienteering.hours import NEVER
from planner.model.orienteering.lodging import Lodging
from planner.model.orienteering.meetings import Meeting
from planner.model.orienteering.problem import MUST, Orienteering
from planner.solving.touring.layout import CLOSED, NONE, Layout, most_nodes

Array = npt.NDArray[Any]


def layout_of(problem: Orienteering) -> Layout:
    """The problem laid out."""
    groups = (_routes, _ways, _hours, _families, _cover, _lodging, _keepers, _meetings, _orders, _demands)
    return Layout(problem.size, *(field for group in groups for field in group(problem)))


def _routes(problem: Orienteering) -> Iterator[Array]:
    """How many nodes each route may visit, which these are, and when it begins and ends."""
    routes, n = problem.routes, most_nodes(problem)
    yield np.arange(n)
    met = np.full((len(routes), n), NONE)
    for index, members in enumerate(problem.met):
        for number, node in members:
            met[index, node] = number
    yield met
    yield np.array([route.size for route in routes], np.int64)
    yield _filled(n, np.int64, NONE, [route.nodes for route in routes])
    local = np.full((len(routes), problem.size), NONE)
    for index, route in enumerate(routes):
        local[index, route.nodes] = np.arange(route.size)
    yield local
    for name in ("begin", "end", "grid", "most"):
        yield np.array([getattr(route, name) for route in routes], np.int64)


def _ways(problem: Orienteering) -> Iterator[Array]:
    """How long it takes from place to place, in peaks and otherwise, when there are peaks, and what it costs."""
    routes, lay = problem.routes, _Ways(most_nodes(problem), _doors(problem)).laid
    calm = [lay(one.drive, None if one.ways is None else (one.ways.out, one.ways.back)) for one in routes]
    drive = np.array(calm, np.int32)
    yield drive
    yield np.ascontiguousarray(drive.transpose(0, 2, 1))
    peaks = [() if route.peak is None else route.peaks for route in routes]
    yield np.array(list(map(len, peaks)), np.int64)
    most = max(map(len, peaks))
    for bound in (0, 1):
        yield _filled(most, np.int64, 0, [[peak[bound] for peak in each] for each in peaks])
    peaked = [
        table
        if one.peak is None
        else lay(one.peak, None if one.ways is None else (one.ways.peak_out, one.ways.peak_back))
        for table, one in zip(calm, routes, strict=True)
    ]
    slow = np.array(peaked, np.int32)
    yield slow
    yield np.ascontiguousarray(slow.transpose(0, 2, 1))
    tolled = [route.toll is not None for route in routes]
    yield np.array(tolled, np.bool_)
    nothing = np.zeros_like(calm[0] if any(tolled) else calm[0][:0, :0])
    tolls = [
        nothing
        if one.toll is None
        else lay(one.toll, None if one.ways is None else (one.ways.toll_out, one.ways.toll_back))
        for one in routes
    ]
    yield np.array(tolls, np.int64)


def _hours(problem: Orienteering) -> Iterator[Array]:
    """How long nodes are served, what they earn, when they are open, which are counted and which are fixed."""
    routes, n = problem.routes, most_nodes(problem)
    yield _filled(n, np.int64, 0, [route.serve for route in routes])
    yield _filled(n, np.int64, 0, [route.prize for route in routes])
    spans = max(len(route.windows) for route in routes)
    for bound, empty in ((0, 0), (1, CLOSED)):
        table = np.full((len(routes), n, spans), empty, np.int64)
        for index, route in enumerate(routes):
            for span, window in enumerate(route.windows):
                table[index, : route.size, span] = window[bound]
        yield table
    yield _filled(n, np.int64, CLOSED, [route.over for route in routes])
    for name in ("counted", "fixed"):
        marks = [getattr(route, name) for route in routes]
        yield _filled(n, np.bool_, False, [() if each is None else each for each in marks])


def _doors(problem: Orienteering) -> int:
    return max((len(route.ways.out) for route in problem.routes if route.ways is not None), default=0)


def _filled(width: int, kind: type, empty: object, rows: Sequence[Sequence[object] | Array]) -> Array:
    """A table of rows that may be shorter than it is wide."""
    table: Array = np.full((len(rows), width), empty, kind)
    for number, row in enumerate(rows):
        table[number, : len(row)] = row
    return table


@dataclass(frozen=True, slots=True)
class _Ways:
    """Lays out tables of routes of up to n nodes with so many other doors."""

    n: int
    doors: int

    def laid(self, table: Ints, ways: tuple[Ints, Ints] | None) -> Array:
        """From place to place, `ways` from other doors and back among them; from door to door as from begin to end."""
        n, size = self.n, len(table) - 2
        found = np.zeros((n + 2 + self.doors,) * 2, table.dtype)
        found[:size, :size] = table[:size, :size]
        found[n, :size], found[:size, n + 1] = table[size, :size], table[:size, size + 1]
        found[n:, n:] = table[size, size + 1]
        if ways is not None:
            out, back = ways
            found[n + 2 : n + 2 + len(out), :size], found[:size, n + 2 : n + 2 + len(out)] = out, back.T
        return found


def _listed(lists: Iterable[Iterable[int]]) -> tuple[Ints, Ints]:
    """Where each of some lists begins, and where the last ends; and all of them in one."""
    parts = [list(each) for each in lists]
    firsts = np.cumsum([0, *(len(each) for each in parts)], dtype=np.int64)
    return firsts, np.array(list(chain.from_iterable(parts)), np.int64)


def _families(problem: Orienteering) -> Iterator[Array]:
    yield from _listed(problem.families_of)
    yield from _listed(members for members, _ in problem.families)
    yield np.array([most for _, most in problem.families], np.int64)


def _cover(problem: Orienteering) -> Iterator[Array]:
    cover = problem.cover
    if cover is None:
        yield from (np.zeros(problem.size + 1, np.int64), np.zeros(0, np.int64), *np.zeros((3, 0)))
        return
    nodes, columns = np.nonzero(cover.strength)
    yield np.searchsorted(nodes, np.arange(problem.size + 1)).astype(np.int64)
    yield columns.astype(np.int64)
    yield cover.strength[nodes, columns].astype(np.float64)
    yield from (cover.cap.astype(np.float64), cover.weight.astype(np.float64))


def _lodging(problem: Orienteering) -> Iterator[Array | int]:
    lodging = problem.lodging or Lodging((), (), (), 0, 0, {})
    nights = lodging.nights
    doors = max([_doors(problem), *(door + 1 for night in nights for door in night.tolls)])
    dates = {date: number for number, date in enumerate(sorted({night.date for night in nights}))}
    toll, is_open = np.zeros((len(nights), doors), np.int64), np.zeros((len(nights), doors), np.bool_)
    rooms = np.zeros((doors, len(dates)), np.int64)
    for number, night in enumerate(nights):
        for door, cost in night.tolls.items():
            toll[number, door], is_open[number, door] = cost, True
            rooms[door, dates[night.date]] = lodging.room[door, night.date]
    yield from (toll, is_open)
    yield np.array([night.rooms for night in nights], np.int64)
    yield np.array([dates[night.date] for night in nights], np.int64)
    for of_route in (lodging.begins, lodging.ends):
        yield np.array([of_route.get(route, NONE) for route in range(len(problem.routes))], np.int64)
    yield from _listed(night.ends for night in nights)
    yield from _listed(night.begins for night in nights)
    party = np.full(len(nights), NONE, np.int64)
    for number, members in enumerate(lodging.parties):
        party[list(members)] = number
    yield party
    yield from _listed(lodging.parties)
    yield np.array(lodging.free, np.int64)
    yield rooms
    yield from (lodging.moving, lodging.moves)


def _keepers(problem: Orienteering) -> Iterator[Array]:
    who, size = problem.keepers, problem.size
    nobody = np.full(size, NONE, np.int64)
    if who is None:
        yield from (nobody, *np.zeros((3, size), np.int64), nobody, nobody)
    else:
        yield from (np.array(each, np.int64) for each in (who.keeper, who.meeting, who.heads, who.ticks))
        yield np.array([who.room.get(meeting, NONE) for meeting in who.meeting], np.int64)
        yield np.array([who.seats.get(keeper, NONE) for keeper in who.keeper], np.int64)
    yield from _listed(problem.rivals)


def _meetings(problem: Orienteering) -> Iterator[Array]:
    meetings = problem.meetings
    subjects = {subject: number for number, subject in enumerate(meetings.of_subject)}
    yield np.array([subjects[one.subject] for one in meetings.all], np.int64)
    for name in ("open", "stands", "gathers"):
        yield np.array([getattr(one, name) for one in meetings.all], np.bool_)
    yield from np.array([_leader(problem, one) for one in meetings.all], np.int64).reshape(-1, 2).T.copy()
    meeting_of = np.full(problem.size, NONE, np.int64)
    for number, one in enumerate(meetings.all):
        meeting_of[list(one.nodes)] = number
    yield meeting_of
    yield from _listed(one.nodes for one in meetings.all)
    firsts, routes = _listed([route for route, _ in members] for members in problem.members)
    yield from (firsts, routes)
    yield _listed([local for _, local in members] for members in problem.members)[1]
    yield from _listed(meetings.of_subject.values())
    yield np.array([meetings.room[subject] for subject in subjects], np.int64)
    yield from _listed(sorted(problem.linked.get(number, ())) for number in range(len(meetings.all)))
    yield np.array([subjects[meetings.all[numbers[0]].subject] for numbers in meetings.gatherings], np.int64)


def _leader(problem: Orienteering, meeting: Meeting) -> tuple[int, int]:
    """The route and (local) node of the leader of a meeting; NONE where it has none."""
    for index, route in enumerate(problem.routes):
        if meeting.leader is not None and meeting.leader in route.local:
            return index, route.local[meeting.leader]
    return NONE, NONE


def _orders(problem: Orienteering) -> Iterator[Array]:
    orders = problem.orders
    yield from _listed(order.before for order in orders)
    yield from _listed(order.after for order in orders)
    yield np.array([order.same_day for order in orders], np.bool_)
    yield np.array([NEVER if order.within is None else order.within for order in orders], np.int64)


def _demands(problem: Orienteering) -> Iterator[Array | bool]:
    columns = np.zeros(0, np.int64)
    covered: Bools = np.zeros(problem.size, np.bool_)
    if problem.cover is not None:
        columns = np.flatnonzero(problem.cover.weight > MUST / 2)
        covered[np.nonzero(problem.cover.strength[:, columns])[0]] = True
    places = [
        (index, local)
        for index, route in enumerate(problem.routes)
        for local in np.flatnonzero((route.prize > MUST / 2) | covered[route.nodes]).tolist()
        if route.spans[local]
    ]
    yield problem.demands
    yield from np.array(places, np.int64).reshape(-1, 2).T.copy()
    yield columns
