"""The organisation of each side that gets the least of what it could."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

from planner.checking.evidence import Evidence, Finding
from planner.checking.measures import Share, host_shares, visitor_shares
from planner.domain.account import WorstOff
from planner.domain.people import Side


def worst_off(evidence: Evidence, known: Sequence[WorstOff] = ()) -> tuple[WorstOff, ...]:
    """One of each side that wants anything, with the bounds of `known`.

    A share is what an organisation gets over what it could get at the most, as the aims `visitors` and `hosts` count
    it. Who could get nothing at all is left aside: visitors to whom everything is worth nothing, and hosts that wish
    for visitors but have no engagement to receive them at. Of equals the first in the table is the worst off.
    """
    bounds = {one.side: (one.bound, one.nothing_bound) for one in known}
    found = []
    for side in get_args(Side):
        shares = {id: share for id, share in _shares(evidence, side).items() if share[1] > 0}
        if shares:
            worst = min(shares, key=lambda id: shares[id][0] / shares[id][1])
            nothing = sum(1 for got, _ in shares.values() if got <= 0)
            percent = 100 * shares[worst][0] // shares[worst][1]
            found.append(WorstOff(side, worst, percent, nothing, *bounds.get(side, (None, None))))
    return tuple(found)


def _shares(evidence: Evidence, side: Side) -> Mapping[str, Share]:
    if side == "visitor":
        return visitor_shares(evidence)
    receiving = {row.host for row in evidence.scenario.engagements}
    return {id: share for id, share in host_shares(evidence).items() if id in receiving}


def worst_off_is_true(stated: Sequence[WorstOff], true: Sequence[WorstOff]) -> Iterator[Finding]:
    """What a plan states, where it does, is so, and within the bounds that it states."""
    by_side = {one.side: one for one in true}
    for one in stated:
        own = by_side.get(one.side)
        if own is None or (one.organisation, one.percent, one.nothing) != (own.organisation, own.percent, own.nothing):
            allowed = f"{own.organisation} {own.percent} %, {own.nothing} with nothing" if own else "nobody"
            said = f"{one.organisation} {one.percent} %, {one.nothing} with nothing"
            yield {"aim": f"worst-off {one.side}", "found": said, "allowed": allowed}
        if one.bound is not None and one.bound < one.percent:
            yield {
                "aim": f"worst-off {one.side}",
                "found": f"bound {one.bound} %",
                "allowed": f"at least {one.percent} %",
            }
        if one.nothing_bound is not None and one.nothing_bound > one.nothing:
            said = f"at least {one.nothing_bound} with nothing"
            yield {"aim": f"worst-off {one.side}", "found": said, "allowed": f"at most {one.nothing}"}
