"""Stops of several routes that may be one meeting, beside an orienteering problem."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

Starts = tuple[int | None, ...]
"""When every meeting is held; None while each route that visits it has one of its own, whenever it suits."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """(Global) `nodes`, at most one of a route, of one `subject` on one day.

    Routes meet there only where it is `open`. A meeting that `stands` is held whoever comes: its nodes are given with
    its times, and it takes nothing of the subject's room. One that `gathers` is visited by all its nodes or none, and
    so is another of its subject in its place. Where it has a `leader`, one of its nodes, no other is visited without
    that.
    """

    nodes: tuple[int, ...]
    subject: int
    open: bool = False
    stands: bool = False
    gathers: bool = False
    leader: int | None = None


@dataclass(frozen=True)
class Meetings:
    """All meetings, when they are held at the outset, and of how many there is `room` by subject."""

    all: tuple[Meeting, ...] = ()
    starts: Starts = ()
    room: Mapping[int, int] = field(default_factory=dict)

    @cached_property
    def of_node(self) -> Mapping[int, int]:
        """The meeting of each node that has one."""
        return {node: number for number, meeting in enumerate(self.all) for node in meeting.nodes}

    @cached_property
    def of_subject(self) -> Mapping[int, tuple[int, ...]]:
        """The meetings of each subject."""
        found: dict[int, list[int]] = defaultdict(list)
        for number, meeting in enumerate(self.all):
            found[meeting.subject].append(number)
        return {subject: tuple(numbers) for subject, numbers in found.items()}

    @cached_property
    def gatherings(self) -> tuple[tuple[int, ...], ...]:
        """The meetings of each subject that gathers."""
        return tuple(numbers for numbers in self.of_subject.values() if self.all[numbers[0]].gathers)

    @cached_property
    def gathered(self) -> tuple[int, ...]:
        """Nodes that are visited together or not at all."""
        return tuple(node for meeting in self.all if meeting.gathers for node in meeting.nodes)
