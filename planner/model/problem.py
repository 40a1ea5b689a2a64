"""A scenario compiled to indices and integers, once; everything the model needs that no decision changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

import numpy as np

from planner.domain.joining import Joining
from planner.domain.opening import Opening
from planner.domain.parties import Presence
from planner.domain.scenario import Scenario
from planner.domain.travel import Travel
from planner.model.acts import acts_of
from planner.model.hospitality import beds_of, tables_of
from planner.model.orienteering.arrays import Small


class Problem:
    """A scenario by index: tracks, days, acts, tables, beds, travel minutes. Holds no decision."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.clock = scenario.clock
        self.days = scenario.clock.days
        self.nights = max(self.days - 1, 0)
        self.grid = scenario.programme.grid_minutes
        self.tracks = tuple(track.id for track in scenario.tracks)
        self.track_index = {track: index for index, track in enumerate(self.tracks)}
        self.sites = tuple(site.id for site in scenario.sites)
        self.site_index = {site: index for index, site in enumerate(self.sites)}
        self.travel = Travel(scenario)
        self.presence = Presence(scenario)
        self.joining = Joining(self.presence, self.travel)
        opening = Opening(scenario)
        self.acts = acts_of(scenario, opening)
        self.act_index = {act.id: index for index, act in enumerate(self.acts)}
        self.tables = tables_of(scenario, opening)
        self.table_index = {table.id: index for index, table in enumerate(self.tables)}
        self.beds = beds_of(scenario)
        self.bed_index = {bed.id: index for index, bed in enumerate(self.beds)}

    def setting_on(self, rule: str) -> bool:
        """Does the scenario ask for `rule` at all, hard or soft?"""
        return self.scenario.rules.is_on(rule)

    def must_hold(self, rule: str) -> bool:
        """Does the scenario ask for `rule` as a hard one?"""
        return self.scenario.rules.must_hold(rule)

    def minutes(self, origin: int, destination: int) -> tuple[int, int]:
        """Minutes of driving between two sites, off peak and in a peak."""
        return self._ways[origin][destination]

    @cached_property
    def _ways(self) -> list[list[tuple[int, int]]]:
        ways = [[self.travel.way(a, b) for b in self.sites] for a in self.sites]
        return [[(way.minutes, way.peak_minutes) for way in row] for row in ways]

    @cached_property
    def ways(self) -> Small:
        """`minutes` by origin and destination: an array of sites x sites x 2."""
        return np.array(self._ways, np.int32).reshape(len(self.sites), len(self.sites), 2)

    @cached_property
    def head(self) -> str:
        """The head of delegation's delegate id."""
        return self.scenario.head

    @cached_property
    def delegates(self) -> tuple[str, ...]:
        """Delegate ids in table order."""
        return tuple(who.id for who in self.scenario.delegates)

    @cached_property
    def interests(self) -> Mapping[str, Mapping[str, int]]:
        """Weight by topic of each visiting organisation."""
        found: dict[str, dict[str, int]] = defaultdict(dict)
        for row in self.scenario.interests:
            found[row.organisation][row.topic] = row.weight
        return found

    @cached_property
    def competitors(self) -> frozenset[tuple[str, str]]:
        """Pairs of competing organisations, each pair once, in alphabetical order."""
        return frozenset(
            (min(row.id, rival), max(row.id, rival)) for row in self.scenario.organisations for rival in row.competitors
        )

    @cached_property
    def whole_benefit(self) -> Mapping[str, int]:
        """What one delegate of each visiting organisation would gain from attending everything."""
        enough = self.scenario.rules.topics.enough
        strengths: dict[str, int] = defaultdict(int)
        for act in self.acts:
            for topic, strength in act.topics.items():
                strengths[topic] += strength
        base = sum(act.benefit for act in self.acts)
        return {
            organisation: base
            + sum(
                weight * min(strengths[topic], enough) for topic, weight in self.interests.get(organisation, {}).items()
            )
            for organisation in sorted({who.organisation for who in self.scenario.delegates})
        }
