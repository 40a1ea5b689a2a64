"""Labels of a day's ways through its places, in compiled code: of those alike but for the time the soonest."""

from __future__ import annotations

import numpy as np

from planner.model.compiled import compiled, folded
from planner.model.orienteering.arrays import Ints
from planner.model.orienteering.hours import NEVER
from planner.model.records import Record

EATEN = 4
"""How many states of a day's two meals there are."""
FREE = NO_ROOM = -1
ROOM, MORE_ROOM = 2**14, 8
"""Labels for which there is room at first, a power of two, and how many times as many where these are too few."""
SPARSE = 4
"""How many slots a table has for each of its labels."""
SPREAD = 0x9E3779B97F4A7C15 - (1 << 64)
"""Keys are multiplied by this odd number, of which no pattern is seen in the bits, to spread them over the slots."""


class Day(Record):
    """Places, numbered, and what binds a day.

    By place: the `bit` of the act held there (0 at meal places), the meals that it `eats` (bits), its `minutes` and
    those needed `before` it, and the `first` and `last` starts of its spans (columns; such that `first` > `last` are
    none). By place left and place: minutes of the way off peak (`calm`) and in a peak (`slow`), and of boarding.
    `peaks` are from when to when; `meals` are bits, each with when it must be over; of `needed` acts, the bit and when
    it can begin at the latest. The day is over at `end`, with `most` acts at most.
    """

    bit: Ints
    eats: Ints
    minutes: Ints
    before: Ints
    first: Ints
    last: Ints
    calm: Ints
    slow: Ints
    boarding: Ints
    peaks: Ints
    meals: Ints
    needed: Ints
    end: int
    most: int


class Mornings(Record):
    """Ways to begin the day: when each place that it may begin at (column) is left, and the meals that are then
    `spared` (bits); by that place and a place of the day, minutes of the way off peak (`calm`) and in a peak (`slow`).
    """

    leaves: Ints
    spared: Ints
    calm: Ints
    slow: Ints


class Labels(Record):
    """The first `count` rows are labels: acts attended (bits), the `state` (place x EATEN + meals eaten), how many acts
    that are, and when the track is through. `slots` say in which row is what by a digest of the first two."""

    attended: Ints
    state: Ints
    visits: Ints
    free: Ints
    slots: Ints
    count: int


def largest_sets(day: Day, mornings: Mornings, must: int, most: int) -> tuple[Ints, int]:
    """What is attended (bits) by labels that attend all that they `must`, where nothing can be added, and how many
    labels there are; if these are more than `most`, then not all."""
    room, (sets, labels) = ROOM, _found(day, mornings, _tables(ROOM), must, most)
    while labels == NO_ROOM:
        room *= MORE_ROOM
        sets, labels = _found(day, mornings, _tables(room), must, most)
    return sets, labels


def _tables(room: int) -> tuple[Labels, Labels, Labels]:
    """Three without labels, each with room for so many."""
    one, two, three = (Labels(*np.empty((4, room), np.int64), np.full(SPARSE * room, FREE), 0) for _ in range(3))
    return one, two, three


@compiled
def _found(
    day: Day, mornings: Mornings, tables: tuple[Labels, Labels, Labels], must: int, most: int
) -> tuple[Ints, int]:
    """The sets and how many labels there are; NO_ROOM where `tables`, which are empty, are too small."""
    labels, onward, sets = tables
    nothing = np.empty(0, np.int64)
    if len(labels.free) < len(mornings.leaves) * len(day.bit):
        return nothing, NO_ROOM
    _put(sets, 0, 0, 0, 0)
    for way in range(len(mornings.leaves)):
        _set_out(day, mornings, way, labels)
    total = labels.count
    while labels.count > 0 and total <= most:
        for row in range(labels.count):
            if min(len(sets.free) - sets.count, len(onward.free) - onward.count) <= len(day.bit):
                return nothing, NO_ROOM
            _put(sets, labels.attended[row], 0, 0, 0)
            _go_on(day, labels, row, onward)
        _clear(labels)
        labels, onward = onward, labels
        total += labels.count
    return _largest(sets, must, day.bit), total


@folded
def _set_out(day: Day, mornings: Mornings, way: int, labels: Labels) -> None:
    """Labels of one stop."""
    for place in range(len(day.bit)):
        soonest = NEVER
        for origin in range(mornings.leaves.shape[1]):
            calm, slow = mornings.calm[origin, place], mornings.slow[origin, place]
            soonest = min(soonest, _arrival(day, mornings.leaves[way, origin], calm, slow))
        _stop(day, labels, 0, mornings.spared[way], 0, place, soonest)


@folded
def _go_on(day: Day, labels: Labels, row: int, onward: Labels) -> None:
    """What comes of a label by one stop more."""
    attended, state, visits, leaves = labels.attended[row], labels.state[row], labels.visits[row], labels.free[row]
    here, eaten = state // EATEN, state % EATEN
    for place in range(len(day.bit)):
        if attended & day.bit[place] == 0:
            arrives = _arrival(day, leaves + day.boarding[here, place], day.calm[here, place], day.slow[here, place])
            _stop(day, onward, attended, eaten, visits, place, arrives)


@folded
def _arrival(day: Day, leaves: int, calm: int, slow: int) -> int:
    """The soonest arrival; waiting out a peak may pay."""
    arrives = leaves + calm
    for number in range(len(day.peaks)):
        start, end = day.peaks[number, 0], day.peaks[number, 1]
        if start <= leaves < end:
            arrives = min(leaves + slow, end + calm)
    return arrives


@folded
def _stop(day: Day, labels: Labels, attended: int, eaten: int, visits: int, place: int, arrives: int) -> None:
    """Add the label after a stop at a place, if that and the rest of the day can be."""
    start, minutes, bit = _start(day, place, arrives), day.minutes[place], day.bit[place]
    through = start + minutes
    if start == NEVER or (visits >= day.most or through > day.end if bit else eaten & day.eats[place] != 0):
        return
    for number in range(len(day.meals)):
        meal, closes = day.meals[number, 0], day.meals[number, 1]
        if through <= closes:
            eaten |= day.eats[place] & meal
        elif eaten & meal == 0:
            return
    attended |= bit
    for number in range(len(day.needed)):
        needed, latest = day.needed[number, 0], day.needed[number, 1]
        if attended & needed == 0 and through > latest:
            return
    _put(labels, attended, place * EATEN + eaten, visits + (bit > 0), through)


@folded
def _start(day: Day, place: int, arrives: int) -> int:
    """The soonest start at a place after arriving there; NEVER where it is too late."""
    ready = arrives + day.before[place]
    for span in range(day.first.shape[1]):
        if ready <= day.last[place, span]:
            return max(ready, day.first[place, span])
    return NEVER


@folded
def _clear(labels: Labels) -> None:
    labels.count = 0
    for slot in range(len(labels.slots)):
        labels.slots[slot] = FREE


@folded
def _slot(labels: Labels, attended: int, state: int) -> int:
    """Where the label of this key stands in the slots, or would."""
    mask = len(labels.slots) - 1
    mixed = (attended * SPREAD + state) * SPREAD
    slot = (mixed ^ (mixed >> 32)) & mask
    while True:
        row = labels.slots[slot]
        if row == FREE or (labels.attended[row] == attended and labels.state[row] == state):
            return slot
        slot = (slot + 1) & mask


@folded
def _put(labels: Labels, attended: int, state: int, visits: int, free: int) -> None:
    """Add a label, or let the one that is there be through as soon."""
    slot = _slot(labels, attended, state)
    row = labels.slots[slot]
    if row != FREE:
        labels.free[row] = min(labels.free[row], free)
        return
    row = labels.count
    labels.slots[slot], labels.count = row, row + 1
    labels.attended[row], labels.state[row] = attended, state
    labels.visits[row], labels.free[row] = visits, free


@folded
def _largest(sets: Labels, must: int, bits: Ints) -> Ints:
    """The sets with all that they must hold to which no act can be added."""
    found, count = np.empty(sets.count, np.int64), 0
    for row in range(sets.count):
        attended, largest = sets.attended[row], sets.attended[row] & must == must
        for bit in bits:
            more = attended | bit
            largest = largest and (more == attended or sets.slots[_slot(sets, more, 0)] == FREE)
        if largest:
            found[count] = attended
            count += 1
    return found[:count]
