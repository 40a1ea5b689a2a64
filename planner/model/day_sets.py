"""Which engagements one track can attend together on a day, whatever the others do: every largest set of them.

Found by labels: what has been attended, which meals are eaten, where the track is, and how soon it can be through with
that. Of labels alike but for the time only the soonest goes on. Places and ways are those of the scenario, hours and
peaks included; a track begins at any hotel or airport open to it, ends anywhere, and boards one coach. So every lawful
day is among the sets, and few of the largest sets are not lawful days.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from planner.domain.clock import DAY
from planner.domain.opening import Span
from planner.domain.travel import boarding_minutes
from planner.model.acts import Act
from planner.model.day_labels import Day, Mornings, largest_sets
from planner.model.hospitality import Table
from planner.model.orienteering.arrays import Bools, Ints
from planner.model.orienteering.hours import NEVER
from planner.model.relaxation_hours import Eaten, Hours

NO_SPAN = NEVER, -NEVER
MOST_ACTS = 62
"""As many as the bits of a number tell apart."""
MEALS, BITS = ("lunch", "dinner"), (1, 2)


@dataclass(frozen=True, slots=True)
class DaySets:
    """`sets` by row: which of `acts` (indices) are attended together. `labels`: how many were looked at."""

    acts: tuple[int, ...]
    sets: Bools
    labels: int


class _Day:
    """One day of a track that may attend some acts, and attends all that are needed."""

    def __init__(self, hours: Hours, acts: Sequence[int], day: int, needed: Sequence[int], slack: int) -> None:
        self._hours, self._problem, self._day, self._slack = hours, hours.problem, day, slack
        self._begin, self._end = hours.frame(day)
        self._meals = hours.meals(day, day * DAY, (day + 1) * DAY)
        self._roads = self._problem.must_hold("travel_takes_its_time")
        self._acts, self._needed = acts, [act for act in needed if act in set(acts)]
        self._held = [self._problem.acts[act] for act in acts]
        self._tables = [table for table in self._problem.tables if table.starts[day] and self._meals]
        self._stops: list[Act | Table] = [*self._held, *self._tables]
        self._sites = [stop.site for stop in self._stops]

    def largest(self, most: int) -> tuple[Ints, int]:
        """The largest sets (bits by the order of the acts), and how many labels there were; not all above `most`."""
        must = sum(self._bit(act) for act in self._needed)
        return largest_sets(self._places(), self._mornings(), must, most)

    def _bit(self, act: int) -> int:
        return 1 << self._acts.index(act)

    def _places(self) -> Day:
        """Engagements and then meal places, with the ways between them, and what binds the day."""
        calm, slow = self._minutes(self._sites, self._sites)
        boarding = boarding_minutes(self._problem.scenario, 1) if self._roads else 0
        sites, none = _ints(self._sites), [0] * len(self._tables)
        bearable = self._problem.must_hold("days_are_bearable")
        first, last = self._spans()
        return Day(
            bit=_ints([*map(self._bit, self._acts), *none]),
            eats=_ints([*map(self._stands_for, self._acts), *(BITS[MEALS.index(one.kind)] for one in self._tables)]),
            minutes=_ints([stop.minutes for stop in self._stops]),
            before=_ints([*(one.before * self._roads for one in self._held), *none]),
            first=first,
            last=last,
            calm=calm,
            slow=slow,
            boarding=(sites[:, None] != sites[None, :]) * np.int64(boarding + self._slack),
            peaks=_pairs(self._peaks),
            meals=_pairs(zip(BITS, (meal.closes for meal in self._meals), strict=False)),
            needed=_pairs((self._bit(act), self._latest(act)) for act in self._needed),
            end=self._end,
            most=self._problem.scenario.rules.days.most_engagements if bearable else len(self._acts),
        )

    def _spans(self) -> tuple[Ints, Ints]:
        """The first and the last start of each span of a place (row)."""
        spans = [stop.starts[self._day] for stop in self._stops]
        most = max(map(len, spans), default=0)
        padded = np.array([[*one, *[NO_SPAN] * (most - len(one))] for one in spans], np.int64).reshape(
            len(spans), most, 2
        )
        return np.ascontiguousarray(padded[:, :, 0]), np.ascontiguousarray(padded[:, :, 1])

    def _latest(self, act: int) -> int:
        """When an act can begin at the latest."""
        return max((last for _, last in self._problem.acts[act].starts[self._day]), default=-1)

    def _stands_for(self, act: int) -> int:
        """The meals (bits) that an act may stand for."""
        return self._bits(meal for meal in self._meals if self._hours.banquet(act, self._day, meal))

    def _bits(self, meals: Iterable[Eaten]) -> int:
        chosen = set(meals)
        return sum(bit for bit, meal in zip(BITS, self._meals, strict=False) if meal in chosen)

    def _minutes(self, origins: Sequence[int], sites: Sequence[int]) -> tuple[Ints, Ints]:
        """From site to site, off peak and in a peak."""
        both = self._problem.ways[np.ix_(origins, sites)].astype(np.int64) * self._roads
        return np.ascontiguousarray(both[:, :, 0]), np.ascontiguousarray(both[:, :, 1])

    @cached_property
    def _peaks(self) -> list[Span]:
        first, last = self._day * DAY, (self._day + 2) * DAY
        return [peak for peak in self._problem.travel.peaks if first < peak[1] and peak[0] < last]

    def _mornings(self) -> Mornings:
        """The day may begin at once, or when the hours of a meal have begun, which then need not be eaten."""
        leaves = sorted({self._begin, *(meal.opens for meal in self._meals if meal.opens > self._begin)})
        spared = [self._bits(meal for meal in self._meals if meal.opens <= begins) for begins in leaves]
        if not self._origins:
            anywhere = np.zeros((1, len(self._sites)), np.int64)
            return Mornings(_ints(leaves)[:, None], _ints(spared), anywhere, anywhere)
        since = self._origins.values()
        begins = [[one if leaving == self._begin else max(one, leaving) for one in since] for leaving in leaves]
        return Mornings(np.array(begins, np.int64), _ints(spared), *self._minutes(list(self._origins), self._sites))

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


def _ints(numbers: Sequence[int]) -> Ints:
    return np.array(numbers, np.int64)


def _pairs(pairs: Iterable[tuple[int, int]]) -> Ints:
    return np.array([*pairs], np.int64).reshape(-1, 2)


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
    sets, labels = _Day(hours, acts, day, needed, slack).largest(most)
    if labels > most:
        return None
    bits = 1 << np.arange(len(acts), dtype=np.int64)
    return DaySets(tuple(acts), np.sort(sets)[:, None] & bits[None, :] > 0, labels)
