"""How hard it is to ask whom that something gives way."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AskingRules:
    """Weights, 1 for the easiest, of those who may be asked; who receives is asked by rank.

    `another_session` and `short_notice` come on top for a host who is asked for those rather than for other hours.
    `idea` to `done` is giving up an engagement that must be held, by how much of it is agreed. All are planning
    assumptions, for an office to set by its own experience.
    """

    driver_firm: int = 1
    restaurant: int = 1
    interpreters: int = 2
    hotel: int = 2
    delegation: int = 3
    pinner: int = 3
    company: int = 3
    director: int = 4
    secretariat: int = 4
    head: int = 7
    governor: int = 8
    governments: int = 8
    airline: int = 9
    minister: int = 10
    law: int = 50
    another_session: int = 1
    short_notice: int = 2
    idea: int = 3
    asked: int = 5
    tentative: int = 7
    confirmed: int = 12
    announced: int = 20
    done: int = 100
