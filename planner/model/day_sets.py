"""Which engagements one track can attend together on a day, whatever the others do: every largest set of them.

Found by labels: what has been attended, which meals are eaten, where the track is, and how soon it can be through with
that. Of labels alike but for the time only the soonest goes on. Places and ways are those of the scenario, hours and
peaks included; a track begins at any hotel or airport open to it, ends anywhere, and boards one coach. So every lawful
day is among the sets, and few of the largest sets are not lawful days.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from planner.domain.clock import DAY
from planner.domain.opening import Span
from planner.domain.travel import boarding_minutes
from planner.model.acts import Act
from planner.model.hospitality import Table
from planner.model.orienteering.arrays import Bools, Ints, Small
from planner.model.relaxation_hours import Eaten, Hours

NEVER = 10**7
MOST_ACTS = 62
"""As many as the bits of a number tell apart."""
AT_ONCE = 400
"""Labels that are taken further at a time: so many times all places fit into memory."""
MEALS, BITS = ("lunch", "dinner"), (1, 2)
Sets = Ints
"""A set a number, a bit an act."""


@dataclass(frozen=True, slots=True)
class DaySets:
    """`sets` by row: which of `acts` (indices) are attended together. `labels`: how many were looked at."""

    acts: tuple[int, ...]
    sets: Bools
    labels: int


class _Labels(NamedTuple):
    """Equally long arrays: acts attended, place, meals eaten (bits), how many acts, and when the track is through."""

    attended: Sets
    at: Ints
    eaten: Small
    visits: Small
    free: Small

    def where(self, chosen: Ints | slice) -> _Labels:
        """Some of the labels, by number."""
        attended, at, eaten, visits, free = self
        return _Labels(attended[chosen], at[chosen], eaten[chosen], visits[chosen], free[chosen])


class _Places:
    """Engagements and then meal places, as arrays by place: the `bit` of the act (0 for meal places), and `eats`, bits
    of the meals that are eaten there or for which it may stand."""

    def __init__(self, acts: Sequence[tuple[Act, int]], tables: Sequence[Table], day: int, *, before: bool) -> None:
        places: list[Act | Table] = [*(one for one, _ in acts), *tables]
        spans = [place.starts[day] for place in places]
        count = max(map(len, spans), default=1)
        padded = np.array([[*one, *[(NEVER, -1)] * (count - len(one))] for one in spans], np.int32)
        self.first, self.last = np.moveaxis(padded.reshape(len(places), count, 2), 2, 0)
        self.site = np.array([place.site for place in places], np.int64)
        self.minutes = np.array([place.minutes for place in places], np.int32)
        self.before = np.array([one.before * before for one, _ in acts] + [0] * len(tables), np.int32)
        self.bit = np.array([1 << number for number in range(len(acts))] + [0] * len(tables), np.int64)
        self.eats = np.array([*(eats for _, eats in acts), *(BITS[MEALS.index(one.kind)] for one in tables)], np.int32)

    def starts(self, arrives: Small) -> Small:
        """The soonest start at each place (column) after arriving there; NEVER where it is too late."""
        start, ready = np.full_like(arrives, NEVER), arrives + self.before
        for first, last in zip(self.first.T[::-1], self.last.T[::-1], strict=True):
            start = np.where(ready <= last, np.maximum(ready, first), start)
        return start


class _Day:
    """One day of a track that may attend some acts, and attends all that are needed."""

    def __init__(self, hours: Hours, acts: Sequence[int], day: int, needed: Sequence[int], slack: int) -> None:
        self._problem, self._day, self._slack = hours.problem, day, slack
        self._begin, self._end = hours.frame(day)
        self._meals = hours.meals(day, day * DAY, (day + 1) * DAY)
        self._roads = self._problem.must_hold("travel_takes_its_time")
        bearable = self._problem.must_hold("days_are_bearable")
        self._most = self._problem.scenario.rules.days.most_engagements if bearable else len(acts)
        stands = [self._bits(meal for meal in self._meals if hours.banquet(act, day, meal)) for act in acts]
        rows = [(self._problem.acts[act], eats) for act, eats in zip(acts, stands, strict=True)]
        tables = [table for table in self._problem.tables if table.starts[day] and self._meals]
        self._places = _Places(rows, tables, day, before=self._roads)
        latest = {act: max((last for _, last in self._problem.acts[act].starts[day]), default=-1) for act in needed}
        self._needed = [(1 << bit, latest[act]) for bit, act in enumerate(acts) if act in latest]

    def _bits(self, meals: Iterable[Eaten]) -> int:
        chosen = set(meals)
        return sum(bit for bit, meal in zip(BITS, self._meals, strict=False) if meal in chosen)

    @cached_property
    def _ways(self) -> tuple[Small, Small, Small]:
        """By place left and place: minutes off peak and in a peak, and before it of boarding and slack."""
        sites = self._places.site.tolist()
        calm, slow = self._minutes(sites, sites)
        apart = np.array(self._places.site[:, None] != self._places.site[None, :], np.int32)
        boarding = boarding_minutes(self._problem.scenario, 1) if self._roads else 0
        return calm, slow, apart * (boarding + self._slack)

    def _minutes(self, origins: Sequence[int], sites: Sequence[int]) -> tuple[Small, Small]:
        """From site to site, off peak and in a peak."""
        both = self._roads * self._problem.ways[np.ix_(origins, sites)]
        return both[:, :, 0], both[:, :, 1]

    @cached_property
    def _peaks(self) -> list[Span]:
        first, last = self._day * DAY, (self._day + 2) * DAY
        return [peak for peak in self._problem.travel.peaks if first < peak[1] and peak[0] < last]

    def _arrival(self, leaves: Small, calm: Small, slow: Small) -> Small:
        """The soonest arrival; waiting out a peak may pay."""
        arrives = leaves + calm
        for start, end in self._peaks:
            slowly = np.minimum(leaves + slow, end + calm)
            arrives = np.where((start <= leaves) & (leaves < end), slowly, arrives)
        return arrives

    @cached_property
    def _origins(self) -> Mapping[int, int]:
        """From when on the day may begin at each site; nothing where it may begin anywhere.

        Who lands sets out as soon as they are ready, be it before the day begins.
        """
        presence, found = self._problem.presence, dict[int, int]()
        if self._day == 0 and any(who not in presence.landings for who in self._problem.delegates):
            return {}
        for bed in self._problem.beds if self._day else ():
            if self._day - 1 in bed.nights:
                found[bed.site] = self._begin
        if self._day and not found:
            return {}
        for who, landing in presence.landings.items():
            site, ready = self._problem.site_index[landing.site], presence.ready_alone(who)
            if landing.day == self._day:
                found[site] = min(found.get(site, ready), ready)
        return found

    def _reached(self, leaves: int) -> Small:
        """The soonest arrival at each place as the first of the day."""
        if not self._origins:
            return np.full(len(self._places.site), leaves, np.int32)
        calm, slow = self._minutes(list(self._origins), self._places.site.tolist())
        from_when = [since if leaves == self._begin else max(since, leaves) for since in self._origins.values()]
        begins = np.array(from_when, np.int32)[:, None] + np.zeros_like(calm)
        return np.asarray(self._arrival(begins, calm, slow).min(0))

    def _beginnings(self) -> Iterator[_Labels]:
        """Labels of one stop. Who sets out when the hours of a meal have begun need not eat it."""
        for leaves in sorted({self._begin, *(meal.opens for meal in self._meals if meal.opens > self._begin)}):
            spared = self._bits(meal for meal in self._meals if meal.opens <= leaves)
            start = _Labels(*np.zeros((2, 1), np.int64), *np.array([[spared], [0], [leaves]], np.int32))
            yield self._stopped(start, self._reached(leaves)[None, :])

    def _stopped(self, labels: _Labels, arrives: Small) -> _Labels:
        """Labels (rows) after one stop more at any place (column), as far as that and the rest of the day can be."""
        places = self._places
        start = places.starts(arrives)
        ends = np.where(places.bit > 0, self._end - places.minutes, NEVER - 1)
        rows, at = np.nonzero((start <= ends) & (labels.attended[:, None] & places.bit == 0))
        start, attended, eaten = start[rows, at], labels.attended[rows] | places.bit[at], labels.eaten[rows]
        eats, minutes, is_act = places.eats[at], places.minutes[at], places.bit[at] > 0
        free = start + minutes
        may = np.where(is_act, labels.visits[rows] < self._most, eaten & eats == 0)
        for bit, meal in zip(BITS, self._meals, strict=False):
            eaten |= np.where(start <= meal.closes - minutes, eats & bit, 0)
            may &= (eaten & bit > 0) | (free <= meal.closes)
        for bit, latest in self._needed:
            may &= (attended & bit > 0) | (free <= latest)
        return _Labels(attended, at, eaten, labels.visits[rows] + is_act, free).where(np.flatnonzero(may))

    def _onward(self, labels: _Labels) -> Iterator[_Labels]:
        """Labels of one stop more."""
        calm, slow, boarding = self._ways
        for first in range(0, len(labels.free), AT_ONCE):
            going = labels.where(slice(first, first + AT_ONCE))
            leaves = going.free[:, None] + boarding[going.at]
            yield self._stopped(going, self._arrival(leaves, calm[going.at], slow[going.at]))

    def sets(self, most: int) -> tuple[Sets, int] | None:
        """All sets, the empty one too where nothing is needed, and how many labels there were; None above `most`."""
        needed = sum(bit for bit, _ in self._needed)
        found, labels, looked_at = [np.zeros(1, np.int64)], _soonest(self._beginnings()), 0
        while len(labels.free):
            looked_at += len(labels.free)
            if looked_at > most:
                return None
            found.append(labels.attended)
            labels = _soonest(self._onward(labels))
        sets = np.unique(np.concatenate(found))
        return sets[sets & needed == needed], looked_at


def _soonest(parts: Iterable[_Labels]) -> _Labels:
    """Of labels alike but for the time the soonest."""
    labels = _Labels(*map(np.concatenate, zip(*parts, strict=True)))
    place = (labels.at << len(MEALS)) | labels.eaten
    order = np.lexsort(((place << 32) | labels.free, labels.attended))
    place, attended = place[order], labels.attended[order]
    first = np.ones(len(order), np.bool_)
    first[1:] = (place[1:] != place[:-1]) | (attended[1:] != attended[:-1])
    return labels.where(order[first])


def _largest(sets: Sets, size: int) -> Sets:
    """The sets to which no act can be added."""
    largest = np.ones(len(sets), np.bool_)
    for bit in (1 << number for number in range(size)):
        lacks = sets & bit == 0
        largest[lacks] &= ~np.isin(sets[lacks] | bit, sets)
    return sets[largest]


def day_sets(
    hours: Hours,
    acts: Sequence[int],
    day: int,
    needed: Sequence[int] = (),
    most: int = 1_000_000,
    *,
    slack: int = 0,
) -> DaySets | None:
    """The largest sets of `acts` (indices) that a track to which all are open can attend on a day, all of `needed`
    among them; no set where these can't be. None where it would take more than `most` labels to tell.

    With `slack` they must be possible if each way took so many minutes more.
    """
    if len(acts) > MOST_ACTS:
        return None
    found = _Day(hours, acts, day, needed, slack).sets(most)
    if found is None:
        return None
    sets = _largest(found[0], len(acts))
    bits = 1 << np.arange(len(acts), dtype=np.int64)
    return DaySets(tuple(acts), sets[:, None] & bits[None, :] > 0, found[1])
