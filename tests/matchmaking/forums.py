"""Small forums written by hand, and the rules that any placement of one must keep, said anew."""

from __future__ import annotations

import random
from collections import Counter

from planner.matchmaking.forum import Forum, Interpreting, Pair, Participant, Placement
from planner.matchmaking.timetable import Timetable


def everyone(visitors: int, hosts: int, slots: int, floor: int = 0, most: int | None = None) -> tuple[Participant, ...]:
    """Visitors, then hosts, each with one seat in every slot."""
    seats = (1,) * slots
    return (
        *(Participant("visitor", seats, floor, most) for _ in range(visitors)),
        *(Participant("host", seats, floor, most) for _ in range(hosts)),
    )


def random_forum(seed: int) -> Forum:
    """8 x 8 companies in 6 slots: uneven wishes, some away, some pairs with interpreters of two languages."""
    rng = random.Random(seed)
    slots = 6
    participants = tuple(
        Participant("visitor" if one < 8 else "host", tuple(rng.choice((0, 1, 1, 1, 2)) for _ in range(slots)), 1, 5)
        for one in range(16)
    )
    pairs = tuple(
        Pair(
            visitor,
            host,
            frozenset(slot for slot in range(slots) if rng.random() < 0.9),
            rng.randint(0, 5),
            rng.randint(0, 5),
            rng.choice((None, frozenset({0, 1}), frozenset({1, 2}))),
        )
        for visitor in range(8)
        for host in range(8, 16)
        if rng.random() < 0.6
    )
    interpreting = Interpreting((frozenset(range(slots)),) * 3, stretch=2, pause=1, most=(4, 3, 4))
    return Forum(slots, 5, participants, pairs, interpreting, precedences=((0, 1),))


def broken(made: Timetable) -> list[str]:
    """What is wrong with a timetable; empty where it is lawful."""
    forum, placement = made.forum, made.placement
    return [*_seats(forum, placement), *_rooms(made), *_served(made), *_order(forum, placement)]


def _seats(forum: Forum, placement: Placement) -> list[str]:
    wrong = []
    for one, participant in enumerate(forum.participants):
        mine = [placement[pair] for pair in forum.pairs_of[one] if pair in placement]
        wrong += [f"{one} has too many in {s}" for s, n in Counter(mine).items() if n > participant.seats[s]]
        if participant.most is not None and len(mine) > participant.most:
            wrong.append(f"{one} has too many")
    astray = [(pair, slot) for pair, slot in placement.items() if slot not in forum.pairs[pair].slots]
    return wrong + [f"{pair} may not meet in {slot}" for pair, slot in astray]


def _rooms(made: Timetable) -> list[str]:
    places = Counter((slot, made.tables[pair]) for pair, slot in made.placement.items())
    wrong = [f"{n} meetings at {place}" for place, n in places.items() if n > 1]
    return wrong + [f"no table {table}" for _, table in places if not 0 <= table < made.forum.tables]


def _served(made: Timetable) -> list[str]:
    wrong, rule = [], made.forum.interpreting
    work: dict[int, list[int]] = {}
    for pair, slot in made.placement.items():
        able = made.forum.pairs[pair].interpreters
        if able is not None:
            who = made.interpreters.get(pair)
            if who is None or who not in able or slot not in rule.slots[who]:
                wrong.append(f"{pair} has {who}")
            else:
                work.setdefault(who, []).append(slot)
    for who, slots in work.items():
        length = rule.stretch + rule.pause
        runs = (sum(first <= slot < first + length for slot in slots) for first in range(made.forum.slots))
        if len(set(slots)) < len(slots) or len(slots) > rule.limit(who) or max(runs) > rule.stretch:
            wrong.append(f"interpreter {who} works in {sorted(slots)}")
    return wrong


def _order(forum: Forum, placement: Placement) -> list[str]:
    both = [(a, b) for a, b in forum.precedences if a in placement and b in placement]
    return [f"{a} is not before {b}" for a, b in both if placement[a] >= placement[b]]
