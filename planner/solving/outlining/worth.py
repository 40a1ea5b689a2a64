"""What engagements are worth to the tracks of one assignment, as arrays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from planner.model.orienteering.arrays import Bools, Floats
from planner.model.problem import Problem
from planner.model.roster import Roster
from planner.solving.routing.benefits import Weights


@dataclass(frozen=True, slots=True)
class Counted:
    """What counts only until there is enough: units of attendance by row of a track and act, each worth a price up to
    the most that count."""

    units: Mapping[tuple[int, int], float]
    most: float
    price: float


class Worth:
    """Arrays by track (in the order of `tracks`), act, topic and wish, weighted by the aims visitors and hosts."""

    def __init__(self, problem: Problem, roster: Roster, weights: Weights) -> None:
        self.problem, self.roster, self.tracks = problem, roster, tuple(roster.active)
        self._visitors, self._hosts = max(weights.get("visitors", 0), 0), max(weights.get("hosts", 0), 0)
        self.enough = problem.scenario.rules.topics.enough
        self.wished = problem.scenario.rules.wishes.enough

    def of_sets(self, sets: Bools, track: int) -> Floats:
        """What each set of acts (row) is worth to a track if nothing else is attended."""
        row, attended = self.tracks.index(track), sets.astype(np.float64)
        levels = np.minimum(self.enough, _by(attended, self.strengths)) @ self.interest[row]
        received = np.minimum(self.wished, _by(attended, self.granted) * self.brought[row]) @ self.wishes
        return np.asarray(attended @ self.own[row] + levels + received)

    @cached_property
    def alone(self) -> Floats:
        """What each act would be worth if all tracks attended it and nothing else."""
        levels = np.minimum(self.enough, self.strengths) @ self.interest.sum(0)
        received = np.minimum(self.wished, self.granted * self.brought.sum(0)) @ self.wishes
        return np.asarray(self.own.sum(0) + levels + received)

    @cached_property
    def counted(self) -> tuple[Counted, ...]:
        """A topic counts for a track until it has heard enough of it, a wish until enough have come."""
        return tuple(one for one in (*self._heard(), *self._received()) if one.units and one.price > 0)

    def _heard(self) -> Iterator[Counted]:
        for row, interests in enumerate(self.interest.tolist()):
            for strengths, price in zip(self.strengths.T.tolist(), interests, strict=True):
                units = {(row, act): strength for act, strength in enumerate(strengths) if strength}
                yield Counted(units, self.enough, price)

    def _received(self) -> Iterator[Counted]:
        for wish, price in enumerate(self.wishes.tolist()):
            hosts, heads = self.granted[:, wish].nonzero()[0].tolist(), self.brought[:, wish].tolist()
            units = {(row, act): count for act in hosts for row, count in enumerate(heads) if count}
            yield Counted(units, self.wished, price)

    @cached_property
    def heads(self) -> Floats:
        """By track, of all who are ever in it."""
        return np.array([len(self._members(track)) for track in self.tracks], np.float64)

    @cached_property
    def _topics(self) -> tuple[str, ...]:
        return tuple(sorted({row.topic for row in self.problem.scenario.interests}))

    @cached_property
    def strengths(self) -> Floats:
        """Of topics, by act."""
        rows = [[one.topics.get(topic, 0) for topic in self._topics] for one in self.problem.acts]
        return np.array(rows, np.float64).reshape(len(rows), len(self._topics))

    @cached_property
    def own(self) -> Floats:
        """Of base benefit, by track and act."""
        benefit = np.array([one.benefit for one in self.problem.acts], np.float64)
        return self._visitors * np.outer(self.heads, benefit)

    @cached_property
    def interest(self) -> Floats:
        """Of everybody in a track together, by topic."""
        found = np.zeros((len(self.tracks), len(self._topics)))
        for row, track in zip(found, self.tracks, strict=True):
            for firm in self._firms(track):
                interests = self.problem.interests.get(firm, {})
                row += [interests.get(topic, 0) for topic in self._topics]
        return self._visitors * found

    @cached_property
    def granted(self) -> Floats:
        """1 where a wish is one of the act's host, by act and wish."""
        wishes, acts = self.problem.scenario.wishes, self.problem.acts
        rows = [[one.host == wish.host for wish in wishes] for one in acts]
        return np.array(rows, np.float64).reshape(len(acts), len(wishes))

    @cached_property
    def brought(self) -> Floats:
        """Heads of the sector of a wish, by track and wish."""
        organisation, wishes = self.problem.scenario.organisation, self.problem.scenario.wishes
        sectors = [[organisation[firm].sector for firm in self._firms(track)] for track in self.tracks]
        rows = [[of_track.count(wish.sector) for wish in wishes] for of_track in sectors]
        return np.array(rows, np.float64).reshape(len(self.tracks), len(wishes))

    @cached_property
    def wishes(self) -> Floats:
        """By wish."""
        return self._hosts * np.array([wish.weight for wish in self.problem.scenario.wishes], np.float64)

    def _members(self, track: int) -> tuple[str, ...]:
        return max((self.roster.members[track, day] for day in self.roster.active[track]), key=len)

    def _firms(self, track: int) -> list[str]:
        return [self.problem.scenario.delegate[who].organisation for who in self._members(track)]


def _by(sets: Floats, rows: Floats) -> Floats:
    """What each set comes to, of rows by act; on one core, as others work on the rest."""
    return np.asarray(np.einsum("ij,jk->ik", sets, rows))
