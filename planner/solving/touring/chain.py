"""Ruin-and-recreate under simulated annealing: one chain of steps."""

from __future__ import annotations

import numpy as np

from planner.model.compiled import compiled, folded
from planner.model.orienteering.arrays import Bools, Ints
from planner.model.records import Record
from planner.solving.touring.board import Board, become
from planner.solving.touring.drawing import Generator, below
from planner.solving.touring.layout import NONE, Layout
from planner.solving.touring.moving import settle
from planner.solving.touring.passing import pass_on
from planner.solving.touring.plenaries import gather_elsewhere
from planner.solving.touring.recreating import recreate
from planner.solving.touring.ruining import ruin
from planner.solving.touring.visiting import dismiss, misordered, strained, worth

SHY = 0.3
"""The share of removed nodes that come last in the repair; without such every other step ends where it began."""
ALONE = 0.5
"""How often those who followed a leader leave at once when he has left; else he may come back in the repair."""
NEAR = 1.0
"""How much less than the state in hand, in units of what a node is worth, a repair may be for chains to follow it."""
DETOUR = 100
"""Steps for which a chain goes on from a gathering held quite elsewhere before that is judged as a step is; where it is
not taken, the chain is back where it was."""
DETOURS = 0.3
"""The share of the work in which there are such, one after another; in the rest days fill around what they led to."""


class Chain(Record):
    """Where a chain is, and the best that it has met.

    `now` is the board in hand, `trial` a step from it, `back` where it was before a detour of which so many steps are
    `left`, NONE where it is on none. Temperatures fall from `hot` to `cold`, in units of what a node is worth.
    `elsewhere` are meetings with spans for detours, of which so many are `unused`. `met` are routes met on the way:
    number, length, stops; so many of them as `known` says since that was last set to nought.
    """

    now: Board
    trial: Board
    best: Board
    back: Board
    worth: int
    disorder: int
    best_worth: int
    back_worth: int
    back_disorder: int
    left: int
    unit: float
    hot: float
    cold: float
    elsewhere: Ints
    unused: int
    met: Ints
    known: int


def chain_of(
    p: Layout, boards: tuple[Board, Board, Board, Board], heat: tuple[float, float, float], elsewhere: Ints, noted: int
) -> Chain:
    """A chain on four boards that hold the same: what a node is worth, how hot it begins and ends in units of that,
    where detours lead, and how many routes are noted at most."""
    now, trial, best, back = boards
    value, disorder = worth(p, now), misordered(p, now)
    met = np.empty((noted, 2 + now.stops.shape[1]), np.int64)
    return Chain(
        now, trial, best, back, value, disorder, value, value, disorder, NONE, *map(float, heat), elsewhere, 0, met, 0
    )


def in_hand(c: Chain) -> Board:
    """The board in hand, before a detour where the chain is on one."""
    return c.now if c.left == NONE else c.back


def met(c: Chain) -> list[list[int]]:
    """The routes noted: number, length, stops."""
    return c.met[: c.known].tolist()


@compiled
def forgotten(c: Chain) -> None:
    """Note others from now on."""
    c.known = 0


@compiled
def filled_up(p: Layout, s: Board, rng: Generator) -> None:
    """Visit whatever fits."""
    recreate(p, s, rng, np.zeros(p.size, np.bool_))


@compiled
def work(p: Layout, c: Chain, rng: Generator, since: float, until: float, steps: int) -> int:
    """So many steps, from share to share of all work; how many led to a new best."""
    found = 0
    for number in range(steps):
        found += step(p, c, rng, since + (until - since) * number / steps)
    return found


@folded
def step(p: Layout, c: Chain, rng: Generator, share: float) -> bool:
    """Ruin and recreate once; was a new best found?"""
    return judged(p, c, rng, share, attempt(p, c, rng, share))


@folded
def _heat(c: Chain, share: float) -> float:
    return c.unit * c.hot * (c.cold / c.hot) ** min(share, 1.0)


@compiled
def attempt(p: Layout, c: Chain, rng: Generator, share: float) -> int:
    """Ruin and recreate on the trial board; what that is worth."""
    _turn(p, c, rng, share, _heat(c, share))
    trial = c.trial
    become(trial, c.now.numbers)
    for r in range(len(trial.touched)):
        trial.touched[r] = 0
    ruin(p, trial, rng)
    if rng.random() < ALONE:
        dismiss(p, trial)
    recreate(p, trial, rng, _shy(c.now, trial, rng))
    dismiss(p, trial)
    return worth(p, trial)


@compiled
def passed_on(p: Layout, c: Chain, found: int) -> int:
    """What the trial board is worth after chains of stops that pass their places on, if it comes near to the one in
    hand before."""
    if found <= c.worth - NEAR * c.unit:
        return found
    pass_on(p, c.trial)
    return worth(p, c.trial)


@compiled
def judged(p: Layout, c: Chain, rng: Generator, share: float, found: int) -> bool:
    """Take the trial board, worth so much, or leave it; is it a new best?"""
    trial = c.trial
    if not _accepts(found, c.worth, _heat(c, share), rng):
        return False
    settle(p, trial)
    disorder = misordered(p, trial)
    if disorder > c.disorder or strained(p, trial, c.now):
        return False
    c.now, c.trial, c.worth, c.disorder = trial, c.now, found, disorder
    _remember(c)
    if found < c.best_worth:
        return False
    better = found > c.best_worth
    become(c.best, trial.numbers)
    c.best_worth = found
    return better


@folded
def _shy(now: Board, trial: Board, rng: Generator) -> Bools:
    """The nodes that the ruin freed and that are to come last in the repair."""
    found = np.zeros(len(now.blocked), np.bool_)
    for node in range(len(found)):
        if now.blocked[node] > 0 and trial.blocked[node] == 0:
            found[node] = rng.random() < SHY
    return found


@folded
def _accepts(found: int, instead: int, heat: float, rng: Generator) -> bool:
    return found >= instead or rng.random() < np.exp((found - instead) / heat)


@folded
def _turn(p: Layout, c: Chain, rng: Generator, share: float, heat: float) -> None:
    """Begin a detour, or judge one that is at its end."""
    if c.left > 0:
        c.left -= 1
    elif c.left == 0:
        c.left = NONE
        if not _accepts(c.worth, c.back_worth, heat, rng):
            c.now, c.back, c.worth, c.disorder = c.back, c.now, c.back_worth, c.back_disorder
    elif len(c.elsewhere) and share < DETOURS:
        _set_out(p, c, rng)


@folded
def _set_out(p: Layout, c: Chain, rng: Generator) -> None:
    """Hold a gathering quite elsewhere, whatever that costs at first: in one span after another, in an order drawn by
    lot."""
    if not c.unused:
        c.unused = len(c.elsewhere)
    c.unused -= 1
    drawn = below(rng, c.unused + 1)
    for part in range(3):
        number, last = c.elsewhere[drawn, part], c.elsewhere[c.unused, part]
        c.elsewhere[drawn, part], c.elsewhere[c.unused, part] = last, number
    number, first, last = c.elsewhere[c.unused, 0], c.elsewhere[c.unused, 1], c.elsewhere[c.unused, 2]
    become(c.trial, c.now.numbers)
    if gather_elsewhere(p, c.trial, number, first, last, rng):
        disorder = misordered(p, c.trial)
        if disorder <= c.disorder:
            c.back_worth, c.back_disorder, c.left = c.worth, c.disorder, DETOUR
            c.now, c.trial, c.back = c.trial, c.back, c.now
            c.worth = worth(p, c.now)


@folded
def _remember(c: Chain) -> None:
    """Note the routes that the last step changed, in place of the oldest where there is no room."""
    for r in range(len(c.now.length)):
        if c.now.touched[r] and len(c.met):
            length, row = c.now.length[r], c.known % len(c.met)
            c.met[row, 0], c.met[row, 1] = r, length
            for place in range(length):
                c.met[row, 2 + place] = c.now.stops[r, place]
            c.known += 1
